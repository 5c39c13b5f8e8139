"""Anggaran kas and ratification: sums that must agree (keuangan §2.5, §3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from simral.kernel.errors import Finding
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO, format_rupiah

MONTHS = 12
NAMED = 20  # so many lines are named one by one, the rest is counted


@dataclass(frozen=True)
class LineSum:
    """A line whose sums do not agree, rupiah."""

    sub_kegiatan_kode: str
    rekening_kode: str
    pagu: Decimal
    other: Decimal


def spread(pagu: Decimal) -> list[Decimal]:
    """Twelve equal months in whole rupiah, the remainder in December."""
    month = pagu // MONTHS
    return [month] * (MONTHS - 1) + [pagu - month * (MONTHS - 1)]


def check_ratification(
    *,
    today: date,
    tahun: int,
    starts_on: date,
    superseded: bool,
    lines: int,
    uneven: Sequence[LineSum],
    overspent: Sequence[LineSum],
) -> list[Finding]:
    """Dates inside the year and the version, Σ anggaran kas = pagu, pagu ≥ committed.

    `uneven`: lines whose months do not sum to their pagu; `overspent`: lines of the OPD whose
    new pagu is below what is promised and realised (Permendagri 77/2020: shift of a budget).
    """
    findings = []
    if today.year != tahun:
        message = N_("Tanggal pengesahan %(tanggal)s di luar tahun anggaran %(tahun)s.")
        values = {"tanggal": f"{today:%d-%m-%Y}", "tahun": tahun}
        findings.append(Finding("di_luar_tahun", message, values, at="tanggal"))
    if today < starts_on:
        message = N_("Versi ini baru berlaku mulai %(tanggal)s.")
        values = {"tanggal": f"{starts_on:%d-%m-%Y}"}
        findings.append(Finding("belum_berlaku", message, values, at="tanggal"))
    if superseded:
        findings.append(Finding("versi_lama", N_("Versi yang lebih baru sudah disahkan.")))
    if not lines:
        findings.append(Finding("kosong", N_("DPA belum punya rincian.")))
    findings += _name_lines(
        "kas_tidak_sama", N_("%(sub)s %(kode)s: anggaran kas %(lain)s, pagu %(pagu)s."), uneven
    )
    findings += _name_lines(
        "di_bawah_komitmen",
        N_("%(sub)s %(kode)s: pagu baru %(pagu)s kurang dari yang sudah dipakai %(lain)s."),
        overspent,
    )
    return findings


def _name_lines(code: str, message: str, lines: Sequence[LineSum]) -> list[Finding]:
    findings = [
        Finding(
            code,
            message,
            {
                "sub": line.sub_kegiatan_kode,
                "kode": line.rekening_kode,
                "pagu": format_rupiah(line.pagu),
                "lain": format_rupiah(line.other),
            },
        )
        for line in lines[:NAMED]
    ]
    if len(lines) > NAMED:
        more = sum((line.pagu - line.other for line in lines[NAMED:]), ZERO)
        text = N_("… dan %(jumlah)s baris lagi, selisih %(selisih)s.")
        values = {"jumlah": len(lines) - NAMED, "selisih": format_rupiah(more)}
        findings.append(Finding(f"{code}_lain", text, values))
    return findings
