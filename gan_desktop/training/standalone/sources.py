"""The text of our own functions and classes, with all that they use, for a script of its own."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import torch
from torch import nn
from torch.nn import functional


class Sources:
    """Collects definitions in the order in which they must stand.

    What is taken is what trains in the application: a loss that is registered from outside goes
    into the script as well.
    """

    def __init__(self) -> None:
        self._imports: dict[str, set[str]] = {}
        self._modules: set[str] = {"torch"}
        self._instances: dict[int, str] = {}
        self._texts: dict[str, str] = {}

    @property
    def imports(self) -> list[str]:
        """Import lines, sorted."""
        return [f"import {module}" for module in sorted(self._modules)] + [
            f"from {module} import {', '.join(sorted(names))}"
            for module, names in sorted(self._imports.items())
        ]

    @property
    def definitions(self) -> list[str]:
        """Text of each definition."""
        return list(self._texts.values())

    def use(self, module: str, name: str) -> None:
        """Import a name."""
        self._imports.setdefault(module, set()).add(name)

    def add(self, thing: Callable[..., Any] | type, name: str = "") -> str:
        """Add a function or class under a name, its own by default; returns that name."""
        own = thing.__name__
        name = name or own
        if self._is_foreign(thing):
            # torch's names live in modules of many names: the public one is the parent's.
            self.use(_public_module(thing), own)
        elif own not in self._texts:
            self._texts[own] = ""  # before what it uses: a class may name itself
            text = _text_of(thing)
            for used, value in _needs(thing, text):
                self._add_value(used, value)
            # Behind what it uses.
            self._texts[own] = self._texts.pop(own) or text
        if name != own:
            self._texts[name] = f"{name} = {own}"
        return name

    def _add_value(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType):
            if name == value.__name__:
                self._modules.add(name)
            else:
                self.use(value.__name__.rpartition(".")[0], name)
            return
        if isinstance(value, type | FunctionType) or inspect.isbuiltin(value):
            self.add(value, name)
        elif isinstance(value, bool | int | float | str):
            self._texts[name] = f"{name} = {value!r}"
        elif id(value) not in self._instances:
            self._instances[id(value)] = name
            self._texts[name] = f"{name} = {self._made(value)}"

    def name_of(self, value: Any) -> str:
        """What an object that a function of ours uses is called in the script."""
        return self._instances[id(value)]

    def _made(self, value: Any) -> str:
        """The call that makes an object of ours again: its arguments are attributes of it."""
        kind = self.add(type(value))
        names = inspect.signature(type(value)).parameters
        kept = vars(value)
        arguments = (repr(kept[name] if name in kept else kept[f"_{name}"]) for name in names)
        return f"{kind}({', '.join(arguments)})"

    @staticmethod
    def _is_foreign(thing: Any) -> bool:
        module = getattr(thing, "__module__", None) or ""
        return inspect.isbuiltin(thing) or module.split(".")[0] in ("torch", "builtins", "math")


def _text_of(thing: Callable[..., Any] | type) -> str:
    """Its source without annotations: those would need imports that the code does not."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
    except (OSError, TypeError) as error:
        raise ValueError(f"the source of {thing.__name__} is not there") from error
    return ast.unparse(_Bare().visit(tree))


class _Bare(ast.NodeTransformer):
    """Takes annotations and assertions out, and what only checkpoints need."""

    _ONLY_HERE = frozenset({"state_dict", "load_state_dict"})

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST | None:
        if node.name in self._ONLY_HERE:
            return None
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        return ast.copy_location(ast.Assign(targets=[node.target], value=node.value), node)

    def visit_Assert(self, node: ast.Assert) -> None:
        """They are for type checkers."""


def _needs(thing: Callable[..., Any] | type, text: str) -> list[tuple[str, Any]]:
    """Names from outside that the code uses, with their values."""
    names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    functions = [thing] if isinstance(thing, FunctionType) else _methods(thing)
    found: dict[str, Any] = {}
    for function in functions:
        for name in sorted(names & function.__globals__.keys()):
            found[name] = function.__globals__[name]
        # A closure's numbers and functions hide those of the module.
        if function.__closure__:
            free = function.__code__.co_freevars
            found |= {
                name: cell.cell_contents
                for name, cell in zip(free, function.__closure__, strict=True)
                if name != "__class__"
            }
    return [(name, value) for name, value in found.items() if value is not thing]


def _methods(kind: Any) -> list[FunctionType]:
    found = (value for value in vars(kind).values() if isinstance(value, FunctionType))
    return [inspect.unwrap(function) for function in found]


def _public_module(thing: Any) -> str:
    name = thing.__name__
    for module in (functional, torch, nn):
        if getattr(module, name, None) is thing:
            return module.__name__
    return str(thing.__module__)
