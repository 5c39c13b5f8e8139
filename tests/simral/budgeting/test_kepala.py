"""Header data of sub kegiatan: the rule, the optional columns of `import dpa`, the service."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from simral.budgeting.errors import NoDraft
from simral.budgeting.models import DPASubKegiatan
from simral.budgeting.queries import list_dpa
from simral.budgeting.rules.kepala import Kepala, check_kepala, read_kepala
from simral.budgeting.services import edit_kepala, import_dpa, ratify_dpa, spread_anggaran_kas
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.actor import system_actor
from simral.kernel.db import db
from simral.kernel.errors import NotAllowed, RuleBroken
from simral.kernel.tabular import FileRefused
from tests.factories.budgeting import OTHER, SYSTEM
from tests.simral.budgeting.test_import import lines

HEAD = {
    "lokasi": "Cibinong", "kelompok_sasaran": "Pegawai", "keluaran": "12 laporan",
    "bulan_mulai": "2", "bulan_selesai": "11",
}  # fmt: skip
SHORT = {"kode_skpd": "1", "kode_sub_skpd": "", "kode_sub_kegiatan": "1.01.01.2.06.02"}


def heads():
    found = db.session.scalars(select(DPASubKegiatan)).all()
    return [(s.lokasi, s.sasaran, s.keluaran, s.bulan_mulai, s.bulan_selesai) for s in found]


# ── the rule ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"bulan_mulai": "", "bulan_selesai": ""}, []),
        ({"bulan_mulai": "0"}, [("bulan_mulai", "0")]),
        ({"bulan_selesai": "13"}, [("bulan_selesai", "13")]),
        ({"bulan_mulai": "Mei"}, [("bulan_mulai", "Mei")]),
        ({"bulan_mulai": "²"}, [("bulan_mulai", "²")]),
        ({"bulan_mulai": "12"}, [("bulan_selesai", "11")]),
        ({"lokasi": "x" * 501}, [("lokasi", "x" * 40 + "…")]),
        ({"keluaran": "=A1"}, [("keluaran", "=A1")]),
    ],
)
def test_a_bad_cell_of_the_header_is_named(changes, wrong):
    found = read_kepala([SHORT | HEAD | changes])
    assert [(e.column, e.value) for e in found.errors] == wrong
    assert bool(found.heads) is not bool(wrong)


def test_every_row_of_one_sub_kegiatan_says_the_same():
    rows = [SHORT | HEAD, SHORT | HEAD | {"lokasi": "Citeureup"}]
    (error,) = read_kepala(rows).errors
    assert (error.row, error.column, error.value) == (2, "lokasi", "Citeureup")


def test_a_file_without_the_columns_says_nothing_and_a_missing_one_stays_open():
    assert read_kepala([SHORT]).heads == {}
    assert read_kepala([]).heads == {}
    (head,) = read_kepala([SHORT | {"lokasi": ""}]).heads.values()
    assert head == Kepala("", None, None, None, None)


def test_a_form_may_not_end_before_it_begins():
    found = check_kepala(Kepala("x" * 501, "", "", 5, 4))
    assert [one.at for one in found] == ["lokasi", "bulan_selesai"]
    assert check_kepala(Kepala("", "", "", 5, 5)) == []


# ── import dpa ────────────────────────────────────────────────────────────────────────────────
def test_the_optional_columns_are_read_counted_and_left_alone_when_absent(work, file, year):
    plain = file({}, OTHER)
    assert work(import_dpa, plain, year, actor=SYSTEM).rows_stored == 2
    assert work(heads) == [("", "", "", 1, 12)]
    path = file(HEAD, OTHER | HEAD)
    first = work(import_dpa, path, year, actor=SYSTEM)
    assert (first.rows_stored, first.rows_unchanged) == (2, 0)
    again = work(import_dpa, path, year, actor=SYSTEM)
    assert (again.rows_stored, again.rows_unchanged) == (0, 2)
    assert work(import_dpa, file({}, OTHER), year, actor=SYSTEM).rows_stored == 0
    assert work(heads) == [("Cibinong", "Pegawai", "12 laporan", 2, 11)]
    both = HEAD | {"lokasi": "Bogor"}
    mixed = work(import_dpa, file(both | {"nilai": "9"}, OTHER | both), year, actor=SYSTEM)
    assert (mixed.rows_stored, mixed.rows_unchanged) == (2, 0)


def test_a_new_file_with_headers_counts_every_row_once(work, file, year):
    first = work(import_dpa, file(HEAD, OTHER | HEAD), year, actor=SYSTEM)
    assert (first.rows_stored, first.rows_unchanged) == (2, 0)


def test_a_bad_header_refuses_the_whole_file_beside_the_other_faults(work, file, year):
    path = file(HEAD | {"nilai": "-1"}, OTHER | HEAD | {"bulan_mulai": "13"})
    with pytest.raises(FileRefused) as refused:
        work(import_dpa, path, year, actor=SYSTEM)
    assert [(e.row, e.column) for e in refused.value.errors] == [(1, "nilai"), (2, "bulan_mulai")]
    assert work(lines) == 0


def test_a_rehearsal_writes_no_header(work, file, year):
    work(import_dpa, file({}), year, actor=SYSTEM)
    assert work(import_dpa, file(HEAD), year, dry_run=True, actor=SYSTEM).rows_stored == 1
    assert work(heads) == [("", "", "", 1, 12)]


def test_the_header_of_a_ratified_dpa_changes_neither_by_file_nor_by_hand(work, file, year):
    path = file(HEAD)
    work(import_dpa, path, year, actor=SYSTEM)

    def ratify():
        (dpa,) = list_dpa(year, actor=SYSTEM)
        spread_anggaran_kas(dpa.id, actor=SYSTEM)
        ratify_dpa(dpa.id, actor=SYSTEM, today=clock.today())
        return db.session.scalars(select(DPASubKegiatan.id)).one()

    sub_id = work(ratify)
    assert work(import_dpa, path, year, actor=SYSTEM).rows_unchanged == 1
    with pytest.raises(FileRefused) as refused:
        work(import_dpa, file(HEAD | {"lokasi": "Bogor"}), year, actor=SYSTEM)
    assert refused.value.errors[0].column == "kode_skpd"
    with pytest.raises(NoDraft):
        work(edit_kepala, sub_id, Kepala("Bogor", "", "", 1, 12), actor=SYSTEM)


def test_only_ppkd_writes_a_header_and_only_a_right_one(work, file, year):
    work(import_dpa, file({}), year, actor=SYSTEM)
    sub_id = work(lambda: db.session.scalars(select(DPASubKegiatan.id)).one())
    good = Kepala("Bogor", "Warga", "1 dokumen", 3, 4)
    with pytest.raises(NotAllowed):
        work(edit_kepala, sub_id, good, actor=system_actor([Role.PA, Role.KUASA_BUD]))
    with pytest.raises(RuleBroken):
        work(edit_kepala, sub_id, Kepala("", "", "", 4, 3), actor=SYSTEM)
    work(edit_kepala, sub_id, good, actor=SYSTEM)
    assert work(heads) == [("Bogor", "Warga", "1 dokumen", 3, 4)]
