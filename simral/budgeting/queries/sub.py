"""One sub kegiatan of a unit with the header data of the DPA."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from simral.budgeting.models import DPA, DPASubKegiatan, VersiAnggaran
from simral.budgeting.states import DPAState
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.reference.models import OPD, Unit


@dataclass(frozen=True)
class SubDPA:
    """A DPA in which the lines of the sub kegiatan stand."""

    id: UUID
    versi_kode: str
    versi_nama: str
    state: DPAState


@dataclass(frozen=True)
class SubDetail:
    """A sub kegiatan: where it belongs, and what the DPA says above its lines."""

    id: UUID
    tahun: int
    opd_id: UUID
    opd_kode: str
    opd_nama: str
    unit_kode: str | None
    unit_nama: str | None
    program_kode: str
    program_nama: str
    kegiatan_kode: str
    kegiatan_nama: str
    kode: str
    nama: str
    lokasi: str
    sasaran: str
    keluaran: str
    bulan_mulai: int
    bulan_selesai: int
    dpa: tuple[SubDPA, ...]

    @property
    def is_draft(self) -> bool:
        """True while a DPA of the OPD may still be changed."""
        return any(one.state is DPAState.DRAF for one in self.dpa)


def get_sub(sub_id: UUID, *, actor: Actor) -> SubDetail:
    """One sub kegiatan; of another OPD: NotFound."""
    sub = DPASubKegiatan
    row: Any = db.session.execute(
        select(
            sub.id, sub.tahun, OPD.id, OPD.kode, OPD.nama, Unit.kode, Unit.nama, sub.program_kode,
            sub.program_nama, sub.kegiatan_kode, sub.kegiatan_nama, sub.kode, sub.nama, sub.lokasi,
            sub.sasaran, sub.keluaran, sub.bulan_mulai, sub.bulan_selesai,
        )
        .join(OPD, OPD.id == sub.opd_id)
        .outerjoin(Unit, Unit.id == sub.unit_id)
        .where(sub.id == sub_id)
    ).first()  # fmt: skip
    if row is None or not actor.sees(row[2]):
        raise NotFound()
    papers: Any = db.session.execute(
        select(DPA.id, VersiAnggaran.kode, VersiAnggaran.nama, DPA.state)
        .join(VersiAnggaran, VersiAnggaran.id == DPA.versi_id)
        .where(DPA.opd_id == row[2], DPA.tahun == row[1], DPA.state != DPAState.BATAL)
        .order_by(VersiAnggaran.mulai_on)
    )
    values: list[Any] = [*row, tuple(SubDPA(*one) for one in papers)]
    return SubDetail(*values)
