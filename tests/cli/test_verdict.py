"""`gan-desktop verdict`: its card, its file, its statuses, and what it leaves when it is ended."""

import json
import os
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import psutil
import pytest

from gan_desktop.app.jury import Jury, JuryProgress, SeedProgress, SeedState
from gan_desktop.app.jury_card import card
from gan_desktop.cli import main
from gan_desktop.cli.verdict_progress import Bar, Lines
from gan_desktop.core.config import ExperimentConfig
from gan_desktop.core.methods import method
from gan_desktop.core.metrics import METRICS
from gan_desktop.core.model import from_json
from gan_desktop.core.presets import load_preset
from gan_desktop.core.targets import TARGETS
from gan_desktop.core.verdict import Judgement, Verdict
from gan_desktop.core.verdict.over_seeds import SeedSummary
from gan_desktop.core.verdict.seed_row import Ending, SeedRow
from gan_desktop.store.experiment_file import save_experiment
from gan_desktop.store.share import share_string

QUICK = [
    "--preset", "ring8-blog", "--set", "networks.latent_size=4",
    "--set", "networks.generator_hidden=16", "--set", "networks.discriminator_hidden=16",
    "--set", "training.batch_size=32",
]  # fmt: skip
KEYS = {
    "verdict": str, "seeds_finished": int, "success_rate": float, "success_interval": list,
    "modes_mean": float,
    "modes_any_mean": float, "high_quality_mean": float, "reverse_kl_mean": (float, type(None)),
    "metrics": dict, "curves": dict, "seeds": list, "remedy": str, "complete": bool, "config": dict,
    "versions": dict,
}  # fmt: skip
SEED_KEYS = {
    "seed": int, "ending": str, "verdict": str, "evidence": list, "steps": int, "success": bool,
    "modes": float, "modes_any": float, "high_quality": float, "reverse_kl": (float, type(None)),
    "metrics": dict, "why": str, "points_sha256": str,
}  # fmt: skip
# Torch and Qt are not for the parent; the workers import this as their main module, hence the if.
PARENT = """
import sys
from gan_desktop.cli import main
if __name__ == "__main__":
    status = main(sys.argv[1:])
    heavy = {"torch", "PySide6.QtCore", "tqdm"} & sys.modules.keys()
    assert not heavy, f"{heavy} in the parent"
    sys.exit(status)
"""


def environment():
    kept = {k: v for k, v in os.environ.items() if "DISPLAY" not in k and not k.startswith("QT_")}
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[2])}


def popen(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "gan_desktop", "verdict", *QUICK, *map(str, arguments)],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def read_until(stream, words):
    lines = []
    for line in stream:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError(f"'{words}' never came:\n{''.join(lines)}")


