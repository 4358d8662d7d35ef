"""Events of a run: what is one, what belongs together, how it is told."""

import pytest

from gan_desktop.core.events import Event, EventKind, EventLog, change
from gan_desktop.core.presets import load_preset
from gan_desktop.core.shape_target import ShapeTarget

START = load_preset("ring8-blog")


def changed(step, **values):
    return change(step, START, START.with_values({f"training.{k}": v for k, v in values.items()}))


def test_a_change_names_the_settings_that_differ():
    event = change(
        7, START, START.with_values({"training.d_steps": 3, "regularisers.instance_noise": 0.5})
    )
    assert (event.step, event.kind) == (7, EventKind.CHANGE)
    assert set(event.paths) == {"training.d_steps", "regularisers.instance_noise"}
    assert event.config.training.d_steps == 3


def test_a_moved_target_is_one_path():
    config = START.replaced(target=START.target.with_mode(0, mean=(1.0, 1.0)))
    assert change(0, START, config).paths == ("target",)


@pytest.mark.parametrize("values", [{}, {"display.point_size": 9}, {"display.snapshot_every": 10}])
def test_what_only_changes_the_picture_is_no_event(values):
    assert change(3, START, START.with_values(values)) is None


@pytest.mark.parametrize(
    "paths",
    [("training.new",), ("new.seed",), ("target.means",), ("target.nothing",), ("new", "x")],
)
def test_settings_that_are_not_known_are_named(paths):
    log = EventLog(START.replaced(target=ShapeTarget(shape="line")))
    log.add(Event(5, EventKind.CHANGE, START, paths))
    ((_, text),) = log
    assert text.startswith(paths[0])


def test_one_setting_is_told_with_its_values_before_and_after():
    log = EventLog(START)
    log.add(changed(10, d_steps=2))
    log.add(change(500, changed(0, d_steps=2).config, changed(0, d_steps=5).config))
    assert [(e.step, text) for e, text in log] == [
        (10, "D steps per G step: 1 → 2"),
        (500, "D steps per G step: 2 → 5"),
    ]


def test_several_settings_and_targets_and_moves_are_told():
    log = EventLog(START)
    log.add(changed(1, d_steps=2, batch_size=64))
    log.add(Event(200, EventKind.CHANGE, START, ("target",)))
    log.add(Event(200, EventKind.D_MOVE, START))
    log.add(Event(200, EventKind.G_MOVE, START))
    assert [text for _, text in log] == [
        "Batch size and 1 more changed",
        "target changed",
        "one move of D alone",
        "one move of G alone",
    ]


def test_a_drag_is_one_event_at_its_first_step_with_its_last_config():
    log = EventLog(START)
    for step, batch in ((100, 64), (150, 128), (240, 256)):
        log.add(changed(step, batch_size=batch))
    ((event, text),) = log
    assert event.step == 100
    assert event.config.training.batch_size == 256
    assert text == "Batch size: 512 → 256"


def test_what_is_far_apart_or_has_something_in_between_stays_apart():
    log = EventLog(START)
    log.add(changed(100, batch_size=64))
    log.add(changed(201, batch_size=128))
    log.add(changed(202, d_steps=2))
    log.add(changed(203, batch_size=256))
    assert log.steps == (100, 201, 202, 203)


def test_moves_are_never_joined():
    log = EventLog(START)
    for _ in range(3):
        log.add(Event(5, EventKind.D_MOVE, START))
    assert log.steps == (5, 5, 5)


def test_the_log_is_bounded_and_tells_its_oldest_event_rightly():
    log = EventLog(START)
    before = START
    for number in range(EventLog.MOST + 2):
        after = before.with_values({"training.batch_size": 2 + number})
        log.add(change(number * 1000, before, after))
        before = after
    assert len(log) == EventLog.MOST
    first, text = next(iter(log))
    assert first.step == 2000
    assert text == "Batch size: 3 → 4"


def test_clear_starts_over():
    log = EventLog(START)
    log.add(changed(5, d_steps=2))
    other = changed(0, d_steps=4).config
    log.clear(other)
    assert len(log) == 0
    log.add(change(0, other, START))
    assert [text for _, text in log] == ["D steps per G step: 4 → 1"]
