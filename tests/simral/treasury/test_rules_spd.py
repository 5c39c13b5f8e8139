"""SPD: whole months in order, provided once, never above the DPA."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from simral.kernel.money import NBSP
from simral.treasury.rules.spd import check_spd_ceiling, check_spd_period
from tests.simral.treasury.test_rules_checks import LINE, SECOND, ceiling

TODAY = date(2021, 4, 1)


@pytest.mark.parametrize(
    ("dari", "sampai", "provided"), [(1, 12, []), (4, 6, [1, 2, 3]), (4, 4, [5]), (12, 12, [])]
)
def test_a_period_that_is_free(dari, sampai, provided):
    assert check_spd_period(dari, sampai, provided, today=TODAY, tahun=2021) == []


@pytest.mark.parametrize(("dari", "sampai"), [(0, 3), (4, 3), (10, 13), (-1, -1), (13, 13)])
def test_a_period_lies_inside_the_year_and_runs_forward(dari, sampai):
    (finding,) = check_spd_period(dari, sampai, [], today=TODAY, tahun=2021)
    assert (finding.code, finding.at) == ("periode_salah", "bulan_dari")


def test_a_month_is_provided_once():
    (finding,) = check_spd_period(3, 6, [1, 2, 3, 4], today=TODAY, tahun=2021)
    assert finding.code == "bulan_ganda"
    assert "3, 4" in str(finding)


def test_an_spd_is_dated_in_its_year():
    (finding,) = check_spd_period(4, 6, [], today=date(2022, 1, 3), tahun=2021)
    assert (finding.code, finding.at) == ("tahun_lain", "tanggal")


@pytest.mark.parametrize(
    ("nilai", "before", "codes"),
    [("1000", None, []), ("1000.01", None, ["melebihi_dpa"]), ("600", "400", []),
     ("600.01", "400", ["melebihi_dpa"]), ("0", "1000", [])],
)  # fmt: skip
def test_all_spd_of_a_line_stay_within_its_dpa(nilai, before, codes):
    earlier = {} if before is None else {LINE: Decimal(before)}
    findings = check_spd_ceiling({LINE: Decimal(nilai)}, {LINE: ceiling()}, earlier)
    assert [finding.code for finding in findings] == codes


def test_each_line_above_its_dpa_names_account_and_what_is_left():
    other = ceiling(SECOND, rekening_kode="5.1.02.02.01.0030")
    findings = check_spd_ceiling(
        {LINE: Decimal(700), SECOND: Decimal(1001)}, {LINE: ceiling(), SECOND: other},
        {LINE: Decimal(400)},
    )  # fmt: skip
    assert [str(finding).partition(":")[0] for finding in findings] == [
        "5.1.02.01.01.0024", "5.1.02.02.01.0030",
    ]  # fmt: skip
    assert f"Rp{NBSP}600,00" in str(findings[0])
