"""The dates of a contract (keuangan §4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from simral.kernel.errors import Finding
from simral.kernel.i18n import N_


def check_masa(
    tahun: int, tanggal: date, mulai_on: date, selesai_on: date, *, today: date
) -> Iterator[Finding]:
    """Signed this budget year or the one before, not in the future; then begin, then end."""
    values = {"tanggal": f"{tanggal:%d-%m-%Y}"}
    if tanggal > today:
        yield Finding("tanggal_depan", N_("Tanggal %(tanggal)s belum tiba."), values, at="tanggal")
    if not tahun - 1 <= tanggal.year <= tahun:
        message = N_("Tanggal kontrak %(tanggal)s harus dalam tahun %(lalu)s atau %(tahun)s.")
        values |= {"lalu": str(tahun - 1), "tahun": str(tahun)}
        yield Finding("tahun_lain", message, values, at="tanggal")
    if not tanggal <= mulai_on <= selesai_on:
        message = N_("Urutan tanggal kontrak, mulai, dan selesai tidak benar.")
        yield Finding("tanggal_salah", message, at="mulai_on")


def check_after(tanggal: date, signed_on: date) -> list[Finding]:
    """A bill is not older than its contract."""
    if tanggal >= signed_on:
        return []
    message = N_("Tanggal tagihan mendahului tanggal kontrak, %(tanggal)s.")
    values = {"tanggal": f"{signed_on:%d-%m-%Y}"}
    return [Finding("tagihan_sebelum_kontrak", message, values, at="tanggal")]
