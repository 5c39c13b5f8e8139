"""DPA lines as the treasury shows them: ceiling, SPD, promised, realised, what is left.

One SELECT over both rooms, because the filter "still has funds" and the order of the pages
need both; the budget offers its part to be joined.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from simral.budgeting.queries.joinable import LINE, SUB
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.money import ZERO
from simral.kernel.paging import SIZE, Page, page_of
from simral.reference.models import OPD, Rekening, SumberDana, Unit
from simral.treasury.models import SPD, SPDRincian
from simral.treasury.queries.papers import like
from simral.treasury.states import SPDState


@dataclass(frozen=True)
class LineRow:
    """A DPA line; rupiah."""

    id: UUID
    tahun: int
    opd_id: UUID
    opd_nama: str
    unit_nama: str | None
    program_kode: str
    program_nama: str
    kegiatan_kode: str
    kegiatan_nama: str
    sub_id: UUID
    sub_kegiatan_kode: str
    sub_kegiatan_nama: str
    rekening_kode: str
    rekening_nama: str
    sumber_dana: str
    pagu: Decimal
    dipesan: Decimal
    realisasi: Decimal
    spd: Decimal

    @property
    def terpakai(self) -> Decimal:
        """Promised and realised, rupiah."""
        return self.dipesan + self.realisasi

    @property
    def sisa(self) -> Decimal:
        """Left of the ceiling, rupiah."""
        return self.pagu - self.terpakai

    @property
    def sisa_spd(self) -> Decimal:
        """Left of the funds that SPD provide, rupiah; what may be asked now."""
        return min(self.spd, self.pagu) - self.terpakai


@dataclass(frozen=True)
class SubRow:
    """A sub kegiatan of an OPD to choose from."""

    id: UUID
    kode: str
    nama: str
    unit_nama: str | None


@dataclass(frozen=True)
class LineFilter:
    """What the browser of lines shows."""

    tahun: int
    opd_id: UUID | None = None
    sub_id: UUID | None = None
    q: str = ""
    only_sisa: bool = False


@dataclass(frozen=True)
class LineTotals:
    """Sums over the whole filter; rupiah."""

    count: int
    pagu: Decimal
    spd: Decimal
    dipesan: Decimal
    realisasi: Decimal

    @property
    def sisa(self) -> Decimal:
        """Left of the ceilings, rupiah."""
        return self.pagu - self.dipesan - self.realisasi


def lines_of(rincian_ids: Collection[UUID]) -> dict[UUID, LineRow]:
    """The lines by id; no question of who asks: the document that names them was asked."""
    if not rincian_ids:
        return {}
    rows = db.session.execute(_lines().where(LINE.c.id.in_(list(rincian_ids))))
    return {row[0]: LineRow(*row) for row in rows}


def get_line(rincian_id: UUID, *, actor: Actor) -> LineRow:
    """One line; of another OPD: NotFound."""
    line = lines_of([rincian_id]).get(rincian_id)
    if line is None or not actor.sees(line.opd_id):
        raise NotFound()
    return line


def list_lines(
    chosen: LineFilter, *, actor: Actor, after: str = "", before: str = ""
) -> Page[LineRow]:
    """A page of lines in the order of their codes."""
    statement = _lines().where(*_where(chosen, actor))
    key = _key_column()
    if before or after:
        statement = statement.where(key < before if before else key > after)
    statement = statement.order_by(key.desc() if before else key.asc()).limit(SIZE + 1)
    rows = [LineRow(*row) for row in db.session.execute(statement)]
    return page_of(rows, _key, first=not (before or after), backward=bool(before))


def all_lines(chosen: LineFilter, *, actor: Actor) -> list[LineRow]:
    """Every line of the filter, for a file or an entry form."""
    statement = _lines().where(*_where(chosen, actor)).order_by(_key_column())
    return [LineRow(*row) for row in db.session.execute(statement)]


def sum_lines(chosen: LineFilter, *, actor: Actor) -> LineTotals:
    """Totals of the whole filter."""
    found = _lines().where(*_where(chosen, actor)).subquery("lines")
    amounts = list(found.c)[15:19]
    sums = [func.coalesce(func.sum(amount), 0) for amount in amounts]
    count, pagu, dipesan, realisasi, spd = db.session.execute(select(func.count(), *sums)).one()
    return LineTotals(count, Decimal(pagu), Decimal(spd), Decimal(dipesan), Decimal(realisasi))


def list_subs(opd_id: UUID, tahun: int, *, actor: Actor) -> list[SubRow]:
    """The sub kegiatan of an OPD; of another OPD: NotFound."""
    if not actor.sees(opd_id):
        raise NotFound()
    statement = (
        select(SUB.c.id, SUB.c.kode, SUB.c.nama, Unit.nama)
        .select_from(SUB.outerjoin(Unit, Unit.id == SUB.c.unit_id))
        .where(SUB.c.opd_id == opd_id, SUB.c.tahun == tahun)
        .order_by(SUB.c.kode, SUB.c.id)
    )
    return [SubRow(*row) for row in db.session.execute(statement)]


def _spd() -> ColumnElement[Any]:
    return (
        select(func.coalesce(func.sum(SPDRincian.nilai), ZERO))
        .join(SPD, SPD.id == SPDRincian.spd_id)
        .where(SPDRincian.rincian_id == LINE.c.id, SPD.state == SPDState.TERBIT)
        .correlate(LINE)
        .scalar_subquery()
    )


def _lines() -> Select[Any]:
    return (
        select(
            LINE.c.id, LINE.c.tahun, LINE.c.opd_id, OPD.nama, Unit.nama, SUB.c.program_kode,
            SUB.c.program_nama, SUB.c.kegiatan_kode, SUB.c.kegiatan_nama, SUB.c.id, SUB.c.kode,
            SUB.c.nama, LINE.c.rekening_kode, Rekening.nama, SumberDana.nama, LINE.c.pagu,
            LINE.c.dipesan, LINE.c.realisasi, _spd(),
        )
        .select_from(LINE)
        .join(SUB, SUB.c.id == LINE.c.sub_kegiatan_id)
        .join(OPD, OPD.id == LINE.c.opd_id)
        .outerjoin(Unit, Unit.id == SUB.c.unit_id)
        .join(Rekening, Rekening.id == LINE.c.rekening_id)
        .join(SumberDana, SumberDana.id == LINE.c.sumber_dana_id)
    )  # fmt: skip


def _where(chosen: LineFilter, actor: Actor) -> list[ColumnElement[bool]]:
    if chosen.opd_id is not None and not actor.sees(chosen.opd_id):
        raise NotFound()
    where: list[ColumnElement[bool]] = [LINE.c.tahun == chosen.tahun]
    units = actor.units()
    if chosen.opd_id is not None:
        where.append(LINE.c.opd_id == chosen.opd_id)
    elif units is not None:
        where.append(LINE.c.opd_id.in_(units))
    if chosen.sub_id is not None:
        where.append(SUB.c.id == chosen.sub_id)
    if chosen.q:
        pattern = like(chosen.q)
        where.append(
            or_(LINE.c.rekening_kode.like(pattern), Rekening.nama.ilike(pattern),
                SUB.c.nama.ilike(pattern), SUB.c.kode.like(pattern))
        )  # fmt: skip
    if chosen.only_sisa:
        where.append(LINE.c.dipesan + LINE.c.realisasi < LINE.c.pagu)
    return where


def _key_column() -> ColumnElement[str]:
    return func.concat(SUB.c.kode, " ", LINE.c.rekening_kode, " ", LINE.c.id).collate("C")


def _key(row: LineRow) -> str:
    return f"{row.sub_kegiatan_kode} {row.rekening_kode} {row.id}"
