"""Kartu kendali: what each account of a sub kegiatan was given and has spent (keuangan §4.7)."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select

from simral.budgeting.models import DPAPagu, DPARincian, DPASubKegiatan
from simral.kernel import clock
from simral.kernel.db import db
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.reference.models import OPD, Rekening, SumberDana, Unit
from simral.reporting.queries.budget import dpa_first, dpa_in_force
from simral.reporting.queries.program import realisasi_by_line
from simral.reporting.rules import sum_columns
from simral.reporting.terms import Column, Kind, Line, Report, ReportFilter

COLUMNS = (
    Column("kode", N_("Kode"), Kind.KODE, 3.2),
    Column("uraian", N_("Uraian"), Kind.TEKS, 7),
    Column("pagu_penetapan", N_("Pagu penetapan (Rp)"), Kind.UANG, 3.4),
    Column("pagu_perubahan", N_("Pagu perubahan (Rp)"), Kind.UANG, 3.4),
    Column("ls", N_("LS (Rp)"), Kind.UANG, 3.4),
    Column("up_gu", N_("UP/GU (Rp)"), Kind.UANG, 3),
    Column("tu", N_("TU (Rp)"), Kind.UANG, 3),
    Column("sisa", N_("Sisa (Rp)"), Kind.UANG, 3.4),
)
MONEY = [column.key for column in COLUMNS if column.kind is Kind.UANG]


def kartu_kendali(wanted: ReportFilter) -> Report:
    """Per sub kegiatan of a unit, then its lines; `pagu_perubahan` is the pagu now in force."""
    spent = realisasi_by_line(wanted)
    first, now = _pagu(dpa_first(wanted)), _pagu(dpa_in_force(wanted))
    lines: list[Line] = []
    for _, group in groupby(_rincian(wanted), key=lambda row: row.sub_id):
        rows = list(group)
        below = [_line(row, first, now, spent) for row in rows]
        lines += [_head(rows[0], below), *below]
    return Report(
        "kartu-kendali",
        N_("Kartu kendali sub kegiatan"),
        wanted,
        COLUMNS,
        tuple(lines),
        sum_columns(lines, COLUMNS, depth=1),
        clock.now(),
    )


def _head(row: Any, below: list[Line]) -> Line:
    nama = f"{row.nama} ({row.unit_nama})" if row.unit_nama else row.nama
    return Line({"kode": row.kode, "uraian": nama, **sum_columns(below, COLUMNS)}, 1)


def _line(
    row: Any, first: dict[UUID, Decimal], now: dict[UUID, Decimal], spent: dict[UUID, Decimal]
) -> Line:
    pagu, ls = now.get(row.id, ZERO), spent.get(row.id, ZERO)
    amounts = (first.get(row.id, ZERO), pagu, ls, ZERO, ZERO, pagu - ls)
    uraian = f"{row.rekening_nama} ({row.dana})"
    cells = {"kode": row.rekening_kode, "uraian": uraian, **dict(zip(MONEY, amounts, strict=True))}
    return Line(cells, 2, ("rincian", str(row.id)))


def _pagu(dpa_ids: list[UUID]) -> dict[UUID, Decimal]:
    rows = db.session.execute(
        select(DPAPagu.rincian_id, DPAPagu.pagu).where(DPAPagu.dpa_id.in_(dpa_ids))
    )
    return dict(rows.all())


def _rincian(wanted: ReportFilter) -> list[Any]:
    r, s = DPARincian, DPASubKegiatan
    query = (
        select(
            r.id, s.id.label("sub_id"), s.kode, s.nama, Unit.nama.label("unit_nama"),
            r.rekening_kode, Rekening.nama.label("rekening_nama"), SumberDana.nama.label("dana"),
        )
        .join(s, s.id == r.sub_kegiatan_id)
        .join(OPD, OPD.id == r.opd_id)
        .join(Rekening, Rekening.id == r.rekening_id)
        .join(SumberDana, SumberDana.id == r.sumber_dana_id)
        .outerjoin(Unit, Unit.id == s.unit_id)
        .where(r.tahun == wanted.tahun)
        .order_by(OPD.kode, s.kode, Unit.kode, s.id, r.rekening_kode, SumberDana.kode)
    )  # fmt: skip
    if wanted.opd_ids is not None:
        query = query.where(r.opd_id.in_(wanted.opd_ids))
    if wanted.sub_kegiatan:
        query = query.where(s.kode == wanted.sub_kegiatan)
    return list(db.session.execute(query).all())
