"""Tagihan: a bill with its lines, what is withheld, its payee and where it is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.money import ZERO
from simral.reference.models import OPD
from simral.reference.queries import rekening_names
from simral.treasury.models import SPP, Kontrak, Penerima, RekeningBank, Tagihan
from simral.treasury.queries.lines import LineRow, lines_of
from simral.treasury.states import SPPState, TagihanState
from simral.treasury.terms import JenisBelanja, JenisPotongan


@dataclass(frozen=True)
class ChargeRow:
    """A part of a bill and the DPA line that carries it; rupiah."""

    line: LineRow
    nilai: Decimal
    aset_kode: str | None
    aset_nama: str


@dataclass(frozen=True)
class PotonganRow:
    """A tax withheld; rate in percent, amounts in rupiah."""

    jenis: JenisPotongan
    dasar: Decimal
    tarif: Decimal
    nilai: Decimal
    rekening_kode: str
    id_billing: str


@dataclass(frozen=True)
class TagihanDetail:
    """A bill as every later paper shows it."""

    id: UUID
    tahun: int
    opd_id: UUID
    opd_kode: str
    opd_nama: str
    penerima_id: UUID
    penerima_nama: str
    npwp: str
    bank: str
    rekening_nomor: str
    atas_nama: str
    kontrak_id: UUID | None
    kontrak_nomor: str | None
    jenis: JenisBelanja
    uraian: str
    nomor: str
    tanggal: date
    bast_nomor: str
    bast_on: date | None
    faktur_pajak: str
    is_bebas_ppn: bool
    is_bebas_pph: bool
    source: str
    state: TagihanState
    registered_on: date
    created_by_id: UUID
    is_illustrative: bool
    version: int
    spp_id: UUID | None
    lines: tuple[ChargeRow, ...]
    potongan: tuple[PotonganRow, ...]

    @property
    def nilai(self) -> Decimal:
        """Gross, rupiah."""
        return sum((line.nilai for line in self.lines), ZERO)

    @property
    def potongan_total(self) -> Decimal:
        """Withheld, rupiah."""
        return sum((row.nilai for row in self.potongan), ZERO)

    @property
    def dibayar(self) -> Decimal:
        """Net to the payee, rupiah."""
        return self.nilai - self.potongan_total


def get_tagihan(tagihan_id: UUID, *, actor: Actor) -> TagihanDetail:
    """One bill; of another OPD: NotFound."""
    parts = selectinload(Tagihan.rincian), selectinload(Tagihan.potongan)
    row = db.session.execute(
        select(Tagihan, OPD, Penerima, RekeningBank, Kontrak.nomor, SPP.id)
        .join(OPD, OPD.id == Tagihan.opd_id)
        .join(Penerima, Penerima.id == Tagihan.penerima_id)
        .join(RekeningBank, RekeningBank.id == Tagihan.rekening_bank_id)
        .outerjoin(Kontrak, Kontrak.id == Tagihan.kontrak_id)
        .outerjoin(SPP, (SPP.tagihan_id == Tagihan.id) & (SPP.state != SPPState.BATAL))
        .where(Tagihan.id == tagihan_id)
        .options(*parts)
    ).first()
    if row is None or not actor.sees(row[0].opd_id):
        raise NotFound()
    return _detail(*row)


def _detail(
    bill: Tagihan, opd: OPD, payee: Penerima, account: RekeningBank, kontrak: str | None,
    spp_id: UUID | None,
) -> TagihanDetail:  # fmt: skip
    known = lines_of([line.rincian_id for line in bill.rincian])
    chosen = [line.aset_kode for line in bill.rincian if line.aset_kode]
    names = rekening_names(bill.tahun, chosen)
    return TagihanDetail(
        id=bill.id, tahun=bill.tahun, opd_id=opd.id, opd_kode=opd.kode, opd_nama=opd.nama,
        penerima_id=payee.id, penerima_nama=payee.nama, npwp=payee.npwp, bank=account.bank,
        rekening_nomor=account.nomor, atas_nama=account.atas_nama, kontrak_id=bill.kontrak_id,
        kontrak_nomor=kontrak, jenis=bill.jenis, uraian=bill.uraian, nomor=bill.nomor,
        tanggal=bill.tanggal, bast_nomor=bill.bast_nomor, bast_on=bill.bast_on,
        faktur_pajak=bill.faktur_pajak, is_bebas_ppn=bill.is_bebas_ppn,
        is_bebas_pph=bill.is_bebas_pph, source=bill.source, state=bill.state,
        registered_on=bill.registered_on, created_by_id=bill.created_by_id,
        is_illustrative=bill.is_illustrative, version=bill.version, spp_id=spp_id,
        lines=tuple(
            ChargeRow(known[line.rincian_id], line.nilai, line.aset_kode,
                      names.get(line.aset_kode or "", ""))
            for line in bill.rincian
        ),
        potongan=tuple(
            PotonganRow(p.jenis, p.dasar, p.tarif, p.nilai, p.rekening_kode, p.id_billing)
            for p in bill.potongan
        ),
    )  # fmt: skip
