"""No float near money: the product does not make one anywhere."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.guards.house import at, name_of, show, sources, tree

# places where a fraction is no money
EXCUSED = {
    "simral/kernel/pdf": "points on paper",
    "simral/kernel/cluster": "seconds of waiting",
    "simral/treasury/adapters/print": "points on paper",
    "simral/reporting/adapters": "points on paper",
    "simral/transparency/rules.py": "lengths in a picture",
    "simral/identity/rules.py": "how alike two passwords are",
}


def excused(name: str) -> bool:
    return any(name.startswith(head) for head in EXCUSED)


def widths(path: Path) -> set[ast.AST]:
    """Arguments of `Column(…)`: its relative width on paper."""
    return {
        argument
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Column"
        for argument in node.args
    }


def test_nothing_is_turned_into_a_float():
    found = [
        f"{at(path, node.lineno)} {ast.unparse(node)}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
        and not excused(name_of(path))
    ]
    assert not found, show(found)


def test_no_float_is_written_on_a_money_path():
    shelves = {"rules", "services", "queries", "postings", "models", "terms", "money"}
    found = [
        f"{at(path, node.lineno)} {node.value!r}"
        for path in sources()
        if not excused(name_of(path))
        and (path.stem in shelves or shelves & set(path.relative_to(path.anchor).parts))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node not in widths(path)
    ]
    assert not found, show(found)
