"""Balances, journals and lines as others read them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from simral.identity.terms import Role
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.ledger.queries import (
    LedgerFilter,
    balances,
    get_journal,
    is_open,
    journals_of,
    label_balances,
    level_balances,
    list_account_lines,
    list_journals,
    list_periode,
    opening_balance,
)
from simral.ledger.queries.balances import span_of
from simral.ledger.services import fold_balances
from simral.ledger.states import PeriodeState
from simral.ledger.terms import PPKD, Buku, Posting
from tests.factories.identity import actor_with
from tests.factories.ledger import (
    BELANJA,
    CLERK,
    GOLDEN,
    KAS,
    close_until,
    draft_of,
    make_accounts,
    make_agency,
    post,
    post_golden_year,
    post_journal,
    spending,
)

Work = Callable[..., Any]
D = Decimal

PLAIN = """
    SELECT p.buku, p.rekening_kode, sum(p.debit), sum(p.kredit)
    FROM posting p JOIN jurnal j ON j.id = p.jurnal_id
    WHERE j.tanggal BETWEEN :since AND :until GROUP BY 1, 2
"""


@pytest.mark.parametrize(
    ("since", "until", "whole", "broken"),
    [
        (None, None, (1, 12), 0),
        (date(2026, 2, 1), date(2026, 2, 28), (2, 2), 0),
        (date(2026, 2, 2), date(2026, 2, 28), (1, 0), 1),
        (date(2026, 2, 10), date(2026, 4, 10), (3, 3), 2),
        (date(2026, 2, 10), date(2026, 3, 10), (3, 2), 2),
        (date(2025, 2, 10), date(2027, 3, 10), (1, 12), 0),
        (date(2026, 12, 5), None, (1, 0), 1),
        (date(2026, 11, 5), None, (12, 12), 1),
        (date(2026, 5, 5), date(2026, 4, 4), (1, 0), 0),
    ],
)
def test_a_period_is_cut_at_the_edges_of_months(
    since: date | None, until: date | None, whole: tuple[int, int], broken: int
) -> None:
    span = span_of(2026, since, until)
    assert ((span.dari, span.sampai), len(span.broken)) == (whole, broken)


def test_balances_of_any_days_equal_the_postings(work: Work) -> None:
    work(post_golden_year)
    work(fold_balances)
    work(make_accounts)
    for day in (date(2026, 3, 15), date(2026, 8, 1)):
        work(post, spending("7.77"), day)  # not folded
    random = Random(7)
    days = [date(2026, 1, 1) + timedelta(days=random.randrange(365)) for _ in range(60)]

    def plain(since: date, until: date) -> dict[tuple[Buku, str], tuple[Decimal, Decimal]]:
        rows = db.session.execute(text(PLAIN), {"since": since, "until": until})
        return {(Buku(row[0]), row[1]): (row[2], row[3]) for row in rows}

    for since, until in zip(days[::2], days[1::2], strict=True):
        assert work(balances, 2026, since=since, until=until) == work(plain, since, until)


def test_the_golden_year_has_the_known_trial_balance_per_entity(work: Work) -> None:
    work(post_golden_year)
    expected = GOLDEN.with_name("contoh_jurnal_emas_2026_neraca_saldo.csv")
    with expected.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for folded in (False, True):
        if folded:
            work(fold_balances)
        for entitas in ("SKPD", "PPKD"):
            found = work(balances, 2026, entitas=entitas)
            net = {kode: d - k for (_, kode), (d, k) in found.items() if d != k}
            known = {
                r["kode_akun"]: D(r["debet"]) - D(r["kredit"])
                for r in rows
                if r["entitas"] == entitas
            }
            assert net == known


@pytest.mark.parametrize("folded", [False, True])
def test_every_level_is_the_sum_of_what_lies_below_it(work: Work, folded: bool) -> None:
    work(post_golden_year)
    if folded:
        work(fold_balances)
    levels = {depth: work(level_balances, 2026, levels=(depth,)) for depth in range(1, 7)}
    totals = {tuple(map(sum, zip(*rows.values(), strict=True))) for rows in levels.values()}
    assert len(totals) == 1
    assert work(level_balances, 2026, levels=range(1, 7)) == {
        key: value for rows in levels.values() for key, value in rows.items()
    }


def test_labels_are_summed_in_the_lra_book_only(work: Work) -> None:
    work(make_accounts)
    line = uuid4()
    work(post, spending("10.00", label=line))
    work(fold_balances)
    work(post, spending("5.00", label=line), date(2021, 4, 20))
    assert work(label_balances, 2021) == {(line, BELANJA): (D("15.00"), D("0.00"))}
    april = work(label_balances, 2021, since=date(2021, 4, 2), until=date(2021, 4, 20))
    assert april == {(line, BELANJA): (D("5.00"), D("0.00"))}


def test_lines_of_an_account_run_on_from_the_opening(work: Work) -> None:
    work(make_accounts)
    for nilai, day in (("10.00", 1), ("20.00", 2), ("30.00", 3)):
        work(post, spending(nilai), date(2021, 3, day))
    wanted = LedgerFilter(2021, rekening="5.1", since=date(2021, 3, 2))
    assert work(opening_balance, wanted, entities=None) == D("10.00")
    lines = work(list_account_lines, wanted, entities=None)
    assert [line.saldo for line in lines] == [D("30.00"), D("60.00")]
    rest = work(list_account_lines, wanted, entities=None, after=lines[0].key)
    assert rest == lines[1:]
    assert work(list_account_lines, wanted, entities={"7.01"}) == []


def test_an_opd_sees_its_own_lines_and_the_finance_agency_those_of_the_ppkd(work: Work) -> None:
    work(make_accounts)
    school = work(make_agency)
    finance = work(make_agency, "5.02.0.00.0.00.01.0000", "BPKAD", is_skpkd=True)
    cash = (Posting(PPKD, Buku.LO, KAS, debit=D(3)), Posting(PPKD, Buku.LO, KAS, kredit=D(3)))
    jurnal = work(post, (*spending(entitas="1.01.0.00.0.00.01.0000"), *cash))
    for opd, entities in ((school, {"1.01.0.00.0.00.01.0000"}), (finance, {PPKD})):
        actor = work(actor_with, Role.BENDAHARA_PENGELUARAN, opd)
        row = work(get_journal, jurnal, actor=actor)
        assert {line.entitas for line in row.lines} == entities
        assert [one.id for one in work(list_journals, LedgerFilter(2021), actor=actor).rows] == [
            jurnal
        ]
    stranger = work(actor_with, Role.PA)
    assert work(list_journals, LedgerFilter(2021), actor=stranger).rows == []
    with pytest.raises(NotFound):
        work(get_journal, jurnal, actor=stranger)


def test_journals_are_paged_by_key(work: Work) -> None:
    work(make_accounts)
    for _ in range(53):
        work(post, spending())
    first = work(list_journals, LedgerFilter(2021), actor=CLERK)
    assert (len(first.rows), first.before) == (50, None)
    second = work(list_journals, LedgerFilter(2021), actor=CLERK, after=first.after)
    assert ([row.urut for row in second.rows], second.after) == ([3, 2, 1], None)
    back = work(list_journals, LedgerFilter(2021), actor=CLERK, before=second.before)
    assert [row.urut for row in back.rows] == [row.urut for row in first.rows]


def test_journals_of_a_document_come_with_all_lines(work: Work) -> None:
    work(make_accounts)
    draft = draft_of(spending())
    work(post_journal, draft, actor=CLERK)
    (row,) = work(journals_of, [draft.source_id, uuid4()])
    assert len(row.lines) == 4
    assert row.lines[0].rekening_nama == "Akun 8.1.02.01.01.0024"


def test_a_month_is_open_until_it_is_closed(work: Work) -> None:
    work(make_accounts)
    work(post, spending())
    work(close_until, 2021, 3)
    assert not work(is_open, date(2021, 3, 31))
    assert work(is_open, date(2021, 4, 1))
    march = work(list_periode, 2021, date(2022, 1, 1))[2]
    assert (march.bulan, march.state, march.jurnal) == (3, PeriodeState.DIKUNCI, 1)
