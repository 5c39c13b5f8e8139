"""Journals of the treasury: balanced in every entity and book, equal to the golden year's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simral.kernel.money import ZERO
from simral.ledger.rules import check_draft
from simral.ledger.terms import PPKD, Buku, JournalDraft
from simral.treasury.postings import (
    KAS_DAERAH,
    PERUBAHAN_SAL,
    RK_PPKD,
    RK_SKPD,
    SpendingLine,
    bast_journal,
    sp2d_journal,
)

OPD = "1.01.0.00.0.00.01.0000"
DOCUMENT = UUID(int=7)
PPN, PPH_22, PPH_23 = "2.1.01.06.01.0001", "2.1.01.05.02.0001", "2.1.01.05.03.0001"
Row = tuple[str, str, str, int, int]


def rows(draft: JournalDraft) -> list[Row]:
    return [
        (line.entitas, line.buku.value, line.rekening_kode, int(line.debit), int(line.kredit))
        for line in draft.postings
    ]


def service(nilai: int = 111_000_000) -> SpendingLine:
    return SpendingLine(UUID(int=1), "5.1.02.02.01.0030", "8.1.02.02.01.0030", None, Decimal(nilai))


def computer(nilai: int = 222_000_000) -> SpendingLine:
    return SpendingLine(
        UUID(int=2), "5.2.02.10.01.0002", "1.3.02.10.01.0002", "2.1.06.07.10.0002", Decimal(nilai)
    )


# ── the golden year (keuangan §5.4, contoh_jurnal_emas_2026.csv) ──────────────────────────────
def test_journals_25_to_27_cleaning_services_paid():
    withheld = [(PPN, Decimal(11_000_000)), (PPH_23, Decimal(2_000_000))]
    draft = sp2d_journal(DOCUMENT, OPD, [service()], withheld, on=date(2026, 5, 4), uraian="jasa")
    assert rows(draft) == [
        (OPD, "LO", "8.1.02.02.01.0030", 111_000_000, 0),
        (OPD, "LO", RK_PPKD, 0, 111_000_000),
        (OPD, "LRA", "5.1.02.02.01.0030", 111_000_000, 0),
        (OPD, "LRA", PERUBAHAN_SAL, 0, 111_000_000),
        (PPKD, "LO", RK_SKPD, 111_000_000, 0),
        (PPKD, "LO", KAS_DAERAH, 0, 98_000_000),
        (PPKD, "LO", PPN, 0, 11_000_000),
        (PPKD, "LO", PPH_23, 0, 2_000_000),
    ]
    assert (draft.source, draft.source_id, draft.purpose) == ("treasury:sp2d", DOCUMENT, "sp2d")


def test_journal_29_computers_handed_over():
    draft = bast_journal(DOCUMENT, OPD, [computer()], on=date(2026, 6, 1), uraian="BAST komputer")
    assert rows(draft) == [
        (OPD, "LO", "1.3.02.10.01.0002", 222_000_000, 0),
        (OPD, "LO", "2.1.06.07.10.0002", 0, 222_000_000),
    ]
    assert (draft.source, draft.purpose, draft.on) == ("treasury:tagihan", "bast", date(2026, 6, 1))


def test_journals_30_to_32_computers_paid():
    withheld = [(PPN, Decimal(22_000_000)), (PPH_22, Decimal(3_000_000))]
    draft = sp2d_journal(DOCUMENT, OPD, [computer()], withheld, on=date(2026, 6, 8), uraian="modal")
    assert rows(draft) == [
        (OPD, "LO", "2.1.06.07.10.0002", 222_000_000, 0),
        (OPD, "LO", RK_PPKD, 0, 222_000_000),
        (OPD, "LRA", "5.2.02.10.01.0002", 222_000_000, 0),
        (OPD, "LRA", PERUBAHAN_SAL, 0, 222_000_000),
        (PPKD, "LO", RK_SKPD, 222_000_000, 0),
        (PPKD, "LO", KAS_DAERAH, 0, 197_000_000),
        (PPKD, "LO", PPN, 0, 22_000_000),
        (PPKD, "LO", PPH_22, 0, 3_000_000),
    ]


# ── every journal ─────────────────────────────────────────────────────────────────────────────
amounts = st.integers(1, 10**15).map(lambda sen: Decimal(sen).scaleb(-2))
spending = st.lists(
    st.tuples(amounts, st.booleans()).map(
        lambda pick: SpendingLine(
            UUID(int=3), "5.1.02.01.01.0024", "8.1.02.01.01.0024",
            "2.1.06.01.01.0001" if pick[1] else None, pick[0],
        )
    ),
    min_size=1, max_size=8,
)  # fmt: skip


def balances(draft: JournalDraft) -> dict[tuple[str, Buku], Decimal]:
    found: dict[tuple[str, Buku], Decimal] = {}
    for line in draft.postings:
        key = (line.entitas, line.buku)
        found[key] = found.get(key, ZERO) + line.debit - line.kredit
    return found


@given(spending, st.integers(0, 100))
def test_an_sp2d_balances_in_every_entity_and_book(lines, percent):
    gross = sum((line.nilai for line in lines), ZERO)
    kept = (gross * percent / 100).quantize(Decimal(1), "ROUND_DOWN").quantize(Decimal("0.01"))
    withheld = [(PPN, kept)] if kept else []
    draft = sp2d_journal(DOCUMENT, OPD, lines, withheld, on=date(2026, 1, 4), uraian="uji")
    assert set(balances(draft)) == {(OPD, Buku.LO), (OPD, Buku.LRA), (PPKD, Buku.LO)}
    assert set(balances(draft).values()) == {ZERO}
    assert check_draft(draft) == []
    assert all(line.debit >= 0 and line.kredit >= 0 for line in draft.postings)


@given(spending.filter(lambda lines: all(line.utang for line in lines)))
def test_a_bast_balances_and_touches_no_budget(lines):
    draft = bast_journal(DOCUMENT, OPD, lines, on=date(2026, 1, 4), uraian="uji")
    assert balances(draft) == {(OPD, Buku.LO): ZERO}
    assert check_draft(draft) == []


def test_the_budget_lines_are_carried_through():
    draft = sp2d_journal(
        DOCUMENT, OPD, [service(), computer()], [], on=date(2026, 1, 4), uraian="x"
    )
    realised = {
        line.label: line.debit for line in draft.postings if line.buku is Buku.LRA and line.label
    }
    assert realised == {UUID(int=1): Decimal(111_000_000), UUID(int=2): Decimal(222_000_000)}
    assert all(line.label is None for line in draft.postings if line.entitas == PPKD)


def test_a_payment_withheld_whole_takes_no_cash():
    draft = sp2d_journal(
        DOCUMENT, OPD, [service(100)], [(PPN, Decimal(100))], on=date(2026, 1, 4), uraian="x"
    )
    assert KAS_DAERAH not in [line.rekening_kode for line in draft.postings]
    assert check_draft(draft) == []


def test_the_two_sides_between_opd_and_ppkd_are_equal():
    draft = sp2d_journal(DOCUMENT, OPD, [service()], [], on=date(2026, 1, 4), uraian="x")
    rk = {line.rekening_kode: line.debit + line.kredit for line in draft.postings}
    assert rk[RK_PPKD] == rk[RK_SKPD]


@pytest.mark.parametrize("lines", [[service()], [computer(), service()]])
def test_a_bast_posts_the_debt_of_all_lines_or_of_none(lines):
    assert bast_journal(DOCUMENT, OPD, lines, on=date(2026, 1, 4), uraian="x") is None
