"""Months: open until closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from simral.kernel.db import db
from simral.ledger.models import Jurnal, Periode
from simral.ledger.rules import check_closing
from simral.ledger.states import PeriodeState


@dataclass(frozen=True)
class PeriodeRow:
    """A month of a year, and how many journals are dated in it."""

    tahun: int
    bulan: int
    state: PeriodeState
    jurnal: int
    may_close: bool  # it is over, and every month before it is closed


def is_open(on: date) -> bool:
    """True when a journal may be dated on the day; a month without a row is open."""
    state = db.session.scalar(
        select(Periode.state).where(Periode.tahun == on.year, Periode.bulan == on.month)
    )
    return state is not PeriodeState.DIKUNCI


def list_periode(tahun: int, today: date) -> list[PeriodeRow]:
    """The twelve months of a year."""
    found = db.session.execute(select(Periode.bulan, Periode.state).where(Periode.tahun == tahun))
    states: dict[int, PeriodeState] = dict(found.all())
    month = func.extract("month", Jurnal.tanggal)
    counted = db.session.execute(
        select(month, func.count()).where(Jurnal.tahun == tahun).group_by(month)
    )
    counts = {int(bulan): number for bulan, number in counted}
    closed = {bulan for bulan, state in states.items() if state is PeriodeState.DIKUNCI}
    return [
        PeriodeRow(
            tahun,
            bulan,
            states.get(bulan, PeriodeState.DIBUKA),
            counts.get(bulan, 0),
            not check_closing(tahun, bulan, closed, today=today),
        )
        for bulan in range(1, 13)
    ]
