"""Registers of SPP, SPM and SP2D: every number that was given, in order (keuangan §4.7, §6.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select

from simral.kernel import clock
from simral.kernel.db import db
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.reference.models import OPD
from simral.reporting.rules import sum_columns
from simral.reporting.terms import Column, Kind, Line, Report, ReportFilter
from simral.treasury.models import SP2D, SPM, SPP, Penerima, Potongan, SPPRincian, Tagihan

COLUMNS = (
    Column("nomor", N_("Nomor"), Kind.KODE, 5),
    Column("tanggal", N_("Tanggal"), Kind.TANGGAL, 2),
    Column("opd", N_("OPD"), Kind.KODE, 3.6),
    Column("jenis", N_("Jenis"), Kind.TEKS, 1.2),
    Column("uraian", N_("Uraian"), Kind.TEKS, 6),
    Column("penerima", N_("Penerima"), Kind.TEKS, 4),
    Column("nilai", N_("Nilai (Rp)"), Kind.UANG, 3.2),
    Column("potongan", N_("Potongan (Rp)"), Kind.UANG, 3),
    Column("dibayar", N_("Dibayar (Rp)"), Kind.UANG, 3.2),
    Column("state", N_("Keadaan"), Kind.STATE, 2.2),
)

ENDED = {"batal", "retur"}  # they stand in the register and count as 0 rupiah in its totals


def register_spp(wanted: ReportFilter) -> Report:
    """Every SPP that was ever submitted, cancelled ones too."""
    return _register("register-spp", N_("Register SPP"), wanted, SPP, "spp")


def register_spm(wanted: ReportFilter) -> Report:
    """Every SPM that was ever approved, refused and cancelled ones too."""
    return _register("register-spm", N_("Register SPM"), wanted, SPM, "spm")


def register_sp2d(wanted: ReportFilter) -> Report:
    """Every SP2D that was ever signed, returned and cancelled ones too."""
    return _register("register-sp2d", N_("Register SP2D"), wanted, SP2D, "sp2d")


def _register(name: str, title: str, wanted: ReportFilter, document: Any, about: str) -> Report:
    found = db.session.execute(_rows(wanted, document)).all()
    lines = tuple(_line(row, about) for row in found)
    totals = sum_columns([line for line in lines if line.cells["state"] not in ENDED], COLUMNS)
    return Report(name, title, wanted, COLUMNS, lines, totals, clock.now())


def _line(row: Any, about: str) -> Line:
    potongan = Decimal(row.potongan or ZERO)
    cells = {
        "nomor": row.nomor, "tanggal": row.tanggal, "opd": row.opd, "jenis": row.jenis.value,
        "uraian": row.uraian, "penerima": row.penerima, "nilai": row.nilai,
        "potongan": potongan, "dibayar": row.nilai - potongan, "state": row.state.value,
    }  # fmt: skip
    return Line(cells, about=(about, str(row.id)))


def _rows(wanted: ReportFilter, document: Any) -> Select[Any]:
    """The document with what its SPP asks and its bill withholds, summed once per document."""
    asked = select(func.sum(SPPRincian.nilai)).where(SPPRincian.spp_id == SPP.id).scalar_subquery()
    withheld = (
        select(func.sum(Potongan.nilai))
        .where(Potongan.tagihan_id == SPP.tagihan_id)
        .scalar_subquery()
    )
    query = select(
        document.id, document.nomor, document.tanggal, OPD.kode.label("opd"), SPP.jenis,
        SPP.uraian, Penerima.nama.label("penerima"),
        (SP2D.nilai if document is SP2D else asked).label("nilai"),
        (SP2D.potongan if document is SP2D else withheld).label("potongan"), document.state,
    ).select_from(document)  # fmt: skip
    if document is SP2D:
        query = query.join(SPM, SPM.id == SP2D.spm_id)
    if document is not SPP:
        query = query.join(SPP, SPP.id == SPM.spp_id)
    query = (
        query.join(Tagihan, Tagihan.id == SPP.tagihan_id)
        .join(Penerima, Penerima.id == Tagihan.penerima_id)
        .join(OPD, OPD.id == document.opd_id)
        .where(document.tahun == wanted.tahun, document.nomor.is_not(None))
        .where(document.tanggal <= wanted.until)
        .order_by(*_order(document))
    )
    if wanted.since:
        query = query.where(document.tanggal >= wanted.since)
    if wanted.opd_ids is not None:
        query = query.where(document.opd_id.in_(wanted.opd_ids))
    return query


def _order(document: Any) -> tuple[Any, ...]:
    """SP2D are numbered for the government, the others for each OPD."""
    return (SP2D.urut,) if document is SP2D else (OPD.kode, document.urut)
