"""The text of a lambda: the expression alone, cut out of the lines that it stands in."""

import ast
import inspect
from types import CodeType, FunctionType


def lambda_text(function: FunctionType) -> str:
    """The expression of a lambda.

    Raises:
        OSError: its source is not there, or does not tell which of several lambdas it is.
    """
    lines, _ = inspect.findsource(function)
    code = function.__code__
    found = [
        node
        for node in ast.walk(ast.parse("".join(lines)))
        if isinstance(node, ast.Lambda) and node.lineno == code.co_firstlineno
    ]
    around = [node for node in found if _contains(node, code)]
    # Of lambdas in each other, the one that holds no more than its own code.
    smallest = min(around, key=_extent, default=None)
    if smallest is None or sum(_extent(node) == _extent(smallest) for node in around) > 1:
        raise OSError("could not find the lambda")
    return ast.unparse(smallest)


def _contains(node: ast.Lambda, code: CodeType) -> bool:
    """Whether all instructions come from within the body."""
    body = node.body
    first, last = (body.lineno, body.col_offset), (body.end_lineno, body.end_col_offset)
    for line, end_line, column, end_column in code.co_positions():
        if None in (line, end_line, column, end_column) or (column, end_column) == (0, 0):
            # Those that begin a call stand nowhere.
            continue
        if (line, column) < first or (end_line, end_column) > last:
            return False
    return True


def _extent(node: ast.Lambda) -> tuple[int, int]:
    lines = (node.end_lineno or 0) - node.lineno
    return lines, (node.end_col_offset or 0) - (0 if lines else node.col_offset)
