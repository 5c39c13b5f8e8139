"""The life of a period, exhaustively."""

from __future__ import annotations

from itertools import product

import pytest

from simral.identity.terms import Role
from simral.kernel.errors import IllegalTransition
from simral.ledger.states import PERIODE_FLOW, PeriodeAction, PeriodeState


@pytest.mark.parametrize(("state", "action"), list(product(PeriodeState, PeriodeAction)))
def test_every_pair_of_state_and_action_is_decided(
    state: PeriodeState, action: PeriodeAction
) -> None:
    if (state, action) in PERIODE_FLOW.table:
        assert PERIODE_FLOW.step(state, action).to in PeriodeState
    else:
        with pytest.raises(IllegalTransition):
            PERIODE_FLOW.step(state, action)


def test_akuntansi_closes_and_ppkd_reopens_with_a_reason() -> None:
    close = PERIODE_FLOW.step(PeriodeState.DIBUKA, PeriodeAction.CLOSE)
    reopen = PERIODE_FLOW.step(PeriodeState.DIKUNCI, PeriodeAction.REOPEN)
    assert (close.by, close.reason) == (Role.AKUNTANSI, False)
    assert (reopen.by, reopen.reason) == (Role.PPKD, True)
