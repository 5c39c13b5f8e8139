"""Lists and registers of papers: a filter, its pages by key, its totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.paging import SIZE, Page, page_of
from simral.treasury.models import Tagihan
from simral.treasury.queries.papers import (
    Kind,
    PaperRow,
    date_of,
    matches,
    model_of,
    rows_of,
    seen_by,
    select_papers,
)

EXPORT_LIMIT = 20_000


@dataclass(frozen=True)
class PaperFilter:
    """What a list shows; empty fields restrict nothing."""

    tahun: int
    opd_id: UUID | None = None
    state: str = ""
    dari: date | None = None
    sampai: date | None = None
    q: str = ""
    numbered: bool = False  # a register: only papers that have their number


@dataclass(frozen=True)
class Totals:
    """Sums over the whole filter, cancelled papers left out; rupiah."""

    count: int
    nilai: Decimal
    potongan: Decimal

    @property
    def dibayar(self) -> Decimal:
        """Net, rupiah."""
        return self.nilai - self.potongan


def list_papers(
    kind: Kind, chosen: PaperFilter, *, actor: Actor, after: str = "", before: str = ""
) -> Page[PaperRow]:
    """A page of the filter, newest first."""
    order = _order(kind)
    statement = _filtered(kind, chosen, actor)
    edge = _edge(before or after)
    if edge is not None:
        sign = tuple_(*order) > edge if before else tuple_(*order) < edge
        statement = statement.where(sign)
    ways = [column.asc() if before else column.desc() for column in order]
    rows = rows_of(kind, db.session.execute(statement.order_by(*ways).limit(SIZE + 1)).all())
    return page_of(rows, _key, first=edge is None, backward=bool(before))


def all_papers(kind: Kind, chosen: PaperFilter, *, actor: Actor) -> list[PaperRow]:
    """The whole filter for a file, oldest first, at most EXPORT_LIMIT rows."""
    statement = _filtered(kind, chosen, actor).order_by(*_order(kind))
    return rows_of(kind, db.session.execute(statement.limit(EXPORT_LIMIT)).all())


def list_kontrak_bills(kontrak_id: UUID) -> list[PaperRow]:
    """The bills of a contract, cancelled ones too, oldest first; who may see it was asked."""
    bills = select_papers(Kind.TAGIHAN).where(Tagihan.kontrak_id == kontrak_id)
    order = Tagihan.tanggal, Tagihan.id
    return rows_of(Kind.TAGIHAN, db.session.execute(bills.order_by(*order)).all())


def sum_papers(kind: Kind, chosen: PaperFilter, *, actor: Actor) -> Totals:
    """Count and totals of the whole filter; cancelled and bounced papers count as 0 rupiah."""
    papers = _filtered(kind, chosen, actor).subquery("papers")
    columns = list(papers.c)
    nilai, potongan, state = columns[9], columns[10], columns[11]
    live = state.not_in(["batal", "retur"])
    sums = [func.coalesce(func.sum(column).filter(live), 0) for column in (nilai, potongan)]
    row = db.session.execute(select(func.count(), *sums)).one()
    return Totals(row[0], Decimal(row[1]), Decimal(row[2]))


def _filtered(kind: Kind, chosen: PaperFilter, actor: Actor) -> Select[Any]:
    model = model_of(kind)
    if chosen.opd_id is not None and not actor.sees(chosen.opd_id):
        raise NotFound()
    where: list[ColumnElement[bool]] = [model.tahun == chosen.tahun, *seen_by(kind, actor)]
    if chosen.opd_id is not None:
        where.append(model.opd_id == chosen.opd_id)
    if chosen.state:
        where.append(model.state == chosen.state)
    if chosen.dari is not None:
        where.append(date_of(kind) >= chosen.dari)
    if chosen.sampai is not None:
        where.append(date_of(kind) <= chosen.sampai)
    if chosen.q:
        where.append(matches(kind, chosen.q))
    if chosen.numbered:
        where.append(model.nomor.is_not(None))
    statement: Select[Any] = select_papers(kind).where(*where)
    return statement


def _order(kind: Kind) -> tuple[ColumnElement[Any], ...]:
    """Date, then the sequence in the number, then the id: no two papers stand at one place."""
    model = model_of(kind)
    urut = literal(0) if kind is Kind.TAGIHAN else func.coalesce(model.urut, 0)
    return date_of(kind), urut, model.id


def _key(row: PaperRow) -> str:
    return f"{row.tanggal.isoformat()}_{row.urut or 0}_{row.id}"


def _edge(key: str) -> tuple[date, int, UUID] | None:
    """The key of a page as values; a key that somebody has bent begins at the first page."""
    day, _, rest = key.partition("_")
    urut, _, paper_id = rest.partition("_")
    try:
        return date.fromisoformat(day), int(urut), UUID(paper_id)
    except ValueError:
        return None
