"""Rules of reference: settings and their defaults, working days, accounts that belong together."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from simral.kernel.errors import Finding
from simral.kernel.i18n import N_

SATURDAY = 5
NUMBER = "{wilayah}/%s/{urut:6}/{cara}/{opd}/{versi}/{bulan}/{tahun}"


@dataclass(frozen=True)
class SettingKey:
    """A setting that exists: what holds while nobody has set it, and what it is for."""

    default: str
    label: str
    choices: tuple[str, ...] = ()


SETTINGS: dict[str, SettingKey] = {
    "pemda.nama": SettingKey("Kabupaten Bogor", N_("Nama pemerintah daerah")),
    "pemda.judul": SettingKey("PEMERINTAH KABUPATEN BOGOR", N_("Kepala surat")),
    "pemda.ibukota": SettingKey("Cibinong", N_("Tempat penandatanganan")),
    "pemda.kode_wilayah": SettingKey("32.01", N_("Kode wilayah")),
    "pemda.zona": SettingKey(
        "Asia/Jakarta", N_("Zona waktu"), ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
    ),
    "nomor.spd": SettingKey(NUMBER % "01.0", N_("Pola nomor SPD")),
    "nomor.spp": SettingKey(NUMBER % "02.0", N_("Pola nomor SPP")),
    "nomor.spm": SettingKey(NUMBER % "03.0", N_("Pola nomor SPM")),
    "nomor.sp2d": SettingKey(NUMBER % "04.0", N_("Pola nomor SP2D")),
    "nomor.jurnal": SettingKey("{wilayah}/11.0/{urut:6}/{bulan}/{tahun}", N_("Pola nomor jurnal")),
    "nomor.dpa": SettingKey("DPA/A.1/{opd}/{urut:3}/{versi}/{tahun}", N_("Pola nomor DPA")),
    "pajak.pembulatan": SettingKey("floor", N_("Pembulatan pajak"), ("floor", "half_up", "up_100")),
    "sumber_dana.bawaan": SettingKey("1.2.01.01.02.0001", N_("Sumber dana bawaan")),
    "rkud.bank": SettingKey("Bank BJB Cabang Cibinong", N_("Bank RKUD")),
    "rkud.nomor": SettingKey("0000000000000", N_("Nomor rekening RKUD")),
    "cetak.kertas": SettingKey("A4", N_("Ukuran kertas cetak"), ("A4", "F4")),
    "contoh": SettingKey("", N_("Pemerintah contoh"), ("", "1")),
    "contoh.tanggal_kerja": SettingKey("", N_("Tanggal kerja pemerintah contoh")),
    "sla.sp2d_hari_kerja": SettingKey("2", N_("Batas SP2D (hari kerja)")),
    "sla.spm_hari_kerja": SettingKey("2", N_("Batas SPM (hari kerja)")),
    "sla.spp_hari_kerja": SettingKey("1", N_("Batas pemeriksaan SPP (hari kerja)")),
}


EXAMPLE_KEYS = frozenset({"contoh", "contoh.tanggal_kerja"})  # the loader's, nobody else's


def check_setting(kunci: str, nilai: str) -> list[Finding]:
    """A known key that people may set, a value it can have."""
    setting = SETTINGS.get(kunci)
    if setting is None or kunci in EXAMPLE_KEYS:
        message = N_("Pengaturan “%(kunci)s” tidak dikenal.")
        return [Finding("kunci_asing", message, {"kunci": kunci}, at="kunci")]
    if setting.choices and nilai not in setting.choices:
        message = N_("Nilai “%(nilai)s” tidak boleh; pilihannya: %(pilihan)s.")
        values = {"nilai": nilai, "pilihan": ", ".join(choice or "–" for choice in setting.choices)}
        return [Finding("nilai_asing", message, values, at="nilai")]
    if kunci.startswith("sla.") and not (nilai.isdecimal() and len(nilai) <= 3):
        return [Finding("bukan_hari", N_("Isi jumlah hari kerja, 0 sampai 999."), at="nilai")]
    if not nilai.strip():
        return [Finding("kosong", N_("Nilai wajib diisi."), at="nilai")]
    return []


def check_working_date(nilai: str) -> list[Finding]:
    """The example's date, written as ISO says."""
    try:
        date.fromisoformat(nilai)
    except ValueError:
        message = N_("“%(nilai)s” bukan tanggal (tttt-bb-hh).")
        return [Finding("bukan_tanggal", message, {"nilai": nilai}, at="nilai")]
    return []


# Working days ------------------------------------------------------------------------------


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_between(start: date, end: date, holidays: Collection[date]) -> int:
    """Working days after `start` up to and with `end`; 0 on the same day; negative backwards."""
    if end < start:
        return -working_days_between(end, start, holidays)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def add_working_days(start: date, n: int, holidays: Collection[date]) -> date:
    """The n-th working day after `start`; `start` itself for 0 (keuangan §4.4: SLA)."""
    day = start
    while n > 0:
        day += timedelta(days=1)
        n -= is_working_day(day, holidays)
    return day


