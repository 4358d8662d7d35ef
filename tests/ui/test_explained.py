"""The panel that explains the current choice, as a person unfolds and reads it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QToolButton

from gan_desktop.ui.links import LinkedLabel, linked
from gan_desktop.ui.palette import DARK, LIGHT
from gan_desktop.ui.theme import apply_palette

LEFT = Qt.MouseButton.LeftButton


def choose(window, key: str) -> None:
    box = window.findChild(QComboBox, "methodBox")
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def lines(window) -> dict[str, QToolButton]:
    found = window.findChildren(QToolButton, "explainedButton")
    return {button.text(): button for button in found if not button.parentWidget().isHidden()}


def text(button: QToolButton) -> LinkedLabel:
    return button.parentWidget().findChild(LinkedLabel)


@pytest.fixture
def opened(monkeypatch):
    addresses = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(url.toString()))
    return addresses


def test_each_part_is_a_line_that_unfolds(window, opened):
    choose(window, "wgan-gp")
    found = lines(window)
    assert list(found) == ["Wasserstein", "Gradient penalty 1 (WGAN-GP)", "Adam", "Alternating"]
    assert all(text(button).isHidden() for button in found.values())
    penalty = found["Gradient penalty 1 (WGAN-GP)"]
    QTest.mouseClick(penalty, LEFT)
    assert not text(penalty).isHidden()
    told = text(penalty).text()
    assert "λ E(|∇f(x̂)| - 1)²" in told
    assert "keeps circling at some distance. (Simulated on the Dirac-GAN by our tests.)" in told
    assert 'Gulrajani et al. 2017, <a href="https://arxiv.org/abs/1704.00028">' in told
    assert not opened
    QTest.mouseClick(penalty, LEFT)
    assert text(penalty).isHidden()


def test_a_link_is_opened_when_it_is_followed_and_not_before(window, opened):
    label = text(lines(window)["Non-saturating"])
    QTest.mouseClick(lines(window)["Non-saturating"], LEFT)
    assert not opened
    label.setFocus()
    # By keyboard: the first link, then it.
    QTest.keyClick(label, Qt.Key.Key_Tab)
    QTest.keyClick(label, Qt.Key.Key_Return)
    assert opened == ["https://arxiv.org/abs/1406.2661"]


def test_what_was_unfolded_stays_so(window):
    QTest.mouseClick(lines(window)["Adam"], LEFT)
    choose(window, "r3gan")
    found = lines(window)
    assert len(found) == 6
    assert [name for name, button in found.items() if not text(button).isHidden()] == ["Adam"]
    choose(window, "nsgan")
    assert list(lines(window)) == ["Non-saturating", "Adam", "Alternating"]
    assert not text(lines(window)["Adam"]).isHidden()


def test_numbers_become_links():
    assert linked("A & B 2017, arXiv:1704.00028, equation 3") == (
        'A &amp; B 2017, <a href="https://arxiv.org/abs/1704.00028">arXiv:1704.00028</a>, '
        "equation 3"
    )
    assert linked("doi:10.1214/aoms/1177729586; x") == (
        '<a href="https://doi.org/10.1214/aoms/1177729586">doi:10.1214/aoms/1177729586</a>; x'
    )
    assert linked("<b>x</b>") == "&lt;b&gt;x&lt;/b&gt;"


def test_links_take_the_colour_of_a_new_theme(qapp, qtbot):
    apply_palette(qapp, LIGHT)
    label = LinkedLabel("x")
    qtbot.addWidget(label)
    label.setText('<a href="x">█████</a>')
    label.show()
    try:
        for palette in (LIGHT, DARK):
            apply_palette(qapp, palette)
            image = label.grab().toImage()
            row = image.height() // 2
            colours = {image.pixelColor(x, row).name() for x in range(image.width())}
            assert palette.accent in colours
    finally:
        apply_palette(qapp, LIGHT)
