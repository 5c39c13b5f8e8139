"""Registers of the reports: every number stands there, money is counted once."""

from __future__ import annotations

import json

import pytest

from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.db import db
from simral.reference.models import Pengaturan
from simral.reporting.queries import build, make_filter
from simral.treasury.services.spp import cancel_spp
from simral.treasury.states import SP2DState, SPPState
from tests.factories.budgeting import small_budget
from tests.factories.identity import actor_with
from tests.factories.treasury import NILAI, WHY, sp2d_in, spd_issued, spp_in


@pytest.fixture
def budget(work):
    found = work(small_budget)
    work(spd_issued, found)
    return found


@pytest.mark.parametrize("ended", [SP2DState.RETUR, SP2DState.BATAL])
def test_an_sp2d_that_ended_is_listed_and_not_counted(work, budget, ended):
    work(sp2d_in, SP2DState.CAIR, budget=budget)
    work(sp2d_in, ended, budget=budget)
    report = work(lambda: build("register-sp2d", make_filter(budget.tahun)))
    assert [line.cells["state"] for line in report.lines] == ["cair", ended.value]
    assert report.totals["nilai"] == NILAI
    assert report.totals["dibayar"] == NILAI - report.totals["potongan"]


def test_a_cancelled_spp_with_a_number_is_listed_and_not_counted(work, budget):
    returned = work(spp_in, SPPState.DIKEMBALIKAN, budget=budget)
    work(cancel_spp, returned, actor=budget[Role.BENDAHARA_PENGELUARAN], note=WHY)
    work(spp_in, SPPState.DIAJUKAN, budget=budget)
    report = work(lambda: build("register-spp", make_filter(budget.tahun)))
    assert [line.cells["state"] for line in report.lines] == ["batal", "diajukan"]
    assert report.totals["nilai"] == NILAI


def test_the_control_card_forgets_what_was_bounced(work, budget):
    work(sp2d_in, SP2DState.RETUR, budget=budget)
    report = work(lambda: build("kartu-kendali", make_filter(budget.tahun)))
    assert report.totals["ls"] == 0


# ── an example government says so in every file ───────────────────────────────────────────────
@pytest.fixture
def example(work):
    def mark() -> None:
        db.session.add(Pengaturan(kunci="contoh", nilai="1", mulai_on=clock.today()))
        db.session.commit()

    work(mark)


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "json"])
def test_a_file_of_an_example_is_named_so(client, work, budget, example, fmt):
    person = client(work(actor_with, Role.AUDITOR))
    answer = person.get("/laporan/register-spp", query_string={"format": fmt})
    assert 'filename="contoh-register-spp' in answer.headers["Content-Disposition"]
    if fmt == "json":
        assert json.loads(answer.data)["contoh"] is True


def test_a_real_government_has_no_such_key(client, work, budget):
    person = client(work(actor_with, Role.AUDITOR))
    answer = person.get("/laporan/register-spp", query_string={"format": "json"})
    assert "contoh" not in json.loads(answer.data)
    assert "contoh" not in answer.headers["Content-Disposition"]


def test_a_register_of_an_example_marks_every_row_and_the_papers(client, work, budget, example):
    work(sp2d_in, SP2DState.CAIR, budget=budget)
    person = client(work(actor_with, Role.AUDITOR))
    answer = person.get("/perbendaharaan/register/sp2d", query_string={"format": "csv"})
    assert "contoh-register-sp2d.csv" in answer.headers["Content-Disposition"]
    head, row = answer.data.decode("utf-8-sig").splitlines()[:2]
    assert head.split(";")[-1] == "Contoh"
    assert row.split(";")[-1] == "contoh"
    assert "lustrasi" in person.get("/perbendaharaan/spd").text
    assert "lustrasi" in person.get("/perbendaharaan/kontrak").text


def test_the_public_page_names_what_is_paid_and_no_typed_text(client, work, budget, example):
    work(sp2d_in, SP2DState.CAIR, budget=budget)
    page = client().get("/").text
    latest = page[page.index("h-terbaru") :]
    assert "Penyediaan Peralatan dan Perlengkapan Kantor" in latest
    assert "Alat tulis kantor" not in latest
    assert "ilustrasi" in latest
