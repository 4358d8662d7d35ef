"""What each layer may import, and other rules that are kept by looking at the code.

The import contracts of pyproject.toml are checked by a linter, which cannot tell QtCore from
QtWidgets; here the layers are imported, each in a process of its own.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gan_desktop

PACKAGE = Path(gan_desktop.__file__).parent
DRAWING = ("pyqtgraph", "PIL", "imageio")
IMPORT_ALL = """
import importlib, pkgutil, sys
layer = importlib.import_module(sys.argv[1])
names = [found.name for found in pkgutil.walk_packages(layer.__path__, layer.__name__ + ".")]
for name in names:
    importlib.import_module(name)
print(len(names))
print(*sys.modules, sep="\\n")
"""
IMPORT_ONE = """
import importlib, sys
importlib.import_module(sys.argv[1])
print(1)
print(*sys.modules, sep="\\n")
"""


def run_python(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PACKAGE.parent)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded(script: str, module: str, forbidden: tuple[str, ...]) -> list[str]:
    """Forbidden modules (or modules below them) that come in with an import."""
    count, *names = run_python(script, module).split()
    assert int(count) >= 1
    return [
        name
        for name in names
        if name.startswith(tuple(f"{f}." for f in forbidden)) or name in forbidden
    ]


@pytest.mark.parametrize(
    ("layer", "forbidden"),
    [
        ("core", ("torch", "PySide6", "shiboken6", "tqdm", "scipy", "ot", "tomlkit", *DRAWING)),
        ("training", ("PySide6", "shiboken6", *DRAWING)),
        ("recording", ("PySide6", "shiboken6", "torch", "pyqtgraph")),
        ("store", ("PySide6", "shiboken6", "torch", *DRAWING)),
        ("app", ("PySide6.QtWidgets", "PySide6.QtGui", "pyqtgraph", "torch", "ot")),
        ("cli", ("torch", "pyqtgraph", "PySide6.QtWidgets", "PySide6.QtGui")),
        ("ui", ("torch",)),
    ],
)
def test_no_module_of_a_layer_brings_in_what_the_layer_may_not_know(
    layer: str, forbidden: tuple[str, ...]
) -> None:
    assert loaded(IMPORT_ALL, f"gan_desktop.{layer}", forbidden) == []


@pytest.mark.parametrize("module", ["gan_desktop.ui.main_window", "gan_desktop.ui.offscreen"])
def test_the_window_comes_up_without_torch(module: str) -> None:
    assert loaded(IMPORT_ONE, module, ("torch",)) == []


def test_the_check_sees_what_is_loaded() -> None:
    assert "torch.nn" in loaded(IMPORT_ONE, "gan_desktop.training", ("torch",))
    assert "PySide6.QtWidgets" in loaded(
        IMPORT_ONE, "gan_desktop.ui.main_window", ("PySide6.QtWidgets",)
    )
    assert loaded(IMPORT_ONE, "json", ("js",)) == []


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_qt_does_not_eat_the_references_to_none() -> None:
    # PySide6 6.12.0 on Python 3.11: each call that returns None lowers its count, until it dies.
    script = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
widget = QWidget()
widget.setEnabled(True)
before = sys.getrefcount(None)
for _ in range(1000):
    widget.setEnabled(True)
print(sys.getrefcount(None) - before)
"""
    assert int(run_python(script)) > -10


def test_training_runs_on_one_thread() -> None:
    script = "import gan_desktop.training, torch; print(torch.get_num_threads())"
    assert run_python(script).split() == ["1"]


FORBIDDEN_IMPORTS = {"pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}


def dangers(source: str) -> list[str]:
    """What could run code that came in a file, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=module, names=names):
                modules = [module or "", *(f"{module}.{alias.name}" for alias in names)]
            case _:
                modules = []
        found += [
            f"{node.lineno}: import {module}"
            for module in modules
            if module.partition(".")[0] in FORBIDDEN_IMPORTS or module == "torch.load"
        ]
        if isinstance(node, ast.Name) and node.id in FORBIDDEN_CALLS:
            found.append(f"{node.lineno}: {node.id}")
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("builtins."):
            found.append(f"{node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Call):
            keywords = {k.arg: ast.unparse(k.value) for k in node.keywords}
            if keywords.get("allow_pickle", "False") != "False":
                found.append(f"{node.lineno}: allow_pickle")
            if ast.unparse(node.func) == "torch.load" and keywords.get("weights_only") != "True":
                found.append(f"{node.lineno}: torch.load without weights_only=True")
    return found


def test_nothing_can_run_code_from_a_file() -> None:
    sources = sorted(PACKAGE.rglob("*.py"))
    assert len(sources) > 50
    found = {
        str(path.relative_to(PACKAGE)): dangers(path.read_text(encoding="utf-8"))
        for path in sources
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "import json, pickle as p",
        "from pickle import loads",
        "import marshal",
        "from torch import load",
        "eval('1')",
        "f = exec",
        "builtins.eval('1')",
        "numpy.load(path, allow_pickle=True)",
        "numpy.load(path, allow_pickle=flag)",
        "torch.load(path)",
        "torch.load(path, weights_only=False)",
        "torch.load(path, weights_only=safe)",
        "def f():\n    if True:\n        import shelve",
    ],
)
def test_the_rule_finds(source: str) -> None:
    assert len(dangers(source)) >= 1


@pytest.mark.parametrize(
    "source",
    [
        "application.exec()",
        "import re; re.compile('x')",
        "torch.load(path, weights_only=True)",
        "numpy.load(path, allow_pickle=False)",
        "from json import loads",
        "model.eval()",
    ],
)
def test_the_rule_lets_pass(source: str) -> None:
    assert dangers(source) == []
