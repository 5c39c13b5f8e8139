"""Settings, loading, code imports, local accounts."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from simral.identity.terms import Role
from simral.kernel.actor import system_actor
from simral.kernel.db import db
from simral.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from simral.kernel.tabular import FileRefused
from simral.reference.models import PetaRekening, Rekening
from simral.reference.queries import (
    find_opd_by_kode,
    find_working_date,
    get_setting,
    is_example,
    list_settings,
    list_units,
    rekening_ids,
    rekening_names,
)
from simral.reference.services import (
    add_local_accounts,
    import_opd,
    import_rekening,
    import_sumber_dana,
    mark_example,
    mark_skpkd,
    set_setting,
)
from tests.factories.identity import make_user

SYSTEM = system_actor(Role)
JAN, JUL = date(2021, 1, 1), date(2021, 7, 1)


def write(tmp_path, text, name="isi.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_setting_holds_from_its_date_and_the_old_value_stays(work):
    assert work(get_setting, "pemda.ibukota", JAN) == "Cibinong"
    work(set_setting, "pemda.ibukota", "Bogor", JUL, actor=SYSTEM, dasar="Perbup 1/2021")
    assert work(get_setting, "pemda.ibukota", JAN) == "Cibinong"
    assert work(get_setting, "pemda.ibukota", JUL) == "Bogor"
    [row] = [r for r in work(list_settings, JUL) if r.kunci == "pemda.ibukota"]
    assert (row.nilai, row.mulai_on, row.dasar) == ("Bogor", JUL, "Perbup 1/2021")


def test_a_setting_is_refused_for_others_and_for_wrong_values(work):
    with pytest.raises(NotAllowed):
        work(set_setting, "pemda.ibukota", "X", JUL, actor=system_actor([Role.PPKD]))
    with pytest.raises(RuleBroken):
        work(set_setting, "nomor.spp", "tanpa urutan", JUL, actor=SYSTEM)
    work(set_setting, "pemda.ibukota", "A", JUL, actor=SYSTEM)
    with pytest.raises(Conflict):
        work(set_setting, "pemda.ibukota", "B", JUL, actor=SYSTEM)
    with pytest.raises(NotFound):
        work(get_setting, "apa.saja", JAN)


def test_opd_and_units_come_from_a_file_once(work, tmp_path):
    opd = write(tmp_path, "kode_skpd,nama_skpd\n8.01.0.00.0.00.07.0000,Kesbangpol\n")
    units = write(
        tmp_path,
        "kode_sub_skpd;nama_sub_skpd\n8.01.0.00.0.00.07.0001;Sekretariat\n"
        "8.01.0.00.0.00.07.02;Bidang\n",
        "unit.csv",
    )
    assert work(import_opd, opd, 2021, actor=SYSTEM).rows_stored == 1
    assert work(import_opd, units, 2021, dry_run=True, actor=SYSTEM).rows_stored == 2
    assert work(import_opd, units, 2021, actor=SYSTEM).rows_stored == 2
    assert work(import_opd, units, 2021, actor=SYSTEM).rows_unchanged == 2
    work(mark_skpkd, "8.01.0.00.0.00.07.0000", actor=SYSTEM)
    found = work(find_opd_by_kode, "8.01.0.00.0.00.07.0000")
    assert found.is_skpkd
    assert [u.kode[-2:] for u in work(list_units, found.id)] == ["01", "02"]


def test_a_bad_row_refuses_the_whole_file_and_every_bad_row_is_named(work, tmp_path):
    path = write(
        tmp_path,
        "kode_skpd,nama_skpd\n8.01.0.00.0.00.07.0000,Ada\n8.01,Pendek\nX,Salah\n",
    )
    with pytest.raises(FileRefused) as refused:
        work(import_opd, path, 2021, actor=SYSTEM)
    assert [(e.row, e.column) for e in refused.value.errors] == [(2, "kode_skpd"), (3, "kode_skpd")]
    assert work(find_opd_by_kode, "8.01.0.00.0.00.07.0000") is None


def test_an_account_is_added_from_a_year_and_old_years_keep_theirs(work, tmp_path):
    old = write(tmp_path, "kode,nama\n5,Belanja\n5.7,Lama\n")
    new = write(tmp_path, "kode,nama\n5.7,Baru\n", "baru.csv")
    work(import_rekening, old, 2021, actor=SYSTEM)
    assert work(import_rekening, new, 2023, actor=SYSTEM).rows_stored == 1
    assert work(import_rekening, new, 2023, actor=SYSTEM).rows_unchanged == 1
    assert work(rekening_names, 2022)["5.7"] == "Lama"
    assert work(rekening_names, 2023)["5.7"] == "Baru"


def test_an_account_without_a_parent_is_refused(work, tmp_path):
    path = write(tmp_path, "kode,nama\n9.9.99,Yatim\n9,\n9,Dua kali\nabc,Bukan kode\n")
    with pytest.raises(FileRefused) as refused:
        work(import_rekening, path, 2021, actor=SYSTEM)
    assert [(e.row, e.column) for e in refused.value.errors] == [
        (1, "kode"), (2, "nama"), (3, "kode"), (4, "kode"),
    ]  # fmt: skip


def test_fund_sources_come_from_a_file_once(work, tmp_path):
    path = write(tmp_path, "kode,nama\n7,Dana\n7.1,Dana Umum\n")
    assert work(import_sumber_dana, path, 2021, actor=SYSTEM).rows_stored == 2
    assert work(import_sumber_dana, path, 2021, actor=SYSTEM).rows_stored == 0


def test_a_local_account_opens_its_later_parents_and_partner(work):
    def later():
        for kode, year in (("5.1.88", 2022), ("8.1.88.01.01.0001", 2022)):
            db.session.add(
                Rekening(kode=kode, nama=kode, level=kode.count(".") + 1, tahun_mulai=year,
                         induk_kode=None, sumber="tes")
            )  # fmt: skip
        db.session.add(
            PetaRekening(jenis="lawan", belanja_kode="5.1.88.01.01.0001", sumber="tes",
                         tujuan_kode="8.1.88.01.01.0001", tahun_mulai=2022)
        )  # fmt: skip
        db.session.commit()

    work(later)
    new = {"5.1.88.01.01.0001": "Baru", "5.1.88.01.01.001": "Lama"}
    opened = work(add_local_accounts, new, 2021, source="tes", actor=SYSTEM).split()
    assert "8.1.88.01.01.0001" in opened
    assert "5.1.88" in opened
    kodes = [*new, "8.1.88.01.01.0001"]
    assert set(work(rekening_ids, kodes, 2021)) == {"5.1.88.01.01.0001", "8.1.88.01.01.0001"}
    assert work(rekening_ids, kodes, 2020) == {}


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"kode": "5.5", "tahun_mulai": 2021, "tahun_sampai": 2020}, "ck_rekening_masa"),
        (
            {"kode": "5.4", "tahun_mulai": 2021, "tahun_sampai": None},
            "uq_rekening_kode_tahun_mulai",
        ),
    ],
)
def test_the_database_refuses_what_a_rule_forgot(work, row, constraint):
    def add():
        base = {"nama": "x", "level": 2, "induk_kode": "5", "sumber": "tes"}
        if constraint.startswith("uq"):
            db.session.add(Rekening(**base, **row))
        db.session.add(Rekening(**base, **row))
        db.session.flush()

    with pytest.raises(IntegrityError, match=constraint):
        work(add)


def test_a_partner_is_one_of_two_kinds(work):
    def add():
        db.session.add(
            PetaRekening(jenis="lain", belanja_kode="5", tujuan_kode="8", tahun_mulai=1, sumber="t")
        )
        db.session.flush()

    with pytest.raises(IntegrityError, match="ck_peta_rekening_jenis"):
        work(add)


def test_only_an_empty_database_becomes_an_example(work):
    work(mark_example, "2021-10-04", date(2021, 1, 1), actor=system_actor(Role))
    assert work(is_example)
    assert work(find_working_date) == date(2021, 10, 4)


def test_a_government_with_people_does_not_become_an_example(work):
    work(make_user)
    with pytest.raises(RuleBroken) as refused:
        work(mark_example, "2021-10-04", date(2021, 1, 1), actor=system_actor(Role))
    assert [finding.code for finding in refused.value.findings] == ["bukan_contoh"]
    with pytest.raises(RuleBroken):
        work(set_setting, "contoh", "1", date(2021, 1, 1), actor=None)


def test_nothing_of_an_example_is_believed_in_production(work, monkeypatch):
    work(mark_example, "2021-10-04", date(2021, 1, 1), actor=system_actor(Role))
    monkeypatch.setenv("SIMRAL_ENV", "production")
    assert not work(is_example)
    assert work(find_working_date) is None
    assert work(get_setting, "contoh", date(2021, 6, 1)) == ""
    with pytest.raises(RuleBroken):
        work(mark_example, "2021-10-04", date(2021, 1, 1), actor=system_actor(Role))
