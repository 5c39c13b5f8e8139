"""A bill as it would be judged at registration, with nothing stored: step 2 of the entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from simral.budgeting.queries.ceilings import read_ceilings
from simral.budgeting.terms import Ceiling
from simral.kernel.db import db
from simral.kernel.errors import Finding
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.reference.queries import lawan_of, rekening_ids
from simral.treasury.errors import BillAlreadyRegistered
from simral.treasury.models import Kontrak, Penerima, RekeningBank, Tagihan, TagihanRincian
from simral.treasury.rules.aset import check_aset
from simral.treasury.rules.bill import check_bill
from simral.treasury.rules.case import ContractCase, PaymentCase
from simral.treasury.rules.ceiling_checks import (
    check_kontrak,
    check_pagu,
    check_satu_sub_kegiatan,
)
from simral.treasury.rules.kontrak import check_after
from simral.treasury.states import KontrakState, TagihanState
from simral.treasury.terms import TagihanInput


def preview_bill(entry: TagihanInput, *, today: date) -> list[Finding]:
    """What `register_tagihan` would refuse today, read without locks; the service asks again."""
    findings = check_bill(entry, today=today)
    if any(finding.code in {"nilai_salah", "kosong"} for finding in findings):
        return findings
    ceilings = read_ceilings([line.rincian_id for line in entry.lines], on=today)
    amounts = {line.rincian_id: line.nilai for line in entry.lines if line.rincian_id in ceilings}
    account = db.session.execute(
        select(RekeningBank, Penerima)
        .join(Penerima, Penerima.id == RekeningBank.penerima_id)
        .where(RekeningBank.id == entry.rekening_bank_id)
    ).first()
    if account is None:
        message = N_("Penerima tidak dikenal. Pilih penerima yang terdaftar.")
        return [*findings, Finding("penerima_asing", message, at="rekening_bank_id")]
    case = _case(entry, account[0], account[1], amounts, ceilings, today)
    findings += _known_number(entry, account[1].id)
    findings += _aset(entry, ceilings)
    findings += _contract_dates(entry)
    for check in (check_pagu, check_kontrak, check_satu_sub_kegiatan):
        findings += check(case).findings
    return findings


def _case(
    entry: TagihanInput,
    account: RekeningBank,
    payee: Penerima,
    amounts: Mapping[UUID, Decimal],
    ceilings: Mapping[UUID, Ceiling],
    today: date,
) -> PaymentCase:
    return PaymentCase(
        on=today, tahun=entry.tahun, amounts=amounts, ceilings=ceilings, spd_total={}, earlier=[],
        proofs=[], payee=payee.nama, npwp=payee.npwp, needs_npwp=False,
        account_owner=account.atas_nama, account_state=account.state, withheld=[],
        contract=_contract(entry.kontrak_id, payee.id),
    )  # fmt: skip


def _contract(kontrak_id: UUID | None, penerima_id: UUID) -> ContractCase | None:
    if kontrak_id is None:
        return None
    used = (
        select(func.coalesce(func.sum(TagihanRincian.nilai), ZERO))
        .join(Tagihan, Tagihan.id == TagihanRincian.tagihan_id)
        .where(Tagihan.kontrak_id == Kontrak.id, Tagihan.state != TagihanState.BATAL)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(Kontrak.nomor, Kontrak.nilai, used, Kontrak.penerima_id).where(
            Kontrak.id == kontrak_id
        )
    ).first()
    return None if row is None else ContractCase(row[0], row[1], row[2], row[3] == penerima_id)


def _contract_dates(entry: TagihanInput) -> list[Finding]:
    if entry.kontrak_id is None:
        return []
    signed_on = db.session.scalar(
        select(Kontrak.tanggal).where(
            Kontrak.id == entry.kontrak_id,
            Kontrak.opd_id == entry.opd_id,
            Kontrak.state == KontrakState.BERLAKU,
        )
    )
    if signed_on is None:
        return [Finding("kontrak_asing", N_("Kontrak tidak dikenal."), at="kontrak_id")]
    return check_after(entry.tanggal, signed_on)


def _known_number(entry: TagihanInput, penerima_id: UUID) -> list[Finding]:
    known = db.session.scalar(
        select(Tagihan.id).where(
            Tagihan.penerima_id == penerima_id,
            Tagihan.nomor == entry.nomor.strip(),
            Tagihan.state != TagihanState.BATAL,
        )
    )
    if known is None:
        return []
    return [Finding("tagihan_terdaftar", BillAlreadyRegistered.message, at="nomor")]


def _aset(entry: TagihanInput, ceilings: Mapping[UUID, Ceiling]) -> list[Finding]:
    lines = [
        (ceilings[line.rincian_id].rekening_kode if line.rincian_id in ceilings else "", line)
        for line in entry.lines
    ]
    mapped = lawan_of([kode for kode, _ in lines], entry.tahun)
    chosen = [line.aset_kode for _, line in lines if line.aset_kode]
    leaves = rekening_ids(chosen, entry.tahun)
    return check_aset([(kode, line.aset_kode) for kode, line in lines], mapped, leaves)
