"""Rows of an import, anggaran kas, ratification, the budget journal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simral.budgeting.postings import BudgetTotals, budget_journal
from simral.budgeting.rules.kas import LineSum, check_ratification, spread
from simral.budgeting.rules.rows import check_place, read_kas, whole_rupiah
from simral.budgeting.states import DPA_FLOW, DPAAction, DPAState
from simral.kernel.errors import IllegalTransition

PLACE = {
    "kode_skpd": "1.03.1.04.2.10.01.0000", "kode_sub_skpd": "1.03.1.04.2.10.01.0001",
    "kode_bidang_urusan": "1.04", "kode_program": "1.04.02", "nama_program": "P",
    "kode_kegiatan": "1.04.02.2.01", "nama_kegiatan": "K",
    "kode_sub_kegiatan": "1.04.02.2.01.01", "nama_sub_kegiatan": "S",
}  # fmt: skip
KAS = {f"bulan_{month:02}": "0" for month in range(1, 13)} | {
    "kode_skpd": "a", "kode_sub_skpd": "b", "kode_sub_kegiatan": "1.01", "kode_rekening": "5",
}  # fmt: skip


@pytest.mark.parametrize(("state", "action"), list(product(DPAState, DPAAction)))
def test_every_pair_of_state_and_action_is_decided(state, action):
    if (state, action) in DPA_FLOW.table:
        assert DPA_FLOW.step(state, action).to in DPAState
    else:
        with pytest.raises(IllegalTransition):
            DPA_FLOW.step(state, action)


@pytest.mark.parametrize(
    "text",
    ["", "-1", "1.250", "1,250", "1.5", "12.345", "9" * 19, "=1+1", "1e5", "Rp 5", "١٢"],
)
def test_an_amount_that_is_not_whole_rupiah_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        whole_rupiah(text)


def test_an_amount_of_eighteen_digits_is_taken():
    assert whole_rupiah("9" * 18) == 10**18 - 1
    assert whole_rupiah("0") == 0


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({}, None),
        ({"kode_sub_skpd": ""}, None),
        ({"kode_sub_skpd": "1.03.1.04.2.10.01.01"}, None),  # 20 characters
        ({"kode_sub_skpd": "1.03.1.04.2.10.02.0001"}, "kode_sub_skpd"),
        ({"kode_bidang_urusan": "0.00"}, "kode_bidang_urusan"),
        ({"kode_program": "1.03.02"}, "kode_program"),
        ({"kode_sub_kegiatan": "1.04.02.2.01"}, "kode_sub_kegiatan"),
        ({"nama_sub_kegiatan": ""}, "nama_sub_kegiatan"),
        ({"kode_skpd": "1.03"}, "kode_skpd"),
    ],
)
def test_a_place_belongs_together(change, column):
    found = [name for name, _, _ in check_place(PLACE | change)]
    assert column in found if column else found == []


@given(st.integers(0, 10**18 - 1))
def test_spread_loses_nothing_and_stays_whole(pagu):
    months = spread(Decimal(pagu))
    assert sum(months) == pagu
    assert len(months) == 12
    assert len(set(months[:11])) == 1
    assert 0 <= months[11] - months[0] < 12


def test_months_that_do_not_sum_and_a_line_that_stands_twice_are_named():
    good = KAS | {"total": "5", "bulan_03": "5"}
    file = read_kas([good, good, KAS | {"total": "4", "kode_rekening": "6"}])
    assert [(e.row, e.column) for e in file.errors] == [(2, "kode_rekening"), (3, "total")]


def test_ratification_names_every_reason():
    line = LineSum("1.01", "5.1", Decimal(10), Decimal(7))
    findings = check_ratification(
        today=date(2022, 1, 4), tahun=2021, starts_on=date(2022, 2, 1), superseded=True, lines=0,
        uneven=[line] * 25, overspent=[line],
    )  # fmt: skip
    codes = [finding.code for finding in findings]
    assert codes[:4] == ["di_luar_tahun", "belum_berlaku", "versi_lama", "kosong"]
    assert codes.count("kas_tidak_sama") == 20
    assert "kas_tidak_sama_lain" in codes
    assert codes[-1] == "di_bawah_komitmen"


def journal(totals, before):
    return budget_journal(
        dpa_id=uuid4(), opd_kode="X", on=date(2021, 1, 4), uraian="u", totals=totals, before=before
    )


def sides(draft):
    return {p.rekening_kode[:9]: p.debit - p.kredit for p in draft.postings}


def test_the_budget_journal_holds_all_four_totals():
    totals = BudgetTotals(Decimal(100), Decimal(150), Decimal(70), Decimal(20))
    assert sides(journal(totals, BudgetTotals())) == {
        "3.1.02.01": 100, "3.1.02.02": 70, "3.1.02.03": -150, "3.1.02.04": -20,
    }  # fmt: skip


def test_a_later_version_posts_the_change_only_and_a_lower_budget_turns_round():
    before = BudgetTotals(belanja=Decimal(150))
    assert sides(journal(BudgetTotals(belanja=Decimal(120)), before)) == {
        "3.1.02.03": 30, "3.1.02.05": -30,
    }  # fmt: skip
    assert journal(before, before) is None
