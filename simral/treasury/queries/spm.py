"""SPM: one paper with the SPP it orders to be paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.treasury.models import SP2D, SPM
from simral.treasury.queries.spp import SPPDetail, get_spp
from simral.treasury.states import SP2DState, SPMState


@dataclass(frozen=True)
class SPMDetail:
    """An SPM, its SPP with the bill, and the live SP2D made from it."""

    id: UUID
    tahun: int
    opd_id: UUID
    urut: int | None
    nomor: str | None
    tanggal: date | None
    state: SPMState
    created_by_id: UUID
    created_on: date
    maker_id: UUID
    verifier_id: UUID
    approved_by_id: UUID | None
    handed_over_on: date | None
    version: int
    spp: SPPDetail
    sp2d_id: UUID | None


def get_spm(spm_id: UUID, *, actor: Actor) -> SPMDetail:
    """One SPM; of another OPD: NotFound."""
    spm = db.session.get(SPM, spm_id)
    if spm is None or not actor.sees(spm.opd_id):
        raise NotFound()
    live = SP2D.state.not_in([SP2DState.RETUR, SP2DState.BATAL])
    sp2d_id = db.session.scalar(select(SP2D.id).where(SP2D.spm_id == spm.id, live))
    return SPMDetail(
        spm.id, spm.tahun, spm.opd_id, spm.urut, spm.nomor, spm.tanggal, spm.state,
        spm.created_by_id, spm.created_on, spm.maker_id, spm.verifier_id, spm.approved_by_id,
        spm.handed_over_on, spm.version, get_spp(spm.spp_id, actor=actor), sp2d_id,
    )  # fmt: skip
