"""Closing and reopening a month."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound, raise_if
from simral.kernel.trail import move, record
from simral.kernel.unit_of_work import command
from simral.ledger.models import Periode
from simral.ledger.rules import check_closing
from simral.ledger.states import PERIODE_FLOW, PeriodeAction, PeriodeState

MONTHS, YEARS = range(1, 13), range(2000, 2101)
PERIODE_LOCK = 7714  # with the month: postings share it, a closing holds it alone (migration 0002)


@command
def close_periode(tahun: int, bulan: int, *, actor: Actor, today: date) -> None:
    """Akuntansi closes a month that is over, after the months before it; no journal then.

    Raises RuleBroken for a month still running or one whose predecessor is open.
    """
    periode = _lock_periode(tahun, bulan)
    closed = _closed_months(tahun)
    if periode is None:
        periode = Periode(tahun=tahun, bulan=bulan)
        db.session.add(periode)
        record("ledger:periode:create", periode, actor=actor)
    move(periode, PERIODE_FLOW, PeriodeAction.CLOSE, actor=actor)
    raise_if(check_closing(tahun, bulan, closed, today=today))


@command
def reopen_periode(tahun: int, bulan: int, *, actor: Actor, note: str) -> None:
    """PPKD reopens a closed month and says why."""
    periode = _lock_periode(tahun, bulan)
    if periode is None:
        raise NotFound()
    move(periode, PERIODE_FLOW, PeriodeAction.REOPEN, actor=actor, note=note)


def _closed_months(tahun: int) -> set[int]:
    closed = Periode.state == PeriodeState.DIKUNCI
    return set(db.session.scalars(select(Periode.bulan).where(Periode.tahun == tahun, closed)))


def _lock_periode(tahun: int, bulan: int) -> Periode | None:
    """Wait for the postings of the month; from here on none can be made until the commit."""
    if bulan not in MONTHS or tahun not in YEARS:
        raise NotFound()
    month = func.pg_advisory_xact_lock(PERIODE_LOCK, tahun * 12 + bulan)
    db.session.execute(select(month))
    periode = select(Periode).where(Periode.tahun == tahun, Periode.bulan == bulan)
    return db.session.scalar(periode.with_for_update())
