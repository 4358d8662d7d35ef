"""`gan-desktop export` in this process: files read back by other readers, sentences, statuses."""

import contextlib
import csv
import io
import json
import math
import os
import re
import runpy
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import imageio_ffmpeg
import numpy as np
import pytest
import torch
from PIL import Image, ImageSequence
from safetensors import safe_open

from gan_desktop.app.exports.job import ExportJob
from gan_desktop.app.exports.products import PRODUCTS
from gan_desktop.cli import main
from gan_desktop.core.errors import DivergedError
from gan_desktop.core.events import Event, EventKind, change
from gan_desktop.core.layers import LayerRequest
from gan_desktop.core.metrics import METRICS
from gan_desktop.store.run_file import RunReader, RunWriter
from gan_desktop.training import GanTrainer
from gan_desktop.training.gan_game import GanGame
from gan_desktop.training.portable_state import from_portable, to_portable
from gan_desktop.training.state import unpack
from gan_desktop.ui.publishing.offscreen import OffscreenStudio

STEPS = [0, 10, 20, 30, 40]


def export(*words: object) -> int:
    return main(["export", *map(str, words)])


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_metrics_have_a_row_for_each_snapshot(stored_run, tmp_path):
    assert export(stored_run, "--csv", tmp_path / "m.csv") == 0
    with (tmp_path / "m.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"step", *METRICS.keys()}
    assert list(rows[0])[:3] == ["step", "d_loss", "g_loss"]
    assert [int(row["step"]) for row in rows] == STEPS
    with RunReader.open(stored_run) as reader:
        for index, row in enumerate(rows):
            readings = reader.snapshot(index).readings()
            for key in set(METRICS.keys()) - {"d_loss", "g_loss"}:
                if key not in readings:
                    assert row[key] == ""
                elif math.isnan(readings[key]):
                    assert row[key] == "nan"
                else:
                    assert float(row[key]) == pytest.approx(readings[key], rel=1e-8)
    assert rows[0]["d_loss"] == "nan"
    assert float(rows[4]["d_loss"]) > 0
    assert rows[1]["energy"] == ""


def test_losses_are_there_where_nothing_else_was_measured(quick_config, tmp_path):
    trainer = GanTrainer(quick_config)
    with RunWriter(tmp_path / "r.ganrun", quick_config, "r") as writer:
        trainer.run(3)
        writer.add_losses(3, 0.5, 0.25)
        writer.add_snapshot(trainer.snapshot(20, ()))
    assert export(tmp_path / "r.ganrun", "--csv", tmp_path / "m.csv") == 0
    with (tmp_path / "m.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["d_loss"], row["g_loss"], row["modes"]) == ("0.5", "0.25", "")


def test_points_of_all_snapshots(stored_run, tmp_path):
    assert export(stored_run, "--npz", tmp_path / "p.npz") == 0
    with np.load(tmp_path / "p.npz", allow_pickle=False) as points:
        assert sorted(points) == ["fake", "real", "steps"]
        assert points["steps"].tolist() == STEPS
        assert points["real"].dtype == points["fake"].dtype == np.float32
        with RunReader.open(stored_run) as reader:
            for index in range(5):
                np.testing.assert_array_equal(points["fake"][index], reader.snapshot(index).fake)
                np.testing.assert_array_equal(points["real"][index], reader.snapshot(index).real)


def test_averaged_points_are_nan_where_there_are_none(quick_config, tmp_path):
    trainer = GanTrainer(quick_config.with_values({"dynamics.ema": 0.9}))
    plain = GanTrainer(quick_config)
    with RunWriter(tmp_path / "r.ganrun", quick_config, "r") as writer:
        writer.add_snapshot(plain.snapshot(20, ()))
        trainer.run(2)
        writer.add_snapshot(trainer.snapshot(20, ()))
    assert export(tmp_path / "r.ganrun", "--npz", tmp_path / "p.npz") == 0
    with np.load(tmp_path / "p.npz") as points:
        assert np.isnan(points["average"][0]).all()
        np.testing.assert_array_equal(points["average"][1], trainer.snapshot(20, ()).average)


def test_a_range_and_every_second_snapshot(stored_run, tmp_path):
    files = ["--npz", tmp_path / "p.npz"]
    for words, steps in (
        (["--from", 10, "--to", 35], [10, 20, 30]),
        (["--every", 2], [0, 20, 40]),
        (["--every", 3], [0, 30, 40]),
        (["--to", 0], [0]),
    ):
        assert export(stored_run, *files, *words) == 0
        with np.load(tmp_path / "p.npz") as points:
            assert points["steps"].tolist() == steps


def test_weights_and_script_are_of_the_very_step(stored_run, tmp_path, quick_config, capsys):
    words = ["--weights", tmp_path / "w.safetensors", "--script", tmp_path / "s.py", "--at", 23]
    assert export(stored_run, *words) == 0
    assert "shown" not in capsys.readouterr().err
    trainer = GanTrainer(quick_config)
    trainer.run(23)
    with safe_open(tmp_path / "w.safetensors", "pt") as weights:
        assert int(weights.metadata()["step"]) == 23
        for key, value in trainer.generator.state_dict().items():
            assert torch.equal(weights.get_tensor(f"generator.{key}"), value)
    np.testing.assert_array_equal(
        points_of(tmp_path / "s.py", tmp_path), trainer.snapshot(100, ()).fake
    )


def test_pictures_say_which_other_step_they_show(stored_run, tmp_path, capsys):
    words = ["--strip", tmp_path / "s.svg", "--size", "90x90", "--at"]
    assert export(stored_run, *words, "10,23") == 0
    assert re.findall(r"step [0-9]+", (tmp_path / "s.svg").read_text()) == ["step 10", "step 20"]
    said = capsys.readouterr().err
    assert said.count("is shown") == 1
    assert "no snapshot is stored of step 23; step 20 is shown." in said
    # The nearest one of those in the range.
    assert export(stored_run, *words, 22, "--from", 21) == 0
    assert "step 30 is shown" in capsys.readouterr().err
    assert export(stored_run, *words, 20) == 0
    assert "is shown" not in capsys.readouterr().err


@pytest.mark.parametrize(("step", "trained_on"), [(40, 20), (20, 0), (10, 10)])
def test_weights_are_the_trainers_own_at_that_step(
    stored_run, tmp_path, quick_config, step, trained_on, capsys
):
    assert export(stored_run, "--weights", tmp_path / "w.safetensors", "--to", step) == 0
    # From the nearest state, and not from the start.
    assert f"of {trained_on + 1}\n" in capsys.readouterr().err
    trainer = GanTrainer(quick_config)
    trainer.run(step)
    with safe_open(tmp_path / "w.safetensors", "pt") as weights:
        metadata = weights.metadata()
        names = set(weights.keys())
        for name in ("generator", "discriminator"):
            for key, value in getattr(trainer, name).state_dict().items():
                assert torch.equal(weights.get_tensor(f"{name}.{key}"), value)
                names.remove(f"{name}.{key}")
    assert not names
    assert int(metadata["step"]) == step
    assert json.loads(metadata["config"])["training"]["batch_size"] == 32


def points_of(script: Path, folder: Path) -> np.ndarray:
    """What a script writes when it is run as it is."""
    target = folder / "points.csv"
    before, threads = sys.argv, torch.get_num_threads()
    sys.argv = [str(script), str(target)]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            runpy.run_path(str(script))
    finally:
        sys.argv = before
        torch.set_num_threads(threads)
    return np.loadtxt(target, delimiter=",", skiprows=1, dtype=np.float64).astype(np.float32)


def test_the_script_ends_at_the_stored_points(stored_run, tmp_path, capsys):
    assert export(stored_run, "--script", tmp_path / "s.py") == 0
    assert "changed" not in capsys.readouterr().err
    with RunReader.open(stored_run) as reader:
        np.testing.assert_array_equal(
            points_of(tmp_path / "s.py", tmp_path), reader.snapshot(4).fake
        )


def changed_run(path: Path, config, changes) -> list[np.ndarray]:
    """A run of 20 steps, a snapshot every 10, with settings changed on the way; its points."""
    trainer = GanTrainer(config)
    points = []
    with RunWriter(path, config, "r") as writer:
        for step in range(21):
            if step in changes:
                after = changes[step](trainer.config)
                event = change(step, trainer.config, after)
                if event is not None:
                    writer.add_event(event)
                trainer.set_live(after)
            if step % 10 == 0:
                writer.add_snapshot(trainer.snapshot(50, ()))
                points.append(trainer.snapshot(50, ()).fake)
            if step < 20:
                trainer.step()
    return points


def test_what_was_changed_before_the_first_step_is_in_the_script(quick_config, tmp_path, capsys):
    def edited(config):
        values = {
            "training.learning_rate_g": 3e-3,
            "training.batch_size": 24,
            "training.d_steps": 2,
            "training.objective": "minimax",
            "regularisers.r1": 1.0,
        }
        after = config.with_values(values)
        return after.replaced(target=after.target.with_mode(0, mean=(0.5, 0.25)))

    points = changed_run(tmp_path / "r.ganrun", quick_config, {0: edited})
    assert export(tmp_path / "r.ganrun", "--script", tmp_path / "s.py") == 0
    assert "changed" not in capsys.readouterr().err
    np.testing.assert_array_equal(points_of(tmp_path / "s.py", tmp_path), points[2])


def test_a_later_change_ends_the_script_and_it_says_so(quick_config, tmp_path, capsys):
    def faster(config):
        return config.with_values({"training.learning_rate_g": 3e-3})

    points = changed_run(tmp_path / "r.ganrun", quick_config, {10: faster})
    assert export(tmp_path / "r.ganrun", "--script", tmp_path / "s.py") == 0
    said = "the run was changed after step 10: the script repeats it up to there"
    assert said in capsys.readouterr().err.lower()
    text = " ".join((tmp_path / "s.py").read_text().split('"""')[1].split())
    assert said in text.lower()
    np.testing.assert_array_equal(points_of(tmp_path / "s.py", tmp_path), points[1])
    # Before the change there is nothing to be said.
    assert export(tmp_path / "r.ganrun", "--script", tmp_path / "s.py", "--to", 10) == 0
    assert "changed" not in capsys.readouterr().err


def failed_run(path: Path, config, monkeypatch, *, pinned: bool = True) -> list[np.ndarray]:
    """A run of 20 steps whose generator failed after 10 of them and was tried again; its points."""
    trainer, points, loss = GanTrainer(config), [], GanGame.value
    failing = []

    def value(game, made, network):
        if failing and network == "generator":
            raise DivergedError(11, network, "loss nan")
        return loss(game, made, network)

    monkeypatch.setattr(GanGame, "value", value)
    with RunWriter(path, config, "r") as writer:
        for step in range(21):
            if step % 5 == 0:
                writer.add_snapshot(trainer.snapshot(50, ()))
                points.append(trainer.snapshot(50, ()).fake)
            if step == 10:
                failing.append(step)
                with pytest.raises(DivergedError):
                    trainer.step()
                failing.clear()
                writer.add_event(Event(step, EventKind.HALF_STEP, config))
                if pinned:
                    writer.add_state(step, *to_portable(trainer.state_dict()), pinned=True)
            if step < 20:
                trainer.step()
    return points


def test_a_step_that_failed_ends_the_script_and_it_says_so(
    quick_config, tmp_path, capsys, monkeypatch
):
    points = failed_run(tmp_path / "r.ganrun", quick_config, monkeypatch)
    assert export(tmp_path / "r.ganrun", "--script", tmp_path / "s.py") == 0
    said = "After step 10 a step failed half-way"
    assert f"Script: {said}" in capsys.readouterr().err
    assert said in " ".join((tmp_path / "s.py").read_text().split('"""')[1].split())
    np.testing.assert_array_equal(points_of(tmp_path / "s.py", tmp_path), points[2])
    # From the state that was kept there the rest can be repeated; without it, not beyond.
    assert export(tmp_path / "r.ganrun", "--weights", tmp_path / "w.safetensors") == 0
    failed_run(tmp_path / "q.ganrun", quick_config, monkeypatch, pinned=False)
    capsys.readouterr()
    assert export(tmp_path / "q.ganrun", "--weights", tmp_path / "v.safetensors") == 2
    assert "the run cannot be repeated through step 10" in capsys.readouterr().err


def test_a_run_that_goes_on_from_another_one(quick_config, tmp_path, capsys):
    trainer = GanTrainer(quick_config)
    trainer.run(5)
    with RunWriter(tmp_path / "r.ganrun", quick_config, "r", first_step=5) as writer:
        writer.add_snapshot(trainer.snapshot(20, ()))
    for option, name in (("--script", "s.py"), ("--weights", "w.safetensors")):
        assert export(tmp_path / "r.ganrun", option, tmp_path / name) == 2
        assert "5" in capsys.readouterr().err
    assert left_in(tmp_path) == ["r.ganrun"]


def test_animations(stored_run, tmp_path):
    size = (130, 96)
    words = ["--gif", tmp_path / "a.gif", "--mp4", tmp_path / "a.mp4", "--fps", 5]
    assert export(stored_run, *words, "--size", "130x96", "--from", 10) == 0
    with Image.open(tmp_path / "a.gif") as picture:
        assert picture.size == size
        durations = [frame.info["duration"] for frame in ImageSequence.Iterator(picture)]
    assert durations == [200, 200, 200, 2000]
    assert imageio_ffmpeg.count_frames_and_secs(str(tmp_path / "a.mp4")) == (4, 0.8)
    words = [imageio_ffmpeg.get_ffmpeg_exe(), "-i", str(tmp_path / "a.mp4")]
    done = subprocess.run(
        [*words, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True, check=True
    )
    assert re.search(rb"h264.*yuv420p\(tv, bt709, progressive\), 130x96.* 5 fps", done.stderr)
    film = np.frombuffer(done.stdout, np.uint8).reshape(4, size[1], size[0], 3)[0]
    with Image.open(tmp_path / "a.gif") as picture:
        drawn = np.asarray(picture.convert("RGB"))
    # The same picture, in colours that are right.
    assert np.abs(film.astype(int) - drawn).mean() < 4
    assert left_in(tmp_path) == ["a.gif", "a.mp4"]


def test_a_picture_in_pixels_and_as_shapes(stored_run, tmp_path):
    words = ["--png", tmp_path / "a.png", "--svg", tmp_path / "a.svg"]
    assert export(stored_run, *words, "--size", "900x600", "--at", 18) == 0
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (900, 600)
        pixels = np.asarray(picture.convert("RGB"))
    assert (pixels[0] == 255).all()
    red = (pixels[..., 0] > 190) & (pixels[..., 2] < 90)
    blue = (pixels[..., 2] > 190) & (pixels[..., 0] < 90)
    assert red.sum() > 500
    assert blue.sum() > 20
    root = ET.parse(tmp_path / "a.svg").getroot()  # noqa: S314 -- ours
    assert (root.get("width"), root.get("height")) == ("900", "600")
    space = "{http://www.w3.org/2000/svg}"
    texts = ["".join(text.itertext()).strip() for text in root.iter(f"{space}text")]
    assert {"real data", "generated data", "step 20"} <= set(texts)
    assert not list(root.iter(f"{space}image"))
    marks = [p for p in root.iter(f"{space}path") if p.get("d", "").startswith("M-0.11,-0.5")]
    assert len(marks) >= 100
    assert {e.get("font-family") for e in root.iter() if e.get("font-family")} == {
        "Helvetica, Arial, 'DejaVu Sans', sans-serif"
    }


def test_a_strip_names_the_steps_that_it_shows(stored_run, tmp_path):
    words = ["--at", "0,12,40", "--size", "150x150"]
    for kind in ("svg", "png", "pdf"):
        assert export(stored_run, "--strip", tmp_path / f"s.{kind}", *words) == 0
    root = ET.parse(tmp_path / "s.svg").getroot()  # noqa: S314 -- ours
    space = "{http://www.w3.org/2000/svg}"
    texts = ["".join(text.itertext()).strip() for text in root.iter(f"{space}text")]
    assert texts == ["step 0", "step 10", "step 40", "target"]
    with Image.open(tmp_path / "s.png") as picture:
        assert picture.size == (int(root.get("width")), int(root.get("height")))
        pixels = np.asarray(picture.convert("RGB")).astype(int)
    assert pixels.shape[1] > 4 * 150
    red = pixels[..., 0] - pixels[..., 2] > 60
    # Real points in the panel at the right and nowhere else.
    assert red[:, -150:].sum() > 100
    assert not red[:, :-156].any()
    blue = pixels[..., 2] - pixels[..., 0] > 60
    assert blue[:, :-156].sum() > 20
    assert not blue[:, -150:-3].any()
    pdf = (tmp_path / "s.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)
    assert float(box[1]) == pytest.approx(pixels.shape[1] * 0.75, abs=1)


def test_a_strip_nobody_chose_steps_for(stored_run, tmp_path):
    assert export(stored_run, "--strip", tmp_path / "s.svg", "--from", 10, "--size", "90x90") == 0
    text = (tmp_path / "s.svg").read_text()
    assert re.findall(r"step [0-9]+", text) == ["step 10", "step 20", "step 30", "step 40"]


def test_layers_that_were_not_stored_are_computed(stored_run, tmp_path, monkeypatch, capsys):
    """The discriminator's map is of the networks at that very step."""
    drawn = {}
    picture = OffscreenStudio.picture

    def watched(self, kind, snapshot):
        drawn[snapshot.step] = snapshot.layers
        return picture(self, kind, snapshot)

    monkeypatch.setattr(OffscreenStudio, "picture", watched)
    words = [stored_run, "--svg", tmp_path / "a.svg", "--size", "200x200"]
    for step in (10, 40):
        assert export(*words, "--at", step, "--layers", "density,discriminator") == 0
    assert "repetition" not in capsys.readouterr().err
    with RunReader.open(stored_run) as reader:
        trainer = GanTrainer(reader.config)
    for step in (10, 40):
        trainer.run(step - trainer.steps_done)
        request = LayerRequest(frozenset({"discriminator"}), drawn[step]["discriminator"].region)
        found = trainer.layers(trainer.snapshot(100, ()), request)["discriminator"]
        for name, values in found.arrays.items():
            np.testing.assert_array_equal(drawn[step]["discriminator"].arrays[name], values)
    root = ET.parse(tmp_path / "a.svg").getroot()  # noqa: S314 -- ours
    # A map is a picture; points that are not wanted are not there.
    assert list(root.iter("{http://www.w3.org/2000/svg}image"))
    paths = root.iter("{http://www.w3.org/2000/svg}path")
    assert not [p for p in paths if p.get("d", "").startswith("M-0.11,-0.5")][2:]


def test_computed_layers_go_through_what_was_changed(quick_config, tmp_path, monkeypatch):
    def rate(value):
        return lambda config: config.with_values({"training.learning_rate_d": value})

    changes = {0: rate(3e-2), 10: rate(1e-2), 14: rate(5e-3)}
    changed_run(tmp_path / "r.ganrun", quick_config, changes)
    drawn = {}
    frame = OffscreenStudio.frame

    def watched(self, snapshot):
        drawn[snapshot.step] = snapshot.layers["discriminator"]
        return frame(self, snapshot)

    monkeypatch.setattr(OffscreenStudio, "frame", watched)
    words = ["--gif", tmp_path / "a.gif", "--size", "100x100", "--layers", "discriminator"]
    assert export(tmp_path / "r.ganrun", *words) == 0
    assert sorted(drawn) == [0, 10, 20]
    trainer = GanTrainer(quick_config)
    for step in (0, 10, 14, 20):
        trainer.run(step - trainer.steps_done)
        if step in changes:
            trainer.set_live(changes[step](trainer.config))
        if step not in drawn:
            continue
        request = LayerRequest(frozenset({"discriminator"}), drawn[step].region)
        found = trainer.layers(trainer.snapshot(50, ()), request)["discriminator"]
        for name, values in found.arrays.items():
            np.testing.assert_array_equal(drawn[step].arrays[name], values)


@pytest.fixture
def drawn_layers(monkeypatch):
    """What pictures are drawn with: the discriminator's and the optimal map, by step."""
    drawn, frame = {}, OffscreenStudio.frame

    def watched(self, snapshot):
        drawn[snapshot.step] = snapshot.layers
        return frame(self, snapshot)

    monkeypatch.setattr(OffscreenStudio, "frame", watched)
    return drawn


def layers_now(trainer, drawn, count=50):
    """The same layers of a trainer as they were drawn."""
    request = LayerRequest(frozenset(drawn), drawn["discriminator"].region)
    return trainer.layers(trainer.snapshot(count, ()), request)


def assert_same_layers(drawn, expected):
    for key in drawn:
        for name, values in expected[key].arrays.items():
            np.testing.assert_array_equal(drawn[key].arrays[name], values)


def moved_target(config):
    return config.replaced(target=config.target.with_mode(0, mean=(2.5, -1.5)))


LAYERED = ["--size", "100x100", "--layers", "discriminator,optimal"]


@pytest.mark.parametrize("paused", [False, True])
def test_layers_at_the_step_of_a_change_are_those_of_the_snapshot(
    quick_config, tmp_path, drawn_layers, paused
):
    """It was taken before the change, or (while paused) once more after it."""
    trainer = GanTrainer(quick_config)
    expected = {}
    with RunWriter(tmp_path / "r.ganrun", quick_config, "r") as writer:
        for step in (0, 10, 20):
            trainer.run(step - trainer.steps_done)
            writer.add_snapshot(trainer.snapshot(50, ()))
            now = trainer.state_dict()
            if step == 10:
                after = moved_target(trainer.config)
                writer.add_event(change(step, trainer.config, after))
                trainer.set_live(after)
                if paused:
                    now = trainer.state_dict()
                    writer.add_snapshot(trainer.snapshot(50, ()))
                # A state beyond all that happened there.
                writer.add_state(step, *to_portable(trainer.state_dict()))
            expected[step] = now
    assert export(tmp_path / "r.ganrun", "--gif", tmp_path / "a.gif", *LAYERED) == 0
    for step, state in expected.items():
        then = GanTrainer(unpack(state)[0])
        then.load_state_dict(state)
        assert_same_layers(drawn_layers[step], layers_now(then, drawn_layers[step]))
    assert not np.array_equal(
        drawn_layers[0]["optimal"].arrays["values"], drawn_layers[20]["optimal"].arrays["values"]
    )


def test_layers_at_the_step_of_single_moves_are_of_after_them(quick_config, tmp_path, drawn_layers):
    trainer = GanTrainer(quick_config)
    with RunWriter(tmp_path / "r.ganrun", quick_config, "r") as writer:
        trainer.run(5)
        writer.add_snapshot(trainer.snapshot(50, ()))
        for kind, move in (
            (EventKind.G_MOVE, trainer.move_generator),
            (EventKind.D_MOVE, trainer.move_discriminator),
        ):
            move()
            writer.add_event(Event(5, kind, quick_config))
            writer.add_snapshot(trainer.snapshot(50, ()))
    assert export(tmp_path / "r.ganrun", "--gif", tmp_path / "a.gif", *LAYERED) == 0
    assert_same_layers(drawn_layers[5], layers_now(trainer, drawn_layers[5]))


def test_layers_of_before_a_failed_step_and_beyond_it(
    quick_config, tmp_path, drawn_layers, monkeypatch
):
    failed_run(tmp_path / "r.ganrun", quick_config, monkeypatch)
    assert export(tmp_path / "r.ganrun", "--gif", tmp_path / "a.gif", *LAYERED) == 0
    assert sorted(drawn_layers) == [0, 5, 10, 15, 20]
    trainer = GanTrainer(quick_config)
    trainer.run(10)
    assert_same_layers(drawn_layers[10], layers_now(trainer, drawn_layers[10]))
    with RunReader.open(tmp_path / "r.ganrun") as reader:
        stored = reader.state_at(10)
    trainer.load_state_dict(from_portable(stored.tree, stored.tensors))
    trainer.run(5)
    assert_same_layers(drawn_layers[15], layers_now(trainer, drawn_layers[15]))


def test_a_loss_that_was_changed_at_the_shown_step_is_noted(quick_config, tmp_path, capsys):
    def hinge(config):
        return config.with_values({"training.objective": "hinge"})

    changed_run(tmp_path / "r.ganrun", quick_config, {10: hinge})
    words = [tmp_path / "r.ganrun", "--png", tmp_path / "a.png", *LAYERED, "--at"]
    for step, said in (("10", True), ("20", False)):
        assert export(*words, step) == 0
        assert ("at step 10 the loss was changed" in capsys.readouterr().err) is said


def test_stored_layers_are_drawn_as_they_are(quick_config, tmp_path, monkeypatch):
    trainer = GanTrainer(quick_config)
    request = LayerRequest(frozenset({"discriminator"}))
    snapshot = trainer.snapshot(20, (), request)
    with RunWriter(tmp_path / "r.ganrun", quick_config, "r") as writer:
        writer.add_snapshot(snapshot)
    monkeypatch.setattr(GanTrainer, "layers", None)
    words = ["--png", tmp_path / "a.png", "--size", "200x200", "--layers", "discriminator"]
    assert export(tmp_path / "r.ganrun", *words) == 0
    with Image.open(tmp_path / "a.png") as picture:
        assert len(np.unique(np.asarray(picture.convert("RGB")).reshape(-1, 3), axis=0)) > 20


def test_pictures_have_the_view_in_force_at_their_step(quick_config, tmp_path, monkeypatch):
    def wider(config):
        return config.with_values(
            {"display.x_limits": (-9.0, 9.0), "training.learning_rate_g": 3e-3}
        )

    changed_run(tmp_path / "r.ganrun", quick_config, {5: wider})
    views, picture = [], OffscreenStudio.picture

    def watched(self, kind, snapshot):
        views.append(self._paper.region)
        return picture(self, kind, snapshot)

    monkeypatch.setattr(OffscreenStudio, "picture", watched)
    for step in (0, 10):
        words = ["--png", tmp_path / "a.png", "--at", step, "--size", "200x200"]
        assert export(tmp_path / "r.ganrun", *words) == 0
    assert views[0][1] < 9 <= views[1][1]


def test_layers_are_as_opaque_as_they_are_wanted(stored_run, tmp_path):
    space = "{http://www.w3.org/2000/svg}"

    def opacities(*words):
        assert export(stored_run, *words, "--size", "100x100") == 0
        root = ET.parse(words[1]).getroot()  # noqa: S314 -- ours
        marks = (p for p in root.iter() if p.tag in (f"{space}g", f"{space}path"))
        return {e.get("opacity") or e.get("fill-opacity") for e in marks}

    for option in ("--svg", "--strip"):
        usual = opacities(option, tmp_path / "a.svg")
        faint = opacities(option, tmp_path / "b.svg", "--opacity", "fake=0.125")
        assert len(faint - usual) == 1


WRONG = {
    "opacity": (
        ["--png", "{}/a.png", "--opacity", "real=0.5,fake=2"],
        "the opacity 'fake=2' is not allowed; allowed: LAYER=NUMBER",
    ),
    "opacity of what": (["--png", "{}/a.png", "--opacity", "real"], "the opacity 'real'"),
    "opacity of a table": (["--csv", "{}/a.csv", "--opacity", "real=1"], "--opacity needs one of"),
    "layers": (
        ["--png", "{}/a.png", "--layers", "real,moon"],
        "unknown layer 'moon'; allowed: real",
    ),
    "layers of a table": (["--csv", "{}/a.csv", "--layers", "real"], "--layers needs one of"),
    "nothing": ([], "at least one of --gif"),
    "suffix": (["--gif", "{}/a.png"], "must end with .gif"),
    "strip suffix": (["--strip", "{}/a.gif"], "must end with .pdf or .svg or .png"),
    "size": (["--png", "{}/a.png", "--size", "big"], "WIDTHxHEIGHT"),
    "too large": (["--png", "{}/a.png", "--size", "9000x9000"], "64 to 8,192"),
    "size of a table": (["--csv", "{}/a.csv", "--size", "99x99"], "--size needs one of --gif"),
    "fps": (["--gif", "{}/a.gif", "--fps", "51"], "1 to 50"),
    "speed of a picture": (["--png", "{}/a.png", "--fps", "20"], "--fps needs one of --gif, --mp4"),
    "steps": (["--strip", "{}/a.svg", "--at", "1,x"], "as 0,1000,5000"),
    "steps of no strip": (["--png", "{}/a.png", "--at", "0,10"], "--strip"),
    "at of a table": (["--csv", "{}/a.csv", "--at", "10"], "--at needs one of"),
    "from": (["--csv", "{}/a.csv", "--from", "ten"], "--from 'ten' is not allowed"),
    "two froms": (["--csv", "{}/a.csv", "--from", "1,2"], "--from '1,2' is not allowed"),
    "beyond": (["--csv", "{}/a.csv", "--to", "41"], "step 41 is not stored; the last one is 40"),
    "at beyond": (["--strip", "{}/a.svg", "--at", "0,99"], "step 99 is not stored"),
    "at outside": (
        ["--strip", "{}/a.svg", "--at", "0,20", "--from", "10", "--to", "30"],
        "step 0 is outside the steps 10 to 30",
    ),
    "between": (["--csv", "{}/a.csv", "--from", "11", "--to", "19"], "from step 11 to 19"),
    "turned": (["--csv", "{}/a.csv", "--from", "30", "--to", "10"], "from step 30 to 10"),
    "odd film": (["--mp4", "{}/a.mp4", "--size", "101x100"], "even width and height"),
    "same file": (["--svg", "{}/a.svg", "--strip", "{}/a.svg"], "the same name"),
    "no folder": (["--csv", "{}/no/a.csv"], "does not exist"),
    "a folder": (["--csv", "{}/taken.csv"], "is a folder"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_arguments_are_one_sentence_and_no_file(stored_run, tmp_path, capsys, name):
    (tmp_path / "taken.csv").mkdir()
    words, sentence = WRONG[name]
    assert export(stored_run, *(word.format(tmp_path) for word in words)) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert told.startswith("gan-desktop export: ")
    assert left_in(tmp_path) == ["taken.csv"]


def test_what_is_no_run(tmp_path, capsys):
    (tmp_path / "no.ganrun").write_text("hello")
    for name, sentence in (("no.ganrun", "not a run of GAN"), ("gone.ganrun", "No such file")):
        assert export(tmp_path / name, "--csv", tmp_path / "a.csv") == 2
        assert sentence in capsys.readouterr().err
    assert left_in(tmp_path) == ["no.ganrun"]


def test_the_run_is_not_replaced(stored_run, tmp_path, capsys):
    run = shutil.copy(stored_run, tmp_path / "run.csv")
    assert export(run, "--csv", run) == 2
    assert "cannot be replaced" in capsys.readouterr().err


def test_a_run_that_is_being_written(quick_config, tmp_path):
    trainer = GanTrainer(quick_config)
    writer = RunWriter(tmp_path / "r.ganrun", quick_config, "r")
    for _ in range(2):
        trainer.run(5)
        writer.add_snapshot(trainer.snapshot(20, ()))
        writer.commit()
    assert export(tmp_path / "r.ganrun", "--npz", tmp_path / "a.npz") == 0
    trainer.run(5)
    writer.add_snapshot(trainer.snapshot(20, ()))
    writer.close()
    with np.load(tmp_path / "a.npz") as points:
        assert points["steps"].tolist() == [5, 10]


def test_a_damaged_snapshot_leaves_older_files_whole(stored_run, tmp_path, capsys):
    run = Path(shutil.copy(stored_run, tmp_path / "r.ganrun"))
    with contextlib.closing(sqlite3.connect(run)) as connection, connection:
        connection.execute("UPDATE cloud SET fake = x'00' WHERE step = 30")
    (tmp_path / "a.npz").write_text("older")
    (tmp_path / "a.csv").write_text("older")
    words = ["--csv", tmp_path / "a.csv", "--npz", tmp_path / "a.npz"]
    assert export(run, *words) == 2
    assert "snapshot of step 30" in capsys.readouterr().err
    assert (tmp_path / "a.npz").read_text() == (tmp_path / "a.csv").read_text() == "older"
    assert left_in(tmp_path) == ["a.csv", "a.npz", "r.ganrun"]


def test_a_full_disk_is_status_1(stored_run, tmp_path, capsys, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / "a.npz"))

    monkeypatch.setattr("gan_desktop.app.exports.tables.zipfile.ZipFile", full)
    assert export(stored_run, "--npz", tmp_path / "a.npz") == 1
    assert "No space left" in capsys.readouterr().err
    assert left_in(tmp_path) == []


def test_a_film_without_ffmpeg_says_how_to_get_it(stored_run, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("gan_desktop.recording.mp4.find_spec", lambda _name: None)
    assert export(stored_run, "--mp4", tmp_path / "a.mp4") == 2
    assert "pip install" in capsys.readouterr().err


@pytest.mark.parametrize("key", PRODUCTS.keys())
def test_an_interrupted_export_leaves_nothing(stored_run, tmp_path, monkeypatch, capsys, key):
    """Ctrl-C as soon as something is done."""
    tick = ExportJob.tick

    def interrupted(self: ExportJob, count: int = 1) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        tick(self, count)

    monkeypatch.setattr(ExportJob, "tick", interrupted)
    path = tmp_path / f"a{PRODUCTS[key].suffixes[0]}"
    path.write_text("older")
    assert export(stored_run, f"--{key}", path) == 130
    assert "Cancelled" in capsys.readouterr().err
    assert path.read_text() == "older"
    assert left_in(tmp_path) == [path.name]


def test_messages_for_a_window_and_its_wish_to_cancel(stored_run, tmp_path):
    words = [sys.executable, "-m", "gan_desktop", "export", str(stored_run), "--progress-json"]
    with subprocess.Popen(
        [*words, "--csv", str(tmp_path / "a.csv")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        messages = [json.loads(line) for line in child.stdout]
    assert child.returncode == 0
    assert messages[0] == {"done": 0, "total": 5}
    assert messages[-2:] == [{"done": 5, "total": 5}, {"files": [str(tmp_path / "a.csv")]}]
    done = subprocess.run(
        [*words, "--gif", str(tmp_path / "a.gif")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "")
    assert left_in(tmp_path) == ["a.csv"]


# An export whose first frame takes a minute.
SLOW = """
import sys, time
from gan_desktop.cli import main
from gan_desktop.ui.publishing.offscreen import OffscreenStudio

def frame(self, snapshot):
    print("drawing", flush=True)
    time.sleep(60)

OffscreenStudio.frame = frame
main(sys.argv[1:])
"""


def test_it_does_not_finish_its_frame_for_a_window_that_has_gone(stored_run, tmp_path):
    (tmp_path / "a.gif").write_text("older")
    words = ["export", str(stored_run), "--progress-json", "--gif", str(tmp_path / "a.gif")]
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        while child.stdout.readline() != b"drawing\n":
            assert child.poll() is None
        assert len(left_in(tmp_path)) > 1
        child.stdin.close()
        assert child.wait(30) == 130
    assert left_in(tmp_path) == ["a.gif"]
    assert (tmp_path / "a.gif").read_text() == "older"
