"""SP2D: one paper with the SPM it disburses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.treasury.models import SP2D
from simral.treasury.queries.spm import SPMDetail, get_spm
from simral.treasury.states import SP2DState


@dataclass(frozen=True)
class SP2DDetail:
    """An SP2D and everything below it; rupiah."""

    id: UUID
    tahun: int
    opd_id: UUID
    urut: int | None
    nomor: str | None
    tanggal: date | None
    nilai: Decimal
    potongan: Decimal
    state: SP2DState
    created_by_id: UUID
    created_on: date
    maker_id: UUID
    verifier_id: UUID
    approver_id: UUID
    signed_by_id: UUID | None
    sent_on: date | None
    cair_on: date | None
    ended_on: date | None
    token: str | None
    version: int
    spm: SPMDetail

    @property
    def dibayar(self) -> Decimal:
        """Net to the payee, rupiah."""
        return self.nilai - self.potongan


def get_sp2d(sp2d_id: UUID, *, actor: Actor) -> SP2DDetail:
    """One SP2D; of another OPD: NotFound."""
    sp2d = db.session.get(SP2D, sp2d_id)
    if sp2d is None or not actor.sees(sp2d.opd_id):
        raise NotFound()
    return SP2DDetail(
        sp2d.id, sp2d.tahun, sp2d.opd_id, sp2d.urut, sp2d.nomor, sp2d.tanggal, sp2d.nilai,
        sp2d.potongan, sp2d.state, sp2d.created_by_id, sp2d.created_on, sp2d.maker_id,
        sp2d.verifier_id, sp2d.approver_id, sp2d.signed_by_id, sp2d.sent_on, sp2d.cair_on,
        sp2d.ended_on, sp2d.token, sp2d.version, get_spm(sp2d.spm_id, actor=actor),
    )  # fmt: skip
