"""Sixteen clients of the running application spend one line of 1,000 rupiah in pieces of 30."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from simral.budgeting.models import DPARincian, Reservasi
from simral.identity.terms import Role
from simral.kernel.db import db
from simral.treasury.models import SPP
from simral.treasury.services.spp import create_spp
from simral.treasury.services.tagihan import register_tagihan
from simral.treasury.states import SPPState
from simral.treasury.terms import JenisBelanja
from tests.factories.budgeting import Budget, small_budget
from tests.factories.identity import PASSWORD, make_user
from tests.factories.treasury import bill, penerima_with_account, spd_issued
from tests.live import Answer, Web, hidden_fields, serving

pytestmark = [pytest.mark.real_commit, pytest.mark.slow]

CLIENTS = 16
EACH = 3
PAGU, PIECE = Decimal(1000), Decimal(30)
FITTING = 33  # floor(1,000 / 30)


@dataclass(frozen=True)
class Stand:
    """What is on the line afterwards, rupiah."""

    dipesan: Decimal
    promised: Decimal
    submitted: int
    numbers: list[int]


def prepare() -> tuple[UUID, list[UUID]]:
    """A line of 1,000 rupiah and 48 draft SPP of 30, each of its own bill."""
    budget = small_budget(PAGU)
    spd_issued(budget)
    make_user(Role.BENDAHARA_PENGELUARAN, budget.opd_id, nama_pengguna="bendahara.uji")
    _, account = penerima_with_account(budget)
    return budget.lines[0], [draft(budget, account) for _ in range(CLIENTS * EACH)]


def draft(budget: Budget, account: UUID) -> UUID:
    plain = {"jenis": JenisBelanja.BUKAN_OBJEK, "bast_nomor": "", "bast_on": None,
             "faktur_pajak": ""}  # fmt: skip
    entry = bill(budget, account, PIECE, **plain)
    tagihan_id = register_tagihan(entry, actor=budget[Role.PPTK], today=budget.today)
    bendahara = budget[Role.BENDAHARA_PENGELUARAN]
    return create_spp(tagihan_id, "Air minum", actor=bendahara, today=budget.today)


def signed_in(base: str) -> Web:
    """One after the other: ten attempts at a time are all that one address may make."""
    web = Web(base)
    web.sign_in("bendahara.uji", PASSWORD)
    return web


def spend(web: Web, spp_ids: list[UUID], start: Barrier) -> list[Answer]:
    """One client: open three drafts, then submit them when all the others are ready."""
    forms = []
    for spp_id in spp_ids:
        page = web.get(f"/perbendaharaan/spp/{spp_id}")
        assert page.status == 200, page.alerts
        action = f"/perbendaharaan/spp/{spp_id}/submit"
        forms.append((action, hidden_fields(page.text, action)))
    start.wait(timeout=60)
    return [web.post(action, fields) for action, fields in forms]


def run(url: str, spp_ids: list[UUID], mutant: str = "") -> list[Answer]:
    """All clients at once."""
    start = Barrier(CLIENTS)
    shares = [spp_ids[at * EACH : (at + 1) * EACH] for at in range(CLIENTS)]
    with serving(url, mutant) as base, ThreadPoolExecutor(CLIENTS) as clients:
        people = [signed_in(base) for _ in range(CLIENTS)]
        ways = [clients.submit(spend, *one, start) for one in zip(people, shares, strict=True)]
        return [answer for way in ways for answer in way.result()]


def stand(line_id: UUID) -> Stand:
    line = db.session.get_one(DPARincian, line_id)
    promised = db.session.scalar(select(func.sum(Reservasi.nilai))) or Decimal(0)
    sent = select(SPP.urut).where(SPP.state == SPPState.DIAJUKAN).order_by(SPP.urut)
    numbers = list(db.session.scalars(sent))
    return Stand(line.dipesan, promised, len(numbers), [n for n in numbers if n is not None])


def test_exactly_33_of_48_submissions_fit_and_the_others_are_told_what_is_left(
    committed_app, committed_work
):
    line_id, spp_ids = committed_work(prepare)
    answers = run(committed_app.config["SQLALCHEMY_DATABASE_URI"], spp_ids)

    by_status = {status: [a for a in answers if a.status == status] for status in (302, 422)}
    assert {answer.status for answer in answers} == {302, 422}, "a clear yes or a clear no"
    assert len(by_status[302]) == FITTING
    assert len(by_status[422]) == len(spp_ids) - FITTING
    for refused in by_status[422]:
        assert "melebihi sisa" in refused.alerts
        assert "Rp10,00" in refused.alerts.replace("Rp 10,00", "Rp10,00"), refused.alerts[:400]

    after = committed_work(stand, line_id)
    assert (after.dipesan, after.promised) == (Decimal(990), Decimal(990))
    assert after.submitted == FITTING
    assert after.numbers == list(range(1, FITTING + 1)), "no gap although 15 were refused"


@pytest.mark.mutant
def test_without_the_lock_the_same_run_overspends(committed_app, committed_work):
    """The lock, the conditional UPDATE and the CHECK removed: the test above would fail."""
    line_id, spp_ids = committed_work(prepare)
    committed_work(remove_check)
    answers = run(committed_app.config["SQLALCHEMY_DATABASE_URI"], spp_ids, "without-lock")

    after = committed_work(stand, line_id)
    assert after.submitted > FITTING, [answer.status for answer in answers]
    assert after.dipesan > PAGU


def remove_check() -> None:
    """In the database of this test only."""
    db.session.execute(text("ALTER TABLE dpa_rincian DROP CONSTRAINT ck_dpa_rincian_pagu_cukup"))
    db.session.commit()
