"""Versions of the budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement

from simral.budgeting.models import VersiAnggaran
from simral.kernel.db import db


@dataclass(frozen=True)
class VersiRow:
    """M, P1 … in force from a date on."""

    id: UUID
    tahun: int
    kode: str
    nama: str
    mulai_on: date


def active_version(tahun: int, on: date) -> VersiRow | None:
    """The one version in force on the date; None before the first."""
    rows = _rows(VersiAnggaran.tahun == tahun, VersiAnggaran.mulai_on <= on)
    return rows[-1] if rows else None


def list_versions(tahun: int) -> list[VersiRow]:
    """All versions of a year, the oldest first."""
    return _rows(VersiAnggaran.tahun == tahun)


def find_version(tahun: int, kode: str) -> VersiRow | None:
    """A version by its code."""
    rows = _rows(VersiAnggaran.tahun == tahun, VersiAnggaran.kode == kode)
    return rows[0] if rows else None


def _rows(*where: ColumnElement[bool]) -> list[VersiRow]:
    rows = db.session.execute(
        db.select(
            VersiAnggaran.id, VersiAnggaran.tahun, VersiAnggaran.kode, VersiAnggaran.nama,
            VersiAnggaran.mulai_on,
        )
        .where(*where)
        .order_by(VersiAnggaran.mulai_on)
    )  # fmt: skip
    return [VersiRow(*row) for row in rows]
