"""Habit 15: a document's state is written by `kernel.trail.move` and nobody else."""

from __future__ import annotations

import ast

from tests.guards.house import at, name_of, show, sources, tree

TRAIL = "simral/kernel/trail.py"
# a promise on a ceiling is no document: it is open, then realised or given up (house §6)
EXCUSED = {"simral/budgeting/services/reservation.py"}


def targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def writes_state(node: ast.AST) -> bool:
    if any(isinstance(t, ast.Attribute) and t.attr == "state" for t in targets(node)):
        return True
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    if called == "setattr":
        return len(node.args) > 1 and ast.unparse(node.args[1]) == "'state'"
    return called.endswith(".values") and any(word.arg == "state" for word in node.keywords)


def test_nobody_else_writes_a_state():
    found = [
        f"{at(path, node.lineno)} {ast.unparse(node)[:80]}"
        for path in sources()
        if name_of(path) not in {TRAIL} | EXCUSED
        for node in ast.walk(tree(path))
        if writes_state(node)
    ]
    assert not found, show(found)
