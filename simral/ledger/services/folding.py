"""The balances: deltas folded into every ancestor, or all of it made again from the postings."""

# ruff: noqa: S608 - the statements are put together from constants of this page
from __future__ import annotations

from sqlalchemy import func, select, text

from simral.kernel.db import allow_long_work, db
from simral.kernel.unit_of_work import command

FOLD_LOCK = 7715

# Every leaf with all its ancestors, for its entity and for the whole government ('').
_ROLL_UP = """
    SELECT tahun, buku, e.entitas, array_to_string(bagian[1:n], '.') AS kode, bulan, n AS level,
           sum(debit) AS debit, sum(kredit) AS kredit
    FROM (SELECT *, string_to_array(rekening_kode, '.') AS bagian FROM daun) d
    CROSS JOIN LATERAL (VALUES (d.entitas), ('')) AS e(entitas)
    CROSS JOIN LATERAL generate_series(1, cardinality(bagian)) AS n
    GROUP BY tahun, buku, e.entitas, kode, bulan, n
"""
_INTO_SALDO = f"""
    INSERT INTO saldo (tahun, buku, entitas, rekening_kode, bulan, level, debit, kredit)
    SELECT tahun, buku, entitas, kode, bulan, level, debit, kredit FROM ({_ROLL_UP}) r
"""
_INTO_LABEL = """
    INSERT INTO saldo_label (label, rekening_kode, tahun, bulan, debit, kredit)
    SELECT label, rekening_kode, tahun, bulan, sum(debit), sum(kredit) FROM {source}
    WHERE label IS NOT NULL AND buku = 'LRA' GROUP BY label, rekening_kode, tahun, bulan
"""
_ADD = """
    ON CONFLICT ({key}) DO UPDATE
    SET debit = {table}.debit + excluded.debit, kredit = {table}.kredit + excluded.kredit
"""
_LEAVES = """
    SELECT {columns}, sum(debit) AS debit, sum(kredit) AS kredit FROM {source} GROUP BY {columns}
"""
_CELL = "tahun, bulan, entitas, buku, rekening_kode"
_FOLD = text(
    "WITH pergi AS (DELETE FROM saldo_delta RETURNING *), "
    f"daun AS ({_LEAVES.format(columns=_CELL, source='pergi')}), "
    f"naik AS ({_INTO_SALDO}"
    f"{_ADD.format(table='saldo', key='tahun, buku, entitas, rekening_kode, bulan')}), "
    f"berlabel AS ({_INTO_LABEL.format(source='pergi')}"
    f"{_ADD.format(table='saldo_label', key='label, rekening_kode, tahun, bulan')}) "
    "SELECT count(*) FROM pergi"
)
_POSTED = """
    SELECT j.tahun, extract(month FROM j.tanggal)::int AS bulan, p.entitas, p.buku,
           p.rekening_kode, p.label, p.debit, p.kredit
    FROM posting p JOIN jurnal j ON j.id = p.jurnal_id
"""
_REBUILD = text(
    f"WITH semua AS ({_POSTED}), daun AS ({_LEAVES.format(columns=_CELL, source='semua')}), "
    f"berlabel AS ({_INTO_LABEL.format(source='semua')}) {_INTO_SALDO}"
)


@command
def fold_balances() -> int:
    """Move the deltas into the rolled-up balances; how many. 0 when another one is at it."""
    if not db.session.scalar(select(func.pg_try_advisory_xact_lock(FOLD_LOCK))):
        return 0
    return int(db.session.execute(_FOLD).scalar_one())


@command
def rebuild_balances() -> None:
    """Make the balances again from the postings; postings wait meanwhile."""
    allow_long_work()
    db.session.execute(select(func.pg_advisory_xact_lock(FOLD_LOCK)))
    db.session.execute(text("LOCK TABLE saldo_delta IN EXCLUSIVE MODE"))
    for table in ("saldo_delta", "saldo", "saldo_label"):
        db.session.execute(text(f"DELETE FROM {table}"))
    db.session.execute(_REBUILD)
