"""Commands on bills. `register_tagihan` is the door by which a bill enters from anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from simral.budgeting.queries.ceilings import read_ceilings
from simral.budgeting.terms import Ceiling
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import Finding, NotFound, raise_if
from simral.kernel.i18n import N_
from simral.kernel.money import money
from simral.kernel.trail import move, record
from simral.kernel.unit_of_work import command, explain
from simral.ledger.queries import credits_of
from simral.ledger.services import post_journal, reverse_journal
from simral.reference.queries import lawan_of, rekening_ids
from simral.treasury.errors import BillAlreadyRegistered, BillingUsed, BillUnderWay
from simral.treasury.models import (
    SPP,
    Kontrak,
    Potongan,
    RekeningBank,
    Tagihan,
    TagihanRincian,
)
from simral.treasury.postings import DEBT, DEBT_SOURCE, bast_journal
from simral.treasury.queries.case import (
    Accounts,
    Bill,
    accounts_of,
    expected_potongan,
    load_bill,
    load_case,
    payables,
    spending_lines,
)
from simral.treasury.rules.aset import check_aset
from simral.treasury.rules.bill import check_bill, check_billing_id
from simral.treasury.rules.ceiling_checks import (
    check_kontrak,
    check_pagu,
    check_satu_sub_kegiatan,
)
from simral.treasury.rules.paper_checks import check_jurnal
from simral.treasury.states import (
    TAGIHAN_FLOW,
    KontrakState,
    RekeningBankState,
    SPPState,
    TagihanAction,
    TagihanState,
)
from simral.treasury.terms import JenisPotongan, TagihanInput

explain("uq_tagihan_penerima_nomor", BillAlreadyRegistered)
explain("uq_potongan_id_billing", BillingUsed)


@command
def register_tagihan(entry: TagihanInput, *, actor: Actor, today: date) -> UUID:
    """PPTK (or another package in his name) enters a bill; twice from one source is once.

    Computes the taxes by the rule of `today`; a BAST posts the debt, dated on the BAST.
    Raises RuleBroken with every fault, BillAlreadyRegistered for a known invoice number.
    """
    actor.require(Role.PPTK, entry.opd_id)
    if entry.source_id is not None:
        known = _find_source(entry.source, entry.source_id)
        if known is not None:
            return known
    raise_if(check_bill(entry, today=today))
    rekening = _payable_account(entry)
    ceilings = read_ceilings([line.rincian_id for line in entry.lines], on=today)
    raise_if([*_line_faults(entry, ceilings), *_aset_faults(entry, ceilings)])
    _lock_contract(entry)
    tagihan = _store(entry, rekening, actor, today)
    refresh_potongan(tagihan.id, on=today, actor=actor, role=Role.PPTK, billing=entry.billing)
    bill = load_bill(tagihan.id)
    accounts = accounts_of(bill, ceilings)
    case = load_case(bill, ceilings, on=today, accounts=accounts)
    checks = (check_pagu, check_kontrak, check_satu_sub_kegiatan, check_jurnal)
    raise_if([finding for check in checks for finding in check(case).findings])
    _post_debt(bill, ceilings, accounts, actor)
    return tagihan.id


@command
def cancel_tagihan(tagihan_id: UUID, *, actor: Actor, today: date, note: str) -> None:
    """PPTK withdraws a bill that stands in no SPP; a posted debt is reversed."""
    tagihan = load_tagihan(tagihan_id, actor)
    move(tagihan, TAGIHAN_FLOW, TagihanAction.CANCEL, actor=actor, note=note)
    if credits_of(DEBT_SOURCE, tagihan.id, DEBT):
        uraian = f"Pembatalan tagihan {tagihan.nomor}"
        reverse_journal(DEBT_SOURCE, tagihan.id, DEBT, on=today, uraian=uraian, actor=actor)


@command
def set_billing(
    tagihan_id: UUID, billing: Mapping[JenisPotongan, str], *, actor: Actor, today: date
) -> None:
    """Bendahara writes the billing id (15 digits) of each tax, computed anew by today's rule."""
    _lock_live_spp(tagihan_id)
    tagihan = load_tagihan(tagihan_id, actor)
    actor.require(Role.BENDAHARA_PENGELUARAN, tagihan.opd_id)
    findings: list[Finding] = []
    for jenis, text in billing.items():
        findings += check_billing_id(text, at=f"billing_{jenis}")
    raise_if(findings)
    refresh_potongan(tagihan_id, on=today, actor=actor, role=Role.BENDAHARA_PENGELUARAN)
    for tax in db.session.scalars(select(Potongan).where(Potongan.tagihan_id == tagihan_id)):
        if tax.jenis in billing:
            tax.id_billing = billing[tax.jenis]
            record("treasury:potongan:set_billing", tax, actor=actor,
                   role=Role.BENDAHARA_PENGELUARAN)  # fmt: skip


