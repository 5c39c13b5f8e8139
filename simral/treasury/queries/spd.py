"""SPD: one paper with its lines, and what a new one would provide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from simral.budgeting.queries import find_active_dpa, kas_lines
from simral.budgeting.queries.joinable import LINE
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.money import ZERO
from simral.reference.models import OPD
from simral.treasury.models import SPD, SPDRincian
from simral.treasury.queries.lines import LineRow, lines_of
from simral.treasury.states import SPDState


@dataclass(frozen=True)
class SPDLine:
    """A line of an SPD: anggaran − SPD lalu − SPD ini = sisa; rupiah."""

    line: LineRow
    lalu: Decimal
    ini: Decimal

    @property
    def sisa(self) -> Decimal:
        """Budget that no SPD has provided yet; rupiah."""
        return self.line.pagu - self.lalu - self.ini


@dataclass(frozen=True)
class SPDDetail:
    """An SPD with its lines."""

    id: UUID
    tahun: int
    opd_id: UUID
    opd_kode: str
    opd_nama: str
    dpa_id: UUID
    bulan_dari: int
    bulan_sampai: int
    urut: int | None
    nomor: str | None
    tanggal: date | None
    state: SPDState
    created_by_id: UUID
    created_on: date
    issued_by_id: UUID | None
    version: int
    lines: tuple[SPDLine, ...]


@dataclass(frozen=True)
class SPDPreview:
    """What an SPD for these months would provide, before it is made."""

    dpa_id: UUID
    dpa_nomor: str | None
    lines: tuple[SPDLine, ...]


def get_spd(spd_id: UUID, *, actor: Actor) -> SPDDetail:
    """One SPD; of another OPD: NotFound."""
    row = db.session.execute(
        select(SPD, OPD).join(OPD, OPD.id == SPD.opd_id).where(SPD.id == spd_id)
    ).first()
    if row is None or not actor.sees(row[0].opd_id):
        raise NotFound()
    spd, opd = row
    amounts: dict[UUID, Decimal] = dict(
        db.session.execute(
            select(SPDRincian.rincian_id, SPDRincian.nilai).where(SPDRincian.spd_id == spd_id)
        ).all()
    )
    lines = _lines(amounts, issued_before(amounts, spd))
    return SPDDetail(
        spd.id, spd.tahun, opd.id, opd.kode, opd.nama, spd.dpa_id, spd.bulan_dari,
        spd.bulan_sampai, spd.urut, spd.nomor, spd.tanggal, spd.state, spd.created_by_id,
        spd.created_on, spd.issued_by_id, spd.version, lines,
    )  # fmt: skip


def preview_spd(
    opd_id: UUID, dari: int, sampai: int, *, on: date, actor: Actor
) -> SPDPreview | None:
    """The lines a new SPD would hold: anggaran kas of the months; None without a ratified DPA."""
    if not actor.sees(opd_id):
        raise NotFound()
    dpa = find_active_dpa(opd_id, on)
    if dpa is None:
        return None
    amounts = {key: nilai for key, nilai in kas_lines(dpa.id, dari, sampai).items() if nilai > ZERO}
    return SPDPreview(dpa.id, dpa.nomor, _lines(amounts, spd_totals(amounts)))


def spd_totals(rincian_ids: Collection[UUID]) -> dict[UUID, Decimal]:
    """Funds that issued SPD provide per line; rupiah."""
    return _sums(rincian_ids, SPD.state == SPDState.TERBIT)


def issued_before(rincian_ids: Collection[UUID], spd: SPD) -> dict[UUID, Decimal]:
    """Funds of the SPD issued before this one, per line; rupiah."""
    if spd.urut is None:
        return spd_totals(rincian_ids)
    return _sums(rincian_ids, SPD.state == SPDState.TERBIT, SPD.urut < spd.urut)


def lines_over_dpa(spd: SPD) -> dict[UUID, Decimal]:
    """Lines of a draft that ask for more than their DPA has left to provide: asked, rupiah."""
    provided = (
        select(SPDRincian.rincian_id, func.sum(SPDRincian.nilai).label("nilai"))
        .join(SPD, SPD.id == SPDRincian.spd_id)
        .where(SPD.opd_id == spd.opd_id, SPD.tahun == spd.tahun, SPD.state == SPDState.TERBIT)
        .group_by(SPDRincian.rincian_id)
        .subquery()
    )
    left = LINE.c.pagu - func.coalesce(provided.c.nilai, ZERO)
    rows = db.session.execute(
        select(SPDRincian.rincian_id, SPDRincian.nilai)
        .join(LINE, LINE.c.id == SPDRincian.rincian_id)
        .outerjoin(provided, provided.c.rincian_id == SPDRincian.rincian_id)
        .where(SPDRincian.spd_id == spd.id, SPDRincian.nilai > left)
    )
    return dict(rows.all())


def _sums(rincian_ids: Collection[UUID], *where: object) -> dict[UUID, Decimal]:
    if not rincian_ids:
        return {}
    rows = db.session.execute(
        select(SPDRincian.rincian_id, func.sum(SPDRincian.nilai))
        .join(SPD, SPD.id == SPDRincian.spd_id)
        .where(SPDRincian.rincian_id.in_(list(rincian_ids)), *where)  # type: ignore[arg-type]
        .group_by(SPDRincian.rincian_id)
    )
    return dict(rows.all())


def _lines(amounts: dict[UUID, Decimal], before: dict[UUID, Decimal]) -> tuple[SPDLine, ...]:
    known = lines_of(list(amounts))
    lines = [SPDLine(known[key], before.get(key, ZERO), nilai) for key, nilai in amounts.items()]
    return tuple(sorted(lines, key=lambda x: (x.line.sub_kegiatan_kode, x.line.rekening_kode)))
