"""Commands on SP2D: Kuasa BUD signs, sends, and records what the bank answered.

Signing is the moment the money leaves: number, both books, and the realisation of the lines
are one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from simral.audit.queries import actors_of
from simral.budgeting.services.reservation import (
    lock_ceilings,
    post_reservation,
    reopen_reservation,
)
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import Finding, IllegalTransition, NotFound, raise_if
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.kernel.trail import move, record
from simral.kernel.unit_of_work import command, explain
from simral.ledger.queries import credits_of
from simral.ledger.services import post_journal, reverse_journal
from simral.treasury.errors import AlreadyHasSP2D, NotFourPeople
from simral.treasury.models import SP2D, SPM, SPP, RekeningBank
from simral.treasury.postings import DEBT, DEBT_SOURCE, sp2d_journal
from simral.treasury.queries.case import accounts_of, load_bill, load_case, spending_lines
from simral.treasury.rules.apart import check_apart
from simral.treasury.rules.checks import check_payment
from simral.treasury.services.issue import new_token, prepare_series
from simral.treasury.services.spm import load_spm
from simral.treasury.services.spp import SOURCE, load_spp
from simral.treasury.services.tagihan import load_tagihan
from simral.treasury.states import (
    SP2D_FLOW,
    SPM_FLOW,
    TAGIHAN_FLOW,
    RekeningBankState,
    SP2DAction,
    SP2DState,
    SPMAction,
    SPMState,
    TagihanAction,
)

explain("uq_sp2d_spm", AlreadyHasSP2D)
explain("ck_sp2d_empat_orang", NotFourPeople)
explain("ck_sp2d_tiga_orang", NotFourPeople)


@command
def create_sp2d(spm_id: UUID, *, actor: Actor, today: date) -> UUID:
    """Kuasa BUD drafts the SP2D of an SPM that was handed over; rupiah gross and withheld."""
    spm = load_spm(spm_id, actor)
    actor.require(Role.KUASA_BUD, spm.opd_id)
    if spm.state is not SPMState.DISERAHKAN:
        raise IllegalTransition(state=spm.state, action=SPMAction.ISSUE_SP2D)
    assert spm.approved_by_id is not None
    spp = db.session.get_one(SPP, spm.spp_id)
    bill = load_bill(spp.tagihan_id)
    sp2d = SP2D(
        id=uuid4(), tahun=spm.tahun, opd_id=spm.opd_id, spm_id=spm.id,
        rekening_bank_id=bill.rekening.id, nilai=bill.nilai,
        potongan=sum((nilai for _, nilai in bill.withheld), ZERO), state=SP2DState.DRAF,
        created_by_id=actor.user_id, created_on=today, maker_id=spm.maker_id,
        verifier_id=spm.verifier_id, approver_id=spm.approved_by_id,
    )  # fmt: skip
    db.session.add(sp2d)
    record("treasury:sp2d:create", sp2d, actor=actor, role=Role.KUASA_BUD)
    db.session.flush()
    return sp2d.id


@command
def sign_sp2d(sp2d_id: UUID, *, actor: Actor, today: date) -> None:
    """Kuasa BUD signs: every check once more, realisation, number, journals of both books."""
    with db.session.no_autoflush:
        sp2d, spm, spp = _load_chain(sp2d_id, actor)
        move(sp2d, SP2D_FLOW, SP2DAction.SIGN, actor=actor)
        papers_ids = (sp2d.id, spm.id, spp.id, spp.tagihan_id)
        others = actors_of(*papers_ids, except_role=Role.KUASA_BUD)
        raise_if(check_apart(actor.user_id, *others))
        assert spm.approved_by_id is not None
        sp2d.maker_id, sp2d.verifier_id = spm.maker_id, spm.verifier_id
        sp2d.approver_id = spm.approved_by_id
        bill = load_bill(spp.tagihan_id)
        ceilings = lock_ceilings(bill.amounts, on=today, source=SOURCE, source_id=spp.id)
        papers = [(N_("SPP"), spp.submitted_on), (N_("SPM"), spm.approved_on),
                  (N_("penyerahan SPM"), spm.handed_over_on)]  # fmt: skip
        accounts = accounts_of(bill, ceilings)
        case = load_case(bill, ceilings, on=today, earlier=papers, accounts=accounts)
        raise_if(check_payment(case))
        move(spm, SPM_FLOW, SPMAction.ISSUE_SP2D, actor=actor)
        post_reservation(SOURCE, spp.id, actor=actor)
        sp2d.signed_by_id, sp2d.tanggal, sp2d.token = actor.user_id, today, new_token()
        owed = credits_of(DEBT_SOURCE, spp.tagihan_id, DEBT) if bill.tagihan.bast_on else {}
        lines = spending_lines(bill, ceilings, accounts, owed)
        series = prepare_series("sp2d", sp2d.opd_id, sp2d.tahun, today, per_opd=False)
        sp2d.urut, sp2d.nomor = series.take()
        uraian = f"SP2D {sp2d.nomor}: {spp.uraian}"
        draft = sp2d_journal(sp2d.id, bill.opd_kode, lines, bill.withheld, on=today, uraian=uraian)
        post_journal(draft, actor=actor)


@command
def send_sp2d(sp2d_id: UUID, *, actor: Actor, today: date) -> None:
    """Handed to the bank of the RKUD."""
    sp2d = load_sp2d(sp2d_id, actor)
    move(sp2d, SP2D_FLOW, SP2DAction.SEND, actor=actor)
    raise_if([*_check_order(today, sp2d.tanggal, sp2d.tahun), *_check_account(sp2d)])
    sp2d.sent_on = today


@command
def confirm_sp2d(sp2d_id: UUID, *, actor: Actor, today: date, on: date | None = None) -> None:
    """The bank has paid on `on` (today, or a day before): cashed, the bill is paid."""
    sp2d, _, spp = _load_chain(sp2d_id, actor)
    move(sp2d, SP2D_FLOW, SP2DAction.CONFIRM, actor=actor)
    day = on or today
    raise_if([*_check_order(day, sp2d.sent_on, sp2d.tahun), *_check_past(day, today)])
    sp2d.cair_on = day
    tagihan = load_tagihan(spp.tagihan_id, actor)
    move(tagihan, TAGIHAN_FLOW, TagihanAction.PAY, actor=actor)


@command
def bounce_sp2d(
    sp2d_id: UUID, *, actor: Actor, today: date, note: str, on: date | None = None
) -> None:
    """Retur on `on`: the bank could not pay; journal reversed, promise open, SPM released."""
    sp2d = load_sp2d(sp2d_id, actor)
    move(sp2d, SP2D_FLOW, SP2DAction.BOUNCE, actor=actor, note=note)
    day = on or today
    raise_if([*_check_order(day, sp2d.sent_on, sp2d.tahun), *_check_past(day, today)])
    _undo_payment(sp2d, actor, day)


@command
def cancel_sp2d(sp2d_id: UUID, *, actor: Actor, today: date, note: str) -> None:
    """Cancelled before the bank has it; a signed one keeps its number and is reversed."""
    sp2d = load_sp2d(sp2d_id, actor)
    was_signed = sp2d.state is SP2DState.DITANDATANGANI
    move(sp2d, SP2D_FLOW, SP2DAction.CANCEL, actor=actor, note=note)
    raise_if(_check_order(today, sp2d.tanggal, sp2d.tahun))
    if was_signed:
        _undo_payment(sp2d, actor, today)
    sp2d.ended_on = today


def _undo_payment(sp2d: SP2D, actor: Actor, today: date) -> None:
    spm = load_spm(sp2d.spm_id, actor)
    move(spm, SPM_FLOW, SPMAction.RELEASE, actor=actor)
    bill = load_bill(load_spp(spm.spp_id, actor).tagihan_id)
    lock_ceilings(bill.amounts, on=today)
    sp2d.ended_on = today
    reopen_reservation(SOURCE, spm.spp_id, actor=actor)
    uraian = f"Pembalikan SP2D {sp2d.nomor}"
    reverse_journal("treasury:sp2d", sp2d.id, "sp2d", on=today, uraian=uraian, actor=actor)


def _check_past(day: date, today: date) -> list[Finding]:
    """The bank's answer may be entered later than it came, never before."""
    if day <= today:
        return []
    message = N_("Tanggal %(tanggal)s belum tiba.")
    return [Finding("tanggal_depan", message, {"tanggal": f"{day:%d-%m-%Y}"}, at="tanggal")]


