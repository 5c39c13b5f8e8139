"""Reading the treasury: papers, registers, inbox, traces, verification."""

from __future__ import annotations

from uuid import uuid4

import pytest

from simral.identity.terms import Role
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.paging import page_of
from simral.treasury.models import SP2D
from simral.treasury.queries.inbox import count_inbox, list_piles, list_waiting, tasks
from simral.treasury.queries.jejak import trace_line, trace_sp2d
from simral.treasury.queries.lines import LineFilter, list_lines, sum_lines
from simral.treasury.queries.papers import FLOWS, Kind
from simral.treasury.queries.register import PaperFilter, all_papers, list_papers, sum_papers
from simral.treasury.queries.search import search_papers
from simral.treasury.queries.spp import get_spp
from simral.treasury.queries.verifikasi import find_genuine
from simral.treasury.states import SP2DState, SPMState, SPPState, TagihanState
from tests.factories.budgeting import PAGU, small_budget
from tests.factories.identity import actor_with
from tests.factories.treasury import (
    NILAI,
    sp2d_in,
    spd_draft,
    spd_issued,
    spm_in,
    spp_in,
    tagihan_in,
)

INBOX = [
    (Kind.SPD, "draf", Role.PPKD),
    (Kind.TAGIHAN, "terdaftar", Role.BENDAHARA_PENGELUARAN),
    (Kind.SPP, "draf", Role.BENDAHARA_PENGELUARAN),
    (Kind.SPP, "diajukan", Role.PPK_SKPD),
    (Kind.SPP, "diverifikasi", Role.PPK_SKPD),
    (Kind.SPP, "dikembalikan", Role.BENDAHARA_PENGELUARAN),
    (Kind.SPM, "draf", Role.PA),
    (Kind.SPM, "disetujui", Role.PPK_SKPD),
    (Kind.SPM, "diserahkan", Role.KUASA_BUD),
    (Kind.SP2D, "draf", Role.KUASA_BUD),
    (Kind.SP2D, "ditandatangani", Role.KUASA_BUD),
    (Kind.SP2D, "dikirim", Role.KUASA_BUD),
]
MAKE = {
    Kind.SPP: lambda state, budget: spp_in(SPPState(state), budget=budget),
    Kind.SPM: lambda state, budget: spm_in(SPMState(state), budget=budget),
    Kind.SP2D: lambda state, budget: sp2d_in(SP2DState(state), budget=budget),
    Kind.TAGIHAN: lambda state, budget: tagihan_in(TagihanState(state), budget=budget),
}


def issued():
    budget = small_budget()
    spd_issued(budget)
    return budget


@pytest.mark.parametrize(("kind", "state", "role"), INBOX)
def test_a_paper_waits_for_the_role_that_has_the_next_step(work, kind, state, role):
    budget = work(small_budget)
    if kind is Kind.SPD:
        paper_id = work(spd_draft, budget)
    else:
        work(spd_issued, budget)
        paper_id = work(MAKE[kind], state, budget)
    waiting = work(
        list_waiting, kind, state, actor=budget[role], tahun=budget.tahun, today=budget.today
    )
    assert [row.paper.id for row in waiting] == [paper_id]
    assert work(count_inbox, budget[role], budget.tahun) >= 1
    others = {Role.PPTK}
    for other in others:
        assert work(list_piles, budget[other], budget.tahun) == []


def test_tasks_are_read_from_the_flows_and_cancelling_is_none():
    for kind in Kind:
        for state, _ in tasks(kind):
            assert state in {at for at, _ in FLOWS[kind].table}
    assert (SPPState.DRAF, Role.BENDAHARA_PENGELUARAN) in set(tasks(Kind.SPP))
    assert (SPMState.DRAF, Role.PPK_SKPD) not in set(tasks(Kind.SPM))


def test_an_spp_with_its_spm_waits_no_more(work):
    budget = work(issued)
    work(spm_in, SPMState.DRAF, budget=budget)
    ppk, today = budget[Role.PPK_SKPD], budget.today
    waiting = work(
        list_waiting, Kind.SPP, "diverifikasi", actor=ppk, tahun=budget.tahun, today=today
    )
    assert waiting == []


@pytest.mark.parametrize("kind", [Kind.SPP, Kind.SPM, Kind.SP2D])
def test_register_shows_the_paper_with_its_amounts_and_totals(work, kind):
    budget = work(issued)
    work(sp2d_in, SP2DState.CAIR, budget=budget)
    chosen = PaperFilter(tahun=budget.tahun, opd_id=budget.opd_id, numbered=True)
    page = work(list_papers, kind, chosen, actor=budget[Role.PA])
    totals = work(sum_papers, kind, chosen, actor=budget[Role.PA])
    (row,) = page.rows
    assert (row.nilai, totals.count, totals.nilai) == (NILAI, 1, NILAI)
    assert row.potongan == totals.potongan > 0
    assert work(all_papers, kind, chosen, actor=budget[Role.PA]) == [row]