@command
def refresh_potongan(
    tagihan_id: UUID,
    *,
    on: date,
    actor: Actor,
    role: Role,
    billing: Mapping[JenisPotongan, str] | None = None,
) -> None:
    """Write the taxes as the rule of the date computes them; a changed amount loses its id."""
    bill = load_bill(tagihan_id)
    actor.require(role, bill.tagihan.opd_id)
    drafts = {draft.jenis: draft for draft in expected_potongan(bill, on)}
    written = {tax.jenis: tax for tax in bill.potongan}
    for jenis, tax in written.items():
        if jenis not in drafts:
            record("treasury:potongan:drop", tax, actor=actor, op="D")
            db.session.delete(tax)
    for jenis, draft in drafts.items():
        if jenis in written and written[jenis].nilai == draft.nilai:
            continue
        tax = written.get(jenis) or Potongan(id=uuid4(), tagihan_id=tagihan_id, jenis=jenis)
        db.session.add(tax)
        tax.dasar, tax.tarif, tax.nilai = draft.dasar, draft.tarif, draft.nilai
        tax.rekening_kode = draft.rekening_kode
        tax.id_billing = (billing or {}).get(jenis, "")
        record("treasury:potongan:compute", tax, actor=actor)
    db.session.flush()


def _lock_live_spp(tagihan_id: UUID) -> None:
    """The SPP of the bill, locked; BillUnderWay once it is submitted."""
    live = select(SPP.state).where(SPP.tagihan_id == tagihan_id, SPP.state != SPPState.BATAL)
    state = db.session.scalar(live.with_for_update())
    if state not in (None, SPPState.DRAF, SPPState.DIKEMBALIKAN):
        raise BillUnderWay()


