"""Exporting the run that is looked at, and copying its picture, with real clicks."""

import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
)

from gan_desktop.app.export_process import ExportProcess
from gan_desktop.app.exports.exporting import check_order
from gan_desktop.app.exports.order import ExportOrder
from gan_desktop.app.exports.product import AT
from gan_desktop.app.exports.products import PRODUCTS
from gan_desktop.cli.commands import build_parser
from gan_desktop.cli.export import order_of
from gan_desktop.core.layers import LayerChoice, LayerData
from gan_desktop.ui.publishing.dialog import ExportDialog, Span
from gan_desktop.ui.publishing.paper import Paper

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def looking(window, stored_run, wait_for):
    """A window that looks at the stored run."""
    window.timeline.open(stored_run)
    wait_for(lambda: window.timeline.moment is not None)
    return window


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def cards(window):
    return [card.text for card in window._notices.cards]


def choose_product(dialog, key):
    combo = dialog.findChild(QComboBox, "exportProduct")
    combo.setFocus()
    for _ in range(combo.count()):
        if combo.currentData() == key:
            return
        QTest.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentData() == key


def type_into(dialog, name, text):
    edit = dialog.findChild(QLineEdit, name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def opened(window, person, wait_for):
    person.press(Qt.Key.Key_E, CONTROL_SHIFT)
    wait_for(lambda: window.findChild(ExportDialog))
    return window.findChild(ExportDialog)


def save_as(window, path, wait_for):
    wait_for(lambda: window.findChild(QFileDialog, "exportFileDialog"))
    dialog = window.findChild(QFileDialog, "exportFileDialog")
    edit = dialog.findChild(QLineEdit, "fileNameEdit")
    # Set, not typed: a list of completions would take the Return.
    edit.setText(str(path))
    QTest.keyClick(edit, Qt.Key.Key_Return)
    wait_for(lambda: not dialog.isVisible())


def test_a_part_of_the_run_as_an_animation(looking, person, wait_for, tmp_path):
    dialog = opened(looking, person, wait_for)
    assert dialog.findChild(QLabel, "exportedRun").text() == "ring, steps 0 to 40"
    for name, text in (("exportFirst", "10"), ("exportWidth", "120"), ("exportHeight", "90")):
        type_into(dialog, name, text)
    type_into(dialog, "exportFps", "20")
    click(dialog.findChild(QPushButton, "exportButton"))
    save_as(looking, tmp_path / "part.gif", wait_for)
    wait_for(lambda: any(text.startswith("Exported") for text in cards(looking)))
    with Image.open(tmp_path / "part.gif") as picture:
        assert picture.size == (120, 90)
        assert picture.n_frames == 4
        assert picture.info["duration"] == 50
    (card,) = [card for card in looking._notices.cards if "Exported" in card.text]
    assert str(tmp_path / "part.gif") in card.text
    # There is no file manager here: then the card says where it is.
    click(card.findChild(QPushButton))
    wait_for(lambda: any(str(tmp_path) in text and "folder" in text for text in cards(looking)))
    # Nothing of the person's experiment or training has changed.
    assert looking.session.snapshot.step == 0


def test_what_is_wrong_is_said_in_the_dialog(looking, person, wait_for):
    dialog = opened(looking, person, wait_for)
    button = dialog.findChild(QPushButton, "exportButton")
    type_into(dialog, "exportWidth", "10")
    click(button)
    assert dialog.isVisible()
    error = dialog._fields["width"].error
    assert "allowed" in error.text()
    # There is room for all of it.
    wait_for(lambda: error.height() >= error.heightForWidth(error.width()))
    type_into(dialog, "exportWidth", "640")
    choose_product(dialog, "strip")
    type_into(dialog, "exportSteps", "0, x")
    click(button)
    assert dialog.isVisible()
    assert "as 0,1000,5000" in dialog._error.text()
    type_into(dialog, "exportSteps", "0, 20")
    orders = []
    dialog.chosen.disconnect()
    dialog.chosen.connect(lambda product, order: orders.append((product.key, order)))
    click(button)
    (made,) = orders
    assert made[0] == "strip"
    assert (made[1].at, made[1].size) == ((0, 20), (640, 640))


@pytest.mark.parametrize("key", PRODUCTS.keys())
def test_every_product_can_be_ordered_as_it_is_proposed(qtbot, qapp, stored_run, key):
    dialog = ExportDialog(Span(stored_run, 0, 40, 20), None)
    qtbot.addWidget(dialog)
    dialog.show()
    choose_product(dialog, key)
    with qtbot.waitSignal(dialog.chosen) as blocker:
        click(dialog.findChild(QPushButton, "exportButton"))
    product, order = blocker.args
    assert product.key == key
    path = stored_run.parent / f"proposed{product.suffixes[0]}"
    check_order(replace(order, files=((key, path),)))
    # The ends are left open: a run that trains goes on. One moment is the one that is seen.
    assert (order.first, order.last) == (None, None)
    assert order.at == ((20,) if AT in product.uses and key != "strip" else ())


def test_a_step_that_is_written_stays_when_another_product_is_chosen(qtbot, qapp, stored_run):
    dialog = ExportDialog(Span(stored_run, 0, 40, 20), None)
    qtbot.addWidget(dialog)
    steps = dialog.findChild(QLineEdit, "exportSteps")
    choose_product(dialog, "png")
    assert steps.text() == "20"
    steps.setText("30")
    choose_product(dialog, "svg")
    assert steps.text() == "30"


def test_a_failure_is_told_and_the_window_lives(looking, wait_for, tmp_path):
    order = ExportOrder(looking.timeline.path, (), last=99)
    looking._publishing._start(PRODUCTS["csv"], order, tmp_path / "a.csv")
    assert looking._notices.cards[-1].text == "Exporting a.csv…"
    wait_for(lambda: any("step 99 is not stored" in text for text in cards(looking)))
    assert not list(tmp_path.glob("*.csv"))


def test_cancel_ends_it_and_leaves_nothing(looking, wait_for, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.gif").write_text("older")
    order = ExportOrder(looking.timeline.path, (), size=(1000, 1000))
    looking._publishing._start(PRODUCTS["gif"], order, folder / "a.gif")
    (card,) = [card for card in looking._notices.cards if card.text == "Exporting a.gif…"]
    assert card.findChild(QProgressBar).isVisible()
    click(card.findChild(QPushButton))
    assert cards(looking)[-1] == "Cancelling the export…"
    wait_for(lambda: not looking._publishing._process.running)
    assert not any("export" in text.lower() for text in cards(looking))
    assert [path.name for path in folder.iterdir()] == ["a.gif"]
    assert (folder / "a.gif").read_text() == "older"


def test_a_window_that_closes_takes_its_export_along(qtbot, stored_run, tmp_path):
    process = ExportProcess()
    order = ExportOrder(stored_run, (("gif", tmp_path / "a.gif"),), size=(1000, 1000))
    with qtbot.waitSignal(process.progressed, timeout=30_000):
        process.start(order)
    process.close()
    assert not process.running
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".ini" and path.is_file()]


def test_a_window_does_not_wait_for_an_export_that_hangs(qapp, stored_run, tmp_path, monkeypatch):
    hangs = tmp_path / "hangs"
    hangs.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    hangs.chmod(0o755)
    process = ExportProcess()
    monkeypatch.setattr(sys, "executable", str(hangs))
    process.start(ExportOrder(stored_run, (("gif", tmp_path / "a.gif"),)))
    assert process._process.waitForStarted()
    started = time.monotonic()
    process.close()
    # What it may wait is under two seconds; the rest is for a machine that is busy.
    assert time.monotonic() - started < 4
    assert not process.running


def test_an_order_is_the_same_as_words_of_the_command_line(tmp_path):
    files = tuple(
        (product.key, tmp_path / f"{product.key}{product.suffixes[-1]}") for product in PRODUCTS
    )
    order = ExportOrder(
        Path("r.ganrun"),
        files,
        first=5,
        last=90,
        every=3,
        at=(5, 20),
        size=(320, 200),
        fps=7,
        layers=("fake", "density"),
        opacities=(("fake", 0.25), ("density", 0.1)),
    )
    for given in (order, ExportOrder(Path("r.ganrun"), files[:1])):
        assert order_of(build_parser().parse_args(["export", *given.arguments()])) == given


def test_the_picture_on_the_clipboard_is_light_and_has_no_handles(looking, person, qapp):
    canvas = looking._canvas
    size = (2 * canvas.width(), 2 * canvas.height())
    person.press(Qt.Key.Key_P, CONTROL_SHIFT)
    image = QGuiApplication.clipboard().image().convertToFormat(QImage.Format.Format_RGB32)
    assert (image.width(), image.height()) == size
    assert any("Copied the picture" in text for text in cards(looking))
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    assert (pixels[:4, :, :3] == 255).all()
    pixels = pixels.astype(int)
    # Both clouds, and nothing of the handles' dark rings in the middle of a mode's ring.
    assert (pixels[..., 2] - pixels[..., 0] > 100).sum() > 200
    assert (pixels[..., 0] - pixels[..., 2] > 100).sum() > 50
    canvas_picture = canvas.grab().toImage()
    assert canvas_picture.size() != image.size()


def test_a_copied_picture_is_what_the_canvas_shows(looking, wait_for, monkeypatch):
    """With what is kept from an earlier step, as faint as it is there, and what is dimmed."""
    canvas = looking._canvas
    layers, snapshot = canvas.figure.layers, looking.timeline.moment.snapshot
    values = np.linspace(-3, 3, 64, dtype=np.float32).reshape(8, 8)
    early = LayerData({"values": values, "middle": np.zeros(1, np.float32)}, (-3, 3, -4, 4))
    layers.set_choice(
        LayerChoice(on=("real", "fake", "discriminator")).with_opacity("discriminator", 0.4)
    )
    canvas.show_snapshot(replace(snapshot, step=snapshot.step - 5, layers={"discriminator": early}))
    canvas.show_snapshot(snapshot)
    layers.emphasise(frozenset({"discriminator"}))
    assert layers.computed["discriminator"].step == snapshot.step - 5
    drawn = []

    def image(paper, shown):
        made = Paper_image(paper, shown)
        drawn.append((paper.figure.layers, made))
        taken = paper.figure.layers
        assert taken.drawn == layers.drawn == {"discriminator"}
        assert taken.computed == layers.computed
        for key in ("real", "fake", "discriminator"):
            assert taken.item(key).opacity() == layers.item(key).opacity()
        return made

    Paper_image = Paper.image  # noqa: N806 -- a method
    monkeypatch.setattr(Paper, "image", image)
    looking._publishing.copy_picture()
    assert len(drawn) == 1


def test_pictures_show_the_layers_of_the_canvas(looking, person, wait_for):
    person.press(Qt.Key.Key_0)
    layers = looking._canvas.figure.layers
    layers.set_choice(layers.choice.with_opacity("density", 0.3))
    dialog = opened(looking, person, wait_for)
    orders = []
    dialog.chosen.disconnect()
    dialog.chosen.connect(lambda _product, order: orders.append(order))
    click(dialog.findChild(QPushButton, "exportButton"))
    assert orders[0].layers == ("real", "fake", "average", "density")
    assert orders[0].opacities == (("density", 0.3),)
    assert orders[0].choice == layers.choice


def test_nothing_to_export_or_copy_yet(window, person, wait_for, monkeypatch):
    monkeypatch.setattr(type(window.timeline), "path", property(lambda _self: None))
    person.press(Qt.Key.Key_E, CONTROL_SHIFT)
    assert any("no stored run" in text for text in cards(window))
    window._canvas.clear_generated()
    person.press(Qt.Key.Key_P, CONTROL_SHIFT)
    assert any("no picture to copy" in text for text in cards(window))
