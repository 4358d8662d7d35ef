"""Makes the pictures of the README from the application as it is now.

python scripts/make_pictures.py        (about six minutes; no display needed)
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The offscreen screen is 800 x 800 otherwise, and windows are cut to it.
SCREEN = '{"screens": [{"name": "s", "x": 0, "y": 0, "width": 1920, "height": 1200}]}'

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
STEP = 8000
COMPARED = 2000
SIZE = (1280, 800)


def main() -> None:
    """Window in both themes and with layers, two designs side by side, and the animation."""
    with tempfile.TemporaryDirectory() as folder:
        screen = Path(folder, "screen.json")
        screen.write_text(SCREEN)
        if os.environ["QT_QPA_PLATFORM"] == "offscreen":
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        os.environ["GAN_DESKTOP_RECORDINGS"] = folder
        os.environ["GAN_DESKTOP_RUNS"] = str(Path(folder, "runs"))
        os.environ["GAN_DESKTOP_RECOVERY"] = str(Path(folder, "recovery"))
        _window(folder)
    from gan_desktop.cli import main as gan_desktop

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    every = "display.snapshot_every=250"
    gif = str(FOLDER / "ring8-blog.gif")
    status = gan_desktop(["run", "--preset", "ring8-blog", "--set", every, "--gif", gif])
    sys.exit(status)


def _window(folder: str) -> None:
    from PySide6.QtCore import QSettings

    from gan_desktop.bench.stage import Stage

    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    with Stage() as stage:
        window = stage.window
        window.resize(*SIZE)
        window.session.play(until=STEP)
        stage.wait_until(lambda: window.session.snapshot.step == STEP)
        for theme in ("light", "dark"):
            window.findChild(object, f"theme{theme.title()}Action").trigger()
            stage.live(0.5)
            window.grab().save(str(FOLDER / f"window-{theme}.png"))
        window.findChild(object, "themeLightAction").trigger()
        for layer in ("Discriminator", "Arrows", "Density"):
            window.findChild(object, f"layer{layer}Action").trigger()
        drawn = window.findChild(object, "canvas").figure.layers
        stage.wait_until(lambda: {"discriminator", "arrows", "density"} <= drawn.drawn)
        stage.live(0.5)
        window.grab().save(str(FOLDER / "window-layers.png"))
        _comparison(stage, window)


def _comparison(stage: object, window: object) -> None:
    from PySide6.QtWidgets import QApplication

    window.findChild(object, "compareAction").trigger()
    shown = [w for w in QApplication.topLevelWidgets() if w.objectName() == "comparisonWindow"]
    (comparison,) = shown
    comparison.resize(*SIZE)
    play = comparison.findChild(object, "playButton")
    play.click()
    stage.wait_until(lambda: window.comparison.step >= COMPARED)
    play.click()
    stage.live(1)
    comparison.grab().save(str(FOLDER / "comparison.png"))
    comparison.close()


if __name__ == "__main__":
    main()
