"""Commands on SPM: PPK-SKPD prepares and hands over, PA approves, Kuasa BUD may refuse."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from simral.audit.queries import actors_of
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import IllegalTransition, NotFound, raise_if
from simral.kernel.trail import move, record
from simral.kernel.unit_of_work import command, explain
from simral.treasury.errors import AlreadyHasSP2D, AlreadyHasSPM, NotFourPeople
from simral.treasury.models import SP2D, SPM
from simral.treasury.rules.apart import check_apart
from simral.treasury.services.issue import new_token, prepare_series
from simral.treasury.services.spp import check_spp_again, load_spp
from simral.treasury.states import (
    SPM_FLOW,
    SPP_FLOW,
    SP2DState,
    SPMAction,
    SPMState,
    SPPAction,
    SPPState,
)

explain("uq_spm_spp", AlreadyHasSPM)
explain("ck_spm_penyetuju_lain", NotFourPeople)
explain("ck_spm_pemeriksa_lain", NotFourPeople)


@command
def create_spm(spp_id: UUID, *, actor: Actor, today: date) -> UUID:
    """PPK-SKPD prepares the SPM of a verified SPP; it gets its number when PA approves it."""
    spp = load_spp(spp_id, actor)
    actor.require(Role.PPK_SKPD, spp.opd_id)
    if spp.state is not SPPState.DIVERIFIKASI:
        raise IllegalTransition(state=spp.state, action=SPPAction.ISSUE_SPM)
    assert spp.submitted_by_id is not None
    assert spp.verified_by_id is not None
    spm = SPM(
        id=uuid4(), tahun=spp.tahun, opd_id=spp.opd_id, spp_id=spp.id, state=SPMState.DRAF,
        created_by_id=actor.user_id, created_on=today, maker_id=spp.submitted_by_id,
        verifier_id=spp.verified_by_id,
    )  # fmt: skip
    db.session.add(spm)
    record("treasury:spm:create", spm, actor=actor, role=Role.PPK_SKPD)
    db.session.flush()
    return spm.id


@command
def approve_spm(spm_id: UUID, *, actor: Actor, today: date) -> None:
    """PA orders the payment: every check again, the SPM gets its number, the SPP is used."""
    with db.session.no_autoflush:
        spm = load_spm(spm_id, actor)
        move(spm, SPM_FLOW, SPMAction.APPROVE, actor=actor)
        spp = load_spp(spm.spp_id, actor)
        others = actors_of(spm.id, spp.id, spp.tagihan_id, except_role=Role.PA)
        raise_if(check_apart(actor.user_id, *others))
        check_spp_again(spp, on=today)
        spm.approved_by_id, spm.approved_on = actor.user_id, today
        spm.token = spm.token or new_token()
        if spp.state is not SPPState.SPM_TERBIT:  # a refused SPM approved again has used it
            move(spp, SPP_FLOW, SPPAction.ISSUE_SPM, actor=actor)
        if spm.nomor is None:  # number and date are given once and kept
            spm.tanggal = today
            series = prepare_series("spm", spm.opd_id, spm.tahun, today, per_opd=True)
            spm.urut, spm.nomor = series.take()


@command
def refuse_spm(spm_id: UUID, *, actor: Actor, note: str) -> None:
    """PA refuses a draft, or Kuasa BUD one that was handed over; with the reason."""
    spm = load_spm(spm_id, actor)
    move(spm, SPM_FLOW, SPMAction.REFUSE, actor=actor, note=note)
    ended = (SP2DState.RETUR, SP2DState.BATAL)
    live = select(SP2D.id).where(SP2D.spm_id == spm.id, SP2D.state.not_in(ended))
    if db.session.scalar(live) is not None:
        raise AlreadyHasSP2D()
    spm.handed_over_on = None


@command
def cancel_spm(spm_id: UUID, *, actor: Actor, note: str) -> None:
    """PPK-SKPD gives it up: the SPP is verified again and may go back or get another SPM."""
    spm = load_spm(spm_id, actor)
    move(spm, SPM_FLOW, SPMAction.CANCEL, actor=actor, note=note)
    spp = load_spp(spm.spp_id, actor)
    if spp.state is SPPState.SPM_TERBIT:
        move(spp, SPP_FLOW, SPPAction.RELEASE, actor=actor)


@command
def hand_over_spm(spm_id: UUID, *, actor: Actor, today: date) -> None:
    """PPK-SKPD hands the complete SPM to Kuasa BUD: the time limit of the SP2D runs from now."""
    spm = load_spm(spm_id, actor)
    move(spm, SPM_FLOW, SPMAction.HAND_OVER, actor=actor)
    check_spp_again(load_spp(spm.spp_id, actor), on=today, after=spm.approved_on)
    spm.handed_over_on = today


def load_spm(spm_id: UUID, actor: Actor) -> SPM:
    """Locked; a document of another OPD does not exist for you."""
    spm = db.session.scalar(
        select(SPM)
        .where(SPM.id == spm_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if spm is None or not actor.sees(spm.opd_id):
        raise NotFound()
    return spm
