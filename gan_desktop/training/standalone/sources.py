"""The text of our own functions and classes, with all that they use, for a script of its own."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import partial
from types import FunctionType, ModuleType
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from gan_desktop.core.errors import InvalidValueError
from gan_desktop.core.words import Text
from gan_desktop.training.standalone.lambdas import lambda_text


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
        self._things: dict[str, Any] = {}

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
        """Add a function or class under a name, its own by default; returns that name.

        Raises:
            InvalidValueError: its source, or something that it uses, is not to be had.
        """
        if isinstance(thing, partial):
            return self._add_partial(thing, name)
        if not isinstance(thing, type | FunctionType) and not inspect.isbuiltin(thing):
            raise _refusal(thing)
        own = self._own_name(thing)
        name = name or own
        if self._is_foreign(thing):
            # torch's names live in modules of many names: the public one is the parent's.
            self.use(_public_module(thing), own)
        elif own not in self._things:
            self._things[own] = thing
            self._texts[own] = ""  # before what it uses: a class may name itself
            text = _text_of(thing, own)
            for used, value in _needs(thing, text):
                self._add_value(used, value)
            # Behind what it uses.
            self._texts[own] = self._texts.pop(own) or text
        elif self._things[own] is not thing:
            raise _clash(own)
        if name != own:
            self._define(name, own)
        return name

    def _own_name(self, thing: Callable[..., Any] | type) -> str:
        """Its name; lambdas, which have none, are numbered."""
        if thing.__name__ != "<lambda>":
            return thing.__name__
        known = (name for name, other in self._things.items() if other is thing)
        return next(known, f"lambda_{len(self._things)}")

    def _add_partial(self, thing: "partial[Any]", name: str) -> str:
        """A function some of whose arguments are given: they must be plain values."""
        function = self.add(thing.func)
        given = [_literal(value, function) for value in thing.args]
        given += [f"{key}={_literal(value, function)}" for key, value in thing.keywords.items()]
        name = name or f"partial_{len(self._texts)}"
        self.use("functools", "partial")
        self._define(name, f"partial({', '.join([function, *given])})")
        return name

    def _define(self, name: str, expression: str) -> None:
        """A line of its own. Raises InvalidValueError when the name means something else."""
        text = f"{name} = {expression}"
        if self._texts.setdefault(name, text) != text:
            raise _clash(name)

    def _add_value(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType):
            if name == value.__name__:
                self._modules.add(name)
            else:
                self.use(value.__name__.rpartition(".")[0], name)
            return
        if isinstance(value, type | FunctionType | partial) or inspect.isbuiltin(value):
            self.add(value, name)
        elif _is_literal(value):
            self._define(name, repr(value))
        elif id(value) not in self._instances:
            self._instances[id(value)] = name
            self._define(name, self._made(value, name))

    def name_of(self, value: Any) -> str:
        """What an object that a function of ours uses is called in the script."""
        return self._instances[id(value)]

    def _made(self, value: Any, called: str) -> str:
        """The call that makes an object of ours again: its arguments are attributes of it."""
        try:
            names = inspect.signature(type(value)).parameters
            kept = vars(value)
            given = [kept[name] if name in kept else kept[f"_{name}"] for name in names]
        except (ValueError, TypeError, KeyError) as error:
            raise _refusal(value, called) from error
        kind = self.add(type(value))
        return f"{kind}({', '.join(_literal(each, called) for each in given)})"

    @staticmethod
    def _is_foreign(thing: Any) -> bool:
        module = getattr(thing, "__module__", None) or ""
        return inspect.isbuiltin(thing) or module.split(".")[0] in ("torch", "builtins", "math")


def _refusal(thing: Any, called: str = "") -> InvalidValueError:
    """What is said of something that a script cannot take along."""
    return InvalidValueError(
        Text(
            "a script cannot repeat this run: it trains with {what}, whose source is not to be "
            "had; write it as a function or a lambda in a file",
            what=called or getattr(thing, "__qualname__", None) or type(thing).__name__,
        )
    )


def _clash(name: str) -> InvalidValueError:
    return InvalidValueError(
        Text(
            "a script cannot repeat this run: two different things in it are called {name}; "
            "give one of them another name",
            name=name,
        )
    )


def _is_literal(value: Any) -> bool:
    """Whether its text makes it again."""
    try:
        return bool(ast.literal_eval(repr(value)) == value)
    except (ValueError, SyntaxError, TypeError):
        return False


def _literal(value: Any, called: str) -> str:
    """Its text. Raises InvalidValueError when that does not make it again."""
    if not _is_literal(value):
        raise _refusal(value, called)
    return repr(value)


def _text_of(thing: Callable[..., Any] | type, name: str) -> str:
    """Its source without annotations: those would need imports that the code does not."""
    try:
        if isinstance(thing, FunctionType) and thing.__name__ == "<lambda>":
            source = f"{name} = {lambda_text(thing)}"
        else:
            source = textwrap.dedent(inspect.getsource(thing))
        tree = ast.parse(source)
    except (OSError, TypeError, SyntaxError) as error:
        raise _refusal(thing) from error
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
    nodes = list(ast.walk(ast.parse(text)))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    if isinstance(thing, FunctionType):
        # What its arguments hide.
        names -= set(thing.__code__.co_varnames)
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
