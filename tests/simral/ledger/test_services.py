"""Posting, reversing, closing, folding: on the database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import IllegalTransition, NotAllowed, NotFound, RuleBroken
from simral.kernel.trail import Event
from simral.ledger.errors import AlreadyPosted, AlreadyReversed, PeriodeLocked
from simral.ledger.queries import balances, journals_of, list_violations
from simral.ledger.services import (
    close_periode,
    fold_balances,
    post_journal,
    rebuild_balances,
    reopen_periode,
    reverse_journal,
)
from simral.ledger.terms import Buku
from tests.factories.ledger import (
    BEBAN,
    BELANJA,
    CLERK,
    close_until,
    draft_of,
    make_accounts,
    post,
    post_golden_year,
    spending,
)

Work = Callable[..., Any]
MARCH, AFTER = date(2021, 3, 10), date(2022, 1, 1)


@pytest.fixture
def books(work: Work) -> Work:
    work(make_accounts)
    return work


def test_a_journal_is_posted_with_its_lines_and_one_event(books: Work) -> None:
    draft = draft_of(spending("33.30", label=uuid4()))
    jurnal_id = books(post_journal, draft, actor=CLERK)
    (row,) = books(journals_of, [draft.source_id])
    assert (row.id, row.urut, row.tanggal, row.total) == (jurnal_id, 1, MARCH, Decimal("66.60"))
    assert [line.baris for line in row.lines] == [1, 2, 3, 4]
    events = books(
        lambda: db.session.scalars(db.select(Event).where(Event.pk == str(jurnal_id))).all()
    )
    assert [event.tag for event in events] == ["ledger:jurnal:post"]
    assert len(events[0].row["posting"]) == 4
    assert events[0].row["posting"][0]["debit"] == "33.30"


def test_a_journal_costs_the_same_few_statements_whatever_its_lines(
    books: Work, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    books(post, spending())
    counts = []
    for lines in (spending(), spending() * 20):
        with count_queries() as statements:
            books(post, lines)
        counts.append(len([s for s in statements if "SAVEPOINT" not in s]))
    assert counts[0] == counts[1] <= 8


def test_the_same_event_of_a_document_is_posted_once(books: Work) -> None:
    draft = draft_of(spending())
    books(post_journal, draft, actor=CLERK)
    with pytest.raises(AlreadyPosted):
        books(post_journal, draft, actor=CLERK)


def test_a_draft_that_breaks_a_rule_leaves_nothing_and_no_gap(books: Work) -> None:
    with pytest.raises(RuleBroken):
        books(post, spending()[:1])
    with pytest.raises(RuleBroken) as refused:
        books(post, spending(), date(1999, 5, 5))  # the accounts begin in 2000
    assert {finding.code for finding in refused.value.findings} == {"rekening_asing"}
    books(post, spending())
    assert all(ok for _, ok, _, _ in books(list_violations))


def test_a_date_before_the_last_journal_is_no_gap(books: Work) -> None:
    for day in (date(2021, 5, 5), date(2021, 2, 2)):
        books(post, spending(), day)
    assert all(ok for _, ok, _, _ in books(list_violations))


def test_a_closed_month_takes_no_journal_until_it_is_reopened(books: Work) -> None:
    books(close_until, 2021, 3)
    with pytest.raises(PeriodeLocked, match="Maret 2021"):
        books(post, spending())
    books(post, spending(), date(2021, 4, 1))
    books(reopen_periode, 2021, 3, actor=CLERK, note="Koreksi BPK")
    books(post, spending())


def test_closing_needs_akuntansi_and_reopening_ppkd_and_a_reason(books: Work) -> None:
    ppkd = Actor(uuid4(), frozenset({(Role.PPKD.value, None)}))
    clerk = Actor(uuid4(), frozenset({(Role.AKUNTANSI.value, None)}))
    with pytest.raises(NotAllowed):
        books(close_periode, 2021, 3, actor=ppkd, today=AFTER)
    books(close_until, 2021, 3, clerk)
    with pytest.raises(IllegalTransition):
        books(close_periode, 2021, 3, actor=clerk, today=AFTER)
    with pytest.raises(NotAllowed):
        books(reopen_periode, 2021, 3, actor=clerk, note="x")
    with pytest.raises(RuleBroken):
        books(reopen_periode, 2021, 3, actor=ppkd, note=" ")
    with pytest.raises(NotFound):
        books(reopen_periode, 2021, 9, actor=ppkd, note="x")
    with pytest.raises(NotFound):
        books(close_periode, 2021, 13, actor=clerk, today=AFTER)


def test_months_are_closed_in_order_and_when_they_are_over(books: Work) -> None:
    with pytest.raises(RuleBroken, match="01-2021"):
        books(close_periode, 2021, 2, actor=CLERK, today=AFTER)
    with pytest.raises(RuleBroken, match="belum berakhir"):
        books(close_periode, 2021, 1, actor=CLERK, today=date(2021, 1, 31))
    books(close_periode, 2021, 1, actor=CLERK, today=date(2021, 2, 1))


def test_a_reversal_mirrors_the_journal_once(books: Work) -> None:
    draft = draft_of(spending("50.00", label=uuid4()))
    books(post_journal, draft, actor=CLERK)
    values = {"on": date(2021, 6, 1), "uraian": "Retur", "actor": CLERK}
    reversal = books(reverse_journal, draft.source, draft.source_id, "sp2d", **values)
    original, mirrored = books(journals_of, [draft.source_id])
    assert (mirrored.id, mirrored.reverses_id) == (reversal, original.id)
    assert (original.reversed_by_id, mirrored.purpose) == (reversal, "sp2d:reversal")
    assert [(x.debit, x.kredit, x.label) for x in mirrored.lines] == [
        (x.kredit, x.debit, x.label) for x in original.lines
    ]
    assert all(debit == kredit for debit, kredit in books(balances, 2021).values())
    with pytest.raises(AlreadyReversed):
        books(reverse_journal, draft.source, draft.source_id, "sp2d", **values)
    with pytest.raises(NotFound):
        books(reverse_journal, draft.source, uuid4(), "sp2d", **values)


def test_folding_changes_no_balance_and_rebuilding_agrees(work: Work) -> None:
    work(post_golden_year)
    before = work(balances, 2026)
    assert work(fold_balances) == 121
    assert work(fold_balances) == 0
    assert work(balances, 2026) == before
    work(make_accounts)
    work(post, spending(label=uuid4()), date(2026, 7, 7))
    assert [x for x in work(list_violations) if not x[1]] == []
    after = work(balances, 2026)
    work(rebuild_balances)
    assert work(balances, 2026) == after
    assert [x for x in work(list_violations) if not x[1]] == []


def test_the_doctor_sees_a_balance_that_lies(books: Work) -> None:
    books(post, spending(label=uuid4()))
    books(fold_balances)

    def lie() -> None:
        db.session.execute(text("UPDATE saldo SET debit = debit + 1 WHERE level = 2"))
        db.session.execute(text("UPDATE saldo_label SET kredit = kredit + 1"))
        db.session.commit()

    books(lie)
    broken = {name for name, ok, _, _ in books(list_violations) if not ok}
    assert broken == {"saldo_sama_dengan_posting", "saldo_label_sama_dengan_posting"}


@pytest.mark.real_commit
def test_postings_and_folding_at_once_lose_nothing(committed_work: Work) -> None:
    committed_work(make_accounts)

    def post_some() -> None:
        for _ in range(15):
            committed_work(post, spending("1.00"))

    def fold_some() -> None:
        for _ in range(15):
            committed_work(fold_balances)

    threads = [Thread(target=run) for run in (post_some, post_some, fold_some, fold_some)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = committed_work(balances, 2021)
    assert found[Buku.LRA, BELANJA] == (Decimal("30.00"), Decimal("0.00"))
    assert found[Buku.LO, BEBAN] == (Decimal("30.00"), Decimal("0.00"))
    assert [x for x in committed_work(list_violations) if not x[1]] == []
