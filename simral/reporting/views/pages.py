"""What the templates of the reports are given."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import gettext as _

from simral.kernel import clock
from simral.kernel.money import percent
from simral.reference.queries import get_setting
from simral.reporting.adapters import period, sums_line
from simral.reporting.queries import REPORTS
from simral.reporting.terms import Column, Line, Report, ReportFilter
from simral.reporting.views.filter import (
    LEVELED,
    address,
    filter_fields,
    level_links,
    opened_branches,
)
from simral.reporting.views.links import behind

ROWS = 200  # of a long report on one page; a download has them all


def frame(name: str, wanted: ReportFilter) -> dict[str, Any]:
    """What every report's page has: its title and the form of its filter."""
    pemda = get_setting("pemda.nama", clock.today())
    return {
        "kind": REPORTS[name],
        "judul_entitas": wanted.opd_nama or _("Pemerintah %(pemda)s", pemda=pemda),
        "filters": filter_fields(name, wanted),
        "levels": level_links(name, wanted) if name in LEVELED else None,
        "tahun": wanted.tahun,
    }


def report_page(report: Report) -> dict[str, Any]:
    """A page of the rows; the sums stand under the last one."""
    number = max(request.args.get("halaman", 1, type=int), 1)
    start = (number - 1) * ROWS
    shown = report.lines[start : start + ROWS]
    more = len(report.lines) > start + ROWS
    last = sums_line(report)
    return {
        "lines": [_row(line, report.filter) for line in shown],
        "kolom": [_column(column) for column in report.columns],
        "sums": last.cells if last and not more else None,
        "periode": period(report),
        "before": address(halaman=str(number - 1)) if number > 1 else None,
        "after": address(halaman=str(number + 1)) if more else None,
        "first": start + 1,
        "count": len(report.lines),
    }


def lra_page(report: Report) -> dict[str, Any]:
    """The tree with its official totals, the share of the year gone, the cross-checks."""
    totals = {key: _with_rest(pair) for key, pair in report.totals.items()}
    rows = [_branch(line, report.filter) for line in report.machine_lines]
    tahun, until = report.filter.tahun, report.filter.until
    gone = Decimal((until - date(tahun, 1, 1)).days + 1)
    return {
        "lines": rows,
        "totals": totals,
        "periode": period(report),
        "persen_tahun": percent(gone, Decimal(366 if isleap(tahun) else 365)),
        "checks": [(_(c.label), c.here, c.other, c.difference, c.ok) for c in report.checks],
        "kalimat": _sentence(totals["belanja"]),
    }


def _sentence(belanja: Mapping[str, Decimal]) -> str:
    if not belanja["anggaran"]:
        return ""
    share = f"{belanja['persen']:.2f}".replace(".", ",")
    return str(_("Sampai tanggal itu %(persen)s%% belanja terealisasi.", persen=share))


def _with_rest(pair: object) -> dict[str, Decimal]:
    assert isinstance(pair, Mapping)
    anggaran, realisasi = pair["anggaran"], pair["realisasi"]
    rest = {"sisa": anggaran - realisasi, "persen": percent(realisasi, anggaran)}
    return {"anggaran": anggaran, "realisasi": realisasi, **rest}


def _branch(line: Line, wanted: ReportFilter) -> dict[str, Any]:
    """A row of the LRA with the address that opens or closes the level below it."""
    row = _row(line, wanted)
    opened, kode = set(opened_branches()), str(line.cells["kode"])
    if (wanted.level or 3) <= line.level < 6:
        row["terbuka"] = kode in opened
        rest = {one for one in opened if one != kode and not one.startswith(kode + ".")}
        after = rest if kode in opened else opened | {kode}
        row["buka"] = address(buka=",".join(sorted(after)))
    if not line.cells["realisasi"]:
        row["href"] = None
    return row


def _row(line: Line, wanted: ReportFilter) -> dict[str, Any]:
    cells = dict(line.cells)
    if line.is_total and cells["uraian"]:
        cells["uraian"] = str(_(cells["uraian"]))
    level, href = line.level, behind(line, wanted)
    return {**cells, "level": level, "is_total": line.is_total, "href": href}


def _column(column: Column) -> tuple[str, str, str]:
    return column.key, _(column.label), column.kind.value
