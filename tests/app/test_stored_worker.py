"""Stored runs beside each other, read in this thread."""

import pytest

from gan_desktop import load_preset
from gan_desktop.app.comparison.stored_worker import StoredWorker
from gan_desktop.core.events import change
from gan_desktop.core.metrics import METRICS, Cost, noise_floor
from gan_desktop.core.verdict import Observation, ObservationLog, Verdict, judge
from gan_desktop.store.run_file import RunWriter
from gan_desktop.training import GanTrainer


@pytest.fixture
def worker(qapp):
    made = StoredWorker()
    yield made
    made.let_go()


def answers(worker, act) -> list:
    """What the worker answers to it."""
    found = []
    worker.opened.connect(lambda number, lanes: found.append((number, lanes)))
    worker.failed.connect(lambda number, reason: found.append((number, reason)))
    act()
    return found


def changed_run(path, config, edit, *, steps: int = 60) -> list:
    """A run that is gone on with as `edit` says at half of it; the snapshots after that."""
    trainer, later = GanTrainer(config), []
    with RunWriter(path, config, trainer.run_id) as writer:
        for step in range(0, steps + 1, 5):
            trainer.run(step - trainer.steps_done)
            snapshot = trainer.snapshot(100)
            writer.add_snapshot(snapshot)
            if step == steps // 2:
                after = edit(trainer.config)
                event = change(step, trainer.config, after)
                if event is not None:
                    writer.add_event(event)
                trainer.set_live(after)
                later = []
            else:
                later.append(snapshot)
    return later


def other_target(config):
    return config.replaced(target=load_preset("two-modes").target)


def faster(config):
    return config.with_values({"training.learning_rate_g": 5e-3})


@pytest.mark.parametrize("edit", [other_target, faster])
def test_a_changed_run_is_judged_on_what_came_after(worker, quick_config, tmp_path, edit):
    """As the window judged it while it trained."""
    later = changed_run(tmp_path / "r.ganrun", quick_config, edit)
    ((number, (lane,)),) = answers(worker, lambda: worker.open(3, (tmp_path / "r.ganrun",)))
    assert number == 3
    assert lane.changed
    after = edit(quick_config)
    display = after.display
    floor = noise_floor(
        after.target, 100, METRICS.of(Cost.CHEAP),
        x_limits=display.x_limits, y_limits=display.y_limits,
    )  # fmt: skip
    log = ObservationLog()
    for snapshot in later:
        log.add(Observation.of(snapshot))
    assert len(later) == 6
    assert lane.judgement == judge(log.observations(), floor, "")


def test_a_moment_has_the_verdict_of_what_was_seen_up_to_it(worker, quick_config, tmp_path):
    changed_run(tmp_path / "r.ganrun", quick_config, faster)
    ((_, (lane,)),) = answers(worker, lambda: worker.open(1, (tmp_path / "r.ganrun",)))
    found = []
    worker.found.connect(found.append)
    for step in (60, 30, 32, 45):
        worker.find(1, step)
    steps = [moments.judgements[0] and moments.judgements[0].steps for moments in found]
    # The run was changed at 30; a snapshot of that very step may still be of before it.
    assert steps == [(35, 60), (0, 30), (0, 30), (35, 45)]
    assert found[0].judgements[0] == lane.judgement


def test_another_length_or_picture_does_not_begin_it_anew(worker, quick_config, tmp_path):
    def longer(config):
        return config.with_values({"training.steps": 90, "display.point_size": 9})

    plain = changed_run(tmp_path / "plain.ganrun", quick_config, lambda config: config)
    assert plain
    changed_run(tmp_path / "longer.ganrun", quick_config, longer)
    paths = (tmp_path / "plain.ganrun", tmp_path / "longer.ganrun")
    ((_, lanes),) = answers(worker, lambda: worker.open(1, paths))
    assert lanes[0].judgement == lanes[1].judgement


def test_a_run_that_was_changed_at_once_and_never_trained(worker, quick_config, tmp_path):
    changed_run(tmp_path / "r.ganrun", quick_config, faster, steps=0)
    ((_, (lane,)),) = answers(worker, lambda: worker.open(1, (tmp_path / "r.ganrun",)))
    assert lane.judgement.verdict is Verdict.TOO_EARLY
    assert lane.judgement.steps == (0, 0)


def test_any_failure_is_an_answer(worker, stored_run, monkeypatch):
    def broken(*_args, **_limits):
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("gan_desktop.app.run_observing.noise_floor", broken)
    ((number, reason),) = answers(worker, lambda: worker.open(7, (stored_run, stored_run)))
    assert number == 7
    assert reason == "unexpected error (ZeroDivisionError): by nought"
