"""Taxes on a payment by the date of payment (keuangan §4.8; UU HPP, PMK 59/2022, PMK 131/2024).

The amount of a bill is G, rupiah including PPN when the payee is a PKP. Every tax is computed
exactly from G and rounded once, at the end, by the rounding setting. The price H that is shown
is G less the PPN.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from simral.kernel.money import SEN, ZERO, money, round_by
from simral.treasury.terms import JenisBelanja, JenisPotongan

LIMIT = Decimal(2_000_000)  # PMK 231/2019: PPN above it incl. PPN, PPh 22 above it excl. PPN
PFK = {
    JenisPotongan.PPN: "2.1.01.06.01.0001",
    JenisPotongan.PPH_21: "2.1.01.05.01.0001",
    JenisPotongan.PPH_22: "2.1.01.05.02.0001",
    JenisPotongan.PPH_23: "2.1.01.05.03.0001",
    JenisPotongan.PPH_4_2: "2.1.01.05.05.0001",  # reference/data/rekening_setempat.csv
}
J, P = JenisBelanja, JenisPotongan
PPN_KINDS = frozenset(
    {
        J.BARANG,
        J.JASA,
        J.SEWA_TANAH_BANGUNAN,
        J.KONSTRUKSI_KECIL,
        J.KONSTRUKSI_MENENGAH,
        J.KONSTRUKSI_TANPA_KUALIFIKASI,
        J.KONSULTANSI_KONSTRUKSI,
        J.KONSULTANSI_TANPA_KUALIFIKASI,
    }
)


@dataclass(frozen=True)
class PPNRate:
    """From a date on: tariff in percent, share of the price that is taxed, effective percent."""

    mulai: date
    tarif: Decimal
    dasar: tuple[int, int]
    efektif: Decimal


PPN_RATES = (
    PPNRate(date(2020, 1, 1), Decimal(10), (1, 1), Decimal(10)),
    PPNRate(date(2022, 4, 1), Decimal(11), (1, 1), Decimal(11)),  # UU 7/2021 (HPP)
    PPNRate(date(2025, 1, 1), Decimal(12), (11, 12), Decimal(11)),  # PMK 131/2024
)

# Kind of purchase → (tax, percent of the price) from a date on; the last row not later wins.
PPH_RATES: dict[JenisBelanja, tuple[tuple[date, JenisPotongan, Decimal], ...]] = {
    J.BARANG: ((date(2020, 1, 1), P.PPH_22, Decimal("1.5")),),
    J.JASA: ((date(2020, 1, 1), P.PPH_23, Decimal(2)),),
    J.KATERING: ((date(2020, 1, 1), P.PPH_23, Decimal(2)),),
    J.SEWA_TANAH_BANGUNAN: ((date(2020, 1, 1), P.PPH_4_2, Decimal(10)),),
    J.KONSTRUKSI_KECIL: (
        (date(2020, 1, 1), P.PPH_4_2, Decimal(2)),  # PP 51/2008 jo 40/2009
        (date(2022, 2, 21), P.PPH_4_2, Decimal("1.75")),  # PP 9/2022
    ),
    J.KONSTRUKSI_MENENGAH: (
        (date(2020, 1, 1), P.PPH_4_2, Decimal(3)),
        (date(2022, 2, 21), P.PPH_4_2, Decimal("2.65")),
    ),
    J.KONSTRUKSI_TANPA_KUALIFIKASI: ((date(2020, 1, 1), P.PPH_4_2, Decimal(4)),),
    J.KONSULTANSI_KONSTRUKSI: (
        (date(2020, 1, 1), P.PPH_4_2, Decimal(4)),
        (date(2022, 2, 21), P.PPH_4_2, Decimal("3.5")),
    ),
    J.KONSULTANSI_TANPA_KUALIFIKASI: ((date(2020, 1, 1), P.PPH_4_2, Decimal(6)),),
    J.HONOR_PNS_III: ((date(2020, 1, 1), P.PPH_21, Decimal(5)),),  # PP 80/2010, final
    J.HONOR_PNS_IV: ((date(2020, 1, 1), P.PPH_21, Decimal(15)),),
    J.NARASUMBER: ((date(2020, 1, 1), P.PPH_21, Decimal("2.5")),),  # 50% × 5%, first layer
}
# Without NPWP the rate rises: PPh 22 and 23 by 100%, PPh 21 (not final) by 20%.
SURCHARGE = {P.PPH_22: Decimal(2), P.PPH_23: Decimal(2), P.PPH_21: Decimal("1.2")}


@dataclass(frozen=True)
class PotonganDraft:
    """A tax to withhold: base shown and amount in rupiah, rate in percent, PFK leaf."""

    jenis: JenisPotongan
    dasar: Decimal
    tarif: Decimal
    nilai: Decimal
    rekening_kode: str


def compute_potongan(
    jenis: JenisBelanja,
    nilai: Decimal,
    *,
    on: date,
    is_pkp: bool,
    has_npwp: bool,
    is_bebas_ppn: bool = False,
    is_bebas_pph: bool = False,
    rounding: str = "floor",
) -> list[PotonganDraft]:
    """What the bendahara withholds from a bill of `nilai` rupiah paid on `on`.

    Raises ValueError for a date before the first rule (2020).
    """
    rate = _latest(PPN_RATES, on)
    carries_ppn = is_pkp and jenis in PPN_KINDS and not is_bebas_ppn
    parts = 100 + rate.efektif if carries_ppn else Decimal(100)  # H = G × 100 / parts
    found = []
    price = nilai
    if carries_ppn and nilai > LIMIT:
        ppn = round_by(nilai * rate.efektif / (100 + rate.efektif), rounding)
        price = nilai - ppn
        base = _shown(price * rate.dasar[0] / rate.dasar[1])
        found.append(PotonganDraft(P.PPN, base, rate.tarif, ppn, PFK[P.PPN]))
    elif carries_ppn:
        price = _shown(nilai * 100 / parts)
    pph = _pph(jenis, nilai, parts, on=on, has_npwp=has_npwp) if not is_bebas_pph else None
    if pph is not None:
        kind, percent, exact = pph
        amount = min(round_by(exact, rounding), nilai)
        if amount > 0:
            found.append(PotonganDraft(kind, price, percent, amount, PFK[kind]))
    return found


def _pph(
    jenis: JenisBelanja, nilai: Decimal, parts: Decimal, *, on: date, has_npwp: bool
) -> tuple[JenisPotongan, Decimal, Decimal] | None:
    """(tax, percent, exact amount), or None where there is none."""
    rows = [row for row in PPH_RATES.get(jenis, ()) if row[0] <= on]
    if not rows:
        return None
    _, kind, percent = rows[-1]
    if kind is P.PPH_22 and nilai * 100 <= LIMIT * parts:
        return None
    final = jenis in (J.HONOR_PNS_III, J.HONOR_PNS_IV)
    if not has_npwp and not final:
        percent *= SURCHARGE.get(kind, Decimal(1))
    return kind, percent, nilai * percent / parts


def needs_npwp(jenis: JenisBelanja, *, is_pkp: bool, is_bebas_ppn: bool) -> bool:
    """A PKP's tax invoice carries his NPWP: without it the PPN cannot be remitted."""
    return is_pkp and jenis in PPN_KINDS and not is_bebas_ppn


def total(drafts: Sequence[PotonganDraft]) -> Decimal:
    """Everything withheld, rupiah."""
    return money(sum((draft.nilai for draft in drafts), ZERO))


def _latest(rates: Sequence[PPNRate], on: date) -> PPNRate:
    rows = [rate for rate in rates if rate.mulai <= on]
    if not rows:
        raise ValueError(f"no tax rule before {rates[0].mulai}: {on}")
    return rows[-1]


def _shown(amount: Decimal) -> Decimal:
    return amount.quantize(SEN, ROUND_HALF_UP)
