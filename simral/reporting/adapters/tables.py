"""A report as JSON, CSV, XLSX, PDF and plain text: one report, every format equal."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from simral.kernel import clock
from simral.kernel.errors import Finding, raise_if
from simral.kernel.i18n import N_
from simral.kernel.money import format_angka
from simral.kernel.pdf import table_pdf
from simral.kernel.tabular import write_csv, write_xlsx
from simral.reporting.terms import Cell, Column, Kind, Line, Report

Word = Callable[[str], str]
PDF_LINES = 6000  # about 150 pages
NUMBERS = (Kind.UANG, Kind.PERSEN)
MONTHS = (
    N_("Januari"), N_("Februari"), N_("Maret"), N_("April"), N_("Mei"), N_("Juni"), N_("Juli"),
    N_("Agustus"), N_("September"), N_("Oktober"), N_("November"), N_("Desember"),
)  # fmt: skip


@dataclass(frozen=True)
class Format:
    """Its media type, and how it is written."""

    mimetype: str
    write: Callable[[Report, Paper], bytes]


@dataclass(frozen=True)
class Paper:
    """What a printed report says besides its figures; `word` names a state to people."""

    pemda: str
    word: Word
    paper: str = "A4"
    mark: str | None = None
    human: bool = True  # CSV for people (BOM, `;`, comma) or for machines


def render(report: Report, fmt: str, about: Paper) -> bytes:
    """The report in one of FORMATS; RuleBroken for a PDF that nobody would print."""
    if fmt == "pdf" and len(report.lines) > PDF_LINES:
        message = N_("Laporan ini %(baris)s baris; untuk PDF pilih satu OPD, atau unduh CSV/XLSX.")
        raise_if([Finding("terlalu_panjang", message, {"baris": len(report.lines)})])
    return FORMATS[fmt].write(report, about)


def file_name(report: Report, fmt: str, *, is_example: bool = False) -> str:
    """`lra-2021-1.01.0.00.0.00.01.0000.csv`; `contoh-lra-…` from an example government."""
    parts = [
        "contoh" if is_example else "",
        report.name,
        str(report.filter.tahun),
        report.filter.opd_kode or "",
    ]
    return "-".join(part for part in parts if part) + "." + ("txt" if fmt == "text" else fmt)


def as_json(report: Report) -> dict[str, object]:
    """The contract's object: money and percent as text with two decimals, ISO dates."""
    wanted = report.filter
    return {
        "report": report.name,
        "tahun": wanted.tahun,
        "opd": wanted.opd_kode,
        "from": _plain(wanted.since),
        "until": _plain(wanted.until),
        "generated_at": report.generated_at.isoformat(timespec="seconds"),
        "lines": [
            {column.key: _plain(line.cells[column.key]) for column in report.columns}
            for line in report.machine_lines
        ],
        "totals": _plain(report.totals),
    }


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _json(report: Report, about: Paper) -> bytes:
    marked = as_json(report) | ({"contoh": True} if about.mark else {})
    return json.dumps(marked, ensure_ascii=False, indent=1).encode() + b"\n"


def _csv(report: Report, about: Paper) -> bytes:
    if about.human:
        heads = [_(column.label) for column in report.columns]
        return write_csv(heads, _cells(report, about), human=True)
    keys = [column.key for column in report.columns]
    rows = [[line.cells[key] for key in keys] for line in report.machine_lines]
    return write_csv(keys, rows, human=False)


def _xlsx(report: Report, about: Paper) -> bytes:
    heads = [_(column.label) for column in report.columns]
    return write_xlsx(_(report.title), heads, _cells(report, about))


def _cells(report: Report, about: Paper) -> list[list[Cell]]:
    """Rows for people: official totals among them, or a last row with the sums."""
    rows = [[_shown(line, column, about) for column in report.columns] for line in report.lines]
    last = sums_line(report)
    if last:
        rows.append([_shown(last, column, about) for column in report.columns])
    return rows


def sums_line(report: Report) -> Line | None:
    """The last row of a report that has no official totals of its own."""
    flat = {key: value for key, value in report.totals.items() if isinstance(value, Decimal)}
    if not flat:
        return None
    first = next((c.key for c in report.columns if c.kind is Kind.TEKS), report.columns[0].key)
    cells: dict[str, Cell] = {column.key: flat.get(column.key) for column in report.columns}
    return Line({**cells, first: N_("Jumlah")}, is_total=True)


def _shown(line: Line, column: Column, about: Paper) -> Cell:
    value = line.cells[column.key]
    if column.kind is Kind.STATE and isinstance(value, str):
        return about.word(value)
    if line.is_total and column.kind is Kind.TEKS and isinstance(value, str):
        return str(_(value)) if value else value
    return value


def _texts(report: Report, about: Paper) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in _cells(report, about)]


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return format_angka(cell)
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    return cell or ""


def period(report: Report) -> str:
    """`1 Januari s.d. 30 September 2021`."""
    wanted = report.filter
    since, until = wanted.since or date(wanted.tahun, 1, 1), wanted.until
    start = f"{since.day} {_(MONTHS[since.month - 1])}"
    end = f"{until.day} {_(MONTHS[until.month - 1])} {until.year}"
    return str(_("%(awal)s s.d. %(akhir)s", awal=start, akhir=end))


def _pdf(report: Report, about: Paper) -> bytes:
    rows = _texts(report, about)
    bold = {at for at, line in enumerate(report.lines) if line.is_total or line.level == 1}
    if len(rows) > len(report.lines):
        bold.add(len(rows) - 1)
    wanted = report.filter
    subtitle = [wanted.opd_nama or about.pemda]
    if wanted.rekening:
        subtitle.append(_("Rekening %(kode)s", kode=wanted.rekening))
    subtitle += [
        _("Tahun anggaran %(tahun)s", tahun=wanted.tahun),
        period(report) + " · " + _("dalam rupiah"),
    ]
    made = clock.local(report.generated_at)
    return table_pdf(
        title=_(report.title),
        subtitle=subtitle,
        columns=[(_(c.label), c.width, _side(c)) for c in report.columns],
        rows=rows,
        bold_rows=bold,
        landscape=True,
        paper=about.paper,
        pemda=about.pemda,
        footer=_("Dicetak %(waktu)s", waktu=f"{made:%d-%m-%Y %H.%M} {made.tzname()}"),
        mark=about.mark,
    )


def _side(column: Column) -> str:
    return "r" if column.kind in NUMBERS else "l"


def _plain_text(report: Report, about: Paper) -> bytes:
    heads = [_(column.label) for column in report.columns]
    rows = _texts(report, about)
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    right = [column.kind in NUMBERS for column in report.columns]

    def put(cells: list[str]) -> str:
        placed = zip(cells, widths, right, strict=True)
        return "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in placed).rstrip()

    head = [_(report.title), report.filter.opd_nama or about.pemda, period(report), ""]
    lines = [*head, put(heads), put(["-" * width for width in widths]), *map(put, rows)]
    return ("\n".join(lines) + "\n").encode()


FORMATS = {
    "json": Format("application/json", _json),
    "csv": Format("text/csv", _csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "pdf": Format("application/pdf", _pdf),
    "text": Format("text/plain", _plain_text),
}
