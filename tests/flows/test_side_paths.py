"""What turns back: returned, refused, cancelled, bounced. The line and the books go with it."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from simral.budgeting.models import DPARincian
from simral.identity.terms import Role
from simral.kernel.db import db
from simral.kernel.money import ZERO
from simral.ledger.queries import balances, journals_of
from simral.treasury.models import SP2D, SPM, SPP, Tagihan
from simral.treasury.services.sp2d import (
    cancel_sp2d,
    confirm_sp2d,
    create_sp2d,
    send_sp2d,
    sign_sp2d,
)
from simral.treasury.services.spm import approve_spm, cancel_spm, create_spm, hand_over_spm
from simral.treasury.services.spp import cancel_spp, return_spp, submit_spp, verify_spp
from simral.treasury.services.tagihan import cancel_tagihan
from simral.treasury.states import SP2DState, SPMState, SPPState, TagihanState
from tests.factories.budgeting import small_budget
from tests.factories.treasury import (
    NILAI,
    WHY,
    all_papers,
    sp2d_in,
    spd_issued,
    spm_in,
    spp_in,
    tagihan_in,
)
from tests.flows.story import violations

R = Role


@pytest.fixture
def budget(work):
    found = work(small_budget)
    work(spd_issued, found)
    return found


@pytest.fixture
def line(work, budget):
    """`line()`: dipesan and realisasi of the line, rupiah."""

    def read() -> tuple[Decimal, Decimal]:
        row = db.session.get_one(DPARincian, budget.lines[0])
        return row.dipesan, row.realisasi

    return lambda: work(read)


@pytest.fixture(autouse=True)
def _nothing_is_wrong_at_the_end(work, budget):
    yield
    assert work(violations) == []


def state(work, model, row_id):
    return work(lambda: db.session.get_one(model, row_id).state)


def number(work, model, row_id):
    return work(lambda: db.session.get_one(model, row_id).nomor)


def test_a_returned_spp_frees_the_line_and_keeps_its_number(work, budget, line):
    spp_id = work(spp_in, SPPState.DIAJUKAN, budget=budget)
    nomor = number(work, SPP, spp_id)
    assert line() == (NILAI, ZERO)
    work(return_spp, spp_id, actor=budget[R.PPK_SKPD], note=WHY)
    assert (line(), state(work, SPP, spp_id)) == ((ZERO, ZERO), SPPState.DIKEMBALIKAN)
    work(submit_spp, spp_id, actor=budget[R.BENDAHARA_PENGELUARAN], today=budget.today)
    assert (line(), number(work, SPP, spp_id)) == ((NILAI, ZERO), nomor)


def test_a_cancelled_spp_frees_its_bill_and_the_bill_its_debt(work, budget, line):
    spp_id = work(spp_in, SPPState.DIKEMBALIKAN, budget=budget)
    tagihan_id = work(lambda: db.session.get_one(SPP, spp_id).tagihan_id)
    work(cancel_spp, spp_id, actor=budget[R.BENDAHARA_PENGELUARAN], note=WHY)
    assert state(work, Tagihan, tagihan_id) is TagihanState.TERDAFTAR
    assert line() == (ZERO, ZERO)
    work(cancel_tagihan, tagihan_id, actor=budget[R.PPTK], today=budget.today, note=WHY)
    purposes = work(lambda: [journal.purpose for journal in journals_of([tagihan_id])])
    assert purposes == ["bast", "bast:reversal"]
    assert work(open_balances, budget.tahun, "LO") == {}


def test_a_cancelled_spm_gives_the_spp_back_to_be_ordered_anew(work, budget, line):
    spm_id = work(spm_in, SPMState.DRAF, budget=budget)
    spp_id = work(lambda: db.session.get_one(SPM, spm_id).spp_id)
    work(cancel_spm, spm_id, actor=budget[R.PPK_SKPD], note=WHY)
    assert state(work, SPP, spp_id) is SPPState.DIVERIFIKASI
    assert line() == (NILAI, ZERO), "the promise stands"
    again = work(create_spm, spp_id, actor=budget[R.PPK_SKPD], today=budget.today)
    work(approve_spm, again, actor=budget[R.PA], today=budget.today)
    assert state(work, SPP, spp_id) is SPPState.SPM_TERBIT


def test_a_refused_spm_is_approved_with_the_next_try(work, budget, line):
    spm_id = work(spm_in, SPMState.DITOLAK, budget=budget)
    work(approve_spm, spm_id, actor=budget[R.PA], today=budget.today)
    work(hand_over_spm, spm_id, actor=budget[R.PPK_SKPD], today=budget.today)
    assert (state(work, SPM, spm_id), line()) == (SPMState.DISERAHKAN, (NILAI, ZERO))


@pytest.mark.parametrize("end", [SP2DState.RETUR, SP2DState.BATAL])
def test_a_bounced_or_cancelled_sp2d_is_reversed_and_paid_by_a_new_one(work, budget, line, end):
    first = work(sp2d_in, end, budget=budget)
    assert line() == (NILAI, ZERO), "not realised any more, still promised"
    assert number(work, SP2D, first) is not None, "the number stays in the register"
    purposes = work(lambda: [journal.purpose for journal in journals_of([first])])
    assert purposes == ["sp2d", "sp2d:reversal"]

    spm_id = work(lambda: db.session.get_one(SP2D, first).spm_id)
    act = partial(work, actor=budget[R.KUASA_BUD], today=budget.today)
    second = act(create_sp2d, spm_id)
    for command in (sign_sp2d, send_sp2d, confirm_sp2d):
        act(command, second)
    assert (line(), state(work, SP2D, second)) == ((ZERO, NILAI), SP2DState.CAIR)
    assert work(lambda: db.session.get_one(SP2D, second).urut) == 2


def test_a_draft_sp2d_is_cancelled_without_a_trace_in_the_books(work, budget, line):
    sp2d_id = work(sp2d_in, SP2DState.DRAF, budget=budget)
    work(cancel_sp2d, sp2d_id, actor=budget[R.KUASA_BUD], today=budget.today, note=WHY)
    assert (number(work, SP2D, sp2d_id), line()) == (None, (NILAI, ZERO))
    assert work(journals_of, [sp2d_id]) == []


def test_a_verified_spp_can_still_be_returned(work, budget, line):
    spp_id = work(spp_in, SPPState.DIVERIFIKASI, budget=budget)
    work(return_spp, spp_id, actor=budget[R.PPK_SKPD], note=WHY)
    assert line() == (ZERO, ZERO)
    work(submit_spp, spp_id, actor=budget[R.BENDAHARA_PENGELUARAN], today=budget.today)
    papers = work(all_papers, spp_id)
    work(verify_spp, spp_id, papers, actor=budget[R.PPK_SKPD], today=budget.today)
    assert line() == (NILAI, ZERO)


def test_a_cancelled_bill_leaves_no_debt(work, budget):
    work(tagihan_in, TagihanState.BATAL, budget=budget)
    assert work(open_balances, budget.tahun, "LO") == {}


def open_balances(tahun: int, buku: str) -> dict[str, Decimal]:
    """Accounts of the book whose debit and kredit differ, rupiah."""
    return {
        kode: debit - kredit
        for (book, kode), (debit, kredit) in balances(tahun).items()
        if book.value == buku and debit != kredit
    }
