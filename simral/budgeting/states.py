"""The life of a DPA: draf, then disahkan by PPKD; a new version follows, never a change."""

from __future__ import annotations

from enum import StrEnum

from simral.identity.terms import Role
from simral.kernel.states import StateMachine, Step


class DPAState(StrEnum):
    DRAF = "draf"
    DISAHKAN = "disahkan"
    BATAL = "batal"


class DPAAction(StrEnum):
    RATIFY = "ratify"
    CANCEL = "cancel"


S, A, R = DPAState, DPAAction, Role
DPA_FLOW = StateMachine("budgeting:dpa", initial=S.DRAF, table={
    (S.DRAF, A.RATIFY): Step(S.DISAHKAN, by=R.PPKD),
    (S.DRAF, A.CANCEL): Step(S.BATAL,    by=R.PPKD, reason=True),
})  # fmt: skip