def family(process):
    """The process's children, their children and so on."""
    return psutil.Process(process.pid).children(recursive=True)


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """A whole run in a process of its own: (what it did, its JSON)."""
    path = tmp_path_factory.mktemp("verdict") / "v.json"
    done = subprocess.run(
        [
            sys.executable, "-W", "error", "-c", PARENT, "verdict", *QUICK, "--seeds", "2",
            "--set", "training.seed=3", "--steps", "230", "--jobs", "1", "--json", str(path),
        ],
        env=environment(), capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done, json.loads(path.read_text(encoding="utf-8"))


def test_the_card_is_on_standard_output_and_progress_on_standard_error(judged):
    done, _ = judged
    lines = done.stdout.splitlines()
    assert lines[0] == "ring8-blog, 2 seeds of 230 steps"
    assert "  Success rate 0%: 0 of 2 with every mode at the end (95% interval 0% to 66%)." in lines
    table = lines.index("Seeds")
    assert [line.split()[0] for line in lines[table + 1 :]] == ["seed", "3", "4"]
    curves = lines.index("Over the steps: mean (lowest to highest)")
    steps = [line.split()[0] for line in lines[curves + 1 : table - 1]]
    assert steps == ["step", "50", "100", "150", "200", "230"]
    told = done.stderr.splitlines()
    assert any(line.startswith("seed 4: ") and line.endswith("230 steps") for line in told)
    assert told[-1] == "100%  2 of 2 seeds done"
    assert all(line.startswith(("seed ", " ", "100%")) for line in told), done.stderr


def test_the_keys_and_types_of_the_json(judged):
    _, plain = judged
    assert list(plain) == list(KEYS)
    for key, kind in KEYS.items():
        assert isinstance(plain[key], kind), key
    assert plain["verdict"] in {verdict.value for verdict in Verdict}
    assert plain["complete"] is True
    for seed in plain["seeds"]:
        assert list(seed) == list(SEED_KEYS)
        for key, kind in SEED_KEYS.items():
            assert isinstance(seed[key], kind), key
        assert len(seed["points_sha256"]) == 64
        assert seed["metrics"].keys() <= set(METRICS.keys())
    assert [seed["seed"] for seed in plain["seeds"]] == [3, 4]
    assert plain["curves"]["steps"] == [50, 100, 150, 200, 230]
    assert all(len(plain["curves"]["modes"][k]) == 5 for k in ("mean", "min", "max", "count"))
    assert plain["metrics"]["modes"]["count"] == 2
    assert plain["versions"]["torch"] == version("torch")
    assert plain["versions"].keys() == {"gan_desktop", "python", "torch", "numpy"}
    config = from_json(ExperimentConfig, json.dumps(plain["config"]))
    assert (config.training.seed, config.training.steps) == (3, 230)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["EXPERIMENT.toml", "--preset", "list presets"]),
        (["x.toml", "--preset", "ring8-blog"], ["not both"]),
        (["nowhere.toml"], ["nowhere.toml", "No such file"]),
        (["gan1:abc"], ["damaged"]),
        (["--method", "nope"], ["nope", "r3gan"]),
        (["--target", "nope"], ["nope", "two-moons"]),
        (["--preset", "nope"], ["nope", "ring8-blog"]),
        (["--preset", "ring8-blog", "--seeds", "0"], ["--seeds", "from 1"]),
        (["--preset", "ring8-blog", "--seeds", "1001"], ["1,001", "1 to 1,000"]),
        (["--preset", "ring8-blog", "--jobs", "no"], ["--jobs", "from 1"]),
        (["--preset", "ring8-blog", "--steps", "0"], ["training.steps", "1 to"]),
        (["--preset", "ring8-blog", "--set", "training.nope=1"], ["nope", "training.seed"]),
        (["--preset", "ring8-blog", "--set", f"training.seed={2**63 - 1}"], ["Seed"]),
        (["--preset", "ring8-blog", "--json", "/nonexistent/v.json"], ["/nonexistent"]),
        (["--preset", "ring8-blog", "--json", "/usr"], ["/usr is a folder"]),
    ],
)
def test_wrong_arguments_are_one_line_and_status_2(arguments, words, capsys, monkeypatch):
    monkeypatch.setattr(Jury, "run", lambda *_: pytest.fail("trained"))
    assert main(["verdict", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert all(word in said.err for word in words), said.err


@pytest.fixture
def asked(monkeypatch):
    """The designs of the juries; nothing is trained."""
    found = []

    def run(self, _tell):
        found.append(self.configs[0])
        known = self.configs[0].target.known_modes is not None
        return tuple(
            row(config.training.seed, Verdict.BLUR, modes_known=known) for config in self.configs
        )

    monkeypatch.setattr(Jury, "run", run)
    return found


def test_it_starts_from_what_run_starts_from(asked, quick_config, tmp_path, capsys):
    path = tmp_path / "mine.toml"
    save_experiment(path, quick_config)
    steps = quick_config.training.steps
    moons = load_preset("ring8-blog")
    for arguments, name, config in (
        ([str(path)], "mine", quick_config),
        ([share_string(quick_config)], "experiment", quick_config),
        (["--method", "r3gan"], "ring8-blog · r3gan", method("r3gan").apply(moons)),
        (["--target", "line"], "ring8-blog · line", TARGETS["line"].put_into(moons)),
        (
            [str(path), "--method", "wgan-gp", "--target", "grid25", "--set", "training.d_steps=2"],
            "mine · wgan-gp · grid25",
            method("wgan-gp").apply(TARGETS["grid25"].put_into(quick_config))
            .with_values({"training.d_steps": 2}),
        ),
    ):  # fmt: skip
        assert main(["verdict", *arguments, "--seeds", "2", "--steps", str(steps)]) == 0
        assert capsys.readouterr().out.startswith(f"{name}, 2 seeds of {steps:,} steps\n")
        assert asked.pop() == config.with_values({"training.steps": steps})


def test_seed_is_the_first_seed_as_in_run_and_not_the_number_of_seeds(asked, capsys):
    assert main(["verdict", "--preset", "ring8-blog", "--seed", "3", "--seeds", "2"]) == 0
    assert capsys.readouterr().out.startswith("ring8-blog, 2 seeds of")
    assert asked.pop().training.seed == 3


def test_what_hardly_works_is_warned_of(asked, capsys):
    assert (
        main(["verdict", "--preset", "ring8-blog", "--set", "training.objective=wasserstein"]) == 0
    )
    assert capsys.readouterr().err.startswith("gan-desktop verdict: warning: Nothing bounds")


@pytest.mark.parametrize("way", ["set", "file", "string"])
def test_settings_in_vain_are_warned_of_whichever_way_they_come(way, asked, capsys, tmp_path):
    config = load_preset("ring8-blog").with_values({"regularisers.r1_interval": 4})
    path = tmp_path / "mine.toml"
    save_experiment(path, config)
    given = {
        "set": ["--preset", "ring8-blog", "--set", "regularisers.r1_interval=4"],
        "file": [str(path)],
        "string": [share_string(config)],
    }
    # Its own default, but given by hand.
    by_hand = ["--set", "loss.real_label=1", "--seeds", "1"]
    assert main(["verdict", *given[way], *by_hand]) == 0
    assert capsys.readouterr().err.splitlines() == [
        (
            "gan-desktop verdict: warning: b (D, real) takes no part while Objective is "
            "Non-saturating; it does with Least squares (LSGAN). (loss.real_label)"
        ),
        (
            "gan-desktop verdict: warning: Interval of R1 takes no part while R1 is 0. "
            "(regularisers.r1_interval)"
        ),
    ]
    used = ["--set", "regularisers.r1=1", "--set", "training.objective=least-squares"]
    assert main(["verdict", *given[way], *by_hand, *used]) == 0
    assert capsys.readouterr().err == ""


def test_a_target_without_modes_has_no_success_rate(asked, capsys, tmp_path):
    path = tmp_path / "v.json"
    assert main(["verdict", "--target", "two-moons", "--seeds", "2", "--json", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  Success rate n/a: the target has no modes to count." in lines
    assert not any("mode" in line for line in lines[:5] if "Success" not in line)
    plain = json.loads(path.read_text(encoding="utf-8"))
    assert (plain["success_rate"], plain["success_interval"]) == (None, None)
    assert [seed["success"] for seed in plain["seeds"]] == [None, None]


def row(seed, verdict=Verdict.CONVERGED, **more):
    return SeedRow(seed, Ending.FINISHED, Judgement(verdict), 230, **more)


def test_a_file_that_cannot_be_written_is_status_1_and_the_card_is_there(
    tmp_path, capsys, monkeypatch
):
    (tmp_path / "sub").mkdir()

    def run(_self, _tell):
        (tmp_path / "sub").rmdir()
        return (row(0), row(1))

    monkeypatch.setattr(Jury, "run", run)
    assert main(["verdict", *QUICK, "--seeds", "2", "--json", str(tmp_path / "sub" / "v")]) == 1
    said = capsys.readouterr()
    assert "Converged (2 of 2 seeds)" in said.out
    assert len(said.err.splitlines()) == 1
    assert "No such file" in said.err


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_status_is_0_whatever_the_verdict(verdict, capsys, monkeypatch):
    monkeypatch.setattr(Jury, "run", lambda _self, _tell: (row(0, verdict),))
    assert main(["verdict", *QUICK, "--seeds", "1"]) == 0


def study(rows, capsys, monkeypatch, path):
    """Status, lines of the card, standard error and JSON of a study with these rows."""
    monkeypatch.setattr(Jury, "run", lambda _self, _tell: tuple(rows))
    status = main(["verdict", *QUICK, "--seeds", str(len(rows)), "--json", str(path)])
    said = capsys.readouterr()
    return status, said.out.splitlines(), said.err, json.loads(path.read_text(encoding="utf-8"))


def test_seeds_that_never_trained_are_no_verdict(capsys, monkeypatch, tmp_path):
    rows = [SeedRow.died(seed, 0, "Its training failed: KeyError: 'x'") for seed in range(3)]
    status, lines, error, plain = study(rows, capsys, monkeypatch, tmp_path / "v.json")
    assert status == 1
    assert lines[1:6] == [
        "Incomplete: 0 of 3 seeds finished.",
        "",
        "No verdict",
        "  Nothing was trained to its end: nothing is known of the design.",
        "  3 seeds failed and did not vote: Its training failed: KeyError: 'x'",
    ]
    text = "\n".join(lines)
    assert not [word for word in ("rate", "Try first", "early", "%") if word in text]
    assert error == "gan-desktop verdict: No seed finished: Its training failed: KeyError: 'x'\n"
    assert (plain["verdict"], plain["success_rate"], plain["remedy"]) == (None, None, None)
    assert plain["complete"] is False


def test_the_rate_is_over_the_seeds_that_finished_and_says_so(capsys, monkeypatch, tmp_path):
    rows = [row(0, success=True), row(1, Verdict.BLUR), row(2, Verdict.BLUR)]
    rows.append(SeedRow.died(3, 7, "Its process ended with exit code 3."))
    status, lines, error, plain = study(rows, capsys, monkeypatch, tmp_path / "v.json")
    assert (status, error) == (0, "")
    assert "Incomplete: 3 of 4 seeds finished." in lines
    assert "Blur (2 of 3 seeds that finished)" in lines
    (rate,) = [line for line in lines if "Success rate" in line]
    assert rate.startswith("  Success rate 33%: 1 of 3 that finished with every mode at the end (")
    assert "  1 seed failed and did not vote: Its process ended with exit code 3." in lines
    assert (plain["success_rate"], plain["seeds_finished"]) == (1 / 3, 3)
    assert plain["complete"] is False
    assert plain["remedy"].startswith("Give the discriminator twice")


def test_a_wish_to_terminate_is_status_143(capsys, monkeypatch, tmp_path):
    def run(self, tell):
        os.kill(os.getpid(), signal.SIGTERM)
        tell(JuryProgress((SeedProgress(0, SeedState.WAITING),), 230))
        assert self.cancelled
        return ()

    monkeypatch.setattr(Jury, "run", run)
    assert main(["verdict", *QUICK, "--json", str(tmp_path / "v.json")]) == 143
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "gan-desktop verdict: Interrupted: 0 of 5 seeds are done.\n"
    assert not list(tmp_path.iterdir())


def test_ctrl_c_prints_what_is_done_and_leaves_no_process(tmp_path):
    process = popen("--seeds", 900, "--steps", 300, "--jobs", 1, "--json", tmp_path / "v.json")
    read_until(process.stderr, " 300 steps")
    children = family(process)
    # As a terminal does: to all processes of the group.
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "resource_tracker" not in err
    assert err.splitlines()[-1].startswith("gan-desktop verdict: Interrupted: ")
    assert "Incomplete: " in out
    _, alive = psutil.wait_procs(children, timeout=2)
    assert not alive
    plain = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    assert plain["complete"] is False
    assert len(plain["seeds"]) >= 1
    assert {seed["ending"] for seed in plain["seeds"]} == {"finished"}


def test_workers_of_a_killed_parent_end_by_themselves():
    process = popen("--seeds", 2, "--steps", 100_000_000, "--jobs", 1)
    read_until(process.stderr, "seed 0: training")
    children = family(process)
    assert any("spawn_main" in " ".join(child.cmdline()) for child in children)
    process.kill()
    process.wait(60)
    _, alive = psutil.wait_procs(children, timeout=10)
    for child in alive:
        child.kill()
    process.communicate()
    assert not alive


def summary_of_four():
    metrics = {"modes": 8.0, "high_quality": 0.9, "reverse_kl": 0.0123}
    curves = {step: {"modes": step / 50, "high_quality": 0.5} for step in range(50, 1050, 50)}
    return SeedSummary.of(
        [
            row(0, metrics=metrics, curves=curves, success=True),
            row(1, Verdict.BLUR, metrics={**metrics, "modes": 7.0}, curves=curves),
            SeedRow(2, Ending.DIVERGED, Judgement(Verdict.DIVERGED), 40, why="Training diverged."),
            SeedRow.died(3, 12, "Its process was killed."),
        ]
    )


def test_the_card_by_hand(quick_config):
    lines = list(card("mine", quick_config, summary_of_four(), 5))
    assert "Incomplete: 3 of 5 seeds finished." in lines
    assert "Diverged (1 of 3 seeds that finished)" in lines
    assert "  1 seed diverged." in lines
    assert "  1 seed failed and did not vote: Its process was killed." in lines
    text = "\n".join(" ".join(line.split()) for line in lines)
    assert "Modes captured 7.5 ± 0.5 modes 2 of 4 seeds" in text
    assert "High quality 90.0% ± 0.0% 2 of 4 seeds" in text
    assert "Reverse KL over modes 0.012 ± 0.000 nats 2 of 4 seeds" in text
    assert "Not available: 19 of 22 (" in text
    curves = lines.index("Over the steps: mean (lowest to highest)")
    shown = lines[curves + 2 : lines.index("Seeds") - 1]
    assert [line.split()[0] for line in shown] == [
        "150", "250", "400", "500", "650", "750", "900", "1,000",
    ]  # fmt: skip
    assert " ".join(shown[0].split()) == "150 3 (3 to 3) 50.0% (50.0% to 50.0%) n/a"
    assert lines[-4:] == [
        "     0  Converged       8         90.0%       0.012    230",
        "     1  Blur            7         90.0%       0.012    230",
        "     2  Diverged      n/a           n/a         n/a     40  Training diverged.",
        "     3  No verdict    n/a           n/a         n/a     12  Its process was killed.",
    ]


def test_one_seed_has_no_error(quick_config):
    summary = SeedSummary.of([row(0, metrics={"modes": 8.0, "js": 0.5})])
    lines = [" ".join(line.split()) for line in card("mine", quick_config, summary, 1)]
    assert "Modes captured 8 modes" in lines
    assert not [line for line in lines if "±" in line and not line.startswith("At the end")]


def progress(steps, *rows):
    waiting = [SeedProgress(r.seed, SeedState.DONE, r.steps, r) for r in rows]
    return JuryProgress((*waiting, SeedProgress(9, SeedState.RUNNING, steps)), 230)


def test_lines_are_said_once():
    said = []
    lines = Lines(said.append)
    for state in (
        progress(0),
        progress(20),
        progress(21),
        progress(50, row(0)),
        progress(60, row(0)),
    ):
        lines.show(state)
    assert said == [
        "seed 9: training",
        "seed 0: Converged, 230 steps",
        " 60%  1 of 2 seeds done",
    ]


def test_a_bar_ends_full_though_a_seed_ended_early(capsys):
    bar = Bar(460)
    early = SeedRow(0, Ending.DIVERGED, Judgement(Verdict.DIVERGED), 40, why="It blew up.")
    bar.show(progress(115, early))
    assert bar._bar.n == 345
    bar.close()
    assert "1 of 2 seeds" in capsys.readouterr().err
