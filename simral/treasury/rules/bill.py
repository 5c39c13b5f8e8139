"""The shape of a bill before it is registered (keuangan §4.3, §4.8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from simral.kernel.errors import Finding
from simral.kernel.i18n import N_
from simral.kernel.money import money
from simral.treasury.terms import JenisBelanja, TagihanInput

GOODS = frozenset(
    {
        JenisBelanja.BARANG,
        JenisBelanja.KONSTRUKSI_KECIL,
        JenisBelanja.KONSTRUKSI_MENENGAH,
        JenisBelanja.KONSTRUKSI_TANPA_KUALIFIKASI,
    }
)


def needs_bast(jenis: JenisBelanja, rekening_kodes: list[str]) -> bool:
    """Goods, works and whatever becomes an asset (5.2) are handed over before they are paid."""
    return jenis in GOODS or any(kode.startswith("5.2.") for kode in rekening_kodes)


def check_bill(entry: TagihanInput, *, today: date) -> list[Finding]:
    """Every fault of the entry itself; what the budget allows is checked at the SPP."""
    return list(_faults(entry, today))


def _faults(entry: TagihanInput, today: date) -> Iterator[Finding]:
    if not entry.nomor.strip():
        yield Finding("wajib", N_("Nomor tagihan wajib diisi."), at="nomor")
    if not entry.uraian.strip():
        yield Finding("wajib", N_("Keperluan wajib diisi."), at="uraian")
    for at, day in (("tanggal", entry.tanggal), ("bast_on", entry.bast_on)):
        if day is not None and day.year != entry.tahun:
            message = N_("Tanggal %(tanggal)s tidak dalam tahun anggaran %(tahun)s.")
            values = {"tanggal": f"{day:%d-%m-%Y}", "tahun": entry.tahun}
            yield Finding("tahun_lain", message, values, at=at)
        if day is not None and day > today:
            message = N_("Tanggal %(tanggal)s belum tiba.")
            yield Finding("tanggal_depan", message, {"tanggal": f"{day:%d-%m-%Y}"}, at=at)
    if bool(entry.bast_nomor.strip()) != (entry.bast_on is not None):
        message = N_("Nomor dan tanggal BAST diisi keduanya atau tidak sama sekali.")
        yield Finding("bast_setengah", message, at="bast_nomor")
    yield from _line_faults(entry)
    for jenis, billing in entry.billing.items():
        yield from check_billing_id(billing, at=f"billing_{jenis}")


def _line_faults(entry: TagihanInput) -> Iterator[Finding]:
    if not entry.lines:
        yield Finding("kosong", N_("Isi paling sedikit satu rincian belanja."), at="nilai")
    seen = set()
    for number, line in enumerate(entry.lines, start=1):
        at = f"nilai_{number}"
        if line.rincian_id in seen:
            message = N_("Baris %(baris)s: rekening yang sama sudah diisi di atas.")
            yield Finding("baris_ganda", message, {"baris": number}, at=at)
        seen.add(line.rincian_id)
        if not _is_amount(line.nilai):
            message = N_(
                "Baris %(baris)s: nilai harus lebih dari nol, paling banyak dua angka di "
                "belakang koma dan delapan belas angka di depannya."
            )
            yield Finding("nilai_salah", message, {"baris": number}, at=at)


def _is_amount(value: Decimal) -> bool:
    try:
        return money(value) > 0
    except (ValueError, TypeError):
        return False


def check_billing_id(text: str, *, at: str) -> Iterator[Finding]:
    """A billing id has 15 digits."""
    if text and not (len(text) == 15 and all(c in "0123456789" for c in text)):
        message = N_("ID billing “%(isi)s” harus 15 angka.")
        yield Finding("billing_salah", message, {"isi": text}, at=at)


def check_npwp(text: str) -> list[Finding]:
    """15 digits, or 16 since NPWP = NIK (PMK 112/2022); empty means none."""
    if not text or (len(text) in (15, 16) and all(c in "0123456789" for c in text)):
        return []
    return [Finding("npwp_salah", N_("NPWP harus 15 atau 16 angka."), at="npwp")]
