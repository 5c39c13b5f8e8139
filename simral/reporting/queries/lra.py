"""LRA: the budget in force against the LRA book, with its cross-checks (keuangan §6.2)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from simral.budgeting.models import DPARincian
from simral.kernel import clock
from simral.kernel.db import db
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.ledger.queries import level_balances
from simral.ledger.terms import Buku
from simral.reporting.queries.budget import (
    account_names,
    anggaran_by_account,
    entities_with_dpa,
)
from simral.reporting.rules import (
    BELANJA,
    KELUAR,
    MASUK,
    PEMBIAYAAN,
    REALISASI_COLUMNS,
    Pair,
    control_budget,
    lra_lines,
    lra_totals,
    realised,
    roll_up,
)
from simral.reporting.terms import Check, Report, ReportFilter
from simral.treasury.models import SP2D
from simral.treasury.states import SP2DState

DEPTH = 3


def lra(wanted: ReportFilter, opened: Collection[str] = ()) -> Report:
    """Laporan Realisasi Anggaran from `since` to `until`; `opened` branches go one level deeper."""
    depth = wanted.level or DEPTH
    anggaran = roll_up(anggaran_by_account(wanted))
    realisasi = realisasi_by_account(wanted, 6 if opened else max(depth, 2))
    totals = lra_totals(_with_control(anggaran, control_totals(wanted)), realisasi)
    names = account_names({*anggaran, *realisasi}, wanted.tahun)
    lines = lra_lines(anggaran or None, realisasi, names, depth, totals, opened)
    return Report(
        "lra",
        N_("Laporan Realisasi Anggaran"),
        wanted,
        REALISASI_COLUMNS,
        tuple(lines),
        {key: _shown(pair) for key, pair in totals.items()},
        clock.now(),
        tuple(cross_checks(wanted, realisasi.get(BELANJA, ZERO))),
    )


def control_totals(wanted: ReportFilter) -> dict[str, Decimal]:
    """The budget of the entities without a DPA, from their budget journals, rupiah."""

    def control(entities: frozenset[str] | None) -> dict[str, Pair]:
        found = level_balances(
            wanted.tahun, levels=(4,), buku=Buku.LRA, entitas=entities, until=wanted.until
        )
        return {kode: pair for (_, kode), pair in found.items()}

    everything, covered = control(wanted.entities), entities_with_dpa(wanted)
    if covered:
        for kode, (debit, kredit) in control(covered).items():
            everything[kode] = (everything[kode][0] - debit, everything[kode][1] - kredit)
    return control_budget(everything)


def _with_control(anggaran: dict[str, Decimal], control: dict[str, Decimal]) -> dict[str, Decimal]:
    kodes = {*anggaran, *control}
    return {kode: anggaran.get(kode, ZERO) + control.get(kode, ZERO) for kode in kodes}


def _shown(pair: Pair) -> dict[str, Decimal]:
    return {"anggaran": pair[0], "realisasi": pair[1]}


def realisasi_by_account(wanted: ReportFilter, depth: int) -> dict[str, Decimal]:
    """Realised per account of levels 1 to `depth`, rupiah; 3.1.02 is control, not realisation."""
    found = level_balances(
        wanted.tahun,
        levels=range(1, depth + 1),
        buku=Buku.LRA,
        entitas=wanted.entities,
        since=wanted.since,
        until=wanted.until,
    )
    sums = {
        kode: realised(kode, debit, kredit)
        for (_, kode), (debit, kredit) in found.items()
        if kode[0] in "456"
    }
    if PEMBIAYAAN in sums:
        sums[PEMBIAYAAN] = sums.get(MASUK, ZERO) - sums.get(KELUAR, ZERO)
    return sums


def cross_checks(wanted: ReportFilter, here: Decimal) -> list[Check]:
    """Realised belanja (`here`, rupiah) against the SP2D, and against the lines' totals (§6.2)."""
    checks = [
        Check(N_("Realisasi belanja dan SP2D-LS dikurangi retur dan batal"), here, paid(wanted))
    ]
    whole_year = wanted.since is None and wanted.until >= min(
        clock.today(), date(wanted.tahun, 12, 31)
    )
    if whole_year:
        lines = select(func.coalesce(func.sum(DPARincian.realisasi), ZERO)).where(
            DPARincian.tahun == wanted.tahun
        )
        if wanted.opd_ids is not None:
            lines = lines.where(DPARincian.opd_id.in_(wanted.opd_ids))
        other = db.session.execute(lines).scalar_one()
        checks.append(Check(N_("Realisasi belanja dan realisasi baris DPA"), here, other))
    return checks


def paid(wanted: ReportFilter) -> Decimal:
    """Σ SP2D-LS signed in the period less those returned or cancelled in it, rupiah."""
    start = wanted.since or date(wanted.tahun, 1, 1)
    whose = [SP2D.tahun == wanted.tahun, SP2D.nomor.is_not(None)]
    if wanted.opd_ids is not None:
        whose.append(SP2D.opd_id.in_(wanted.opd_ids))
    total = select(func.coalesce(func.sum(SP2D.nilai), ZERO)).where(*whose)
    signed = total.where(SP2D.tanggal.between(start, wanted.until))
    ended = total.where(
        SP2D.state.in_((SP2DState.RETUR, SP2DState.BATAL)),
        SP2D.ended_on.between(start, wanted.until),
    )
    plus, minus = db.session.execute(
        select(signed.scalar_subquery(), ended.scalar_subquery())
    ).one()
    return Decimal(plus - minus)
