"""What a journal must be: pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from simral.ledger.rules import buku_of, check_accounts, check_draft, kind_of, mirror, number_places
from simral.ledger.terms import PPKD, Buku, Posting
from tests.factories.ledger import BEBAN, BELANJA, KAS, RK, SAL, UTANG, draft_of, spending

D = Decimal
E = "1.01"


def codes_of(*postings: Posting) -> list[str]:
    return [finding.code for finding in check_draft(draft_of(postings))]


def test_a_balanced_journal_has_no_finding() -> None:
    assert codes_of(*spending("33300000.00")) == []


@pytest.mark.parametrize(
    ("postings", "codes"),
    [
        ((), ["dua_baris"]),
        ((Posting(E, Buku.LO, BEBAN, debit=D(5)),), ["dua_baris", "tidak_seimbang"]),
        ((Posting(E, Buku.LO, BEBAN), Posting(E, Buku.LO, RK)), ["satu_sisi", "satu_sisi"]),
        (
            (Posting(E, Buku.LO, BEBAN, D(5), D(5)), Posting(E, Buku.LO, RK, D(5), D(5))),
            ["satu_sisi", "satu_sisi"],
        ),
        (
            (Posting(E, Buku.LO, BEBAN, debit=D(5)), Posting(PPKD, Buku.LO, RK, kredit=D(5))),
            ["tidak_seimbang", "tidak_seimbang"],
        ),
        (
            (Posting(E, Buku.LO, BEBAN, debit=D(5)), Posting(E, Buku.LRA, SAL, kredit=D(5))),
            ["tidak_seimbang", "tidak_seimbang"],
        ),
        (
            (Posting(E, Buku.LO, BELANJA, debit=D(5)), Posting(E, Buku.LO, RK, kredit=D(5))),
            ["salah_buku"],
        ),
        (
            (Posting(E, Buku.LO, BEBAN, D("0.001")), Posting(E, Buku.LO, RK, D(0), D("0.001"))),
            ["nilai", "nilai"],
        ),
        (
            (Posting(E, Buku.LO, BEBAN, debit=D(-5)), Posting(E, Buku.LO, RK, kredit=D(-5))),
            ["nilai", "nilai"],
        ),
        (
            (Posting(E, Buku.LO, BEBAN, D(10) ** 18), Posting(E, Buku.LO, RK, D(0), D(10) ** 18)),
            ["nilai", "nilai"],
        ),
    ],
)  # fmt: skip
def test_every_fault_of_a_draft_is_named(postings: tuple[Posting, ...], codes: list[str]) -> None:
    assert codes_of(*postings) == codes


@pytest.mark.parametrize(
    ("kode", "buku"),
    [
        (KAS, Buku.LO), (UTANG, Buku.LO), (RK, Buku.LO), ("3.1.01.01.01.0001", Buku.LO),
        (SAL, Buku.LRA), ("3.1.02", Buku.LRA), ("4.1.01.01.01.0001", Buku.LRA),
        (BELANJA, Buku.LRA), ("6.1.01.01.01.0001", Buku.LRA), ("7.1.01.01.01.0001", Buku.LO),
        (BEBAN, Buku.LO), ("9.1", None),
    ],
)  # fmt: skip
def test_every_account_belongs_to_one_book(kode: str, buku: Buku | None) -> None:
    assert buku_of(kode) is buku


def test_the_selisih_is_said_in_rupiah() -> None:
    postings = (Posting(E, Buku.LO, BEBAN, debit=D("7.50")), Posting(E, Buku.LO, RK, kredit=D(5)))
    assert "Rp\u00a02,50" in str(check_draft(draft_of(postings))[0])


def test_an_unknown_account_is_named_with_its_year() -> None:
    (finding,) = check_accounts(spending(), {BEBAN, RK, SAL}, 2021)
    assert (finding.code, finding.at) == ("rekening_asing", BELANJA)
    assert "2021" in str(finding)


def test_a_mirror_gives_back_what_was_taken() -> None:
    lines = spending("12.34")
    assert mirror(mirror(lines)) == lines
    assert sum(line.kredit for line in mirror(lines)) == sum(line.debit for line in lines)


def test_a_number_says_the_document_and_the_spending_opd() -> None:
    draft = draft_of((*spending(), Posting(PPKD, Buku.LO, KAS, debit=D(1))), date(2021, 11, 3))
    places = number_places(draft, 7, "32.01")
    assert (places["opd"], places["bulan"], places["urut"]) == (E, 11, 7)
    assert kind_of(replace(draft, source="budgeting:dpa")) == "DPA"
