"""SPP: one paper with the bill it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.treasury.models import SPM, SPP
from simral.treasury.queries.tagihan import TagihanDetail, get_tagihan
from simral.treasury.states import SPMState, SPPState
from simral.treasury.terms import JenisSPP


@dataclass(frozen=True)
class SPPDetail:
    """An SPP, its bill, and the live SPM made from it."""

    id: UUID
    tahun: int
    opd_id: UUID
    urut: int | None
    nomor: str | None
    tanggal: date | None
    jenis: JenisSPP
    uraian: str
    state: SPPState
    created_by_id: UUID
    created_on: date
    submitted_by_id: UUID | None
    submitted_on: date | None
    verified_by_id: UUID | None
    verified_on: date | None
    version: int
    tagihan: TagihanDetail
    spm_id: UUID | None


def get_spp(spp_id: UUID, *, actor: Actor) -> SPPDetail:
    """One SPP; of another OPD: NotFound."""
    spp = db.session.get(SPP, spp_id)
    if spp is None or not actor.sees(spp.opd_id):
        raise NotFound()
    spm_id = db.session.scalar(
        select(SPM.id).where(SPM.spp_id == spp.id, SPM.state != SPMState.BATAL)
    )
    return SPPDetail(
        spp.id, spp.tahun, spp.opd_id, spp.urut, spp.nomor, spp.tanggal, spp.jenis, spp.uraian,
        spp.state, spp.created_by_id, spp.created_on, spp.submitted_by_id, spp.submitted_on,
        spp.verified_by_id, spp.verified_on, spp.version,
        get_tagihan(spp.tagihan_id, actor=actor), spm_id,
    )  # fmt: skip
