"""Habit 6: commit and rollback only in the unit of work; the error handler may roll back."""

from __future__ import annotations

import ast

from tests.guards.house import at, name_of, show, sources, tree

ALLOWED = {
    "simral/kernel/unit_of_work.py": {"commit", "rollback"},
    "simral/kernel/http.py": {"rollback"},  # a refused request leaves a clean session
    # nothing was written yet: they end a reading that failed, or give its connection back
    "simral/app/backup.py": {"rollback"},  # before the tables go
    "simral/app/frame.py": {"rollback"},  # a page without a database
    "simral/identity/services/sessions.py": {"rollback"},  # while a password is hashed
    "simral/reference/queries/settings.py": {"rollback"},  # before the first migration
}


def test_nobody_else_commits_or_rolls_back():
    found = []
    for path in sources():
        allowed = ALLOWED.get(name_of(path), set())
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"commit", "rollback", "begin_nested"} - allowed
            ):
                found.append(f"{at(path, node.lineno)} {ast.unparse(node)}")
    assert not found, show(found)


def test_every_public_service_is_a_command():
    """A service is a `@command`; what only helps is private, a frozen class, or a plain value."""
    found = []
    for path in sources():
        parts = name_of(path).split("/")
        if not ("services" in parts or path.name == "services.py"):
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {ast.unparse(mark) for mark in node.decorator_list}
                writes = any(
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Attribute)
                    and ast.unparse(call.func) in {"db.session.add", "db.session.add_all",
                                                   "db.session.delete"}
                    for call in ast.walk(node)
                )  # fmt: skip
                if writes and "command" not in names:
                    found.append(f"{at(path, node.lineno)} {node.name}")
    assert not found, show(found)
