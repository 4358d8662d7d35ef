"""What is in the clipboard, and pasting it."""

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeySequence

from gan_desktop import load_preset
from gan_desktop.store.experiment_text import text_of
from gan_desktop.store.share import share_string
from gui_fuzz.actions import words
from gui_fuzz.actions.registry import Steps, action
from gui_fuzz.folder import quick
from gui_fuzz.hands import Hands


def _text(hands: Hands) -> str:
    config = quick(load_preset(hands.choose(("ring8", "two-modes", "grid25"))))
    shared = share_string(config)
    how = hands.choose(("string", "cut", "changed", "toml", "nonsense", "long", "assignments"))
    return {
        "string": shared,
        "cut": shared[: hands.rng.randrange(len(shared))],
        "changed": shared.replace("a", "b", 3),
        "toml": text_of(config),
        "nonsense": hands.rng.choice(words.NONSENSE),
        "long": "gan1:" + "A" * 200_000,
        "assignments": "training.seed = 7\n[training]\nseed = -1\n",
    }[how]


@action(4)
def paste(hands: Hands) -> Steps:
    """Put a text, a picture or a file into the clipboard and paste it where the focus is."""
    clipboard = QGuiApplication.clipboard()
    how = hands.rng.random()
    if how < 0.8:
        clipboard.setText(_text(hands))
    elif how < 0.9:
        picture = QImage(8, 8, QImage.Format.Format_RGB32)
        picture.fill(QColor("red"))
        clipboard.setImage(picture)
    else:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(hands.choose(hands.folder.found(".toml"))))])
        clipboard.setMimeData(data)
    hands.shortcut(QKeySequence("Ctrl+V"))
    yield 0
    if hands.rng.random() < 0.5:
        # The experiment's own paste, wherever the focus is.
        hands.shortcut(QKeySequence("Ctrl+Shift+V"))
        yield 0
