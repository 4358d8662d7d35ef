"""Looks for cut texts and overlapping widgets in every state, font, window size and screen scale.

python scripts/check_layout.py [--scale 1 2] [--pictures FOLDER]      (some minutes; no display)

The exit status is 1 if anything is found. The tests look at a covering handful of the same.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "ui" / "layout"))


def main() -> int:
    """Each scale in a process of its own: Qt reads it once."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, nargs="+", default=[1, 2], help="screen scales")
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each")
    parser.add_argument("--brief", action="store_true", help="the largest font and smallest window")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        return _look(arguments.scale[0], arguments.pictures, brief=arguments.brief)
    status = 0
    for scale in arguments.scale:
        command = [sys.executable, __file__, "--here", "--scale", f"{scale:g}"]
        command += ["--brief"] * arguments.brief
        if arguments.pictures:
            command += ["--pictures", str(arguments.pictures)]
        environment = os.environ | {"QT_SCALE_FACTOR": f"{scale:g}", "QT_QPA_PLATFORM": "offscreen"}
        status |= subprocess.run(command, env=environment, check=False).returncode
    return status


def _look(scale: float, pictures: Path | None, *, brief: bool) -> int:
    from layout_states import product

    from gan_desktop import load_preset
    from gan_desktop.bench.stage import Stage

    quick = {
        "networks.latent_size": 4,
        "networks.generator_hidden": (16,),
        "networks.discriminator_hidden": (16,),
        "training.batch_size": 32,
        "display.snapshot_every": 5,
    }
    count = looked = 0
    with Stage(load_preset("ring8-blog").with_values(quick)) as stage:
        for name, found in product(stage.window, stage.wait_until, brief=brief):
            looked += 1
            count += len(found)
            for fault in found:
                print(f"scale {scale:g}, {name}: {fault}", flush=True)
            if pictures:
                pictures.mkdir(parents=True, exist_ok=True)
                place = pictures / f"{name.replace(', ', '-').replace(' ', '')}@{scale:g}.png"
                stage.window.grab().save(str(place))
    print(f"scale {scale:g}: {looked} looked at, faults: {count}")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
