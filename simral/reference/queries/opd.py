"""OPD and their units."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_

from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.reference.models import OPD, Unit


@dataclass(frozen=True)
class OPDRow:
    """A spending agency."""

    id: UUID
    kode: str
    nama: str
    is_skpkd: bool
    unit_count: int = 0


@dataclass(frozen=True)
class UnitRow:
    """A unit that budgets."""

    id: UUID
    opd_id: UUID
    kode: str
    nama: str


def get_opd(opd_id: UUID) -> OPDRow:
    """One OPD by id, or NotFound."""
    rows = _opd_rows(OPD.id == opd_id)
    if not rows:
        raise NotFound()
    return rows[0]


def find_opd_by_kode(kode: str) -> OPDRow | None:
    """One OPD by its 22-character code."""
    rows = _opd_rows(OPD.kode == kode)
    return rows[0] if rows else None


def list_opd(tahun: int, ids: Collection[UUID] | None = None) -> list[OPDRow]:
    """The OPD that exist in a budget year, by code; `ids` None = all."""
    where = [
        OPD.tahun_mulai <= tahun,
        or_(OPD.tahun_sampai.is_(None), OPD.tahun_sampai >= tahun),
    ]
    if ids is not None:
        where.append(OPD.id.in_(ids))
    return _opd_rows(*where)


def list_units(opd_id: UUID) -> list[UnitRow]:
    """The units of an OPD, by code."""
    rows = db.session.execute(
        db.select(Unit.id, Unit.opd_id, Unit.kode, Unit.nama)
        .where(Unit.opd_id == opd_id)
        .order_by(Unit.kode)
    )
    return [UnitRow(*row) for row in rows]


def _opd_rows(*where: ColumnElement[bool]) -> list[OPDRow]:
    units = (
        db.select(func.count(Unit.id)).where(Unit.opd_id == OPD.id).correlate(OPD).scalar_subquery()
    )
    rows = db.session.execute(
        db.select(OPD.id, OPD.kode, OPD.nama, OPD.is_skpkd, units).where(*where).order_by(OPD.kode)
    )
    return [OPDRow(*row) for row in rows]
