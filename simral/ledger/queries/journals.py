"""Journals with their lines: by document, by filter, one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.money import ZERO
from simral.kernel.paging import SIZE, Page, page_of
from simral.ledger.models import Jurnal, PostingRow
from simral.ledger.terms import PPKD, Buku
from simral.reference.models import OPD, Rekening


@dataclass(frozen=True)
class LineRow:
    """One side of one account, rupiah."""

    baris: int
    entitas: str
    buku: Buku
    rekening_kode: str
    rekening_nama: str
    debit: Decimal
    kredit: Decimal
    label: UUID | None


@dataclass(frozen=True)
class JournalRow:
    """A posted journal and the document it came from."""

    id: UUID
    tahun: int
    tanggal: date
    urut: int
    nomor: str
    uraian: str
    source: str
    source_id: UUID
    purpose: str
    reverses_id: UUID | None
    reversed_by_id: UUID | None
    posted_by_id: UUID
    posted_at_utc: datetime
    lines: tuple[LineRow, ...] = ()

    @property
    def total(self) -> Decimal:
        """Sum of the debit side, rupiah."""
        return sum((line.debit for line in self.lines), ZERO)


@dataclass(frozen=True)
class LedgerFilter:
    """What a list of journals or lines is narrowed to."""

    tahun: int
    entitas: str | None = None
    rekening: str | None = None  # an account of any level, with everything below it
    buku: Buku | None = None
    since: date | None = None
    until: date | None = None


def entities_of(actor: Actor) -> frozenset[str] | None:
    """Whose lines he sees: his OPD, with the PPKD for the finance agency; None = all."""
    units = actor.units()
    if units is None:
        return None
    rows = db.session.execute(select(OPD.kode, OPD.is_skpkd).where(OPD.id.in_(units)))
    found = set()
    for kode, is_skpkd in rows:
        found |= {kode, PPKD} if is_skpkd else {kode}
    return frozenset(found)


def journals_of(source_ids: Collection[UUID]) -> list[JournalRow]:
    """Every journal of these documents, in the order of posting, with all lines."""
    return _with_lines(_rows(Jurnal.source_id.in_(list(source_ids))), None)


def credits_of(source: str, source_id: UUID, purpose: str) -> dict[UUID, str]:
    """Label → leaf that a document's journal credited in the LO book; empty without a journal."""
    rows = db.session.execute(
        select(PostingRow.label, PostingRow.rekening_kode)
        .join(Jurnal, Jurnal.id == PostingRow.jurnal_id)
        .where(
            Jurnal.source == source, Jurnal.source_id == source_id, Jurnal.purpose == purpose,
            PostingRow.buku == Buku.LO, PostingRow.kredit > 0, PostingRow.label.is_not(None),
        )
    )  # fmt: skip
    return {label: kode for label, kode in rows if label is not None}


def get_journal(jurnal_id: UUID, *, actor: Actor) -> JournalRow:
    """One journal with the lines he may see; NotFound when he may see none."""
    rows = _with_lines(_rows(Jurnal.id == jurnal_id), entities_of(actor))
    if not rows or not rows[0].lines:
        raise NotFound()
    return rows[0]


def list_journals(
    wanted: LedgerFilter, *, actor: Actor, after: str | None = None, before: str | None = None
) -> Page[JournalRow]:
    """Journals in the order of their numbers, by key; the newest first."""
    where = [Jurnal.tahun == wanted.tahun]
    if wanted.since:
        where.append(Jurnal.tanggal >= wanted.since)
    if wanted.until:
        where.append(Jurnal.tanggal <= wanted.until)
    mine = entities_of(actor)
    lines = line_filter(wanted, mine)
    if lines:
        where.append(exists().where(PostingRow.jurnal_id == Jurnal.id, *lines))
    backward = before is not None
    if after:
        where.append(Jurnal.urut < int(after))
    if before:
        where.append(Jurnal.urut > int(before))
    order = Jurnal.urut.asc() if backward else Jurnal.urut.desc()
    rows = _rows(*where, order=order, limit=SIZE + 1)
    page = page_of(rows, lambda row: str(row.urut), first=not after, backward=backward)
    return replace(page, rows=_with_lines(page.rows, mine))


def line_filter(wanted: LedgerFilter, mine: frozenset[str] | None) -> list[ColumnElement[bool]]:
    """The conditions on postings: his entities, and what he asked for."""
    where: list[ColumnElement[bool]] = []
    if mine is not None:
        where.append(PostingRow.entitas.in_(mine))
    if wanted.entitas:
        where.append(PostingRow.entitas == wanted.entitas)
    if wanted.buku:
        where.append(PostingRow.buku == wanted.buku)
    if wanted.rekening:
        where.append(
            (PostingRow.rekening_kode == wanted.rekening)
            | PostingRow.rekening_kode.like(wanted.rekening + ".%")
        )
    return where


def _rows(
    *where: ColumnElement[bool], order: Any = Jurnal.urut, limit: int | None = None
) -> list[JournalRow]:
    reversal = aliased(Jurnal)
    found = db.session.execute(
        select(
            Jurnal.id, Jurnal.tahun, Jurnal.tanggal, Jurnal.urut, Jurnal.nomor, Jurnal.uraian,
            Jurnal.source, Jurnal.source_id, Jurnal.purpose, Jurnal.reverses_id, reversal.id,
            Jurnal.posted_by_id, Jurnal.posted_at_utc,
        )
        .outerjoin(reversal, reversal.reverses_id == Jurnal.id)
        .where(*where)
        .order_by(order)
        .limit(limit)
    )  # fmt: skip
    rows: Sequence[Any] = found.all()
    return [JournalRow(*row) for row in rows]


def _with_lines(rows: Sequence[JournalRow], mine: frozenset[str] | None) -> list[JournalRow]:
    ids = [row.id for row in rows]
    where = [] if mine is None else [PostingRow.entitas.in_(mine)]
    found = db.session.execute(
        select(
            PostingRow.jurnal_id, PostingRow.baris, PostingRow.entitas, PostingRow.buku,
            PostingRow.rekening_kode, Rekening.nama, PostingRow.debit, PostingRow.kredit,
            PostingRow.label,
        )
        .join(Rekening, Rekening.id == PostingRow.rekening_id)
        .where(PostingRow.jurnal_id.in_(ids), *where)
        .order_by(PostingRow.jurnal_id, PostingRow.baris)
    )  # fmt: skip
    lines: dict[UUID, list[LineRow]] = defaultdict(list)
    for row in found:
        lines[row[0]].append(LineRow(*row[1:]))
    return [replace(journal, lines=tuple(lines[journal.id])) for journal in rows]
