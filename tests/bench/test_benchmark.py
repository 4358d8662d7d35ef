"""The list of benchmarks and how their figures are told."""

import sys
import types

import pytest

from gan_desktop.bench.benchmark import BENCHMARKS, Benchmark, Figure
from gan_desktop.cli import bench, main
from gan_desktop.core.installing import install_command


@pytest.fixture
def two_figures(monkeypatch):
    module = types.ModuleType("two_figures")
    module.measure = lambda: iter(
        [Figure("speed of light", "3 x", ">= 2", True), Figure("weight", "9 kg", "< 5 kg", False)]
    )
    monkeypatch.setitem(sys.modules, "two_figures", module)
    monkeypatch.setitem(BENCHMARKS, "two", Benchmark("two", "two_figures", "for this test"))


def test_a_line_a_figure_and_status_1_when_a_goal_is_missed(two_figures, capsys):
    assert main(["bench", "two"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "two: speed of light: 3 x (goal >= 2: met)",
        "two: weight: 9 kg (goal < 5 kg: MISSED)",
    ]


def test_an_unknown_name_is_one_line_before_anything_is_measured(two_figures, capsys):
    assert main(["bench", "two", "dance"]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert "dance" in said.err
    assert "speed" in said.err


def test_without_psutil_one_sentence_says_how_to_add_it(two_figures, capsys, monkeypatch):
    monkeypatch.setattr(bench, "find_spec", lambda _name: None)
    assert main(["bench", "two"]) == 2
    said = capsys.readouterr()
    assert not said.out
    sentence = f"the benchmarks need psutil: {install_command('psutil')} adds it"
    assert said.err == f"gan-desktop: {sentence}\n"


def test_every_benchmark_has_a_measurement():
    from importlib import import_module

    for benchmark in BENCHMARKS.values():
        assert callable(import_module(benchmark.module).measure)


def test_the_plain_loop_learns_the_same_recipe():
    """The opponent of the speed benchmark is the blog's recipe, not a straw man."""
    import torch

    from gan_desktop.bench.speed import plain_loop

    torch.manual_seed(0)
    step = plain_loop()
    networks = [cell.cell_contents for cell in step.__closure__]
    shapes = {tuple(p.shape) for n in networks if hasattr(n, "parameters") for p in n.parameters()}
    assert {(128, 256), (128, 128), (2, 128), (128, 2), (1, 128)} <= shapes
    step()
