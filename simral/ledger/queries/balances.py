"""Balances: the rolled-up table plus what is not folded yet, in one statement, always exact.

A period that begins or ends inside a month takes whole months from the rolled-up table and
the broken month from the postings.
"""

# ruff: noqa: S608 - the statements are put together from constants of this page
from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text

from simral.kernel.db import db
from simral.ledger.terms import Buku

Amounts = tuple[Decimal, Decimal]
Entities = str | Collection[str] | None

LEAF = 6

# `:levels` are the levels wanted; a row below is cut to each of them.
_CUT = """
    CROSS JOIN LATERAL (SELECT string_to_array({a}.rekening_kode, '.') AS bagian) b
    CROSS JOIN LATERAL unnest(CAST(:levels AS int[])) AS n
    WHERE n <= cardinality(bagian)
"""
_SALDO = """
    SELECT s.buku, s.rekening_kode AS kode, s.debit, s.kredit FROM saldo s
    WHERE s.tahun = :tahun AND s.bulan BETWEEN :dari AND :sampai AND s.level = ANY(:levels)
      AND s.buku = ANY(:buku) AND {whose}
"""
_DELTA = """
    SELECT d.buku, array_to_string(bagian[1:n], '.') AS kode, d.debit, d.kredit FROM (
        SELECT buku, rekening_kode, sum(debit) AS debit, sum(kredit) AS kredit FROM saldo_delta d
        WHERE d.tahun = :tahun AND d.bulan BETWEEN :dari AND :sampai AND d.buku = ANY(:buku)
          AND {whose} GROUP BY buku, rekening_kode
    ) d
""" + _CUT.format(a="d")
_POSTED = """
    SELECT p.buku, array_to_string(bagian[1:n], '.') AS kode, p.debit, p.kredit FROM (
        SELECT p.buku, p.rekening_kode, sum(p.debit) AS debit, sum(p.kredit) AS kredit
        FROM posting p JOIN jurnal j ON j.id = p.jurnal_id
        WHERE j.tahun = :tahun AND ({days}) AND p.buku = ANY(:buku) AND {whose}
        GROUP BY p.buku, p.rekening_kode
    ) p
""" + _CUT.format(a="p")

_LABEL_SALDO = """
    SELECT label, rekening_kode, debit, kredit FROM saldo_label
    WHERE tahun = :tahun AND bulan BETWEEN :dari AND :sampai
"""
_LABEL_DELTA = """
    SELECT label, rekening_kode, debit, kredit FROM saldo_delta
    WHERE tahun = :tahun AND bulan BETWEEN :dari AND :sampai
      AND label IS NOT NULL AND buku = 'LRA'
"""
_LABEL_POSTED = """
    SELECT p.label, p.rekening_kode, p.debit, p.kredit
    FROM posting p JOIN jurnal j ON j.id = p.jurnal_id
    WHERE j.tahun = :tahun AND ({days}) AND p.label IS NOT NULL AND p.buku = 'LRA'
"""


@dataclass(frozen=True)
class Span:
    """A part of a year: its whole months, and the days of its broken months."""

    dari: int
    sampai: int  # < dari: no whole month
    broken: tuple[tuple[date, date], ...]


def span_of(tahun: int, since: date | None, until: date | None) -> Span:
    """Cut a period at the edges of months; days outside the year do not count."""
    start = max(since or date(tahun, 1, 1), date(tahun, 1, 1))
    end = min(until or date(tahun, 12, 31), date(tahun, 12, 31))
    if start > end:
        return Span(1, 0, ())
    first, last = start.month, end.month
    broken = []
    starts_whole, ends_whole = start.day == 1, end.day == monthrange(tahun, end.month)[1]
    if first == last and not (starts_whole and ends_whole):
        return Span(1, 0, ((start, end),))
    if not starts_whole:
        first += 1
        broken.append((start, date(tahun, first, 1) - timedelta(days=1)))
    if not ends_whole:
        last -= 1
        broken.append((date(tahun, end.month, 1), end))
    return Span(first, last, tuple(broken))


def balances(
    tahun: int,
    *,
    buku: Buku | None = None,
    entitas: Entities = None,
    since: date | None = None,
    until: date | None = None,
) -> dict[tuple[Buku, str], Amounts]:
    """Movements (debit, kredit) per book and leaf account; `entitas` None = all, rupiah."""
    return level_balances(
        tahun, levels=(LEAF,), buku=buku, entitas=entitas, since=since, until=until
    )


def level_balances(
    tahun: int,
    *,
    levels: Iterable[int],
    buku: Buku | None = None,
    entitas: Entities = None,
    since: date | None = None,
    until: date | None = None,
) -> dict[tuple[Buku, str], Amounts]:
    """The same for accounts of the wanted levels, 1 (akun) to 6 (leaf)."""
    span = span_of(tahun, since, until)
    whose = "true" if entitas is None else "{}.entitas = ANY(:entitas)"
    saldo = "s.entitas = ''" if entitas is None else whose.format("s")
    parts = [
        _SALDO.format(whose=saldo),
        _DELTA.format(whose=whose.format("d")),
    ]
    values = _values(tahun, span)
    if span.broken:
        parts.append(_POSTED.format(days=_days(span, values), whose=whose.format("p")))
    values["levels"] = list(levels)
    values["buku"] = [buku.value] if buku else [one.value for one in Buku]
    if entitas is not None:
        values["entitas"] = [entitas] if isinstance(entitas, str) else list(entitas)
    rows = db.session.execute(_summed("buku, kode", parts), values)
    return {(Buku(book), kode): (debit, kredit) for book, kode, debit, kredit in rows}


def label_balances(
    tahun: int,
    *,
    since: date | None = None,
    until: date | None = None,
) -> dict[tuple[UUID, str], Amounts]:
    """Movements (debit, kredit) in the LRA book per label (DPA line) and account, rupiah."""
    span = span_of(tahun, since, until)
    values = _values(tahun, span)
    parts = [_LABEL_SALDO, _LABEL_DELTA]
    if span.broken:
        parts.append(_LABEL_POSTED.format(days=_days(span, values)))
    rows = db.session.execute(_summed("label, rekening_kode", parts), values)
    return {(label, kode): (debit, kredit) for label, kode, debit, kredit in rows}


def _summed(keys: str, parts: list[str]) -> Any:
    union = " UNION ALL ".join(parts)
    return text(f"SELECT {keys}, sum(debit), sum(kredit) FROM ({union}) c GROUP BY {keys}")


def _values(tahun: int, span: Span) -> dict[str, Any]:
    return {"tahun": tahun, "dari": span.dari, "sampai": span.sampai}


def _days(span: Span, values: dict[str, Any]) -> str:
    """The broken months as a condition; their dates go into `values`."""
    conditions = []
    for number, (first, last) in enumerate(span.broken):
        values |= {f"hari{number}": first, f"akhir{number}": last}
        conditions.append(f"j.tanggal BETWEEN :hari{number} AND :akhir{number}")
    return " OR ".join(conditions)
