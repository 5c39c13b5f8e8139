"""The life of a period: open, then closed; a closed month may be reopened with a reason."""

from __future__ import annotations

from enum import StrEnum

from simral.identity.terms import Role
from simral.kernel.states import StateMachine, Step


class PeriodeState(StrEnum):
    DIBUKA = "dibuka"
    DIKUNCI = "dikunci"


class PeriodeAction(StrEnum):
    CLOSE = "close"
    REOPEN = "reopen"


S, A, R = PeriodeState, PeriodeAction, Role
PERIODE_FLOW = StateMachine("ledger:periode", initial=S.DIBUKA, table={
    (S.DIBUKA,  A.CLOSE):  Step(S.DIKUNCI, by=R.AKUNTANSI),
    (S.DIKUNCI, A.REOPEN): Step(S.DIBUKA,  by=R.PPKD, reason=True),
})  # fmt: skip
