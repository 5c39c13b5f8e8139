"""Rules of the SPD (PP 12/2019; keuangan §4.2): period, and Σ SPD ≤ DPA."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from simral.budgeting.terms import Ceiling
from simral.kernel.errors import Finding
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO, format_rupiah


def check_spd_period(
    dari: int, sampai: int, provided: Collection[int], *, today: date, tahun: int
) -> list[Finding]:
    """Whole months of the year, in order, none provided before."""
    if not 1 <= dari <= sampai <= 12:
        return [Finding("periode_salah", N_("Periode harus dalam bulan 1 sampai 12, berurutan."),
                        at="bulan_dari")]  # fmt: skip
    findings = []
    again = sorted(set(range(dari, sampai + 1)) & set(provided))
    if again:
        message = N_("Bulan %(bulan)s sudah ada dalam SPD lain.")
        values = {"bulan": ", ".join(str(month) for month in again)}
        findings.append(Finding("bulan_ganda", message, values, at="bulan_dari"))
    if today.year != tahun:
        message = N_("Tanggal %(tanggal)s tidak dalam tahun anggaran %(tahun)s.")
        values = {"tanggal": f"{today:%d-%m-%Y}", "tahun": str(tahun)}
        findings.append(Finding("tahun_lain", message, values, at="tanggal"))
    return findings


def check_spd_ceiling(
    amounts: Mapping[UUID, Decimal],
    ceilings: Mapping[UUID, Ceiling],
    before: Mapping[UUID, Decimal],
) -> list[Finding]:
    """Σ SPD of a line never exceeds its DPA."""
    message = N_("%(kode)s: SPD %(nilai)s melebihi sisa DPA yang belum disediakan %(sisa)s.")
    findings = []
    for line_id, nilai in amounts.items():
        sisa = ceilings[line_id].pagu - before.get(line_id, ZERO)
        if nilai > sisa:
            values = {
                "kode": ceilings[line_id].rekening_kode,
                "nilai": format_rupiah(nilai),
                "sisa": format_rupiah(max(sisa, ZERO)),
            }
            findings.append(Finding("melebihi_dpa", message, values))
    return findings
