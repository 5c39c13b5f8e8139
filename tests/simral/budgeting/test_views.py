"""Pages of the budget."""

from __future__ import annotations

from uuid import uuid4

import pytest

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


def test_the_reader_of_a_dpa_gets_no_button(client, work, budget):
    auditor = client(work(actor_with, Role.AUDITOR))
    assert "/ratify" not in auditor.get(f"/anggaran/dpa/{budget.dpa_id}").text
    assert auditor.get(f"/anggaran/dpa/{budget.dpa_id}/sahkan").status_code in (403, 409)
