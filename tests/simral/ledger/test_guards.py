"""What the database itself refuses, by the trigger's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from psycopg import errors
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from simral.kernel.db import db
from tests.factories.ledger import close_until, make_accounts, post, spending

Work = Callable[..., Any]

JOURNAL = """
    INSERT INTO jurnal (id, tahun, tanggal, urut, nomor, uraian, source, source_id, purpose,
                        jumlah_baris, posted_by_id, posted_at_utc)
    VALUES (:id, :tahun, DATE '2021-03-10', 99, 'X', 'x', 'x', :id, 'x', :baris, :id, now())
"""
LINE = """
    INSERT INTO posting (jurnal_id, baris, entitas, buku, rekening_id, rekening_kode, debit, kredit)
    SELECT :id, :baris, :entitas, :buku, id, kode, :debit, :kredit FROM rekening WHERE kode = :kode
"""


@pytest.fixture
def posted(work: Work) -> Work:
    work(make_accounts)
    work(post, spending())
    return work


def constraint_of(work: Work, *statements: tuple[str, dict[str, object]]) -> str | None:
    """The name of the guard that refuses the statements, checked as COMMIT would."""

    def run() -> None:
        db.session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))  # what waits from before
        db.session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        for statement, values in statements:
            db.session.execute(text(statement), values)
        db.session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))

    with pytest.raises(DBAPIError) as refused:
        work(run)
    error = refused.value.orig
    assert isinstance(refused.value, IntegrityError) or isinstance(error, errors.CheckViolation)
    name: str | None = error.diag.constraint_name  # type: ignore[union-attr]
    return name


@pytest.mark.parametrize("table", ["jurnal", "posting", "audit_outbox"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_posted_rows_are_never_changed(posted: Work, table: str, verb: str) -> None:
    if table == "audit_outbox" and "SET" in verb:
        verb = "UPDATE {} SET note = 'x'"
    if table == "posting" and "SET" in verb:
        verb = "UPDATE {} SET debit = debit"
    assert constraint_of(posted, (verb.format(table), {})) == "tidak_berubah"


def test_a_posted_journal_takes_no_further_line(posted: Work) -> None:
    def old() -> Any:
        return db.session.execute(text("SELECT id FROM jurnal")).scalar_one()

    line = {"id": posted(old), "baris": 9, "entitas": "1.01", "buku": "LO", "debit": 1, "kredit": 0,
            "kode": "8.1.02.01.01.0024"}  # fmt: skip
    assert constraint_of(posted, (LINE, line)) == "jurnal_utuh"


def test_a_journal_without_its_lines_is_refused(posted: Work) -> None:
    head = {"id": uuid4(), "tahun": 2021, "baris": 2}
    assert constraint_of(posted, (JOURNAL, head)) == "jurnal_utuh"


@pytest.mark.parametrize(
    ("entitas", "buku", "kode"),
    [
        ("PPKD", "LO", "3.1.03.01.01.0001"),  # another entity
        ("1.01", "LRA", "3.1.02.05.01.0001"),  # another book
    ],
)
def test_debit_equals_kredit_inside_entity_and_book(
    posted: Work, entitas: str, buku: str, kode: str
) -> None:
    head = {"id": uuid4(), "tahun": 2021, "baris": 2}
    lines = [
        {"id": head["id"], "baris": 1, "entitas": "1.01", "buku": "LO", "debit": 5, "kredit": 0,
         "kode": "8.1.02.01.01.0024"},
        {"id": head["id"], "baris": 2, "entitas": entitas, "buku": buku, "debit": 0, "kredit": 5,
         "kode": kode},
    ]  # fmt: skip
    statements = [(JOURNAL, head), *((LINE, line) for line in lines)]
    assert constraint_of(posted, *statements) == "jurnal_seimbang"


@pytest.mark.parametrize(
    ("debit", "kredit", "name"),
    [(5, 5, "ck_posting_satu_sisi"), (0, 0, "ck_posting_satu_sisi"),
     (-5, 0, "ck_posting_tidak_negatif")],
)  # fmt: skip
def test_a_line_has_one_positive_side(posted: Work, debit: int, kredit: int, name: str) -> None:
    head = {"id": uuid4(), "tahun": 2021, "baris": 2}
    line = {"id": head["id"], "baris": 1, "entitas": "1.01", "buku": "LO", "debit": debit,
            "kredit": kredit, "kode": "8.1.02.01.01.0024"}  # fmt: skip
    assert constraint_of(posted, (JOURNAL, head), (LINE, line)) == name


def test_a_journal_has_at_least_two_lines(posted: Work) -> None:
    head = {"id": uuid4(), "tahun": 2021, "baris": 1}
    assert constraint_of(posted, (JOURNAL, head)) == "ck_jurnal_dua_baris"


def test_a_journal_belongs_to_the_year_of_its_date(posted: Work) -> None:
    head = {"id": uuid4(), "tahun": 2022, "baris": 2}
    assert constraint_of(posted, (JOURNAL, head)) == "jurnal_tahun"


def test_a_closed_month_is_closed_for_everybody(posted: Work) -> None:
    posted(close_until, 2021, 3)
    head = {"id": uuid4(), "tahun": 2021, "baris": 2}
    assert constraint_of(posted, (JOURNAL, head)) == "periode_terkunci"
