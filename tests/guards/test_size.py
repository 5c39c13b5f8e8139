"""Habits 1 and 2: a file stops at 500 lines, a function at 60, a view at 15."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.guards.house import at, name_of, show, sources, tree

FILE_STOP, FILE_ASK, FUNCTION_STOP, VIEW_STOP = 500, 300, 60, 15
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, Function)]


def body_lines(path: Path, function: Function) -> int:
    """Lines of the body that say something, its docstring apart."""
    first = function.body[0]
    skip = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    body = function.body[1:] if skip and len(function.body) > 1 else function.body
    lines = path.read_text().splitlines()[body[0].lineno - 1 : body[-1].end_lineno]
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def is_view(function: Function) -> bool:
    """What answers a request; the other functions of the shelf help it."""
    return function.returns is not None and "Response" in ast.unparse(function.returns)


def test_no_file_is_longer_than_500_lines():
    lengths = {p: len(p.read_text().splitlines()) for p in sources("simral", "katalog", "tests")}
    ask = [f"{name_of(p)}: {n}" for p, n in sorted(lengths.items()) if n >= FILE_ASK]
    if ask:
        print("split by document?", *ask, sep="\n  ")
    assert not (long := [f"{name_of(p)}: {n}" for p, n in lengths.items() if n > FILE_STOP]), long


def test_no_function_is_longer_than_60_lines():
    long = [
        f"{at(path, function.lineno)} {function.name}: {length}"
        for path in sources("simral", "katalog", "tests")
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_STOP
    ]
    assert not long, show(long)


def test_no_view_is_longer_than_15_lines():
    views = [p for p in sources() if p.stem == "views" or p.parent.name == "views"]
    assert views
    long = [
        f"{at(path, function.lineno)} {function.name}: {body_lines(path, function)}"
        for path in views
        for function in tree(path).body
        if isinstance(function, Function)
        and is_view(function)
        and body_lines(path, function) > VIEW_STOP
    ]
    assert not long, show(long)


def test_no_drawer():
    drawers = {"utils", "util", "common", "misc", "helpers", "base"}
    found = [name_of(p) for p in sources() if p.stem in drawers and p.parent.name != "views"]
    assert not found, show(found)
