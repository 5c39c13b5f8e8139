"""Jejak rupiah: the chain of one payment, and of everything that one DPA line paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select

from simral.budgeting.queries.lines import LineVersion, versions_of
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.ledger.queries import JournalRow, journals_of
from simral.treasury.models import SP2D, SPD, SPM, SPP, SPDRincian, TagihanRincian
from simral.treasury.queries.lines import LineRow, get_line
from simral.treasury.queries.papers import Kind
from simral.treasury.queries.sp2d import SP2DDetail, get_sp2d
from simral.treasury.queries.tagihan import TagihanDetail, get_tagihan
from simral.treasury.states import SP2DState, SPDState, SPMState, SPPState


@dataclass(frozen=True)
class Mark:
    """A paper on the way: enough to name it, date it and link to it."""

    id: UUID
    nomor: str | None
    tanggal: date | None
    state: str
    person_id: UUID | None = None


class Paper(Protocol):
    """An SPP, SPM or SP2D as its own query returns it."""

    @property
    def id(self) -> UUID:
        """Its key."""

    @property
    def nomor(self) -> str | None:
        """None while it is a draft."""

    @property
    def tanggal(self) -> date | None:
        """Its own date."""

    @property
    def state(self) -> StrEnum:
        """Where it stands."""


@dataclass(frozen=True)
class SPDMark:
    """An issued SPD and what it provides for a line; rupiah."""

    id: UUID
    nomor: str | None
    tanggal: date | None
    nilai: Decimal
    person_id: UUID | None


@dataclass(frozen=True)
class Way:
    """The papers of one bill, each the live one or None."""

    tagihan_id: UUID
    nomor: str
    tanggal: date
    bast_nomor: str
    bast_on: date | None
    dpa: Mark | None
    spd: Mark | None
    spp: Mark | None
    spm: Mark | None
    sp2d: Mark | None
    cair_on: date | None


@dataclass(frozen=True)
class LineTrace:
    """A line with its versions, its SPD, the bills charged to it and the journals of each."""

    line: LineRow
    versions: list[LineVersion]
    spd: list[SPDMark]
    bills: list[tuple[TagihanDetail, Way, Decimal]]
    journals: dict[UUID, list[JournalRow]]


@dataclass(frozen=True)
class SP2DTrace:
    """One disbursement backwards to the programme and forwards to the journals."""

    sp2d: SP2DDetail
    way: Way
    versions: dict[UUID, list[LineVersion]]
    spd: dict[UUID, list[SPDMark]]
    journals: list[JournalRow]


def way_of(bill: TagihanDetail) -> Way:
    """The live papers of a bill, as the line on top of every document shows them."""
    row = db.session.execute(
        select(
            SPP.id, SPP.nomor, SPP.tanggal, SPP.state, SPP.submitted_by_id,
            SPM.id, SPM.nomor, SPM.tanggal, SPM.state, SPM.approved_by_id,
            SP2D.id, SP2D.nomor, SP2D.tanggal, SP2D.state, SP2D.signed_by_id, SP2D.cair_on,
        )
        .outerjoin(SPM, (SPM.spp_id == SPP.id) & (SPM.state != SPMState.BATAL))
        .outerjoin(
            SP2D,
            (SP2D.spm_id == SPM.id) & SP2D.state.not_in([SP2DState.RETUR, SP2DState.BATAL]),
        )
        .where(SPP.tagihan_id == bill.id, SPP.state != SPPState.BATAL)
    ).first()  # fmt: skip
    first = bill.lines[0].line.id if bill.lines else None
    return Way(
        bill.id, bill.nomor, bill.tanggal, bill.bast_nomor, bill.bast_on,
        _dpa_mark(first), _spd_mark(first),
        _mark(row, 0), _mark(row, 5), _mark(row, 10), row[15] if row else None,
    )  # fmt: skip


def way_to(bill: TagihanDetail, kind: Kind, paper: Paper) -> Way:
    """The way with this very paper on it, also when it is given up and another one lives."""
    way = way_of(bill)
    if paper.id in {mark.id for mark in (way.spp, way.spm, way.sp2d) if mark is not None}:
        return way
    mark = Mark(paper.id, paper.nomor, paper.tanggal, paper.state.value)
    if kind is Kind.SPP:
        return replace(way, spp=mark, spm=None, sp2d=None, cair_on=None)
    if kind is Kind.SPM:
        return replace(way, spm=mark, sp2d=None, cair_on=None)
    return replace(way, sp2d=mark, cair_on=None)


def trace_line(rincian_id: UUID, *, actor: Actor) -> LineTrace:
    """Everything that happened to a line; of another OPD: NotFound."""
    line = get_line(rincian_id, actor=actor)
    charged = db.session.execute(
        select(TagihanRincian.tagihan_id, TagihanRincian.nilai).where(
            TagihanRincian.rincian_id == rincian_id
        )
    ).all()
    bills = []
    for tagihan_id, nilai in charged:
        bill = get_tagihan(tagihan_id, actor=actor)
        bills.append((bill, way_of(bill), nilai))
    bills.sort(key=lambda entry: (entry[0].tanggal, entry[0].nomor))
    journals = _journals_by_bill([bill.id for bill, _, _ in bills])
    return LineTrace(line, versions_of(rincian_id), spd_of(rincian_id), bills, journals)


def _journals_by_bill(tagihan_ids: list[UUID]) -> dict[UUID, list[JournalRow]]:
    """BAST, every SP2D and every reversal of the bills, in the order of posting."""
    of_bill = {tagihan_id: tagihan_id for tagihan_id in tagihan_ids}
    paid = (
        select(SP2D.id, SPP.tagihan_id)
        .join(SPM, SPM.id == SP2D.spm_id)
        .join(SPP, SPP.id == SPM.spp_id)
        .where(SPP.tagihan_id.in_(tagihan_ids))
    )
    of_bill |= {row[0]: row[1] for row in db.session.execute(paid)}
    found: dict[UUID, list[JournalRow]] = {}
    for journal in journals_of(of_bill):
        found.setdefault(of_bill[journal.source_id], []).append(journal)
    return found


def trace_sp2d(sp2d_id: UUID, *, actor: Actor) -> SP2DTrace:
    """The whole chain of one SP2D; of another OPD: NotFound."""
    sp2d = get_sp2d(sp2d_id, actor=actor)
    bill = sp2d.spm.spp.tagihan
    ids = [charge.line.id for charge in bill.lines]
    return SP2DTrace(
        sp2d,
        way_to(bill, Kind.SP2D, sp2d),
        {line_id: versions_of(line_id) for line_id in ids},
        {line_id: spd_of(line_id) for line_id in ids},
        journals_of([bill.id, sp2d.id]),
    )


def spd_of(rincian_id: UUID) -> list[SPDMark]:
    """The issued SPD that provide for the line, oldest first; rupiah."""
    statement = (
        select(SPD.id, SPD.nomor, SPD.tanggal, SPDRincian.nilai, SPD.issued_by_id)
        .join(SPDRincian, SPDRincian.spd_id == SPD.id)
        .where(SPDRincian.rincian_id == rincian_id, SPD.state == SPDState.TERBIT)
        .order_by(SPD.tanggal, SPD.urut)
    )
    return [SPDMark(*row) for row in db.session.execute(statement)]


def _mark(row: Any, at: int) -> Mark | None:
    if row is None or row[at] is None:
        return None
    return Mark(row[at], row[at + 1], row[at + 2], row[at + 3].value, row[at + 4])


def _dpa_mark(rincian_id: UUID | None) -> Mark | None:
    ratified = [v for v in versions_of(rincian_id) if v.state == "disahkan"] if rincian_id else []
    if not ratified:
        return None
    last = ratified[-1]
    return Mark(last.dpa_id, last.nomor or last.versi_kode, last.tanggal, last.state)


def _spd_mark(rincian_id: UUID | None) -> Mark | None:
    issued = spd_of(rincian_id) if rincian_id else []
    if not issued:
        return None
    last = issued[-1]
    return Mark(last.id, last.nomor, last.tanggal, SPDState.TERBIT.value, last.person_id)
