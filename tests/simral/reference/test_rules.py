"""Settings, working days, accounts that belong together."""

from __future__ import annotations

from datetime import date

import pytest

from simral.reference.rules import (
    add_working_days,
    check_setting,
    check_working_date,
    counter_account,
    match_payables,
    payable_object,
    working_days_between,
)

NYEPI = date(2021, 3, 11)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2021, 3, 10), date(2021, 3, 10), 0),
        (date(2021, 3, 10), date(2021, 3, 12), 1),  # the 11th is a holiday
        (date(2021, 3, 12), date(2021, 3, 15), 1),  # over a weekend
        (date(2021, 3, 15), date(2021, 3, 12), -1),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(start, end, days):
    assert working_days_between(start, end, {NYEPI}) == days


def test_two_working_days_after_a_wednesday_before_a_holiday_is_monday():
    assert add_working_days(date(2021, 3, 10), 2, {NYEPI}) == date(2021, 3, 15)
    assert add_working_days(date(2021, 3, 10), 0, {NYEPI}) == date(2021, 3, 10)


@pytest.mark.parametrize(
    ("kunci", "nilai", "codes"),
    [
        ("pajak.pembulatan", "floor", []),
        ("pajak.pembulatan", "ceil", ["nilai_asing"]),
        ("apa.saja", "1", ["kunci_asing"]),
        ("sla.sp2d_hari_kerja", "dua", ["bukan_hari"]),
        ("pemda.nama", " ", ["kosong"]),
        ("contoh.tanggal_kerja", "2021-10-04", ["kunci_asing"]),
    ],
)
def test_a_setting_takes_only_what_it_can_have(kunci, nilai, codes):
    assert [f.code for f in check_setting(kunci, nilai)] == codes


def test_the_working_date_is_taken_in_an_example_only():
    assert not check_working_date("2021-10-04")
    [finding] = check_working_date("besok")
    assert finding.code == "bukan_tanggal"


CHART = {
    "5.1.02.01.01.0024": "Belanja Alat Tulis Kantor",
    "8.1.02.01.01.0024": "Beban Alat Tulis Kantor",
    "5.1.02.02.08.0001": "Belanja Jasa Konsultansi",
    "8.1.02.02.08.0001": "Beban Jasa Konsultansi",
    "8.1.02.02.09.0001": "Beban Pertanian",
    "8.1.05.05.01.0001": "Beban Hibah",
    "8.4.01.01.01.0001": "Beban Tidak Terduga",
    "8.3.01.01.03.0001": "Beban Bagi Hasil",
    "1.5.03.01.01.0005": "Software",
    "1.3.02.10.01.0002": "Personal Computer",
}


@pytest.mark.parametrize(
    ("kode", "mapped", "partner"),
    [
        ("5.1.02.01.01.0024", "1.1.12.01.03.0001", "8.1.02.01.01.0024"),  # stock: expense
        ("5.1.02.02.08.0001", "8.1.02.02.09.0001", "8.1.02.02.08.0001"),  # the chart's name decides
        ("5.2.02.10.01.0002", "1.3.02.10.01.0002", "1.3.02.10.01.0002"),
        ("5.1.05.05.01.0001", None, "8.1.05.05.01.0001"),
        ("5.3.01.01.01.0001", None, "8.4.01.01.01.0001"),
        ("5.4.01.01.03.0001", None, "8.3.01.01.03.0001"),
        ("5.2.05.08.01.0005", None, "1.5.03.01.01.0005"),
        ("5.2.02.99.99.9999", None, None),  # BLUD: an officer chooses
    ],
)
def test_a_belanja_leaf_finds_the_account_it_posts_to(kode, mapped, partner):
    assert counter_account(kode, mapped, CHART) == partner


def test_a_payable_is_the_leaf_of_the_same_name_in_its_objek():
    names = {
        "5.2.02.10.01": "Belanja Modal Komputer Unit",
        "2.1.06.07.10.0001": "Utang Belanja Modal Komputer Unit-Komputer Jaringan",
        "2.1.06.07.10.0002": "Utang Belanja Modal Komputer Unit-Personal Computer",
        "2.1.06.02.01.0024": "Utang Belanja Barang Pakai Habis- Alat Tulis Kantor",
    }
    belanja = {
        "5.2.02.10.01.0002": "Belanja Modal Personal Computer",
        "5.1.02.01.01.0024": "Belanja Alat/Bahan-Alat Tulis Kantor",
        "5.1.02.01.01.0025": "Belanja Kertas",
    }
    assert match_payables(belanja, names) == {
        "5.2.02.10.01.0002": "2.1.06.07.10.0002",
        "5.1.02.01.01.0024": "2.1.06.02.01.0024",
    }
    assert payable_object("5.1.06.01.01.0001") is None
