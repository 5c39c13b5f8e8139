"""LRA per programme: urusan, bidang, OPD, program, kegiatan, sub kegiatan, jenis (§6.2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from simral.budgeting.models import DPAPagu, DPARincian, DPASubKegiatan
from simral.kernel import clock
from simral.kernel.codes import at_level
from simral.kernel.db import db
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.ledger.queries import label_balances
from simral.reference.models import OPD
from simral.reporting.queries.budget import account_names, dpa_in_force, programme_names
from simral.reporting.rules import (
    NIL,
    REALISASI_COLUMNS,
    Branch,
    Pair,
    realised,
    sum_columns,
    tree_lines,
)
from simral.reporting.terms import Report, ReportFilter

JENIS = 3
FULL = 7  # six levels of programme, then the jenis
Key = tuple[UUID, str]  # sub kegiatan of a unit, jenis


def lra_program(wanted: ReportFilter) -> Report:
    """The programme tree to `level` (sub kegiatan at 6 with its jenis); without one, all of it."""
    depth = FULL if wanted.level in (None, 6) else wanted.level or FULL
    lines = tree_lines(_leaves(wanted), depth)
    totals = sum_columns(lines, REALISASI_COLUMNS, depth=1)
    return Report(
        "lra-program",
        N_("Realisasi per program"),
        wanted,
        REALISASI_COLUMNS,
        tuple(lines),
        totals,
        clock.now(),
    )


def realisasi_by_line(wanted: ReportFilter) -> dict[UUID, Decimal]:
    """Realised per DPA line (the ledger's label) in the period, rupiah."""
    sums: dict[UUID, Decimal] = {}
    found = label_balances(wanted.tahun, since=wanted.since, until=wanted.until)
    for (label, kode), (debit, kredit) in found.items():
        if kode[0] in "456":
            sums[label] = sums.get(label, ZERO) + realised(kode, debit, kredit)
    return sums


def _leaves(wanted: ReportFilter) -> Iterator[tuple[list[Branch], Pair]]:
    pairs = _pairs(wanted)
    subs = {row.id: row for row in _sub_kegiatan(wanted)}
    areas = {row.bidang_kode for row in subs.values()}
    names = programme_names(areas | {at_level(kode, 1) for kode in areas}, wanted.tahun)
    jenis_names = account_names({jenis for _, jenis in pairs}, wanted.tahun)
    for (sub_id, jenis), pair in pairs.items():
        if sub_id in subs:
            yield _path(subs[sub_id], jenis, names, jenis_names), pair


def _path(sub: Any, jenis: str, names: dict[str, str], jenis_names: dict[str, str]) -> list[Branch]:
    urusan = at_level(sub.bidang_kode, 1)
    kendali = ("sub_kegiatan", f"{sub.opd_kode} {sub.kode}")
    return [
        Branch(urusan, names.get(urusan, "")),
        Branch(sub.bidang_kode, names.get(sub.bidang_kode, "")),
        Branch(sub.opd_kode, sub.opd_nama, ("opd", sub.opd_kode)),
        Branch(sub.program_kode, sub.program_nama),
        Branch(sub.kegiatan_kode, sub.kegiatan_nama),
        Branch(sub.kode, sub.nama, kendali),
        Branch(jenis, jenis_names.get(jenis, ""), kendali),
    ]


def _pairs(wanted: ReportFilter) -> dict[Key, Pair]:
    """(anggaran, realisasi) per sub kegiatan of a unit and jenis."""
    jenis = _jenis_column()
    budget = db.session.execute(
        select(DPARincian.sub_kegiatan_id, jenis, func.sum(DPAPagu.pagu))
        .join(DPAPagu, DPAPagu.rincian_id == DPARincian.id)
        .where(DPAPagu.dpa_id.in_(dpa_in_force(wanted)))
        .group_by(DPARincian.sub_kegiatan_id, jenis)
    )
    pairs: dict[Key, Pair] = {(sub, kode): (nilai, ZERO) for sub, kode, nilai in budget}
    spent = realisasi_by_line(wanted)
    lines = db.session.execute(
        select(DPARincian.id, DPARincian.sub_kegiatan_id, jenis).where(DPARincian.id.in_(spent))
    )
    for line_id, sub, kode in lines:
        anggaran, realisasi = pairs.get((sub, kode), NIL)
        pairs[sub, kode] = (anggaran, realisasi + spent[line_id])
    return pairs


def _jenis_column() -> Any:
    parts = [func.split_part(DPARincian.rekening_kode, ".", at) for at in range(1, JENIS + 1)]
    return func.concat_ws(".", *parts).label("jenis")


def _sub_kegiatan(wanted: ReportFilter) -> list[Any]:
    s = DPASubKegiatan
    query = (
        select(
            s.id, s.bidang_kode, s.program_kode, s.program_nama, s.kegiatan_kode,
            s.kegiatan_nama, s.kode, s.nama, OPD.kode.label("opd_kode"), OPD.nama.label("opd_nama"),
        )
        .join(OPD, OPD.id == s.opd_id)
        .where(s.tahun == wanted.tahun)
    )  # fmt: skip
    if wanted.opd_ids is not None:
        query = query.where(s.opd_id.in_(wanted.opd_ids))
    return list(db.session.execute(query).all())
