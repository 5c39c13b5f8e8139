"""Habit 27: time comes from the kernel's clock."""

from __future__ import annotations

import ast
import re

from tests.guards.house import at, name_of, show, sources, tree

CLOCK = "simral/kernel/clock.py"
# security.txt expires on a real day, not on one of the example's
EXCUSED = {CLOCK, "simral/app/health.py"}
READS = re.compile(r"(?:^|\.)(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time(?:_ns)?"
                   r"|time\.(?:localtime|gmtime))$")  # fmt: skip


def test_nobody_else_asks_the_machine_for_the_time():
    found = [
        f"{at(path, node.lineno)} {ast.unparse(node)}"
        for path in sources()
        if name_of(path) not in EXCUSED
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and READS.search(ast.unparse(node.func))
    ]
    assert not found, show(found)
