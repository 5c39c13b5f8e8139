"""Payees, their bank accounts, contracts. Payees are the whole government's, amounts are not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.paging import SIZE, Page, page_of
from simral.reference.models import OPD
from simral.treasury.models import Kontrak, Penerima, RekeningBank, Tagihan, TagihanRincian
from simral.treasury.queries.papers import like
from simral.treasury.states import KontrakState, PenerimaState, RekeningBankState, TagihanState

CHOICES = 50


@dataclass(frozen=True)
class PenerimaRow:
    """A payee."""

    id: UUID
    opd_id: UUID
    opd_nama: str
    nama: str
    npwp: str
    alamat: str
    is_pkp: bool
    is_illustrative: bool
    state: PenerimaState
    rekening_count: int


@dataclass(frozen=True)
class RekeningBankRow:
    """A bank account of a payee."""

    id: UUID
    penerima_id: UUID
    penerima_nama: str
    opd_id: UUID
    opd_nama: str
    bank: str
    nomor: str
    atas_nama: str
    state: RekeningBankState
    created_on: date
    created_by_id: UUID
    verified_by_id: UUID | None


@dataclass(frozen=True)
class KontrakRow:
    """A contract and how much of it is billed; rupiah."""

    id: UUID
    tahun: int
    opd_id: UUID
    opd_nama: str
    penerima_id: UUID
    penerima_nama: str
    nomor: str
    tanggal: date
    uraian: str
    nilai: Decimal
    mulai_on: date
    selesai_on: date
    state: KontrakState
    ditagih: Decimal

    @property
    def sisa(self) -> Decimal:
        """What may still be billed; rupiah."""
        return self.nilai - self.ditagih


def list_penerima(q: str = "", *, after: str = "", before: str = "") -> Page[PenerimaRow]:
    """Payees by name; `q` searches name and NPWP. Everybody who is signed in reads them all."""
    where: list[ColumnElement[bool]] = []
    if q:
        where.append(or_(Penerima.nama.ilike(like(q)), Penerima.npwp.like(like(q))))
    key = func.concat(Penerima.nama.collate("C"), " ", Penerima.id)
    if before or after:
        where.append(key < before if before else key > after)
    statement = _penerima().where(*where).order_by(key.desc() if before else key.asc())
    rows = [PenerimaRow(*row) for row in db.session.execute(statement.limit(SIZE + 1))]
    return page_of(
        rows, lambda row: f"{row.nama} {row.id}", first=not (before or after), backward=bool(before)
    )


def get_penerima(penerima_id: UUID) -> PenerimaRow:
    """One payee, or NotFound."""
    row = db.session.execute(_penerima().where(Penerima.id == penerima_id)).first()
    if row is None:
        raise NotFound()
    return PenerimaRow(*row)


def list_rekening_bank(penerima_id: UUID) -> list[RekeningBankRow]:
    """The accounts of a payee, oldest first."""
    return _accounts(RekeningBank.penerima_id == penerima_id)


def list_verified(q: str) -> list[RekeningBankRow]:
    """Verified accounts whose payee, holder or bank holds the text; at most CHOICES."""
    pattern = like(q)
    return _accounts(
        RekeningBank.state == RekeningBankState.TERVERIFIKASI,
        Penerima.state == PenerimaState.AKTIF,
        or_(
            Penerima.nama.ilike(pattern), Penerima.npwp.like(pattern),
            RekeningBank.atas_nama.ilike(pattern), RekeningBank.nomor.like(pattern),
        ),
    )[:CHOICES]  # fmt: skip


def list_menunggu(*, actor: Actor) -> list[RekeningBankRow]:
    """Accounts of the actor's units that wait for a second person."""
    where: list[ColumnElement[bool]] = [RekeningBank.state == RekeningBankState.MENUNGGU]
    units = actor.units()
    if units is not None:
        where.append(RekeningBank.opd_id.in_(units))
    return _accounts(*where)


def find_rekening_bank(rekening_id: UUID) -> RekeningBankRow | None:
    """One account, or None."""
    return next(iter(_accounts(RekeningBank.id == rekening_id)), None)


