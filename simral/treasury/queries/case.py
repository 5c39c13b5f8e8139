"""Loads what the checks of a payment look at; the services call it under the lines' lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, func, or_, select

from simral.budgeting.queries.dpa import find_active_dpa
from simral.budgeting.terms import Ceiling
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.ledger.queries import is_open
from simral.reference.models import OPD
from simral.reference.queries import get_setting, partners_of
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

# Asked at every step of every payment, so put together once. A bill has few lines and fewer
# taxes: their product in one question is less work than three questions.
_BILL = (
    select(Tagihan, OPD.kode, Penerima, RekeningBank, TagihanRincian, Potongan)
    .join(OPD, OPD.id == Tagihan.opd_id)
    .join(Penerima, Penerima.id == Tagihan.penerima_id)
    .join(RekeningBank, RekeningBank.id == Tagihan.rekening_bank_id)
    .outerjoin(TagihanRincian, TagihanRincian.tagihan_id == Tagihan.id)
    .outerjoin(Potongan, Potongan.tagihan_id == Tagihan.id)
    .where(Tagihan.id == bindparam("tagihan_id"))
)
_SPD = (
    select(SPDRincian.rincian_id, func.sum(SPDRincian.nilai), func.min(SPD.tanggal))
    .join(SPD, SPD.id == SPDRincian.spd_id)
    .where(
        SPDRincian.rincian_id == any_(bindparam("ids", type_=ARRAY(Uuid()))),
        SPD.state == SPDState.TERBIT,
        SPD.tanggal <= bindparam("hari"),
    )
    .group_by(SPDRincian.rincian_id)
)


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
    rows: Sequence[Any] = db.session.execute(_BILL, {"tagihan_id": tagihan_id}).all()
    if not rows:
        raise NotFound()
    lines = {line.id: line for line in (row[4] for row in rows) if line}
    taxes = {tax.id: tax for tax in (row[5] for row in rows) if tax}
    first = rows[0]
    return Bill(
        first[0], first[1], first[2], first[3],
        sorted(lines.values(), key=lambda line: line.baris),
        sorted(taxes.values(), key=lambda tax: tax.jenis),
    )  # fmt: skip


@dataclass(frozen=True)
class Accounts:
    """Where the belanja leaves of a bill post to; `utang` None = no BAST, so no debt."""

    lawan: Mapping[str, str]
    utang: Mapping[str, str] | None


def accounts_of(bill: Bill, ceilings: Mapping[UUID, Ceiling]) -> Accounts:
    """The map of accounts for the lines of a bill, asked once for checks and journal."""
    kodes = {ceiling.rekening_kode for ceiling in ceilings.values()}
    lawan, utang = partners_of(kodes, bill.tagihan.tahun)
    return Accounts(lawan, utang if bill.tagihan.bast_on else None)


def load_case(
    bill: Bill,
    ceilings: Mapping[UUID, Ceiling],
    *,
    on: date,
    earlier: Sequence[tuple[str, date | None]] = (),
    accounts: Accounts | None = None,
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
            *earlier,
        ],
        proofs=[
            (N_("tagihan"), tagihan.tanggal),
            *([(N_("BAST"), tagihan.bast_on)] if tagihan.bast_on else []),
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
        unmapped=unmapped(bill, ceilings, accounts or accounts_of(bill, ceilings)),
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


def spending_lines(
    bill: Bill, ceilings: Mapping[UUID, Ceiling], accounts: Accounts, owed: Mapping[UUID, str]
) -> list[SpendingLine]:
    """The lines with the accounts they post to; every line must be mapped (check "jurnal").

    `owed`: DPA line → payable leaf: what the map says at the BAST, what was posted at the SP2D.
    """
    found = []
    for line in bill.lines:
        kode = ceilings[line.rincian_id].rekening_kode
        target = line.aset_kode or accounts.lawan[kode]
        debt = owed.get(line.rincian_id)
        found.append(SpendingLine(line.rincian_id, kode, target, debt, line.nilai))
    return found


def payables(bill: Bill, ceilings: Mapping[UUID, Ceiling], accounts: Accounts) -> dict[UUID, str]:
    """DPA line → the payable leaf of the map; BLUD capital has none, without BAST nothing has."""
    kodes = {line.rincian_id: ceilings[line.rincian_id].rekening_kode for line in bill.lines}
    utang = accounts.utang or {}
    return {line_id: utang[kode] for line_id, kode in kodes.items() if kode in utang}


def unmapped(bill: Bill, ceilings: Mapping[UUID, Ceiling], accounts: Accounts) -> list[str]:
    """Belanja leaves of the bill with no counter account, in the map or chosen on the bill."""
    missing = set()
    for line in bill.lines:
        kode = ceilings[line.rincian_id].rekening_kode
        if not line.aset_kode and kode not in accounts.lawan:
            missing.add(kode)
    return sorted(missing)


def _spd(rincian_ids: Collection[UUID], on: date) -> tuple[dict[UUID, Decimal], date | None]:
    """Σ of the SPD issued until `on` per line, and the date from which every line has one."""
    rows = db.session.execute(_SPD, {"ids": list(rincian_ids), "hari": on}).all()
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
    used = (
        select(func.coalesce(func.sum(TagihanRincian.nilai), ZERO))
        .join(Tagihan, Tagihan.id == TagihanRincian.tagihan_id)
        .where(
            Tagihan.kontrak_id == Kontrak.id,
            Tagihan.id != tagihan.id,
            Tagihan.state != TagihanState.BATAL,
        )
        .scalar_subquery()
    )
    row = db.session.execute(
        select(Kontrak.nomor, Kontrak.nilai, used, Kontrak.penerima_id).where(
            Kontrak.id == tagihan.kontrak_id
        )
    ).one()
    return ContractCase(row[0], row[1], row[2], row[3] == tagihan.penerima_id)


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
