"""Loads what the checks of a payment look at; the services call it under the lines' lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, or_, select

from simral.budgeting.queries.dpa import find_active_dpa
from simral.budgeting.terms import Ceiling
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.ledger.queries import is_open
from simral.reference.models import OPD
from simral.reference.queries import get_setting, lawan_of, utang_of
from simral.treasury.models import (
    SPD,
    Kontrak,
    Penerima,
    Potongan,
    RekeningBank,
    SPDRincian,
    Tagihan,
    TagihanRincian,
)
from simral.treasury.postings import SpendingLine
from simral.treasury.rules.bill import needs_bast
from simral.treasury.rules.case import ContractCase, PaymentCase, Withheld
from simral.treasury.rules.pajak import PotonganDraft, compute_potongan, needs_npwp
from simral.treasury.states import SPDState, TagihanState
from simral.treasury.terms import JenisPotongan


@dataclass(frozen=True)
class Bill:
    """A bill with its payee, account, lines and taxes, as the checks and the journal need it."""

    tagihan: Tagihan
    opd_kode: str
    penerima: Penerima
    rekening: RekeningBank
    lines: Sequence[TagihanRincian]
    potongan: Sequence[Potongan]

    @property
    def amounts(self) -> dict[UUID, Decimal]:
        """DPA line → rupiah."""
        return {line.rincian_id: line.nilai for line in self.lines}

    @property
    def nilai(self) -> Decimal:
        """The whole bill, rupiah incl. tax."""
        return sum((line.nilai for line in self.lines), ZERO)

    @property
    def withheld(self) -> list[tuple[str, Decimal]]:
        """(PFK leaf, rupiah) of every tax."""
        return [(tax.rekening_kode, tax.nilai) for tax in self.potongan if tax.nilai]


def load_bill(tagihan_id: UUID) -> Bill:
    """The bill; NotFound when there is none."""
    row = db.session.execute(
        select(Tagihan, OPD.kode, Penerima, RekeningBank)
        .join(OPD, OPD.id == Tagihan.opd_id)
        .join(Penerima, Penerima.id == Tagihan.penerima_id)
        .join(RekeningBank, RekeningBank.id == Tagihan.rekening_bank_id)
        .where(Tagihan.id == tagihan_id)
    ).first()
    if row is None:
        raise NotFound()
    lines = select(TagihanRincian).where(TagihanRincian.tagihan_id == tagihan_id)
    taxes = select(Potongan).where(Potongan.tagihan_id == tagihan_id)
    return Bill(
        row[0], row[1], row[2], row[3],
        db.session.scalars(lines.order_by(TagihanRincian.baris)).all(),
        db.session.scalars(taxes.order_by(Potongan.jenis)).all(),
    )  # fmt: skip


def load_case(
    bill: Bill,
    ceilings: Mapping[UUID, Ceiling],
    *,
    on: date,
    earlier: Sequence[tuple[str, date | None]] = (),
) -> PaymentCase:
    """The case of a payment on the date of a step; `earlier` are the papers after the SPD."""
    tagihan, penerima = bill.tagihan, bill.penerima
    kodes = [ceiling.rekening_kode for ceiling in ceilings.values()]
    expected = {draft.jenis: draft.nilai for draft in expected_potongan(bill, on)}
    spd, spd_on = _spd(list(ceilings), on)
    dpa = find_active_dpa(tagihan.opd_id, on)
    npwp_due = needs_npwp(tagihan.jenis, is_pkp=penerima.is_pkp, is_bebas_ppn=tagihan.is_bebas_ppn)
    return PaymentCase(
        on=on,
        tahun=tagihan.tahun,
        amounts=bill.amounts,
        ceilings=ceilings,
        spd_total=spd,
        earlier=[
            (N_("DPA"), dpa.tanggal if dpa else None),
            (N_("SPD"), spd_on),
            (N_("tagihan"), tagihan.tanggal),
            *earlier,
        ],
        payee=penerima.nama,
        npwp=penerima.npwp,
        needs_npwp=npwp_due,
        account_owner=bill.rekening.atas_nama,
        account_state=bill.rekening.state,
        withheld=_withheld(bill.potongan, expected),
        contract=_contract(bill),
        needs_bast=needs_bast(tagihan.jenis, kodes),
        bast_on=tagihan.bast_on,
        needs_faktur=JenisPotongan.PPN in expected,
        faktur_pajak=tagihan.faktur_pajak,
        duplicates=_duplicates(tagihan),
        is_periode_open=is_open(on),
        unmapped=unmapped(bill, ceilings),
    )


def expected_potongan(bill: Bill, on: date) -> list[PotonganDraft]:
    """What the rule of the date withholds from the bill."""
    tagihan, penerima = bill.tagihan, bill.penerima
    return compute_potongan(
        tagihan.jenis,
        bill.nilai,
        on=on,
        is_pkp=penerima.is_pkp,
        has_npwp=bool(penerima.npwp),
        is_bebas_ppn=tagihan.is_bebas_ppn,
        is_bebas_pph=tagihan.is_bebas_pph,
        rounding=get_setting("pajak.pembulatan", on),
    )


def spending_lines(bill: Bill, ceilings: Mapping[UUID, Ceiling]) -> list[SpendingLine]:
    """The lines with the accounts they post to; every line must be mapped (check "jurnal")."""
    tahun = bill.tagihan.tahun
    kodes = [ceiling.rekening_kode for ceiling in ceilings.values()]
    lawan = lawan_of(kodes, tahun)
    utang = utang_of(kodes, tahun) if bill.tagihan.bast_on else {}
    found = []
    for line in bill.lines:
        kode = ceilings[line.rincian_id].rekening_kode
        target = line.aset_kode or lawan[kode]
        found.append(SpendingLine(line.rincian_id, kode, target, utang.get(kode), line.nilai))
    return found


def unmapped(bill: Bill, ceilings: Mapping[UUID, Ceiling]) -> list[str]:
    """Belanja leaves of the bill for which the map of accounts has no answer."""
    tahun = bill.tagihan.tahun
    kodes = [ceiling.rekening_kode for ceiling in ceilings.values()]
    lawan = lawan_of(kodes, tahun)
    utang = utang_of(kodes, tahun) if bill.tagihan.bast_on else None
    missing = set()
    for line in bill.lines:
        kode = ceilings[line.rincian_id].rekening_kode
        if not line.aset_kode and kode not in lawan:
            missing.add(kode)
        if utang is not None and kode not in utang:
            missing.add(kode)
    return sorted(missing)


def _spd(rincian_ids: Collection[UUID], on: date) -> tuple[dict[UUID, Decimal], date | None]:
    """Σ of the SPD issued until `on` per line, and the date from which every line has one."""
    rows = db.session.execute(
        select(SPDRincian.rincian_id, func.sum(SPDRincian.nilai), func.min(SPD.tanggal))
        .join(SPD, SPD.id == SPDRincian.spd_id)
        .where(
            SPDRincian.rincian_id.in_(rincian_ids),
            SPD.state == SPDState.TERBIT,
            SPD.tanggal <= on,
        )
        .group_by(SPDRincian.rincian_id)
    ).all()
    total = {line_id: nilai for line_id, nilai, _ in rows}
    days = [day for _, _, day in rows if day is not None]
    return total, max(days, default=None)


def _withheld(
    potongan: Sequence[Potongan], expected: Mapping[JenisPotongan, Decimal]
) -> list[Withheld]:
    written = {tax.jenis: tax for tax in potongan}
    found = []
    for jenis in sorted({*written, *expected}):
        tax = written.get(jenis)
        found.append(
            Withheld(
                jenis,
                tax.nilai if tax else ZERO,
                expected.get(jenis, ZERO),
                tax.id_billing if tax else "",
            )
        )
    return found


def _contract(bill: Bill) -> ContractCase | None:
    tagihan = bill.tagihan
    if tagihan.kontrak_id is None:
        return None
    kontrak = db.session.get_one(Kontrak, tagihan.kontrak_id)
    used = db.session.scalar(
        select(func.coalesce(func.sum(TagihanRincian.nilai), ZERO))
        .join(Tagihan, Tagihan.id == TagihanRincian.tagihan_id)
        .where(
            Tagihan.kontrak_id == kontrak.id,
            Tagihan.id != tagihan.id,
            Tagihan.state != TagihanState.BATAL,
        )
    )
    same = kontrak.penerima_id == tagihan.penerima_id
    return ContractCase(kontrak.nomor, kontrak.nilai, used or ZERO, same)


def _duplicates(tagihan: Tagihan) -> list[str]:
    """Other live bills with the same invoice or tax invoice of the same payee."""
    same = [Tagihan.nomor == tagihan.nomor]
    if tagihan.faktur_pajak:
        same.append(Tagihan.faktur_pajak == tagihan.faktur_pajak)
    return list(
        db.session.scalars(
            select(Tagihan.nomor).where(
                Tagihan.penerima_id == tagihan.penerima_id,
                Tagihan.id != tagihan.id,
                Tagihan.state != TagihanState.BATAL,
                or_(*same),
            )
        )
    )
