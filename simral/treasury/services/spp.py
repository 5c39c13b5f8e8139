"""Commands on SPP-LS: bendahara asks, PPK-SKPD verifies or returns."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from simral.audit.queries import actors_of
from simral.budgeting.services.reservation import (
    lock_ceilings,
    reserve_pagu,
    void_reservation,
)
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound, raise_if
from simral.kernel.i18n import N_
from simral.kernel.trail import move, record, record_bulk
from simral.kernel.unit_of_work import command, explain
from simral.treasury.errors import AlreadyHasSPM, AlreadyInSPP, NotFourPeople
from simral.treasury.models import SPM, SPP, SPPKelengkapan, SPPRincian
from simral.treasury.queries.case import load_bill, load_case
from simral.treasury.queries.review import papers_of
from simral.treasury.rules.apart import check_apart
from simral.treasury.rules.checks import check_payment
from simral.treasury.rules.kelengkapan import check_papers
from simral.treasury.services.issue import new_token, prepare_series
from simral.treasury.services.tagihan import load_tagihan, refresh_potongan
from simral.treasury.states import (
    SPP_FLOW,
    TAGIHAN_FLOW,
    SPMState,
    SPPAction,
    SPPState,
    TagihanAction,
)

SOURCE = "treasury:spp"
explain("uq_spp_tagihan", AlreadyInSPP)
explain("ck_spp_pemeriksa_lain", NotFourPeople)


@command
def create_spp(tagihan_id: UUID, uraian: str, *, actor: Actor, today: date) -> UUID:
    """Bendahara drafts an SPP-LS from a bill; taxes are written by the rule of today."""
    tagihan = load_tagihan(tagihan_id, actor)
    move(tagihan, TAGIHAN_FLOW, TagihanAction.ENTER_SPP, actor=actor)
    refresh_potongan(tagihan_id, on=today, actor=actor, role=Role.BENDAHARA_PENGELUARAN)
    bill = load_bill(tagihan_id)
    spp = SPP(
        id=uuid4(), tahun=tagihan.tahun, opd_id=tagihan.opd_id, tagihan_id=tagihan_id,
        uraian=uraian.strip() or tagihan.uraian, state=SPPState.DRAF,
        created_by_id=actor.user_id, created_on=today,
    )  # fmt: skip
    db.session.add(spp)
    record("treasury:spp:create", spp, actor=actor, role=Role.BENDAHARA_PENGELUARAN)
    db.session.flush()
    for line in bill.lines:
        row = SPPRincian(
            id=uuid4(), spp_id=spp.id, dpa_rincian_id=line.rincian_id, nilai=line.nilai
        )
        db.session.add(row)
        record("treasury:spp_rincian:create", row, actor=actor)
    db.session.flush()
    return spp.id


@command
def submit_spp(spp_id: UUID, *, actor: Actor, today: date) -> None:
    """Bendahara asks for payment: the SPP gets its number, the ceilings are promised."""
    with db.session.no_autoflush:
        spp = load_spp(spp_id, actor)
        move(spp, SPP_FLOW, SPPAction.SUBMIT, actor=actor)
        spp.submitted_by_id, spp.submitted_on = actor.user_id, today
        spp.token = spp.token or new_token()
        bill = load_bill(spp.tagihan_id)
        ceilings = lock_ceilings(bill.amounts, on=today)
        raise_if(check_payment(load_case(bill, ceilings, on=today)))
        reserve_pagu(SOURCE, spp.id, bill.amounts, actor=actor)
        if spp.nomor is None:  # number and date are given once and kept
            spp.tanggal = today
            series = prepare_series("spp", spp.opd_id, spp.tahun, today, per_opd=True)
            spp.urut, spp.nomor = series.take()


@command
def verify_spp(spp_id: UUID, checked: frozenset[str], *, actor: Actor, today: date) -> None:
    """PPK-SKPD finds the papers complete (`checked` = their codes) and every check holding."""
    spp = load_spp(spp_id, actor)
    move(spp, SPP_FLOW, SPPAction.VERIFY, actor=actor)
    raise_if(
        check_apart(actor.user_id, *actors_of(spp.id, spp.tagihan_id, except_role=Role.PPK_SKPD))
    )
    check_spp_again(spp, on=today)
    papers = papers_of(spp.id)
    raise_if(check_papers(papers, checked))
    spp.verified_by_id, spp.verified_on = actor.user_id, today
    rows = [
        {"spp_id": spp.id, "butir": paper.code, "checked_by_id": actor.user_id,
         "checked_on": today}
        for paper in papers
    ]  # fmt: skip
    db.session.execute(insert(SPPKelengkapan), rows)
    facts = {"butir": [paper.code for paper in papers]}
    record_bulk("treasury:spp_kelengkapan:check", "spp_kelengkapan", str(spp.id), facts,
                actor=actor)  # fmt: skip


@command
def return_spp(spp_id: UUID, *, actor: Actor, note: str) -> None:
    """PPK-SKPD sends it back with a reason; the promise is given up, the ticks are wiped."""
    spp = load_spp(spp_id, actor)
    move(spp, SPP_FLOW, SPPAction.RETURN, actor=actor, note=note)
    _refuse_with_spm(spp.id)
    spp.verified_by_id = spp.verified_on = None
    for tick in db.session.scalars(select(SPPKelengkapan).where(SPPKelengkapan.spp_id == spp.id)):
        record("treasury:spp_kelengkapan:wipe", tick, actor=actor, op="D")
        db.session.delete(tick)
    void_reservation(SOURCE, spp.id, actor=actor)


@command
def cancel_spp(spp_id: UUID, *, actor: Actor, note: str) -> None:
    """Bendahara gives it up; a number it had stays in the register, the bill is free again."""
    spp = load_spp(spp_id, actor)
    move(spp, SPP_FLOW, SPPAction.CANCEL, actor=actor, note=note)
    tagihan = load_tagihan(spp.tagihan_id, actor)
    move(tagihan, TAGIHAN_FLOW, TagihanAction.LEAVE_SPP, actor=actor)


def _refuse_with_spm(spp_id: UUID) -> None:
    """An SPP whose SPM is being prepared goes back only after that SPM is cancelled."""
    live = select(SPM.id).where(SPM.spp_id == spp_id, SPM.state != SPMState.BATAL)
    if db.session.scalar(live) is not None:
        raise AlreadyHasSPM()


def check_spp_again(spp: SPP, *, on: date, after: date | None = None) -> None:
    """All checks of §4.3 under the lines' lock, at a later step of the same payment."""
    bill = load_bill(spp.tagihan_id)
    ceilings = lock_ceilings(bill.amounts, on=on, source=SOURCE, source_id=spp.id)
    earlier = [(N_("SPP"), spp.submitted_on)]
    if after is not None:
        earlier.append((N_("SPM"), after))
    raise_if(check_payment(load_case(bill, ceilings, on=on, earlier=earlier)))


def load_spp(spp_id: UUID, actor: Actor) -> SPP:
    """Locked; a document of another OPD does not exist for you."""
    spp = db.session.scalar(
        select(SPP)
        .where(SPP.id == spp_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if spp is None or not actor.sees(spp.opd_id):
        raise NotFound()
    return spp
