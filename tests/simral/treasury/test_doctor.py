"""The doctor of the treasury: it holds on real papers and finds a planted break."""

from __future__ import annotations

import importlib

import pytest
from sqlalchemy import text

from simral.kernel.db import db
from simral.treasury.queries.checks import list_violations
from simral.treasury.states import SP2DState, SPPState, TagihanState
from tests.factories.budgeting import small_budget
from tests.factories.treasury import sp2d_in, spd_issued, spp_in, tagihan_in

CLI = importlib.import_module("simral.app.cli")
BREAKS = [
    ("treasury.potongan_sp2d",
     "UPDATE potongan SET nilai = nilai + 1 WHERE tagihan_id = (SELECT p.tagihan_id FROM sp2d d "
     "JOIN spm m ON m.id = d.spm_id JOIN spp p ON p.id = m.spp_id WHERE d.state = 'cair')"),
    ("treasury.pfk", "UPDATE sp2d SET potongan = potongan + 1 WHERE state = 'cair'"),
    ("treasury.tanggal_nomor", "UPDATE spp SET tanggal = tanggal + 1 WHERE urut = 1"),
    ("treasury.orang_sp2d",
     "UPDATE sp2d SET maker_id = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' WHERE state = 'cair'"),
    ("treasury.jurnal_bast",
     "UPDATE tagihan SET bast_on = NULL, bast_nomor = '' WHERE state = 'dibayar'"),
]  # fmt: skip


@pytest.fixture
def papers(work):
    """A cashed, a bounced, a cancelled payment, a running SPP and a cancelled bill."""
    budget = work(small_budget)
    work(spd_issued, budget)
    for state in (SP2DState.CAIR, SP2DState.RETUR, SP2DState.BATAL):
        work(sp2d_in, state, budget=budget)
    work(spp_in, SPPState.DIAJUKAN, budget=budget)
    work(tagihan_in, TagihanState.BATAL, budget=budget)
    return budget


def broken() -> list[str]:
    return [name for name, ok, _, _ in list_violations() if not ok]


def test_everything_holds_on_papers_that_the_services_made(work, papers):
    assert work(broken) == []


@pytest.mark.parametrize(("name", "statement"), BREAKS, ids=[name for name, _ in BREAKS])
def test_a_planted_break_is_found(work, papers, name, statement):
    def plant() -> list[str]:
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
        assert db.session.execute(text(statement)).rowcount
        found = broken()
        db.session.rollback()
        return found

    assert name in work(plant)


def test_a_room_that_cannot_answer_is_not_skipped(work, monkeypatch):
    names = {name.partition(".")[0] for name, *_rest in work(CLI.run_checks)}
    assert {"audit", "treasury"} <= names
    monkeypatch.setattr(CLI, "CHECKED_ROOMS", (*CLI.CHECKED_ROOMS, "reporting"))
    with pytest.raises(AttributeError, match="list_violations"):
        work(CLI.run_checks)
