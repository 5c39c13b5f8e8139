"""Checks 1 to 5 of a payment: pagu, SPD, anggaran kas, fund source, contract (keuangan §4.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from uuid import UUID

from simral.kernel.errors import Finding
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO, format_rupiah
from simral.treasury.rules.case import Check, PaymentCase, check_of


def _ceiling_check(
    case: PaymentCase, code: str, label: str, message: str, sisa_of: Callable[[UUID], Decimal]
) -> Check:
    def findings() -> Iterator[Finding]:
        for line_id, nilai in case.amounts.items():
            sisa = sisa_of(line_id)
            if nilai > sisa:
                values = {
                    "kode": case.ceilings[line_id].rekening_kode,
                    "nilai": format_rupiah(nilai),
                    "sisa": format_rupiah(max(sisa, ZERO)),
                    "lebih": format_rupiah(nilai - max(sisa, ZERO)),
                }
                yield Finding(f"melebihi_{code}", message, values, at="nilai")

    left = sum((sisa_of(line_id) - nilai for line_id, nilai in case.amounts.items()), ZERO)
    detail = N_("sisa %(sisa)s setelah dokumen ini")
    return check_of(code, label, detail, findings(), sisa=format_rupiah(left))


def check_pagu(case: PaymentCase) -> Check:
    """1: amount ≤ pagu of the version in force − committed."""
    message = N_(
        "%(kode)s: nilai %(nilai)s melebihi sisa anggaran %(sisa)s, lebih %(lebih)s. "
        "Kurangi nilai atau ajukan pergeseran."
    )
    return _ceiling_check(
        case, "pagu", N_("Pagu cukup"), message, lambda i: case.ceilings[i].pagu_sisa
    )


def check_spd(case: PaymentCase) -> Check:
    """2: amount ≤ Σ SPD − committed."""
    message = N_("%(kode)s: nilai %(nilai)s melebihi sisa SPD %(sisa)s. Tunggu SPD berikutnya.")
    return _ceiling_check(
        case, "spd", N_("SPD cukup"), message,
        lambda i: case.spd_total.get(i, ZERO) - case.ceilings[i].committed,
    )  # fmt: skip


def check_kas(case: PaymentCase) -> Check:
    """3: amount ≤ Σ anggaran kas of the months up to now − committed."""
    message = N_("%(kode)s: nilai %(nilai)s melebihi sisa anggaran kas s.d. bulan ini %(sisa)s.")
    label = N_("Anggaran kas cukup")
    return _ceiling_check(case, "kas", label, message, lambda i: case.ceilings[i].kas_sisa)


def check_dana(case: PaymentCase) -> Check:
    """4: the lines of one fund source together ≤ what the source has left."""
    asked: dict[tuple[UUID, UUID], Decimal] = {}
    left: dict[tuple[UUID, UUID], Decimal] = {}
    for line_id, nilai in case.amounts.items():
        ceiling = case.ceilings[line_id]
        key = (ceiling.sub_kegiatan_id, ceiling.sumber_dana_id)
        asked[key] = asked.get(key, ZERO) + nilai
        left[key] = ceiling.dana_sisa

    def findings() -> Iterator[Finding]:
        message = N_("Nilai %(nilai)s melebihi sisa sumber dana %(sisa)s.")
        for key, nilai in asked.items():
            if nilai > left[key]:
                values = {"nilai": format_rupiah(nilai), "sisa": format_rupiah(left[key])}
                yield Finding("melebihi_dana", message, values, at="nilai")

    rest = format_rupiah(sum((left[key] - asked[key] for key in asked), ZERO))
    detail = N_("sisa %(sisa)s setelah dokumen ini")
    return check_of("dana", N_("Sumber dana cukup"), detail, findings(), sisa=rest)


def check_satu_sub_kegiatan(case: PaymentCase) -> Check:
    """One SPP-LS stands on one sub kegiatan (SIMAKDA)."""
    kodes = sorted({ceiling.sub_kegiatan_kode for ceiling in case.ceilings.values()})
    units = {ceiling.sub_kegiatan_id for ceiling in case.ceilings.values()}

    def findings() -> Iterator[Finding]:
        if len(units) > 1:
            message = N_("Satu SPP hanya untuk satu sub kegiatan, di sini ada %(jumlah)s.")
            yield Finding("banyak_sub_kegiatan", message, {"jumlah": len(units)})
        if not case.amounts:
            yield Finding("kosong", N_("Belum ada rincian belanja."), at="nilai")

    label = N_("Satu sub kegiatan")
    return check_of("sub_kegiatan", label, "%(kode)s", findings(), kode=", ".join(kodes))


def check_kontrak(case: PaymentCase) -> Check:
    """5: within the contract, of the same payee."""
    label, contract = N_("Nilai kontrak cukup"), case.contract
    if contract is None:
        return check_of("kontrak", label, N_("tanpa kontrak"), iter(()))
    sisa = contract.nilai - contract.used

    def findings() -> Iterator[Finding]:
        if case.nilai > sisa:
            message = N_("Nilai %(nilai)s melebihi sisa kontrak %(nomor)s, %(sisa)s.")
            values = {"nilai": format_rupiah(case.nilai), "nomor": contract.nomor,
                      "sisa": format_rupiah(max(sisa, ZERO))}  # fmt: skip
            yield Finding("melebihi_kontrak", message, values, at="nilai")
        if not contract.same_payee:
            message = N_("Penerima tagihan bukan pihak kontrak %(nomor)s.")
            yield Finding("pihak_kontrak", message, {"nomor": contract.nomor}, at="kontrak")

    detail = N_("sisa %(sisa)s setelah dokumen ini")
    return check_of("kontrak", label, detail, findings(), sisa=format_rupiah(sisa - case.nilai))