def _check_account(sp2d: SP2D) -> list[Finding]:
    """The account is still the verified one when the order leaves."""
    lock = select(RekeningBank.state).where(RekeningBank.id == sp2d.rekening_bank_id)
    if db.session.scalar(lock.with_for_update(read=True)) is RekeningBankState.TERVERIFIKASI:
        return []
    message = N_("Rekening bank penerima tidak lagi terverifikasi; batalkan SP2D ini.")
    return [Finding("rekening_belum_sah", message, at="rekening_bank")]


def _check_order(today: date, before: date | None, tahun: int) -> Sequence[Finding]:
    """Not before the step before it, not outside the budget year (§4.3, 6)."""
    findings = []
    if before is not None and today < before:
        message = N_("Tanggal %(tanggal)s mendahului langkah sebelumnya, %(lalu)s.")
        values = {"tanggal": f"{today:%d-%m-%Y}", "lalu": f"{before:%d-%m-%Y}"}
        findings.append(Finding("tanggal_mundur", message, values, at="tanggal"))
    if today.year != tahun:
        message = N_("Tanggal %(tanggal)s tidak dalam tahun anggaran %(tahun)s.")
        values = {"tanggal": f"{today:%d-%m-%Y}", "tahun": str(tahun)}
        findings.append(Finding("tahun_lain", message, values, at="tanggal"))
    return findings


def load_sp2d(sp2d_id: UUID, actor: Actor) -> SP2D:
    """Locked; a document of another OPD does not exist for you."""
    sp2d = db.session.scalar(
        select(SP2D)
        .where(SP2D.id == sp2d_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if sp2d is None or not actor.sees(sp2d.opd_id):
        raise NotFound()
    return sp2d


def _load_chain(sp2d_id: UUID, actor: Actor) -> tuple[SP2D, SPM, SPP]:
    """The SP2D with its SPM and SPP, locked in this order, in one statement."""
    row = db.session.execute(
        select(SP2D, SPM, SPP)
        .join(SPM, SPM.id == SP2D.spm_id)
        .join(SPP, SPP.id == SPM.spp_id)
        .where(SP2D.id == sp2d_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None or not actor.sees(row[0].opd_id):
        raise NotFound()
    return row[0], row[1], row[2]