def load_tagihan(tagihan_id: UUID, actor: Actor) -> Tagihan:
    """Locked; a bill of another OPD does not exist for you."""
    tagihan = db.session.scalar(
        select(Tagihan)
        .where(Tagihan.id == tagihan_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if tagihan is None or not actor.sees(tagihan.opd_id):
        raise NotFound()
    return tagihan


def _find_source(source: str, source_id: UUID) -> UUID | None:
    return db.session.scalar(
        select(Tagihan.id).where(Tagihan.source == source, Tagihan.source_id == source_id)
    )


def _payable_account(entry: TagihanInput) -> RekeningBank:
    rekening = db.session.get(RekeningBank, entry.rekening_bank_id)
    if rekening is None:
        message = N_("Penerima tidak dikenal. Pilih penerima yang terdaftar.")
        raise_if([Finding("penerima_asing", message, at="rekening_bank_id")])
    assert rekening is not None
    if rekening.state is RekeningBankState.DITUTUP:
        message = N_("Rekening bank penerima sudah ditutup.")
        raise_if([Finding("rekening_ditutup", message, at="rekening_bank_id")])
    return rekening


def _lock_contract(entry: TagihanInput) -> None:
    """Two bills of one contract are registered one after the other; only by its own OPD."""
    if entry.kontrak_id is None:
        return
    lock = select(Kontrak.tanggal).where(
        Kontrak.id == entry.kontrak_id,
        Kontrak.opd_id == entry.opd_id,
        Kontrak.state == KontrakState.BERLAKU,
    )
    signed_on = db.session.scalar(lock.with_for_update())
    if signed_on is None:
        raise_if([Finding("kontrak_asing", N_("Kontrak tidak dikenal."), at="kontrak_id")])
    elif entry.tanggal < signed_on:
        message = N_("Tanggal tagihan mendahului tanggal kontrak, %(tanggal)s.")
        values = {"tanggal": f"{signed_on:%d-%m-%Y}"}
        raise_if([Finding("tagihan_sebelum_kontrak", message, values, at="tanggal")])


def _store(entry: TagihanInput, rekening: RekeningBank, actor: Actor, today: date) -> Tagihan:
    tagihan = Tagihan(
        id=uuid4(),
        tahun=entry.tahun,
        opd_id=entry.opd_id,
        source=entry.source,
        source_id=entry.source_id or uuid4(),
        penerima_id=rekening.penerima_id,
        rekening_bank_id=rekening.id,
        kontrak_id=entry.kontrak_id,
        jenis=entry.jenis,
        uraian=entry.uraian.strip(),
        nomor=entry.nomor.strip(),
        tanggal=entry.tanggal,
        bast_nomor=entry.bast_nomor.strip(),
        bast_on=entry.bast_on,
        faktur_pajak=entry.faktur_pajak.strip(),
        is_bebas_ppn=entry.is_bebas_ppn,
        is_bebas_pph=entry.is_bebas_pph,
        state=TagihanState.TERDAFTAR,
        registered_on=today,
        created_by_id=actor.user_id,
        is_illustrative=entry.is_illustrative,
    )
    db.session.add(tagihan)
    record("treasury:tagihan:register", tagihan, actor=actor, role=Role.PPTK)
    db.session.flush()
    for number, line in enumerate(entry.lines, start=1):
        row = TagihanRincian(
            id=uuid4(), tagihan_id=tagihan.id, baris=number, rincian_id=line.rincian_id,
            nilai=money(line.nilai), aset_kode=line.aset_kode,
        )  # fmt: skip
        db.session.add(row)
        record("treasury:tagihan_rincian:register", row, actor=actor, role=Role.PPTK)
    db.session.flush()
    return tagihan


def _line_faults(entry: TagihanInput, ceilings: Mapping[UUID, Ceiling]) -> list[Finding]:
    message = N_("Baris %(baris)s: rincian DPA tidak dikenal pada OPD ini.")
    return [
        Finding("rincian_asing", message, {"baris": number}, at=f"rincian_{number}")
        for number, line in enumerate(entry.lines, start=1)
        if line.rincian_id not in ceilings or ceilings[line.rincian_id].opd_id != entry.opd_id
    ]


def _aset_faults(entry: TagihanInput, ceilings: Mapping[UUID, Ceiling]) -> list[Finding]:
    """The asset of a line is chosen where the map has none, and nowhere else."""
    kodes = [
        ceilings[line.rincian_id].rekening_kode if line.rincian_id in ceilings else ""
        for line in entry.lines
    ]
    chosen = [line.aset_kode for line in entry.lines]
    mapped = lawan_of(kodes, entry.tahun)
    leaves = rekening_ids([kode for kode in chosen if kode], entry.tahun)
    return check_aset(list(zip(kodes, chosen, strict=True)), mapped, leaves)


def _post_debt(
    bill: Bill, ceilings: Mapping[UUID, Ceiling], accounts: Accounts, actor: Actor
) -> None:
    tagihan = bill.tagihan
    if tagihan.bast_on is None:
        return
    uraian = f"BAST {tagihan.bast_nomor}: {tagihan.uraian}"
    lines = spending_lines(bill, ceilings, accounts, payables(bill, ceilings, accounts))
    draft = bast_journal(tagihan.id, bill.opd_kode, lines, on=tagihan.bast_on, uraian=uraian)
    if draft is not None:
        post_journal(draft, actor=actor)
