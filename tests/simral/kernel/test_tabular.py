"""Tables in and out: what is read as text, what is refused, what a spreadsheet may not execute."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from simral.kernel import tabular
from simral.kernel.tabular import FileRefused, cell_text, read_table, write_csv, write_xlsx

ROWS = [{"kode": "5.1.02", "nilai": "100.00"}, {"kode": "5.2.02", "nilai": "7"}]


def put(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def reason_of(path: Path, *required: str) -> str:
    with pytest.raises(FileRefused) as refusal:
        read_table(path, required)
    assert refusal.value.status == 422
    return " ".join(error.reason for error in refusal.value.errors)


def book(path: Path, *rows: list[object], formula: str = "") -> Path:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                else:
                    sheet.write(line, column, cell)
        if formula:
            sheet.write_formula(len(rows), 1, formula)
    return path


# ── CSV ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "content",
    ["kode,nilai\n5.1.02,100.00\n5.2.02,7\n", "kode;nilai\r\n5.1.02;100.00\r\n5.2.02;7\r\n",
     "\ufeffkode,nilai\n5.1.02,100.00\n5.2.02,7", '"kode","nilai"\n"5.1.02","100.00"\n5.2.02,7\n',
     " kode , nilai \n 5.1.02 , 100.00 \n\n,\n5.2.02,7\n"],
    ids=["comma", "semicolon", "byte order mark", "quotes", "spaces and empty rows"],
)  # fmt: skip
def test_a_csv_is_read_as_people_save_it(tmp_path, content):
    assert read_table(put(tmp_path / "a.csv", content), ["kode", "nilai"]) == ROWS


def test_a_packed_csv_is_read_too(tmp_path):
    packed = gzip.compress(b"kode,nilai\n5.1.02,100.00\n5.2.02,7\n")
    assert read_table(put(tmp_path / "a.csv.gz", packed), ["kode"]) == ROWS


def test_a_short_row_has_empty_cells_and_a_quoted_one_may_hold_a_line_break(tmp_path):
    path = put(tmp_path / "a.csv", 'kode,uraian,nilai\n5.1,"dua\nbaris"\n')
    assert read_table(path, []) == [{"kode": "5.1", "uraian": "dua\nbaris", "nilai": ""}]


def test_every_missing_column_is_named(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        read_table(put(tmp_path / "a.csv", "kode\n5\n"), ["kode", "nilai", "uraian"])
    assert [(error.row, error.column) for error in refusal.value.errors] == [
        (0, "nilai"), (0, "uraian"),
    ]  # fmt: skip
    assert "nilai" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("a.csv", "kode\n5\0\n", "bukan berkas CSV"),
     ("a.csv", "kode\n5\n".encode("utf-16"), "UTF-8"),
     ("a.csv", "kode,uraian\n5,caf\xe9\n".encode("latin-1"), "UTF-8"),
     ("a.csv.gz", b"not packed at all", "rusak"),
     ("a.csv.gz", gzip.compress(b"kode\n" + b"5\n" * 1000)[:-12], "rusak"),
     ("a.csv", ",".join(f"k{i}" for i in range(61)), "60"),
     ("a.csv", "", "kolom"),
     ("a.xlsx", b"PK\x03\x04 not a book", "XLSX"),
     ("a.xlsx", b"", "XLSX")],
    ids=["NUL", "UTF-16", "latin-1", "no gzip", "cut gzip", "columns", "empty", "no book",
         "empty book"],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_reason(tmp_path, name, content, reason):
    assert reason in reason_of(put(tmp_path / name, content), "kode")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "tidak ada" in reason_of(tmp_path / "a.csv")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = put(tmp_path / "a.csv", "kode\n5\n")
    monkeypatch.setattr(tabular, "MAX_BYTES", 3)
    assert "terlalu besar" in reason_of(path)


def test_a_gzip_that_unpacks_too_large_is_refused(tmp_path, monkeypatch):
    path = put(tmp_path / "a.csv.gz", gzip.compress(b"kode\n" + b"5" * 5000))
    monkeypatch.setattr(tabular, "MAX_BYTES", 4000)
    assert "terlalu besar" in reason_of(path)


def test_too_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tabular, "MAX_ROWS", 3)
    assert len(read_table(put(tmp_path / "a.csv", "kode\n1\n2\n3\n"), [])) == 3
    assert "baris" in reason_of(put(tmp_path / "b.csv", "kode\n1\n2\n3\n4\n"))


def test_a_refusal_names_row_column_value_and_reason():
    refusal = FileRefused([tabular.RowError(3, "nilai", "1,2,3", "bukan nilai")])
    (finding,) = refusal.findings
    assert str(finding) == "Baris 3, kolom nilai, “1,2,3”: bukan nilai"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_refusal(tmp_path_factory, content):
    path = put(tmp_path_factory.mktemp("acak") / "a.csv", content)
    try:
        table = read_table(path, ["kode"])
    except FileRefused:
        return
    assert all("kode" in row for row in table)


# ── XLSX ──────────────────────────────────────────────────────────────────────────────────────
def test_a_workbook_keeps_the_zeros_of_a_code(tmp_path):
    path = book(tmp_path / "a.xlsx", ["kode", "nilai"], ["5.10", 1250000.5], ["0024", 7])
    assert read_table(path, ["kode"]) == [
        {"kode": "5.10", "nilai": "1250000.5"},
        {"kode": "0024", "nilai": "7"},
    ]


def test_a_formula_is_not_data_and_its_cell_is_named(tmp_path):
    path = book(tmp_path / "a.xlsx", ["kode", "nilai"], ["5.1", 1], formula="=B2*2")
    with pytest.raises(FileRefused) as refusal:
        read_table(path, ["kode"])
    (error,) = refusal.value.errors
    assert (error.row, error.column) == (2, "B3")
    assert error.reason == "sel berisi rumus; tempel sebagai nilai"


def test_every_formula_is_named_with_its_data_row(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for line in range(1, 4):
            sheet.write_formula(line, 0, f"=1+{line}")
    with pytest.raises(FileRefused) as refusal:
        read_table(path, ["kode"])
    assert [(e.row, e.column) for e in refusal.value.errors] == [(1, "A2"), (2, "A3"), (3, "A4")]


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PREFIXED = f"""<x:worksheet xmlns:x="{MAIN}"><x:sheetData>
<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>
<x:row r="2"><x:c r="A2"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData>
</x:worksheet>"""


def changed(path: Path, change, name: str = "xl/worksheets/sheet1.xml") -> Path:
    """The workbook with its first sheet's XML (and name) changed."""
    made = path.with_name("b.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.namelist():
            content = old.read(entry).decode()
            if entry == "xl/worksheets/sheet1.xml":
                new.writestr(name, change(content))
            else:
                new.writestr(entry, content.replace("worksheets/sheet1.xml", name[3:]))
    return made


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/worksheets/lembar.xml"])
def test_a_formula_hides_behind_no_prefix_and_no_sheet_name(tmp_path, name):
    path = changed(book(tmp_path / "a.xlsx", ["kode"], ["1"]), lambda _old: PREFIXED, name)
    with pytest.raises(FileRefused) as refusal:
        read_table(path, ["kode"])
    assert [(e.row, e.column) for e in refusal.value.errors] == [(1, "A2")]


def test_a_sheet_with_a_document_type_is_not_parsed(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = changed(book(tmp_path / "a.xlsx", ["kode"], ["1"]), lambda old: old.replace(
        "<worksheet", bomb + "<worksheet", 1))  # fmt: skip
    assert "DOCTYPE" in reason_of(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [('r="A2"', 'r="XFD2"', "kolom"), ('<row r="2"', '<row r="999999"', "baris")],
)
def test_a_cell_far_away_is_refused_before_the_table_is_built(tmp_path, old, new, said):
    path = changed(
        book(tmp_path / "a.xlsx", ["kode"], ["1"]), lambda content: content.replace(old, new)
    )
    assert f"terlalu banyak {said}" in reason_of(path)


def test_a_zip_bomb_is_refused_by_the_size_it_declares(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    assert path.stat().st_size < 10_000
    monkeypatch.setattr(tabular, "MAX_BYTES", 1_000_000)
    assert "terlalu besar" in reason_of(path)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(None, ""), (True, "True"), (1.0, "1"), (1250000.5, "1250000.5"), (0.1, "0.1"),
     (1e15, "1000000000000000"), (5.1, "5.1"), (date(2021, 10, 4), "2021-10-04"),
     (datetime(2021, 10, 4, 7, 30), "2021-10-04"),  # noqa: DTZ001 - as a workbook gives it
     ("0024", "0024"), (-7.0, "-7")],
)  # fmt: skip
def test_a_cell_is_exact_text(cell, shown):
    assert cell_text(cell) == shown


# ── out ───────────────────────────────────────────────────────────────────────────────────────
COLUMNS = ["kode", "nilai", "pada"]
OUT = [["5.1", Decimal("1250000.5"), date(2021, 10, 4)], ["5.2", None, None]]


def test_a_csv_for_machines_and_one_for_people():
    assert write_csv(COLUMNS, OUT, human=False) == (
        b"kode,nilai,pada\r\n5.1,1250000.50,2021-10-04\r\n5.2,,\r\n"
    )
    human = write_csv(COLUMNS, OUT, human=True)
    assert human.startswith(codecs.BOM_UTF8)
    assert b"5.1;1250000,50;2021-10-04" in human


@pytest.mark.parametrize("text", ["=1+1", "+62", "-dua", "@SUM(A1)", "\tx", "\r=x", "=cmd|'/C'!A0"])
@pytest.mark.parametrize("human", [True, False])
def test_a_cell_that_a_spreadsheet_would_execute_is_quoted(text, human):
    written = write_csv(["uraian"], [[text]], human=human).decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(written, newline="")))
    assert cells[1][0] == "'" + text


def test_a_negative_amount_is_a_number_and_stays_one():
    assert b"-12.50" in write_csv(["nilai"], [[Decimal("-12.5")]], human=False)
    assert b"'" not in write_csv(["nilai"], [[Decimal("-12.5")]], human=False)


def test_a_workbook_written_is_read_back(tmp_path):
    content = write_xlsx("Daftar", ["kode", "nilai", "uraian"],
                         [["0024", Decimal("1250000.50"), "=1+1"]])  # fmt: skip
    path = put(tmp_path / "a.xlsx", content)
    assert read_table(path, ["kode"]) == [{"kode": "0024", "nilai": "1250000.5", "uraian": "=1+1"}]


def test_what_is_written_for_machines_is_read_back(tmp_path):
    path = put(tmp_path / "a.csv", write_csv(COLUMNS, OUT, human=False))
    assert read_table(path, COLUMNS)[0] == {
        "kode": "5.1", "nilai": "1250000.50", "pada": "2021-10-04",
    }  # fmt: skip
