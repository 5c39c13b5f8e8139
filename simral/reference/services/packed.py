"""The packed lists the product ships (`reference/data`, see the README there), as plain rows."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from simral.reference.rules import counter_account, match_payables

DATA = Path(__file__).resolve().parents[1] / "data"
FIRST, SECOND = 2021, 2022  # the years from which the first chart and its later edition hold
LEAF = 6
KEP_3708 = "Kepmendagri 050-3708/2020"
KEP_5889 = "Kepmendagri 050-5889/2021"

Account = tuple[str, str, int, str | None, int, str]  # kode, nama, level, induk, from, source
Partner = tuple[str, str, str, int, str]  # jenis, belanja, partner, from, source
Programme = tuple[object, ...]


def fingerprint() -> str:
    """One hash over all packed files."""
    digest = hashlib.sha256()
    for path in sorted(DATA.glob("*.csv*")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of one packed file."""
    path = DATA / name
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def accounts() -> list[Account]:
    """The chart of 2021, and from 2022 what the later edition adds or names anew."""
    chart: dict[str, str] = {}
    found: list[Account] = []
    for row in rows_of("rekening_050_3708.csv.gz"):
        kode = row["kode"]
        chart[kode] = row["nama"]
        found.append(
            (kode, row["nama"], int(row["level"]), row["kode_induk"] or None, FIRST, KEP_3708)
        )
    for name in ("rekening_050_5889_belanja.csv.gz", "rekening_050_neraca_beban.csv.gz"):
        for row in rows_of(name):
            kode, nama = row["kode"], row["nama"]
            if kode in chart and _letters(chart[kode]) == _letters(nama):
                continue
            induk = kode.rpartition(".")[0] or None
            found.append((kode, nama, int(row["level"]), induk, SECOND, KEP_5889))
    return found + _local_accounts()


def _local_accounts() -> list[Account]:
    """Accounts that the published charts lack and payments need, reviewable in one short file."""
    return [
        (row["kode"], row["nama"], row["kode"].count(".") + 1, row["kode"].rpartition(".")[0],
         int(row["tahun_mulai"]), row["sumber"])
        for row in rows_of("rekening_setempat.csv")
    ]  # fmt: skip


def _letters(nama: str) -> str:
    return "".join(c for c in nama.lower() if c.isalnum())


def partners(chart: list[Account]) -> list[Partner]:
    """Belanja leaf → beban/asset (lawan) and → payable (utang), per edition of the chart."""
    table = {
        row["kode_belanja"]: row["kode_neraca_lo"] for row in rows_of("peta_belanja_lawan.csv.gz")
    }
    found: list[Partner] = []
    before: dict[str, str] = {}
    for year in (FIRST, SECOND):
        names = {a[0]: a[1] for a in sorted(chart, key=lambda a: a[4]) if a[4] <= year}
        leaves = [k for k in names if k.startswith("5.") and k.count(".") == LEAF - 1]
        for kode in leaves:
            partner = counter_account(kode, table.get(kode), names)
            if partner and before.get(kode) != partner:
                source = "peta neraca/LO–belanja" if kode in table else "aturan ekor kode"
                found.append(("lawan", kode, partner, year, source))
                before[kode] = partner
    return found + _payables(chart)


def _payables(chart: list[Account]) -> list[Partner]:
    names = {a[0]: a[1] for a in sorted(chart, key=lambda a: a[4], reverse=True)}  # oldest wins
    belanja = {k: n for k, n in names.items() if k.startswith("5.") and k.count(".") == LEAF - 1}
    matched = match_payables(belanja, names)
    found: list[Partner] = [
        ("utang", kode, partner, FIRST, "nama yang sama dalam objek yang sama")
        for kode, partner in matched.items()
    ]
    for row in rows_of("peta_utang_belanja.csv"):
        if row["kode_belanja"] not in matched:
            found.append(("utang", row["kode_belanja"], row["kode_utang"], FIRST, row["sumber"]))
    return found


def programmes() -> Iterator[Programme]:
    """jenis_pemda, kode, tingkat, nama, fungsi, kinerja, indikator, satuan, from, until, source."""
    for row in rows_of("nomenklatur_050_3708.csv.gz"):
        jenis = "PROV" if row["jns_pemda_1prov_2kabkota"] == "1" else "KABKOT"
        yield (jenis, row["kode"], row["level"], row["nama"], row["kd_fungsi"] or None,
               None, None, None, 2021, 2023, KEP_3708)  # fmt: skip
    for row in rows_of("nomenklatur_900_kabkota.csv.gz"):
        yield ("KABKOT", row["kode"], row["level"], row["nama"], None, row["kinerja"] or None,
               row["indikator"] or None, row["satuan"] or None, 2024, 2026,
               "Kepmendagri 900.1.15.5-1317/2023")  # fmt: skip
    yield from _programmes_2027()


def _programmes_2027() -> Iterator[Programme]:
    source = "SIPD, pemutakhiran 2027"
    seen = set()
    for row in rows_of("nomenklatur_2027.csv.gz"):
        jenis = row["jenis_pemda"]
        for level in ("bidang", "program", "kegiatan"):
            kode = row[f"kode_{level}"]
            if (jenis, kode) not in seen:
                seen.add((jenis, kode))
                yield (jenis, kode, level, row[f"nama_{level}"], None, None, None, None,
                       2027, None, source)  # fmt: skip
        yield (jenis, row["kode_sub_kegiatan"], "sub_kegiatan", row["nama_sub_kegiatan"], None,
               row["kinerja"] or None, row["indikator"] or None, row["satuan"] or None,
               2027, None, source)  # fmt: skip


def fund_sources() -> list[tuple[str, str, int, str | None, int]]:
    """kode, nama, level, induk, from: the list of 2021, and what the later one adds."""
    found = [
        (row["kode"], row["nama"], int(row["level"]), row["kode_induk"] or None, FIRST)
        for row in rows_of("sumber_dana_050_3708.csv.gz")
    ]
    known = {row[0] for row in found}
    for row in rows_of("sumber_dana_050.csv.gz"):
        if row["kode"] not in known:
            induk = row["kode"].rpartition(".")[0] or None
            found.append((row["kode"], row["nama"], int(row["level"]), induk, SECOND))
    return found


def units_of_measure() -> list[tuple[str, str]]:
    """Names distinct without regard to case, with their other names."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows_of("satuan.csv"):
        found.setdefault(row["satuan"].lower(), (row["satuan"], row["sebutan_lain"]))
    return list(found.values())


def holidays() -> list[tuple[str, str]]:
    """Date and name of the national holidays of 2021 and 2026."""
    return [(row["tanggal"], row["nama"]) for row in rows_of("hari_libur.csv")]
