"""Rows of `import dpa` and `import anggaran-kas`: every bad cell is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from simral.kernel.codes import is_under, normalise_programme
from simral.kernel.i18n import N_
from simral.kernel.tabular import DANGEROUS, RowError

DPA_COLUMNS = (
    "kode_skpd", "kode_sub_skpd", "kode_bidang_urusan", "kode_program", "nama_program",
    "kode_kegiatan", "nama_kegiatan", "kode_sub_kegiatan", "nama_sub_kegiatan",
    "kode_rekening", "nama_rekening", "nilai",
)  # fmt: skip
MONTHS = tuple(f"bulan_{month:02}" for month in range(1, 13))
KAS_COLUMNS = ("kode_skpd", "kode_sub_skpd", "kode_sub_kegiatan", "kode_rekening", "total", *MONTHS)

OPD_CODE = re.compile(r"\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d\.\d{4}")
UNIT_CODE = re.compile(r"\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d\.\d{2}(\d{2})?")
LEAF_CODE = re.compile(r"[456]\.\d\.\d\d\.\d\d\.\d\d\.\d{3,4}")
OPD_STEM = 17
DIGITS = 18


Sub = tuple[str, str, str, str, str, str, str]  # bidang; code and name of program, kegiatan, sub


@dataclass(frozen=True)
class Known:
    """The codes a row may name."""

    opd: Mapping[str, UUID]
    units: Mapping[str, UUID]
    accounts: Mapping[str, bool]  # leaf → may carry money
    funds: Mapping[str, UUID]
    default_fund: str


@dataclass
class DPALine:
    """A good row; the unit is the OPD itself where the file leaves it empty."""

    row: int
    opd: str
    unit: str
    sub: Sub
    rekening: str
    uraian: str
    fund: str
    fund_is_default: bool
    nilai: int


@dataclass
class DPAFile:
    """What a file says, and everything that is wrong with it."""

    lines: list[DPALine] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    missing_accounts: dict[str, str] = field(default_factory=dict)
    missing_opd: dict[str, str] = field(default_factory=dict)
    missing_units: dict[str, str] = field(default_factory=dict)
    without_unit: int = 0


def whole_rupiah(text: str) -> int:
    """A budget amount: digits, no grouping, no sen. ValueError says why not."""
    if text.isascii() and text.isdigit() and len(text) <= DIGITS:
        return int(text)
    raise ValueError(_why_not(text))


def _why_not(text: str) -> str:
    if not text:
        return N_("nilai wajib diisi")
    if re.fullmatch(r"\d{1,18}\.0{1,2}", text):
        return N_("tulis rupiah bulat tanpa koma")
    if re.fullmatch(r"-\d+(\.\d+)?", text):
        return N_("nilai tidak boleh negatif")
    if re.fullmatch(r"\d{19,}", text):
        return N_("nilai lebih dari 18 angka")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
        return N_("pemisah ribuan meragukan; tulis angka saja")
    if re.fullmatch(r"\d+[.,]\d+", text):
        return N_("anggaran harus rupiah bulat")
    if text.startswith(DANGEROUS):
        return N_("rumus tidak diterima")
    return N_("bukan nilai rupiah")


def read_dpa(rows: Iterable[Mapping[str, str]], known: Known) -> DPAFile:
    """Check every row of a DPA file: codes, belonging, amounts, keys that stand twice."""
    result = DPAFile()
    places: dict[tuple[str, ...], tuple[Sub, list[tuple[str, str, str]]]] = {}
    seen: dict[tuple[str, str, str, str], int] = {}
    for number, row in enumerate(rows, start=1):
        place = tuple(row[column] for column in DPA_COLUMNS[:9])
        if place not in places:
            places[place] = _sub(row), check_place(row)
        sub, wrong = places[place]
        bad = [RowError(number, *one) for one in wrong]
        line = _line(number, row, sub, known)
        bad += _check_line(line, row, known, result)
        key = (line.unit, line.sub[5], line.rekening, line.fund)
        if key in seen:
            message = N_("baris ganda: unit, sub kegiatan, rekening dan sumber dana yang sama")
            bad.append(RowError(number, "kode_rekening", line.rekening, message))
        seen[key] = number
        result.errors += bad
        if not bad:
            result.lines.append(line)
    return result


def _sub(row: Mapping[str, str]) -> Sub:
    return (
        row["kode_bidang_urusan"], normalise_programme(row["kode_program"]), row["nama_program"],
        normalise_programme(row["kode_kegiatan"]), row["nama_kegiatan"],
        normalise_programme(row["kode_sub_kegiatan"]), row["nama_sub_kegiatan"],
    )  # fmt: skip


def _line(number: int, row: Mapping[str, str], sub: Sub, known: Known) -> DPALine:
    opd = row["kode_skpd"]
    fund = row.get("kode_sumber_dana", "")
    try:
        nilai = whole_rupiah(row["nilai"])
    except ValueError:
        nilai = -1
    return DPALine(
        number, opd, row["kode_sub_skpd"] or opd, sub, row["kode_rekening"],
        row["nama_rekening"], fund or known.default_fund, not fund, nilai,
    )  # fmt: skip


def _check_line(
    line: DPALine, row: Mapping[str, str], known: Known, result: DPAFile
) -> list[RowError]:
    """Codes that must be known, and the amount."""
    bad = []
    if line.opd not in known.opd:
        result.missing_opd.setdefault(line.opd, row.get("nama_skpd", "") or line.opd)
        bad.append(RowError(line.row, "kode_skpd", line.opd, N_("OPD tidak dikenal")))
    if not row["kode_sub_skpd"]:
        result.without_unit += 1
    elif line.unit not in known.units:
        result.missing_units.setdefault(line.unit, row.get("nama_sub_skpd", "") or line.unit)
        bad.append(RowError(line.row, "kode_sub_skpd", line.unit, N_("unit tidak dikenal")))
    usable = known.accounts.get(line.rekening)
    if not LEAF_CODE.fullmatch(line.rekening):
        reason = N_("bukan rekening enam tingkat dari akun 4, 5 atau 6")
        bad.append(RowError(line.row, "kode_rekening", line.rekening, reason))
    elif usable is None:
        result.missing_accounts.setdefault(line.rekening, line.uraian)
        reason = N_("rekening tidak ada dalam bagan akun tahun ini")
        bad.append(RowError(line.row, "kode_rekening", line.rekening, reason))
    elif not usable and line.nilai > 0:
        reason = N_("rekening lama yang tidak aktif tidak boleh bernilai")
        bad.append(RowError(line.row, "kode_rekening", line.rekening, reason))
    if line.fund not in known.funds:
        bad.append(RowError(line.row, "kode_sumber_dana", line.fund, N_("sumber dana asing")))
    if line.nilai < 0:
        bad.append(RowError(line.row, "nilai", row["nilai"], _why_not(row["nilai"])))
    return bad


def check_place(row: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """OPD, unit, bidang, program, kegiatan and sub kegiatan belong together: column, value, why."""
    opd, unit, bidang = row["kode_skpd"], row["kode_sub_skpd"], row["kode_bidang_urusan"]
    program = normalise_programme(row["kode_program"])
    kegiatan = normalise_programme(row["kode_kegiatan"])
    sub = normalise_programme(row["kode_sub_kegiatan"])
    if not OPD_CODE.fullmatch(opd):
        return [("kode_skpd", opd, N_("bukan kode OPD 22 karakter"))]
    bad = []
    if unit and not (UNIT_CODE.fullmatch(unit) and unit[:OPD_STEM] == opd[:OPD_STEM]):
        bad.append(("kode_sub_skpd", unit, N_("bukan unit dari OPD ini")))
    parts = opd.split(".")
    slots = {".".join(parts[at : at + 2]) for at in (0, 2, 4)} - {"0.00"}
    if bidang not in slots:
        bad.append(("kode_bidang_urusan", bidang, N_("bukan bidang urusan OPD ini")))
    for column, kode, above in (
        ("kode_program", program, bidang),
        ("kode_kegiatan", kegiatan, program),
        ("kode_sub_kegiatan", sub, kegiatan),
    ):
        if kode == above or not is_under(kode, above):
            bad.append((column, kode, N_("tidak berada di bawah kode induknya")))
    for column in ("nama_program", "nama_kegiatan", "nama_sub_kegiatan"):
        if not row[column]:
            bad.append((column, "", N_("nama wajib diisi")))
    return bad


KasKey = tuple[str, str, str, str]  # unit, sub kegiatan, rekening, fund source ("" = the only one)


@dataclass
class KasFile:
    """Anggaran kas of a file per line, and what is wrong with it."""

    rows: list[tuple[int, KasKey, list[int]]] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read_kas(rows: Iterable[Mapping[str, str]]) -> KasFile:
    """Check every row of an anggaran-kas file: amounts, twelve months = total, keys once."""
    result = KasFile()
    seen: set[KasKey] = set()
    for number, row in enumerate(rows, start=1):
        months, bad = _months(number, row)
        key = (
            row["kode_sub_skpd"] or row["kode_skpd"],
            normalise_programme(row["kode_sub_kegiatan"]),
            row["kode_rekening"],
            row.get("kode_sumber_dana", ""),
        )
        if key in seen:
            message = N_("baris ganda: unit, sub kegiatan dan rekening yang sama")
            bad.append(RowError(number, "kode_rekening", key[2], message))
        seen.add(key)
        result.errors += bad
        if not bad:
            result.rows.append((number, key, months))
    return result


def _months(number: int, row: Mapping[str, str]) -> tuple[list[int], list[RowError]]:
    values, bad = [], []
    for column in ("total", *MONTHS):
        try:
            values.append(whole_rupiah(row[column]))
        except ValueError as error:
            bad.append(RowError(number, column, row[column], str(error)))
    if not bad and sum(values[1:]) != values[0]:
        reason = N_("jumlah dua belas bulan tidak sama dengan total")
        bad.append(RowError(number, "total", row["total"], reason))
    return values[1:], bad
