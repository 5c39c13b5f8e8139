"""Header data of a sub kegiatan in the DPA: place, target group, output, months (keuangan §3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from simral.kernel.codes import normalise_programme
from simral.kernel.errors import Finding
from simral.kernel.i18n import N_
from simral.kernel.tabular import DANGEROUS, RowError

TEXTS = ("lokasi", "kelompok_sasaran", "keluaran")
MONTHS = ("bulan_mulai", "bulan_selesai")
KEPALA_COLUMNS = (*TEXTS, *MONTHS)
LONGEST = 500
DECEMBER = 12

KepalaKey = tuple[str, str, str]  # OPD, unit, sub kegiatan


@dataclass(frozen=True)
class Kepala:
    """What the header says; None = the file has no such column, what is stored stays."""

    lokasi: str | None
    sasaran: str | None
    keluaran: str | None
    bulan_mulai: int | None
    bulan_selesai: int | None


@dataclass
class KepalaFile:
    """The headers of a file, and what is wrong with them."""

    heads: dict[KepalaKey, Kepala] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)


def check_kepala(kepala: Kepala) -> list[Finding]:
    """A form's header: lengths and the order of the months."""
    found = []
    for name in ("lokasi", "sasaran", "keluaran"):
        if len(getattr(kepala, name) or "") > LONGEST:
            found.append(Finding("terlalu_panjang", N_("Paling panjang 500 huruf."), at=name))
    first, last = kepala.bulan_mulai or 1, kepala.bulan_selesai or DECEMBER
    if not 1 <= first <= last <= DECEMBER:
        message = N_("Bulan selesai tidak boleh mendahului bulan mulai.")
        found.append(Finding("bulan_terbalik", message, at="bulan_selesai"))
    return found


def read_kepala(rows: Sequence[Mapping[str, str]]) -> KepalaFile:
    """The optional columns of a DPA file; every row of one sub kegiatan says the same."""
    result = KepalaFile()
    columns = [name for name in KEPALA_COLUMNS if rows and name in rows[0]]
    if not columns:
        return result
    first: dict[KepalaKey, Mapping[str, str]] = {}
    for number, row in enumerate(rows, start=1):
        kode = normalise_programme(row["kode_sub_kegiatan"])
        key = row["kode_skpd"], row["kode_sub_skpd"] or row["kode_skpd"], kode
        if key in first:
            reason = N_("berbeda dari baris lain sub kegiatan ini")
            result.errors += [
                RowError(number, name, row[name], reason)
                for name in columns
                if row[name] != first[key][name]
            ]
            continue
        first[key] = row
        wrong = list(_wrong(row, columns))
        result.errors += [RowError(number, *one) for one in wrong]
        if not wrong:
            result.heads[key] = _kepala(row)
    return result


def _wrong(row: Mapping[str, str], columns: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    """Column, value, why."""
    months = []
    for name in columns:
        value = row[name]
        if name in MONTHS and _month(value) is None and value:
            yield name, value, N_("bukan bulan 1 sampai 12")
        elif name in MONTHS:
            months.append(name)
        elif len(value) > LONGEST:
            yield name, value[:40] + "…", N_("paling panjang 500 huruf")
        elif value.startswith(DANGEROUS):
            yield name, value, N_("rumus tidak diterima")
    first, last = _month(row.get(MONTHS[0], "")) or 1, _month(row.get(MONTHS[1], "")) or DECEMBER
    if len(months) == len(MONTHS) and last < first:
        yield MONTHS[1], row[MONTHS[1]], N_("mendahului bulan mulai")


def _kepala(row: Mapping[str, str]) -> Kepala:
    first = (_month(row[MONTHS[0]]) or 1) if MONTHS[0] in row else None
    last = (_month(row[MONTHS[1]]) or DECEMBER) if MONTHS[1] in row else None
    lokasi, sasaran, keluaran = (row.get(name) for name in TEXTS)
    return Kepala(lokasi, sasaran, keluaran, first, last)


def _month(text: str) -> int | None:
    if text.isascii() and text.isdigit() and len(text) <= len("12") and 1 <= int(text) <= DECEMBER:
        return int(text)
    return None
