"""Labels that end in dots where they have no room."""

import pytest

from gan_desktop.ui.elided import ElidedLabel

TEXTS = ("Data set", "Latent dimensions", "Discriminator's loss", "x 1.02  y -0.33", "数据集")


@pytest.mark.parametrize("points", [9, 10, 11, 12, 14, 18])
def test_a_label_of_the_size_it_asks_for_shows_all_of_its_text(qtbot, points):
    for text in TEXTS:
        label = ElidedLabel(text)
        qtbot.addWidget(label)
        font = label.font()
        font.setPointSize(points)
        label.setFont(font)
        label.resize(label.sizeHint())
        assert label.shown_text() == text


def test_a_label_with_less_room_ends_in_dots(qtbot):
    label = ElidedLabel("Latent dimensions")
    qtbot.addWidget(label)
    label.resize(label.sizeHint().width() - 1, label.sizeHint().height())
    assert label.cut
    assert label.shown_text().endswith("…")