# Accounts that belong together (keuangan §1.4, data README §4.1) -------------------------

_GROUP = {
    "5.1.01": "01", "5.1.02": "02", "5.1.03": "03", "5.1.04": "04", "5.1.05": "05",
    "5.2.01": "06", "5.2.02": "07", "5.2.03": "08", "5.2.04": "09", "5.2.05": "10",
    "5.4.01": "12", "5.4.02": "13",
}  # fmt: skip
_TAIL = (
    ("5.1.05", "8.1.05"), ("5.1.06", "8.1.06"), ("5.3", "8.4"),
    ("5.4.01", "8.3.01"), ("5.4.02", "8.3.02"),
)  # fmt: skip
SOFTWARE = ("5.2.05.08.01.0005", "1.5.03.01.01.0005")


def counter_account(kode: str, mapped: str | None, names: Mapping[str, str]) -> str | None:
    """The beban or asset leaf a belanja leaf posts to; None when an officer must choose.

    `names` is the chart of the year. The table was made for the later chart, in which 8.1.02.02
    moved by one objek: there the name decides between the table and the same tail. Stock
    (1.1.12) posts to 8.1.02 with the same tail: expense when bought (keuangan §0.4).
    """
    if mapped and mapped.startswith("1.1.12."):
        return _known(_beban(kode), names)
    if mapped and mapped.startswith("8.1."):
        return _by_name(kode, [mapped, _beban(kode)], names)
    if mapped is None and kode == SOFTWARE[0]:
        mapped = SOFTWARE[1]
    if mapped is None:
        for head, other in _TAIL:
            if kode.startswith(head + "."):
                mapped = other + kode[len(head) :]
    return _known(mapped, names)


def _beban(kode: str) -> str:
    return "8" + kode[1:]


def _known(kode: str | None, names: Mapping[str, str]) -> str | None:
    return kode if kode in names else None


def _by_name(kode: str, candidates: list[str], names: Mapping[str, str]) -> str | None:
    """The candidate whose name is nearest to the belanja leaf's; the first one when in doubt."""
    known = [one for one in dict.fromkeys(candidates) if one in names]
    if len(known) < 2 or kode not in names:
        return known[0] if known else None
    wanted = plain_name(names[kode])
    plain = [plain_name(names[one]) for one in known]
    if wanted in plain:
        return known[plain.index(wanted)]
    likeness = [SequenceMatcher(None, wanted, name).ratio() for name in plain]
    return known[likeness.index(max(likeness))]


def payable_object(kode: str) -> str | None:
    """`2.1.06.<group>.<objek>` in which the payable of a belanja leaf lies."""
    if kode.startswith("5.3."):
        return "2.1.06.11.01"
    group = _GROUP.get(kode[:6])
    return f"2.1.06.{group}.{kode.split('.')[3]}" if group else None


def match_payables(belanja: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Belanja leaf → payable leaf of the same name inside its objek ("Utang", "Belanja" left out).

    `names`: every account's name. The chart writes a payable as "<rincian objek>-<leaf>", so
    four writings of the same name are tried, the plainest first; a doubtful one is left out.
    """
    inside: dict[str, list[str]] = {}
    for kode in names:
        if kode.startswith("2.1.06.") and kode.count(".") == 5:
            inside.setdefault(kode.rpartition(".")[0], []).append(kode)
    shelves = {objek: _by_plain_name(leaves, names) for objek, leaves in inside.items()}
    found = {}
    for kode, nama in belanja.items():
        whole, ends = shelves.get(payable_object(kode) or "", ({}, {}))
        match = _same_name(nama, names.get(kode.rpartition(".")[0], ""), whole, ends)
        if match:
            found[kode] = match
    return found


def _by_plain_name(
    leaves: list[str], names: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Leaves by whole name, and by the part after the last dash."""
    whole: dict[str, str] = {}
    ends: dict[str, list[str]] = {}
    for kode in leaves:
        whole.setdefault(plain_name(names[kode]), kode)
        ends.setdefault(plain_name(re.split(r"[-–]", names[kode])[-1]), []).append(kode)
    return whole, ends


def _same_name(
    nama: str, induk: str, whole: Mapping[str, str], ends: Mapping[str, list[str]]
) -> str | None:
    short = re.sub(r"(?i)\bbelanja modal\b", "", nama)
    for wanted in (nama, f"{induk} {nama}", f"{induk} {short}"):
        if plain_name(wanted) in whole:
            return whole[plain_name(wanted)]
    same = ends.get(plain_name(re.split(r"[-–]", short)[-1]), [])
    return same[0] if len(same) == 1 else None


def plain_name(nama: str) -> str:
    """A name without "utang", "belanja" and "beban", case, space and signs."""
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"\b(utang|belanja|beban)\b", "", nama.lower()))
