"""Taxes by the date of payment: the worked examples of keuangan §4.8, older rates, properties."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simral.kernel.money import ZERO
from simral.treasury.rules.pajak import (
    PFK,
    PPN_KINDS,
    compute_potongan,
    needs_npwp,
    total,
)
from simral.treasury.terms import JenisBelanja as J
from simral.treasury.terms import JenisPotongan as P

ON_2021, ON_2025 = date(2021, 10, 4), date(2025, 6, 1)
HARI_PP_9 = date(2022, 2, 21)  # PP 9/2022 takes force


def taxes(jenis: J, nilai: str | int, on: date = ON_2025, *, pkp: bool = True, npwp: bool = True,
          **exempt: bool) -> dict[P, Decimal]:  # fmt: skip
    drafts = compute_potongan(jenis, Decimal(nilai), on=on, is_pkp=pkp, has_npwp=npwp, **exempt)
    found = {draft.jenis: draft.nilai for draft in drafts}
    assert len(found) == len(drafts), "one row per tax"
    return found


# ── the worked examples ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("jenis", "nilai", "pkp", "expected", "paid"),
    [
        (J.BARANG, 11_100_000, True, {P.PPN: 1_100_000, P.PPH_22: 150_000}, 9_850_000),
        (J.BARANG, 2_000_000, True, {}, 2_000_000),
        (J.BARANG, 2_200_000, True, {P.PPN: 218_018}, 1_981_982),
        (J.KONSTRUKSI_KECIL, 555_000_000, True,
         {P.PPN: 55_000_000, P.PPH_4_2: 8_750_000}, 491_250_000),
        (J.KATERING, 5_000_000, False, {P.PPH_23: 100_000}, 4_900_000),
        (J.HONOR_PNS_IV, 1_000_000, False, {P.PPH_21: 150_000}, 850_000),
        (J.NARASUMBER, 2_000_000, False, {P.PPH_21: 50_000}, 1_950_000),
    ],
    ids=["1 goods", "2 small goods", "3 goods between the limits", "4 small construction",
         "5 catering", "6 honor gol IV", "7 narasumber"],
)  # fmt: skip
def test_a_worked_example_of_the_domain_reference(jenis, nilai, pkp, expected, paid):
    drafts = compute_potongan(jenis, Decimal(nilai), on=ON_2025, is_pkp=pkp, has_npwp=True)
    assert {draft.jenis: draft.nilai for draft in drafts} == expected
    assert nilai - total(drafts) == paid


def test_the_bases_shown_of_the_first_example():
    ppn, pph = compute_potongan(
        J.BARANG, Decimal(11_100_000), on=ON_2025, is_pkp=True, has_npwp=True
    )
    assert (ppn.dasar, ppn.tarif) == (Decimal("9166666.67"), Decimal(12))
    assert (pph.dasar, pph.tarif) == (Decimal(10_000_000), Decimal("1.5"))


def test_the_price_shown_is_the_bill_less_the_ppn():
    (_, pph) = compute_potongan(J.JASA, Decimal(2_200_000), on=ON_2025, is_pkp=True, has_npwp=True)
    assert pph.dasar == Decimal(2_200_000) - Decimal(218_018) == Decimal(1_981_982)


def test_the_golden_year_withholds_these():
    on = date(2026, 5, 4)
    assert taxes(J.JASA, 111_000_000, on) == {P.PPN: 11_000_000, P.PPH_23: 2_000_000}
    assert taxes(J.BARANG, 222_000_000, on) == {P.PPN: 22_000_000, P.PPH_22: 3_000_000}
    assert taxes(J.BARANG, 33_300_000, on) == {P.PPN: 3_300_000, P.PPH_22: 450_000}


# ── rates by date ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("on", "nilai", "ppn", "tarif"),
    [(date(2020, 1, 1), 11_000_000, 1_000_000, 10), (date(2022, 3, 31), 11_000_000, 1_000_000, 10),
     (date(2022, 4, 1), 11_100_000, 1_100_000, 11), (date(2024, 12, 31), 11_100_000, 1_100_000, 11),
     (date(2025, 1, 1), 11_100_000, 1_100_000, 12)],
)  # fmt: skip
def test_the_ppn_of_each_time(on, nilai, ppn, tarif):
    draft, _ = compute_potongan(J.BARANG, Decimal(nilai), on=on, is_pkp=True, has_npwp=True)
    assert (draft.nilai, draft.tarif) == (ppn, tarif)


@pytest.mark.parametrize(
    ("on", "dasar"),
    [(date(2021, 6, 1), "10000000.00"), (date(2023, 6, 1), "9909910.00"),
     (date(2025, 6, 1), "9084084.17")],
)  # fmt: skip
def test_the_base_shown_of_each_time(on, dasar):
    draft, _ = compute_potongan(J.BARANG, Decimal(11_000_000), on=on, is_pkp=True, has_npwp=True)
    assert draft.dasar == Decimal(dasar)


CONSTRUCTION = [
    (J.KONSTRUKSI_KECIL, "2", "1.75"),
    (J.KONSTRUKSI_MENENGAH, "3", "2.65"),
    (J.KONSTRUKSI_TANPA_KUALIFIKASI, "4", "4"),
    (J.KONSULTANSI_KONSTRUKSI, "4", "3.5"),
    (J.KONSULTANSI_TANPA_KUALIFIKASI, "6", "6"),
]


@pytest.mark.parametrize(("jenis", "before", "after"), CONSTRUCTION)
def test_construction_before_and_after_pp_9_of_2022(jenis, before, after):
    price = Decimal(500_000_000)
    old = taxes(jenis, 550_000_000, HARI_PP_9 - timedelta(days=1))
    new = taxes(jenis, 550_000_000, HARI_PP_9)  # PPN is still 10% on that day
    assert old == {P.PPN: 50_000_000, P.PPH_4_2: price * Decimal(before) / 100}
    assert new == {P.PPN: 50_000_000, P.PPH_4_2: price * Decimal(after) / 100}


@pytest.mark.parametrize(
    ("jenis", "kind", "percent"),
    [(J.BARANG, P.PPH_22, "1.5"), (J.JASA, P.PPH_23, "2"), (J.SEWA_TANAH_BANGUNAN, P.PPH_4_2, "10"),
     (J.HONOR_PNS_III, P.PPH_21, "5"), (J.HONOR_PNS_IV, P.PPH_21, "15"),
     (J.NARASUMBER, P.PPH_21, "2.5"), (J.KATERING, P.PPH_23, "2")],
)  # fmt: skip
@pytest.mark.parametrize("on", [ON_2021, date(2022, 7, 1), ON_2025])
def test_rates_that_did_not_change(jenis, kind, percent, on):
    found = taxes(jenis, 10_000_000, on, pkp=False)
    assert found == {kind: 10_000_000 * Decimal(percent) / 100}


def test_a_date_before_the_first_rule_is_refused():
    with pytest.raises(ValueError, match="2020"):
        taxes(J.BARANG, 5_000_000, date(2019, 12, 31))


# ── limits, exemptions, surcharges ────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("nilai", "on", "expected"),
    [
        ("2000000.00", ON_2025, set()),
        ("2000000.01", ON_2025, {P.PPN}),
        ("2220000.00", ON_2025, {P.PPN}),  # H is 2,000,000 exactly: not above it
        ("2220000.01", ON_2025, {P.PPN, P.PPH_22}),
        ("2200000.00", ON_2021, {P.PPN}),
        ("2200000.01", ON_2021, {P.PPN, P.PPH_22}),
    ],
)
def test_the_limits_of_two_million(nilai, on, expected):
    assert set(taxes(J.BARANG, nilai, on)) == expected


def test_a_seller_who_is_no_pkp_has_the_whole_bill_as_price():
    assert taxes(J.BARANG, 2_100_000, pkp=False) == {P.PPH_22: 31_500}
    assert taxes(J.BARANG, 2_000_000, pkp=False) == {}


def test_services_owe_pph_23_without_a_limit():
    assert taxes(J.JASA, 1_110_000) == {P.PPH_23: 20_000}


@pytest.mark.parametrize(
    ("exempt", "expected"),
    [({"is_bebas_ppn": True}, {P.PPH_22: 166_500}), ({"is_bebas_pph": True}, {P.PPN: 1_100_000}),
     ({"is_bebas_ppn": True, "is_bebas_pph": True}, {})],
)  # fmt: skip
def test_exempt_is_exempt(exempt, expected):
    assert taxes(J.BARANG, 11_100_000, **exempt) == expected


@pytest.mark.parametrize("nilai", [1, 2_000_000, 5_000_000_000])
def test_what_is_no_object_owes_nothing(nilai):
    assert taxes(J.BUKAN_OBJEK, nilai) == {}


@pytest.mark.parametrize(
    ("jenis", "nilai", "expected"),
    [(J.BARANG, 10_000_000, {P.PPH_22: 300_000}), (J.JASA, 10_000_000, {P.PPH_23: 400_000}),
     (J.KATERING, 5_000_000, {P.PPH_23: 200_000}), (J.NARASUMBER, 2_000_000, {P.PPH_21: 60_000}),
     (J.HONOR_PNS_IV, 1_000_000, {P.PPH_21: 150_000}),
     (J.HONOR_PNS_III, 1_000_000, {P.PPH_21: 50_000}),
     (J.KONSTRUKSI_KECIL, 100_000_000, {P.PPH_4_2: 1_750_000}),
     (J.SEWA_TANAH_BANGUNAN, 10_000_000, {P.PPH_4_2: 1_000_000})],
)  # fmt: skip
def test_without_npwp_the_rate_rises_except_where_the_tax_is_final(jenis, nilai, expected):
    assert taxes(jenis, nilai, pkp=False, npwp=False) == expected


@pytest.mark.parametrize("jenis", list(J))
def test_an_npwp_is_needed_where_ppn_is_owed(jenis):
    assert needs_npwp(jenis, is_pkp=True, is_bebas_ppn=False) is (jenis in PPN_KINDS)
    assert not needs_npwp(jenis, is_pkp=False, is_bebas_ppn=False)
    assert not needs_npwp(jenis, is_pkp=True, is_bebas_ppn=True)


@pytest.mark.parametrize(
    ("rounding", "ppn"), [("floor", 218_018), ("half_up", 218_018), ("up_100", 218_100)]
)
def test_the_rounding_is_a_setting(rounding, ppn):
    (draft,) = compute_potongan(J.BARANG, Decimal(2_200_000), on=ON_2025, is_pkp=True,
                                has_npwp=True, rounding=rounding)  # fmt: skip
    assert draft.nilai == ppn


# ── properties ────────────────────────────────────────────────────────────────────────────────
bills = st.integers(1, 10**16).map(lambda sen: Decimal(sen).scaleb(-2))
dates = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@settings(max_examples=1000)
@given(st.sampled_from(J), bills, dates, st.booleans(), st.booleans())
def test_taxes_are_whole_rupiah_and_together_less_than_the_bill(jenis, nilai, on, pkp, npwp):
    drafts = compute_potongan(jenis, nilai, on=on, is_pkp=pkp, has_npwp=npwp)
    assert total(drafts) == sum((draft.nilai for draft in drafts), ZERO) <= nilai
    for draft in drafts:
        assert draft.nilai > 0 or draft.jenis is P.PPN
        assert draft.nilai % 1 == 0
        assert draft.rekening_kode == PFK[draft.jenis]
        assert draft.dasar <= nilai


def exact(nilai: Decimal, percent: str, on: date) -> Fraction:
    parts = 110 if on < date(2022, 4, 1) else 111
    return Fraction(nilai) * Fraction(percent) / parts


@settings(max_examples=1000)
@given(bills, dates)
def test_each_tax_is_the_exact_one_rounded_down_once(nilai, on):
    found = taxes(J.BARANG, nilai, on)
    rate = "10" if on < date(2022, 4, 1) else "11"
    if nilai > 2_000_000:
        assert found[P.PPN] == exact(nilai, rate, on) // 1
    else:
        assert P.PPN not in found
    if exact(nilai, "100", on) > 2_000_000:
        assert found[P.PPH_22] == exact(nilai, "1.5", on) // 1
    else:
        assert P.PPH_22 not in found


@given(
    st.integers(1, 10**9), dates, st.sampled_from([J.BARANG, J.JASA, *(c[0] for c in CONSTRUCTION)])
)
def test_a_larger_bill_never_owes_less(rupiah, on, jenis):
    smaller, larger = taxes(jenis, rupiah, on), taxes(jenis, rupiah + 1, on)
    for kind, nilai in smaller.items():
        assert larger[kind] >= nilai
