"""Pages of the budget."""

from __future__ import annotations

from uuid import uuid4

import pytest

from simral.audit.queries import history_of
from simral.budgeting.queries import get_dpa
from simral.budgeting.states import DPAState
from simral.identity.terms import Role
from tests.factories.budgeting import PAGU, draft_dpa, reference_rows, small_budget
from tests.factories.identity import actor_with, make_opd


@pytest.fixture
def budget(work):
    return work(small_budget)


def test_the_pages_of_a_ratified_dpa_open_for_its_own_people(client, budget):
    page = client(budget[Role.PA])
    listed = page.get(f"/anggaran/dpa?tahun={budget.tahun}").text
    assert str(budget.dpa_id) in listed
    detail = page.get(f"/anggaran/dpa/{budget.dpa_id}?buka=1.01.01")
    assert detail.status_code == 200
    assert "1.01.01.2.06.0002" in detail.text
    assert "300.000.000" in detail.text
    found = page.get(f"/anggaran/dpa/{budget.dpa_id}/rincian?q=cetak&sisa=1").text
    assert "5.1.02.01.01.0026" in found
    assert "5.1.02.01.01.0024" not in found
    line = page.get(f"/anggaran/rincian/{budget.lines[0]}")
    assert line.status_code == 200
    assert "Alat Tulis Kantor" in line.text


def test_for_another_opd_the_dpa_and_its_lines_do_not_exist(client, work, budget):
    stranger = client(work(actor_with, Role.PA, work(make_opd)))
    assert stranger.get(f"/anggaran/dpa/{budget.dpa_id}").status_code == 404
    assert stranger.get(f"/anggaran/rincian/{budget.lines[0]}").status_code == 404
    assert str(budget.dpa_id) not in stranger.get(f"/anggaran/dpa?tahun={budget.tahun}").text


def test_ppkd_checks_once_more_and_ratifies(client, work, budget):
    def draft():
        reference_rows(budget.tahun)
        return draft_dpa(make_opd(), budget.tahun, PAGU)[0]

    dpa_id, ppkd = work(draft), budget[Role.PPKD]
    page = client(ppkd)
    assert f"/anggaran/dpa/{dpa_id}/sahkan" in page.get(f"/anggaran/dpa/{dpa_id}").text
    assert page.get(f"/anggaran/dpa/{dpa_id}/sahkan").status_code == 200
    answer = page.post(f"/anggaran/dpa/{dpa_id}/ratify", data={"idem": str(uuid4())})
    assert answer.status_code == 302
    assert work(get_dpa, dpa_id, actor=ppkd).state is DPAState.DISAHKAN
    again = page.post(f"/anggaran/dpa/{dpa_id}/cancel", data={"idem": str(uuid4()), "note": "x"})
    assert again.status_code == 409


def test_ppkd_writes_the_header_of_a_sub_kegiatan_while_its_dpa_is_a_draft(client, work, budget):
    def draft():
        opd_id = make_opd()
        return draft_dpa(opd_id, budget.tahun, PAGU), actor_with(Role.PA, opd_id)

    (dpa_id, sub_id, lines), pa = work(draft)
    ppkd, path = client(budget[Role.PPKD]), f"/anggaran/sub-kegiatan/{sub_id}"
    assert f"{path}/ubah" in ppkd.get(path).text
    assert ppkd.get(f"{path}/ubah").status_code == 200
    data = {"lokasi": "Cibinong", "sasaran": "Pegawai dinas", "keluaran": "12 bulan layanan",
            "bulan_mulai": "9", "bulan_selesai": "3"}  # fmt: skip
    wrong = ppkd.post(f"{path}/ubah", data={"idem": str(uuid4()), **data})
    assert (wrong.status_code, "mendahului bulan mulai" in wrong.text) == (422, True)
    assert "Pegawai dinas" in wrong.text
    data |= {"bulan_mulai": "2"}
    refused = client(pa).post(f"{path}/ubah", data={"idem": str(uuid4()), **data})
    assert refused.status_code == 403
    long = ppkd.post(f"{path}/ubah", data={"idem": str(uuid4()), **data, "lokasi": "x" * 501})
    assert (long.status_code, "500 huruf" in long.text) == (422, True)
    answer = ppkd.post(f"{path}/ubah", data={"idem": str(uuid4()), **data})
    assert answer.status_code == 302, answer.text
    for page in (path, f"/anggaran/rincian/{lines[0]}"):
        text = client(pa).get(page).text
        for shown in ("Cibinong", "Pegawai dinas", "12 bulan layanan", "Februari", "Maret"):
            assert shown in text
        assert f"{path}/ubah" not in text
    events = work(lambda: [row.tag for row in history_of(sub_id)])
    assert events == ["budgeting:sub_kegiatan:edit"]
    assert f'href="{path}"' in ppkd.get(f"/anggaran/dpa/{dpa_id}/rincian?sub={sub_id}").text


def test_the_header_of_a_ratified_dpa_is_not_written(client, budget):
    ppkd, path = client(budget[Role.PPKD]), f"/anggaran/sub-kegiatan/{budget.sub_id}"
    assert f"{path}/ubah" not in ppkd.get(path).text
    assert ppkd.get(f"{path}/ubah").status_code == 409
    assert ppkd.post(f"{path}/ubah", data={"idem": str(uuid4())}).status_code == 409


def test_a_sub_kegiatan_of_another_opd_does_not_exist(client, work, budget):
    stranger = client(work(actor_with, Role.PA, work(make_opd)))
    assert stranger.get(f"/anggaran/sub-kegiatan/{budget.sub_id}").status_code == 404


def test_the_reader_of_a_dpa_gets_no_button(client, work, budget):
    auditor = client(work(actor_with, Role.AUDITOR))
    assert "/ratify" not in auditor.get(f"/anggaran/dpa/{budget.dpa_id}").text
    assert auditor.get(f"/anggaran/dpa/{budget.dpa_id}/sahkan").status_code in (403, 409)


def test_ppkd_opens_a_version_and_others_do_not(client, work, budget):
    page = client(budget[Role.PPKD])
    assert f"/anggaran/versi?tahun={budget.tahun}" in page.get("/anggaran/dpa").text
    address = f"/anggaran/versi?tahun={budget.tahun}"
    form = {"kode": "P1", "nama": "Pergeseran 1", "mulai_on": f"{budget.tahun}-12-31"}
    answer = page.post(address, data=form | {"idem": str(uuid4())})
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert "Pergeseran 1" in page.get(address).text
    again = page.post(address, data=form | {"nama": "Kedua", "idem": str(uuid4())})
    assert again.status_code == 422
    assert 'value="Kedua"' in again.text
    assert page.post(address, data={"idem": str(uuid4())}).status_code == 422
    other = client(budget[Role.PA])
    assert other.get(address).status_code == 403
    assert other.post(address, data=form | {"idem": str(uuid4())}).status_code == 403
