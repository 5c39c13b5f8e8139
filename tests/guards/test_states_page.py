"""docs/states.md is printed from the state tables; SIMRAL_REWRITE=1 writes it anew."""

from __future__ import annotations

import importlib
import os

from simral.identity.terms import LABELS
from simral.kernel.states import StateMachine
from tests.guards.house import ROOT

PAGE = ROOT / "docs" / "states.md"
HEAD = """# States of the documents

Printed from the tables in `simral/*/states.py`; the services obey them, the pages offer what they
allow, the database refuses any other state. Do not edit: `SIMRAL_REWRITE=1 python3 -m simral test
tests/guards/test_states_page.py`. *Inside* means: taken by the command of another document, never
by a button. *Reason* means: the person must say why.
"""


def flows() -> list[StateMachine]:
    found = {}
    for path in sorted((ROOT / "simral").glob("*/states.py")):
        if path.parent.name != "kernel":
            module = importlib.import_module(f"simral.{path.parent.name}.states")
            found |= {v.name: v for v in vars(module).values() if isinstance(v, StateMachine)}
    return list(found.values())


def page() -> str:
    parts = [HEAD]
    for flow in flows():
        rows = [
            f"| {state} | `{action}` | {LABELS[step.by]} | {step.to} |"
            f" {'yes' if step.reason else ''} | {'yes' if step.inside else ''} |"
            for (state, action), step in flow.table.items()
        ]
        ends = [s.value for s in type(flow.initial) if s not in {at for at, _ in flow.table}]
        parts.append(
            f"## {flow.name}\n\nBegins as **{flow.initial}**; ends as "
            + ", ".join(f"**{end}**" for end in ends or ["(never)"])
            + ".\n\n| from | action | role | to | reason | inside |\n|---|---|---|---|---|---|\n"
            + "\n".join(rows)
            + "\n"
        )
    return "\n".join(parts)


def test_the_page_of_states_is_the_tables():
    if os.environ.get("SIMRAL_REWRITE"):
        PAGE.write_text(page())
    assert PAGE.read_text() == page()
