"""Every flow of the house, walked over state × action; a new flow is picked up by itself."""

from __future__ import annotations

import importlib
from enum import StrEnum
from itertools import product
from pathlib import Path

import pytest

from simral.identity.terms import Role
from simral.kernel.errors import IllegalTransition
from simral.kernel.states import StateMachine, Step
from simral.treasury.states import SP2D_FLOW, SPM_FLOW, SPP_FLOW

ROOT = Path(__file__).resolve().parents[3]


def every_flow() -> list[StateMachine]:
    """All StateMachine tables of all rooms, by name."""
    found = {}
    for path in sorted((ROOT / "simral").glob("*/states.py")):
        if path.parent.name == "kernel":
            continue
        module = importlib.import_module(f"simral.{path.parent.name}.states")
        for value in vars(module).values():
            if isinstance(value, StateMachine):
                found[value.name] = value
    return list(found.values())


FLOWS = every_flow()
flows = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)


def states_of(flow: StateMachine) -> list[StrEnum]:
    return list(type(flow.initial))


def actions_of(flow: StateMachine) -> list[StrEnum]:
    (kind,) = {type(action) for _, action in flow.table}
    return list(kind)


def reachable(flow: StateMachine) -> set[StrEnum]:
    seen, todo = {flow.initial}, [flow.initial]
    while todo:
        at = todo.pop()
        for (state, _), step in flow.table.items():
            if state == at and step.to not in seen:
                seen.add(step.to)
                todo.append(step.to)
    return seen


def test_there_are_flows_of_three_rooms():
    assert {flow.name.partition(":")[0] for flow in FLOWS} >= {"treasury", "budgeting", "ledger"}


@flows
def test_every_pair_of_state_and_action_is_decided(flow):
    for state, action in product(states_of(flow), actions_of(flow)):
        if (state, action) in flow.table:
            step = flow.step(state, action)
            assert isinstance(step, Step)
            assert step.to in states_of(flow)
            assert isinstance(step.by, Role)
        else:
            with pytest.raises(IllegalTransition):
                flow.step(state, action)


@flows
def test_the_table_holds_only_its_own_states_and_actions(flow):
    assert {state for state, _ in flow.table} <= set(states_of(flow))
    assert {action for _, action in flow.table} == set(actions_of(flow)), "an action nobody takes"


@flows
def test_every_state_is_reached(flow):
    assert reachable(flow) == set(states_of(flow))


@flows
def test_a_terminal_state_offers_no_button(flow):
    for state in set(states_of(flow)) - {state for state, _ in flow.table}:
        assert flow.actions(state) == []


@flows
def test_an_act_that_undoes_or_ends_says_why(flow):
    """Sending back, refusing, cancelling, closing early and reopening carry a reason."""
    asks = {"return", "refuse", "cancel", "bounce", "reopen"}
    for (state, action), step in flow.table.items():
        if action.value in asks:
            assert step.reason, f"{flow.name}: {state} {action}"


@pytest.mark.parametrize(
    ("flow", "way"),
    [(SPP_FLOW, ["submit", "verify", "issue_spm"]), (SPM_FLOW, ["approve", "hand_over",
     "issue_sp2d"]), (SP2D_FLOW, ["sign", "send", "confirm"])],
    ids=["SPP", "SPM", "SP2D"],
)  # fmt: skip
def test_the_straight_way_of_a_payment(flow, way):
    state = flow.initial
    for action in way:
        state = flow.step(
            state, actions_of(flow)[[a.value for a in actions_of(flow)].index(action)]
        ).to
    assert state.value in {"spm_terbit", "sp2d_terbit", "cair"}


def test_the_four_steps_of_a_payment_belong_to_four_roles():
    makers = [
        SPP_FLOW.table[key].by for key in SPP_FLOW.table if key[1].value in {"submit", "verify"}
    ]
    approver = next(step.by for (_, a), step in SPM_FLOW.table.items() if a.value == "approve")
    payer = next(step.by for (_, a), step in SP2D_FLOW.table.items() if a.value == "sign")
    assert len({*makers, approver, payer}) == 4
