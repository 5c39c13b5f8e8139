"""The state machine as a table, and the errors it answers with."""

from __future__ import annotations

from enum import StrEnum

import pytest

from simral.kernel.errors import IllegalTransition
from simral.kernel.states import StateMachine, Step


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    WALLED = "walled"


class Act(StrEnum):
    SHUT = "shut"
    OPEN = "open"
    WALL = "wall"


class Who(StrEnum):
    PORTER = "porter"
    MASON = "mason"


FLOW = StateMachine(
    "house:door",
    initial=Door.OPEN,
    table={
        (Door.OPEN, Act.SHUT): Step(Door.SHUT, by=Who.PORTER),
        (Door.SHUT, Act.OPEN): Step(Door.OPEN, by=Who.PORTER, reason=True),
        (Door.SHUT, Act.WALL): Step(Door.WALLED, by=Who.MASON, inside=True),
    },
)


def test_a_step_of_the_table_leads_on():
    assert FLOW.step(Door.OPEN, Act.SHUT).to is Door.SHUT


def test_a_step_that_is_not_in_the_table_names_action_and_state():
    with pytest.raises(IllegalTransition) as refusal:
        FLOW.step(Door.OPEN, Act.WALL)
    assert refusal.value.values == {"state": Door.OPEN, "action": Act.WALL}
    assert "wall" in str(refusal.value)
    assert "open" in str(refusal.value)


def test_a_page_offers_no_step_that_another_document_takes():
    assert [action for action, _ in FLOW.actions(Door.SHUT)] == [Act.OPEN]
    assert FLOW.actions(Door.WALLED) == []
