"""The machine's checks and the papers' checklist of one SPP, for its page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from simral.budgeting.queries.ceilings import read_ceilings
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.i18n import N_
from simral.reference.queries import get_setting
from simral.treasury.models import SP2D, SPM, SPP, Penerima, SPPKelengkapan
from simral.treasury.queries.case import load_bill, load_case
from simral.treasury.rules.case import Check
from simral.treasury.rules.checks import review
from simral.treasury.rules.kelengkapan import Paper, papers_for
from simral.treasury.rules.pajak import PotonganDraft, compute_potongan
from simral.treasury.states import SP2DState, SPMState
from simral.treasury.terms import JenisBelanja


def review_spp(spp_id: UUID, on: date, *, actor: Actor) -> list[Check]:
    """Every check of §4.3 as it stands on a date, read without locks; of another OPD: NotFound.

    The step of the way is told from the papers that exist: an SPM in life adds its date, and
    once an SP2D is signed its date is the one that counts.
    """
    spp = db.session.get(SPP, spp_id)
    if spp is None or not actor.sees(spp.opd_id):
        raise NotFound()
    bill = load_bill(spp.tagihan_id)
    on = _signed_on(spp_id) or on
    ceilings = read_ceilings(bill.amounts, on=on, source="treasury:spp", source_id=spp.id)
    earlier = [(N_("SPP"), spp.tanggal)] if spp.tanggal else []
    spm_on = db.session.scalar(
        select(SPM.tanggal).where(SPM.spp_id == spp.id, SPM.state != SPMState.BATAL)
    )
    if spm_on is not None:
        earlier.append((N_("SPM"), spm_on))
    return review(load_case(bill, ceilings, on=on, earlier=earlier))


def _signed_on(spp_id: UUID) -> date | None:
    ended = (SP2DState.RETUR, SP2DState.BATAL)
    return db.session.scalar(
        select(SP2D.tanggal)
        .join(SPM, SPM.id == SP2D.spm_id)
        .where(SPM.spp_id == spp_id, SP2D.state.not_in(ended))
    )


def papers_of(spp_id: UUID) -> list[Paper]:
    """The papers that the payment of this SPP needs."""
    bill = load_bill(db.session.get_one(SPP, spp_id).tagihan_id)
    return papers_for(
        has_kontrak=bill.tagihan.kontrak_id is not None,
        has_bast=bill.tagihan.bast_on is not None,
        has_tax=bool(bill.potongan),
    )


def kelengkapan_of(spp_id: UUID) -> list[tuple[str, str, bool, bool]]:
    """(code, label, required, present) of every paper of the checklist."""
    ticked = set(
        db.session.scalars(select(SPPKelengkapan.butir).where(SPPKelengkapan.spp_id == spp_id))
    )
    return [(paper.code, paper.label, True, paper.code in ticked) for paper in papers_of(spp_id)]


def preview_potongan(
    jenis: JenisBelanja,
    nilai: Decimal,
    penerima_id: UUID,
    on: date,
    *,
    is_bebas_ppn: bool = False,
    is_bebas_pph: bool = False,
) -> list[PotonganDraft]:
    """The taxes a bill of `nilai` rupiah would carry on a date, before it is registered."""
    penerima = db.session.get(Penerima, penerima_id)
    if penerima is None:
        raise NotFound()
    return compute_potongan(
        jenis,
        nilai,
        on=on,
        is_pkp=penerima.is_pkp,
        has_npwp=bool(penerima.npwp),
        is_bebas_ppn=is_bebas_ppn,
        is_bebas_pph=is_bebas_pph,
        rounding=get_setting("pajak.pembulatan", on),
    )