def test_pages_of_a_register_follow_each_other_without_gap_or_repeat(work, monkeypatch):
    budget = work(issued)
    for _ in range(3):
        work(spp_in, SPPState.DRAF, budget=budget)
    monkeypatch.setattr("simral.treasury.queries.register.SIZE", 2)
    monkeypatch.setattr(page_of, "__kwdefaults__", page_of.__kwdefaults__ | {"size": 2})
    chosen, actor = PaperFilter(tahun=budget.tahun), budget[Role.PA]
    first = work(list_papers, Kind.SPP, chosen, actor=actor)
    second = work(list_papers, Kind.SPP, chosen, actor=actor, after=first.after)
    again = work(list_papers, Kind.SPP, chosen, actor=actor, before=second.before)
    ids = [row.id for row in [*first.rows, *second.rows]]
    assert (len(first.rows), len(second.rows), len(set(ids))) == (2, 1, 3)
    assert [row.id for row in again.rows] == [row.id for row in first.rows]


def test_another_opds_papers_do_not_exist(work):
    budget = work(issued)
    spp_id = work(spp_in, SPPState.DIAJUKAN, budget=budget)
    stranger = work(actor_with, Role.PA, uuid4())
    with pytest.raises(NotFound):
        work(get_spp, spp_id, actor=stranger)
    with pytest.raises(NotFound):
        work(trace_line, budget.lines[0], actor=stranger)
    chosen = PaperFilter(tahun=budget.tahun)
    assert work(list_papers, Kind.SPP, chosen, actor=stranger).rows == []
    assert work(search_papers, "Alat tulis", actor=stranger) == {}


def test_lines_show_ceiling_spd_promised_and_left(work):
    budget = work(issued)
    work(spp_in, SPPState.DIAJUKAN, budget=budget)
    chosen = LineFilter(tahun=budget.tahun, opd_id=budget.opd_id)
    page = work(list_lines, chosen, actor=budget[Role.PPTK])
    line = next(row for row in page.rows if row.id == budget.lines[0])
    assert (line.pagu, line.spd, line.dipesan, line.sisa) == (PAGU, PAGU, NILAI, PAGU - NILAI)
    totals = work(sum_lines, chosen, actor=budget[Role.PPTK])
    assert (totals.count, totals.pagu, totals.dipesan) == (3, 3 * PAGU, NILAI)


def test_trace_of_an_sp2d_reaches_from_the_programme_to_both_books(work):
    budget = work(issued)
    sp2d_id = work(sp2d_in, SP2DState.CAIR, budget=budget)
    trace = work(trace_sp2d, sp2d_id, actor=budget[Role.KUASA_BUD])
    line = trace.sp2d.spm.spp.tagihan.lines[0].line
    assert line.program_kode == "1.01.01"
    assert trace.versions[line.id]
    assert trace.spd[line.id]
    books = {posting.buku for journal in trace.journals for posting in journal.lines}
    assert books == {"LO", "LRA"}
    back = work(trace_line, line.id, actor=budget[Role.KUASA_BUD])
    assert back.line.realisasi == NILAI
    assert back.bills[0][1].sp2d.id == sp2d_id


def test_search_finds_by_number_and_payee(work):
    budget = work(issued)
    sp2d_id = work(sp2d_in, SP2DState.CAIR, budget=budget)
    found = work(search_papers, "CV Contoh", actor=budget[Role.PA])
    assert [row.id for row in found[Kind.SP2D]] == [sp2d_id]
    number = found[Kind.SP2D][0].nomor
    assert Kind.SP2D in work(search_papers, number, actor=budget[Role.PA])


def test_a_token_says_what_the_register_says_and_an_unknown_one_nothing(work):
    budget = work(issued)
    sp2d_id = work(sp2d_in, SP2DState.CAIR, budget=budget)

    def token():

        return db.session.get_one(SP2D, sp2d_id).token

    paper = work(find_genuine, work(token))
    assert (paper.kind, paper.state) == (Kind.SP2D, SP2DState.CAIR)
    assert work(find_genuine, "bukan-token") is None


def test_a_line_shows_every_journal_of_its_bills_in_order(work):
    """After a retur: debt, payment, reversal; after the next SP2D its payment too."""
    budget = work(issued)
    bounced = work(sp2d_in, SP2DState.RETUR, budget=budget)
    trace = work(trace_line, budget.lines[0], actor=budget[Role.PPTK])
    (journals,) = trace.journals.values()
    marks = [(j.purpose, j.reverses_id is not None, j.reversed_by_id is not None) for j in journals]
    assert [mark[1:] for mark in marks] == [(False, False), (False, True), (True, False)]
    assert [mark[0] for mark in marks[:2]] == ["bast", "sp2d"]
    assert journals[1].source_id == journals[2].source_id == bounced


def test_the_page_of_a_line_marks_the_reversal(client, work):
    budget = work(issued)
    work(sp2d_in, SP2DState.RETUR, budget=budget)
    page = client(budget[Role.PPTK]).get(f"/perbendaharaan/jejak/rincian/{budget.lines[0]}").text
    assert "pembalikan" in page
    assert "dibalik" in page
