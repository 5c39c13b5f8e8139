"""`import dpa` and `import anggaran-kas`, small files and the real ones."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from simral.budgeting.queries import find_version, list_dpa, list_violations
from simral.budgeting.services import (
    import_anggaran_kas,
    import_dpa,
    ratify_dpa,
    spread_anggaran_kas,
)
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.actor import system_actor
from simral.kernel.db import db
from simral.kernel.errors import NotAllowed
from simral.kernel.tabular import FileRefused
from simral.reference.queries import lawan_of, list_opd, rekening_ids, utang_of
from simral.reference.services import import_opd, load_reference
from tests.factories.budgeting import OPD, OTHER, OTHERS, SYSTEM

EXAMPLE = Path(__file__).resolve().parents[3] / "simral" / "example" / "data"


def lines():
    return db.session.execute(text("SELECT count(*) FROM dpa_pagu")).scalar_one()


def test_a_second_import_changes_nothing_and_a_change_is_counted(work, file, year):
    path = file({}, OTHER)
    first = work(import_dpa, path, year, actor=SYSTEM)
    assert (first.rows_read, first.rows_stored, first.total) == (2, 2, Decimal(1225))
    again = work(import_dpa, path, year, actor=SYSTEM)
    assert (again.rows_stored, again.rows_unchanged) == (0, 2)
    changed = work(import_dpa, file({"nilai": "1300"}), year, actor=SYSTEM)
    assert changed.rows_stored == 1
    assert work(lines) == 1  # the line that is no longer in the file is gone


def test_three_bad_rows_are_all_named_and_nothing_is_stored(work, file, year):
    path = file(
        {}, OTHER | {"nilai": "-5"}, {"kode_rekening": "5.1.02.01.01.9999"},
        {"kode_skpd": "1.02.0.00.0.00.01.0000", "kode_bidang_urusan": "1.02"},
    )  # fmt: skip
    with pytest.raises(FileRefused) as refused:
        work(import_dpa, path, year, actor=SYSTEM)
    assert {(e.row, e.column) for e in refused.value.errors} >= {
        (2, "nilai"), (3, "kode_rekening"), (4, "kode_skpd"),
    }  # fmt: skip
    assert work(lines) == 0
    assert work(find_version, year, "M") is None


@pytest.mark.parametrize("nilai", ["1.250", "1,250", "=2*3", "12.5", "1" * 19, ""])
def test_an_ambiguous_amount_or_a_formula_is_refused(work, file, year, nilai):
    with pytest.raises(FileRefused) as refused:
        work(import_dpa, file({"nilai": nilai}), year, actor=SYSTEM)
    assert [(e.row, e.column, e.value) for e in refused.value.errors] == [(1, "nilai", nilai)]


def test_a_row_that_stands_twice_is_refused(work, file, year):
    with pytest.raises(FileRefused) as refused:
        work(import_dpa, file({}, {"nilai": "7"}), year, actor=SYSTEM)
    assert [e.row for e in refused.value.errors] == [2]


def test_missing_accounts_are_added_only_when_asked_and_named(work, file, year):
    path = file({}, {"kode_rekening": "5.1.02.01.01.001", "nilai": "0", "nama_rekening": "Lama"})
    with pytest.raises(FileRefused):
        work(import_dpa, path, year, actor=SYSTEM)
    result = work(import_dpa, path, year, add_missing=True, actor=SYSTEM)
    assert any("5.1.02.01.01.001 Lama" in note for note in result.notes)
    assert work(rekening_ids, ["5.1.02.01.01.001"], year) == {}  # kept, not to be used
    assert work(import_dpa, path, year, actor=SYSTEM).rows_unchanged == 2
    worth = {"kode_rekening": "5.1.02.01.01.001", "nilai": "5"}
    with pytest.raises(FileRefused, match="tidak aktif"):
        work(import_dpa, file(worth), year, actor=SYSTEM)


def test_a_rehearsal_stores_nothing(work, file, year):
    assert work(import_dpa, file({}), year, dry_run=True, actor=SYSTEM).rows_stored == 1
    assert work(lines) == 0


def test_only_ppkd_imports(work, file, year):
    with pytest.raises(NotAllowed):
        work(import_dpa, file({}), year, actor=system_actor([Role.PA]))


def kas(*months, **more):
    cells = {f"bulan_{n:02}": "0" for n in range(1, 13)}
    cells |= {f"bulan_{n:02}": str(nilai) for n, nilai in enumerate(months, 1)}
    return cells | {"total": str(sum(months))} | more


def test_anggaran_kas_needs_its_line_and_its_sum(work, file, year):
    work(import_dpa, file({}, OTHER), year, actor=SYSTEM)
    good = file(kas(1000, 200), name="kas.csv")
    assert work(import_anggaran_kas, good, year, actor=SYSTEM).rows_stored == 1
    assert work(import_anggaran_kas, good, year, actor=SYSTEM).rows_unchanged == 1
    bad = file(
        kas(1000), kas(25, kode_rekening="5.1.02.01.01.0026") | {"total": "26"},
        kas(1, kode_rekening="5.1.02.02.01.0061"), name="buruk.csv",
    )  # fmt: skip
    with pytest.raises(FileRefused) as refused:
        work(import_anggaran_kas, bad, year, actor=SYSTEM)
    assert [(e.row, e.column) for e in refused.value.errors] == [
        (1, "total"), (2, "total"), (3, "kode_rekening"),
    ]  # fmt: skip


def test_a_ratified_dpa_is_not_changed_by_a_file(work, file, year):
    path = file({})
    work(import_dpa, path, year, actor=SYSTEM)
    [dpa] = work(list_dpa, year, actor=SYSTEM)
    work(spread_anggaran_kas, dpa.id, actor=SYSTEM)
    work(ratify_dpa, dpa.id, actor=SYSTEM, today=work(clock.today))
    assert work(import_dpa, path, year, actor=SYSTEM).rows_unchanged == 1
    for other in (file({"nilai": "9"}), file({}, OTHER)):
        with pytest.raises(FileRefused) as refused:
            work(import_dpa, other, year, actor=SYSTEM)
        assert [e.value for e in refused.value.errors] == [OPD]


def test_the_real_budget_of_bogor_has_its_control_totals(work):
    def load():
        load_reference()
        import_opd(EXAMPLE / "pagu_skpd_kab_bogor_2021.csv", 2021, actor=SYSTEM)
        import_opd(EXAMPLE / "skpd_unit_kab_bogor_2021.csv", 2021, actor=SYSTEM)

    work(load)
    path = EXAMPLE / "dpa_kab_bogor_2021_per_rekening.csv.gz"
    with pytest.raises(FileRefused) as refused:
        work(import_dpa, path, 2021, actor=SYSTEM)
    assert len(refused.value.errors) == 335
    assert len({e.value for e in refused.value.errors}) == 54
    result = work(import_dpa, path, 2021, add_missing=True, actor=SYSTEM)
    assert (result.rows_read, result.rows_stored) == (29_818, 29_818)
    assert result.total == Decimal(8_333_930_825_533)
    assert work(counts) == (72, 428, 6_485, 2_114, 533, 172, 562, 2_664, 611_445_794_462)
    again = work(import_dpa, path, 2021, actor=SYSTEM)
    assert (again.rows_stored, again.rows_unchanged) == (0, 29_818)
    months = work(
        import_anggaran_kas, EXAMPLE / "anggaran_kas_kab_bogor_2021.csv.gz", 2021, actor=SYSTEM
    )
    assert (months.rows_stored, months.total) == (11_936, Decimal(3_895_593_505_692))
    work(check_opd_and_partners)
    assert all(ok for _, ok, _, _ in work(list_violations))


def counts():
    row = db.session.execute(
        text("""
            SELECT count(DISTINCT r.opd_id), count(DISTINCT s.unit_id), count(DISTINCT s.id),
                count(DISTINCT s.kode), count(DISTINCT s.kegiatan_kode),
                count(DISTINCT s.program_kode), count(DISTINCT r.rekening_kode),
                count(*) FILTER (WHERE p.pagu = 0), max(p.pagu)
            FROM dpa_pagu p JOIN dpa_rincian r ON r.id = p.rincian_id
            JOIN dpa_sub_kegiatan s ON s.id = r.sub_kegiatan_id
        """)
    ).one()
    return tuple(row)


def check_opd_and_partners():
    """Every OPD has the ceiling of the pagu file; 511 of 517 leaves find their account."""
    with (EXAMPLE / "pagu_skpd_kab_bogor_2021.csv").open(encoding="utf-8") as file:
        pagu = {row["kode_skpd"]: Decimal(row["rincian"]) for row in csv.DictReader(file)}
    assert {row.opd_kode: row.pagu for row in list_dpa(2021, actor=SYSTEM)} == pagu
    assert len(list_opd(2021)) == 72
    used = db.session.execute(text("SELECT DISTINCT rekening_kode FROM dpa_rincian")).scalars()
    leaves = [kode for kode in used if len(kode.rpartition(".")[2]) == 4]
    lawan = lawan_of(leaves, 2021)
    targets = {*lawan.values(), *utang_of(leaves, 2021).values()}
    assert (len(leaves), len(lawan)) == (517, 511)
    assert set(rekening_ids(targets, 2021)) == targets
    assert lawan["5.1.02.02.12.0001"] == "8.1.02.02.12.0001"  # by its name, not by the table
    assert set(OTHERS) & set(rekening_ids(OTHERS, 2021))
