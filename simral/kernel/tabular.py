"""Tables in and out: CSV, CSV.gz and XLSX to rows of text; rows to CSV and XLSX.

Everything read is text. A cell that a spreadsheet stored as a number is turned into exact
text; a code that lost its zeros that way cannot be guessed and is the importer's row error.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import iterparse

from simral.kernel.errors import DomainError, Finding
from simral.kernel.i18n import N_

MAX_BYTES = 64 * 2**20  # unpacked; an upload is limited to 10 MiB before it comes here
MAX_ROWS = 200_000
MAX_COLUMNS = 60
SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class RowError:
    """One bad cell: `row` counts from 1 for the first data row; 0 is the file itself."""

    row: int
    column: str
    value: str
    reason: str


class FileRefused(DomainError):
    """The file is not stored at all; every bad row is named."""

    status = 422

    def __init__(self, errors: Sequence[RowError]) -> None:
        self.errors = tuple(errors)
        super().__init__(N_("Berkas ditolak: %(jumlah)s kesalahan."), jumlah=len(self.errors))

    @property
    def findings(self) -> Sequence[Finding]:
        message = N_("Baris %(row)s, kolom %(column)s, “%(value)s”: %(reason)s")
        return [
            Finding("baris", message, {"row": e.row, "column": e.column, "value": e.value,
                                       "reason": e.reason})
            for e in self.errors
        ]  # fmt: skip


@dataclass(frozen=True)
class ImportResult:
    """What an import did, as `import` prints it; `total` in rupiah, or the number of rows."""

    kind: str
    tahun: int
    rows_read: int
    rows_stored: int
    rows_unchanged: int
    total: Decimal
    notes: tuple[str, ...] = ()  # what an officer must know, on standard error


class DryRun(Exception):
    """Raised inside a command at the end of a rehearsal, so that nothing is stored."""

    def __init__(self, result: ImportResult) -> None:
        self.result = result
        super().__init__("rehearsal")


def refuse_file(reason: str, value: str = "") -> FileRefused:
    """The whole file cannot be read."""
    return FileRefused([RowError(0, "", value, reason)])


def read_table(path: Path, required: Sequence[str]) -> list[dict[str, str]]:
    """All data rows as {column: text}; FileRefused when it is no such table.

    Reads CSV (UTF-8, with or without BOM, `,` or `;`), CSV.gz and XLSX.
    """
    if not path.is_file():
        raise refuse_file(N_("berkas tidak ada"), str(path))
    if path.stat().st_size > MAX_BYTES:
        raise refuse_file(N_("berkas terlalu besar, paling besar 64 MiB"), path.name)
    rows = _read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path)
    header = [cell.strip() for cell in next(rows, [])]
    if len(header) > MAX_COLUMNS:
        raise refuse_file(N_("terlalu banyak kolom, paling banyak 60"), path.name)
    missing = [name for name in required if name not in header]
    if missing:
        raise FileRefused([RowError(0, name, "", N_("kolom tidak ada")) for name in missing])
    table: list[dict[str, str]] = []
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(table) >= MAX_ROWS:
            raise refuse_file(N_("terlalu banyak baris, paling banyak 200.000"), path.name)
        padded = list(cells) + [""] * (len(header) - len(cells))
        table.append(dict(zip(header, (c.strip() for c in padded), strict=False)))
    return table


def _read_csv(path: Path) -> Iterator[list[str]]:
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as packed:
                data = packed.read(MAX_BYTES + 1)
        else:
            data = path.read_bytes()
    except (OSError, EOFError) as error:
        raise refuse_file(N_("berkas rusak"), str(error)) from None
    if len(data) > MAX_BYTES:
        raise refuse_file(N_("berkas terlalu besar, paling besar 64 MiB"), path.name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse_file(N_("bukan teks UTF-8"), path.name) from None
    if "\0" in text:
        raise refuse_file(N_("bukan berkas CSV"), path.name)
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _read_xlsx(path: Path) -> Iterator[list[str]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - heavy, only for uploads

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise refuse_file(N_("berkas terlalu besar, paling besar 64 MiB"), path.name)
            _survey(archive)
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except FileRefused:
        raise
    except Exception as error:
        raise refuse_file(N_("bukan berkas XLSX yang dapat dibaca"), str(error)) from None
    return ([cell_text(cell) for cell in row] for row in rows)


def _survey(archive: zipfile.ZipFile) -> None:
    """Read every sheet once as a stream, whatever it is called, before anything is built of it.

    Refuses a document type (entities grow without bound), more rows or columns than a table may
    have, and formulas: a formula's value is whatever the sender's program last stored.
    """
    found: list[RowError] = []
    for entry in archive.infolist():
        if SHEETS.fullmatch(entry.filename):
            with archive.open(entry) as sheet:
                content = sheet.read(MAX_BYTES + 1).lower()
            if b"<!doctype" in content or b"\0" in content:  # with zeros it is UTF-16: unreadable
                raise refuse_file(N_("berkas XLSX memuat DOCTYPE"), entry.filename)
            with archive.open(entry) as sheet:
                found += _survey_sheet(sheet, entry.filename)
    if found:
        raise FileRefused(found)


def _survey_sheet(sheet: IO[bytes], name: str) -> list[RowError]:
    """The formulas of one sheet; FileRefused when it is too large."""
    reason = N_("sel berisi rumus; tempel sebagai nilai")
    found: list[RowError] = []
    rows = cells = 0
    at = "?"
    for happening, element in iterparse(sheet, events=("start", "end")):  # noqa: S314 - no DOCTYPE
        tag = element.tag.rpartition("}")[2]
        if happening == "end":
            if tag == "row":
                element.clear()
            continue
        if tag == "row":
            rows, cells = rows + 1, 0
            if rows > MAX_ROWS + 1 or _number(element.get("r", "")) > MAX_ROWS + 1:
                raise refuse_file(N_("terlalu banyak baris, paling banyak 200.000"), name)
        elif tag == "c":
            cells, at = cells + 1, element.get("r", "?")
            if max(cells, _column(at)) > MAX_COLUMNS:
                raise refuse_file(N_("terlalu banyak kolom, paling banyak 60"), name)
        elif tag == "f" and len(found) < MAX_COLUMNS:
            found.append(RowError(max(_number(at) - 1, 0), at, "=…", reason))
    return found


def _number(reference: str) -> int:
    """The row of `B12`; 0 when it has none."""
    digits = "".join(sign for sign in reference if sign in "0123456789")[:9]
    return int(digits or 0)


def _column(reference: str) -> int:
    """The column of `AB12` as a number: 28; 0 when it has none."""
    number = 0
    for sign in reference[:4]:
        if not "A" <= sign <= "Z":
            break
        number = number * 26 + ord(sign) - 64
    return number


def cell_text(cell: object) -> str:
    """A spreadsheet cell as exact text: `1250000.5`, never `1.25e6`."""
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else str(cell)
    if isinstance(cell, float):
        number = Decimal(repr(cell))
        return f"{number.quantize(Decimal(1)):f}" if number == int(number) else f"{number:f}"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], *, human: bool) -> bytes:
    """CSV: for people UTF-8 with BOM and `;`, for machines `,` and no BOM."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if human else ",")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(cell, human=human) for cell in row])
    return out.getvalue().encode("utf-8-sig" if human else "utf-8")


def _csv_cell(cell: object, *, human: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        plain = f"{cell:.2f}"
        return plain.replace(".", ",") if human else plain
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    return "'" + text if text.startswith(DANGEROUS) else text


def write_xlsx(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet: bold frozen head, text as text (codes keep their zeros), amounts as numbers."""
    import xlsxwriter  # noqa: PLC0415 - heavy, only for downloads

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    amount = book.add_format({"num_format": "#,##0.00"})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    text = book.add_format({"num_format": "@"})
    widths = [len(column) for column in columns]
    for index, column in enumerate(columns):
        sheet.write_string(0, index, column, bold)
    for line, row in enumerate(rows, start=1):
        for index, cell in enumerate(row):
            shown = "" if cell is None else str(cell)
            widths[index] = max(widths[index], len(shown))
            if isinstance(cell, Decimal):
                sheet.write_number(line, index, cell, amount)
            elif isinstance(cell, date):
                sheet.write_datetime(line, index, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(line, index, cell)
            else:
                sheet.write_string(line, index, shown, text)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, min(max(10, width + 2), 60))
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