def list_kontrak(
    tahun: int, *, actor: Actor, q: str = "", opd_id: UUID | None = None
) -> list[KontrakRow]:
    """Contracts of the actor's units in a budget year, newest first."""
    where: list[ColumnElement[bool]] = [Kontrak.tahun == tahun]
    units = actor.units()
    if units is not None:
        where.append(Kontrak.opd_id.in_(units))
    if opd_id is not None:
        where.append(Kontrak.opd_id == opd_id)
    if q:
        pattern = like(q)
        where.append(
            or_(Kontrak.nomor.ilike(pattern), Kontrak.uraian.ilike(pattern),
                Penerima.nama.ilike(pattern))
        )  # fmt: skip
    return _contracts(*where)


def list_payable_kontrak(
    tahun: int, opd_id: UUID, penerima_ids: Collection[UUID], *, actor: Actor
) -> list[KontrakRow]:
    """Contracts of one OPD with these payees that are in force and may still be billed."""
    if not actor.sees(opd_id):
        raise NotFound()
    found = _contracts(
        Kontrak.tahun == tahun, Kontrak.opd_id == opd_id, Kontrak.state == KontrakState.BERLAKU,
        Kontrak.penerima_id.in_(list(penerima_ids)),
    )  # fmt: skip
    return [row for row in found if row.sisa > 0]


def get_kontrak(kontrak_id: UUID, *, actor: Actor) -> KontrakRow:
    """One contract; of another OPD: NotFound."""
    rows = _contracts(Kontrak.id == kontrak_id)
    if not rows or not actor.sees(rows[0].opd_id):
        raise NotFound()
    return rows[0]


def _penerima() -> Select[Any]:
    count = (
        select(func.count())
        .where(RekeningBank.penerima_id == Penerima.id)
        .where(RekeningBank.state == RekeningBankState.TERVERIFIKASI)
        .scalar_subquery()
    )
    return select(
        Penerima.id, Penerima.opd_id, OPD.nama, Penerima.nama, Penerima.npwp, Penerima.alamat,
        Penerima.is_pkp, Penerima.is_illustrative, Penerima.state, count,
    ).join(OPD, OPD.id == Penerima.opd_id)  # fmt: skip


def _accounts(*where: ColumnElement[bool]) -> list[RekeningBankRow]:
    statement: Any = (
        select(
            RekeningBank.id, RekeningBank.penerima_id, Penerima.nama, RekeningBank.opd_id, OPD.nama,
            RekeningBank.bank, RekeningBank.nomor, RekeningBank.atas_nama, RekeningBank.state,
            RekeningBank.created_on, RekeningBank.created_by_id, RekeningBank.verified_by_id,
        )
        .join(Penerima, Penerima.id == RekeningBank.penerima_id)
        .join(OPD, OPD.id == RekeningBank.opd_id)
        .where(*where)
        .order_by(Penerima.nama.collate("C"), RekeningBank.created_on, RekeningBank.id)
    )  # fmt: skip
    return [RekeningBankRow(*row) for row in db.session.execute(statement)]


def _contracts(*where: ColumnElement[bool]) -> list[KontrakRow]:
    billed = (
        select(func.coalesce(func.sum(TagihanRincian.nilai), 0))
        .join(Tagihan, Tagihan.id == TagihanRincian.tagihan_id)
        .where(Tagihan.kontrak_id == Kontrak.id, Tagihan.state != TagihanState.BATAL)
        .scalar_subquery()
    )
    statement: Any = (
        select(
            Kontrak.id, Kontrak.tahun, Kontrak.opd_id, OPD.nama, Kontrak.penerima_id, Penerima.nama,
            Kontrak.nomor, Kontrak.tanggal, Kontrak.uraian, Kontrak.nilai, Kontrak.mulai_on,
            Kontrak.selesai_on, Kontrak.state, billed,
        )
        .join(Penerima, Penerima.id == Kontrak.penerima_id)
        .join(OPD, OPD.id == Kontrak.opd_id)
        .where(*where)
        .order_by(Kontrak.tanggal.desc(), Kontrak.id)
    )  # fmt: skip
    return [KontrakRow(*row) for row in db.session.execute(statement)]
