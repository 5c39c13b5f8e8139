"""Buku besar: the lines of an account in time, with a running balance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_

from simral.kernel.db import db
from simral.kernel.money import ZERO
from simral.ledger.models import Jurnal, PostingRow
from simral.ledger.queries.journals import LedgerFilter, line_filter


@dataclass(frozen=True)
class AccountLine:
    """One posting of the account; `saldo` is debit − kredit up to and with this line, rupiah."""

    id: int
    tanggal: date
    jurnal_id: UUID
    urut: int
    nomor: str
    uraian: str
    baris: int
    entitas: str
    rekening_kode: str
    debit: Decimal
    kredit: Decimal
    saldo: Decimal
    source: str
    source_id: UUID

    @property
    def key(self) -> str:
        """Where the line stands: date, journal, line."""
        return f"{self.tanggal.isoformat()}_{self.urut}_{self.baris}"


def list_account_lines(
    wanted: LedgerFilter,
    *,
    entities: Collection[str] | None,
    after: str | None = None,
    limit: int | None = None,
) -> list[AccountLine]:
    """Lines of an account (any level) in a year by date and number; the balance runs from
    1 January. `entities` None = all; `after` is the `key` of a line."""
    where = _where(wanted, entities)
    if wanted.until:
        where.append(Jurnal.tanggal <= wanted.until)
    order = (Jurnal.tanggal, Jurnal.urut, PostingRow.baris)
    running = func.sum(PostingRow.debit - PostingRow.kredit).over(order_by=order)
    lines = (
        select(
            PostingRow.id.label("posting_id"), Jurnal.tanggal, Jurnal.id, Jurnal.urut,
            Jurnal.nomor, Jurnal.uraian, PostingRow.baris, PostingRow.entitas,
            PostingRow.rekening_kode, PostingRow.debit, PostingRow.kredit,
            running.label("saldo"), Jurnal.source, Jurnal.source_id,
        )
        .join(Jurnal, Jurnal.id == PostingRow.jurnal_id)
        .where(*where)
        .subquery()
    )  # fmt: skip
    c = lines.c
    found = select(lines).order_by(c.tanggal, c.urut, c.baris).limit(limit)
    if wanted.since:
        found = found.where(c.tanggal >= wanted.since)
    if after:
        day, urut, baris = after.split("_")
        key = (date.fromisoformat(day), int(urut), int(baris))
        found = found.where(tuple_(c.tanggal, c.urut, c.baris) > key)
    return [AccountLine(*row) for row in db.session.execute(found)]


def opening_balance(wanted: LedgerFilter, *, entities: Collection[str] | None) -> Decimal:
    """Debit − kredit of the account before `since`, rupiah; nil without a `since`."""
    if wanted.since is None:
        return ZERO
    before = Jurnal.tanggal < wanted.since
    total = db.session.scalar(
        select(func.sum(PostingRow.debit - PostingRow.kredit))
        .join(Jurnal, Jurnal.id == PostingRow.jurnal_id)
        .where(*_where(wanted, entities), before)
    )
    return ZERO if total is None else total


def _where(wanted: LedgerFilter, entities: Collection[str] | None) -> list[ColumnElement[bool]]:
    mine = None if entities is None else frozenset(entities)
    return [Jurnal.tahun == wanted.tahun, *line_filter(wanted, mine)]
