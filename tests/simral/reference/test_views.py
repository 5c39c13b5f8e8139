"""Pages of reference."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from simral.identity.terms import Role
from simral.reference.queries import find_working_date, get_setting
from tests.factories.budgeting import reference_rows
from tests.factories.identity import actor_with, make_opd


def test_lists_open_and_search(client, work):
    work(reference_rows, 2021)
    opd_id = work(make_opd)
    page = client(work(actor_with, Role.AUDITOR))
    assert page.get("/referensi?tahun=2021").status_code == 200
    assert page.get(f"/referensi/opd/{opd_id}").status_code == 200
    assert page.get(f"/referensi/opd/{uuid4()}").status_code == 404
    found = page.get("/referensi/rekening?tahun=2021&q=Bahan+Cetak").text
    assert "5.1.02.01.01.0026" in found
    below = page.get("/referensi/rekening?tahun=2021&kode=5.1.02.01.01").text
    assert "5.1.02.01.01.0024" in below


def test_the_admin_adds_a_dated_value_and_others_see_no_form(client, work):
    form = {"kunci": "pemda.ibukota", "nilai": "Bogor", "mulai_on": "2021-07-01", "dasar": "Perbup"}
    admin = client(work(actor_with, Role.ADMIN))
    answer = admin.post("/referensi/pengaturan", data=form | {"idem": str(uuid4())})
    assert answer.status_code == 302
    assert work(get_setting, "pemda.ibukota", date(2021, 7, 1)) == "Bogor"
    wrong = admin.post("/referensi/pengaturan", data={"idem": str(uuid4()), "nilai": "x"})
    assert wrong.status_code == 422
    other = client(work(actor_with, Role.AUDITOR))
    assert 'name="kunci"' not in other.get("/referensi/pengaturan").text
    refused = other.post("/referensi/pengaturan", data=form | {"idem": str(uuid4())})
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("kunci", "nilai"), [("contoh", "1"), ("contoh.tanggal_kerja", "2021-10-04")]
)
def test_no_screen_makes_an_example_of_a_real_government(client, work, kunci, nilai):
    admin = client(work(actor_with, Role.ADMIN))
    assert f'value="{kunci}"' not in admin.get("/referensi/pengaturan").text
    form = {"kunci": kunci, "nilai": nilai, "mulai_on": "2021-01-01", "idem": str(uuid4())}
    assert admin.post("/referensi/pengaturan", data=form).status_code == 422
    assert work(find_working_date) is None
