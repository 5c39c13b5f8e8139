"""Arithmetic of the reports: pure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from simral.reporting.rules import (
    Branch,
    control_budget,
    is_kredit,
    lra_lines,
    lra_totals,
    pair_cells,
    realised,
    roll_up,
    tree_lines,
)

D = Decimal
LEAVES = {
    "4.1.02.01.01.0001": D(10),
    "5.1.01.01.01.0001": D(7),
    "5.1.02.01.01.0024": D(3),
    "6.1.01.01.01.0001": D(5),
    "6.2.02.02.01.0001": D(2),
}


def test_every_ancestor_is_the_sum_and_financing_is_net() -> None:
    sums = roll_up(LEAVES)
    assert (sums["5"], sums["5.1"], sums["5.1.01"]) == (D(10), D(10), D(7))
    assert (sums["6"], sums["6.1"], sums["6.2"]) == (D(3), D(5), D(2))


def test_silpa_is_surplus_plus_net_financing() -> None:
    totals = lra_totals({}, roll_up(LEAVES))
    realisasi = {key: pair[1] for key, pair in totals.items()}
    assert realisasi == {
        "pendapatan": D(10), "belanja": D(10), "surplus": D(0), "penerimaan_pembiayaan": D(5),
        "pengeluaran_pembiayaan": D(2), "pembiayaan_neto": D(3), "silpa": D(3),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kode", "kredit"),
    [("1.1", False), ("2.1", True), ("3.1", True), ("4.1", True), ("5.1", False), ("6.1.01", True),
     ("6.2.02", False), ("7.1", True), ("8.1", False)],
)  # fmt: skip
def test_normal_side_of_an_account(kode: str, kredit: bool) -> None:
    assert is_kredit(kode) is kredit


def test_a_correction_lowers_what_was_realised() -> None:
    assert realised("5.1.02", D(100), D(30)) == D(70)
    assert realised("4.1.01", D(30), D(100)) == D(70)


def test_percent_is_nil_without_a_budget_and_absent_without_a_dpa() -> None:
    assert pair_cells("5", "", (D(0), D(8)))["persen"] == D("0.00")
    assert pair_cells("5", "", (D(3), D(1)))["persen"] == D("33.33")
    cells = pair_cells("5", "", (None, D(8)))
    assert (cells["anggaran"], cells["sisa"], cells["persen"]) == (None, None, None)


def test_the_budget_journal_tells_the_totals() -> None:
    found = {"3.1.02.01": (D(51), D(0)), "3.1.02.03": (D(0), D(59)), "3.1.02.05": (D(8), D(0))}
    assert control_budget(found) == {"4": D(51), "5": D(59)}


def kodes(depth: int, *opened: str) -> list[str]:
    sums = roll_up(LEAVES)
    lines = lra_lines(sums, sums, {}, depth, lra_totals(sums, sums), opened)
    return [str(line.cells["kode"]) for line in lines if str(line.cells["kode"]).startswith("5")]


def test_the_tree_ends_at_its_depth_and_goes_on_below_what_is_opened() -> None:
    assert kodes(2) == ["5", "5.1"]
    assert kodes(2, "5.1") == ["5", "5.1", "5.1.01", "5.1.02"]
    assert kodes(2, "5.1", "5.1.02") == ["5", "5.1", "5.1.01", "5.1.02", "5.1.02.01"]
    assert kodes(2, "5.1.02") == ["5", "5.1"]  # its parent is closed


def test_official_totals_stand_after_their_parts() -> None:
    sums = roll_up(LEAVES)
    lines = lra_lines(sums, sums, {}, 1, lra_totals(sums, sums))
    shown = [str(line.cells["kode"] or line.cells["uraian"]) for line in lines]
    assert shown == [
        "4", "Jumlah pendapatan", "5", "Jumlah belanja", "Surplus/(Defisit)", "6",
        "Jumlah penerimaan pembiayaan", "Jumlah pengeluaran pembiayaan", "Pembiayaan neto",
        "Sisa lebih pembiayaan anggaran (SiLPA)",
    ]  # fmt: skip


def test_a_tree_sums_paths_and_stops_at_its_depth() -> None:
    def path(*kodes: str) -> list[Branch]:
        return [Branch(kode, kode.upper()) for kode in kodes]

    leaves = [(path("a", "b", "c"), (D(5), D(1))), (path("a", "b", "d"), (D(7), D(2)))]
    rows = [
        (line.cells["kode"], line.cells["anggaran"], line.level) for line in tree_lines(leaves, 2)
    ]
    assert rows == [("a", D(12), 1), ("b", D(12), 2)]
    assert len(tree_lines(leaves, 9)) == 4
