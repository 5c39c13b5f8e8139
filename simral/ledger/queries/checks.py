"""The ledger's invariants, proved against the postings: what `check` prints."""

# ruff: noqa: S608 - the statements are put together from constants of this page
from __future__ import annotations

from sqlalchemy import text

from simral.kernel.db import db

Violation = tuple[str, bool, int, str]

_POSTED = """
    SELECT j.tahun, extract(month FROM j.tanggal)::int AS bulan, p.entitas, p.buku,
           p.rekening_kode, p.label, p.debit, p.kredit
    FROM posting p JOIN jurnal j ON j.id = p.jurnal_id
"""
_ROLLED = """
    SELECT tahun, buku, e.entitas, array_to_string(bagian[1:n], '.') AS kode, bulan,
           sum(debit) AS debit, sum(kredit) AS kredit
    FROM (
        SELECT tahun, bulan, entitas, buku, string_to_array(rekening_kode, '.') AS bagian,
               sum(debit) AS debit, sum(kredit) AS kredit
        FROM ({source}) s GROUP BY tahun, bulan, entitas, buku, rekening_kode
    ) d
    CROSS JOIN LATERAL (VALUES (d.entitas), ('')) AS e(entitas)
    CROSS JOIN LATERAL generate_series(1, cardinality(bagian)) AS n
    GROUP BY tahun, buku, e.entitas, kode, bulan
"""
_DELTA = "SELECT * FROM saldo_delta"

# name → (what a row that it finds is, SELECT of the offending rows as one text)
CHECKS: dict[str, tuple[str, str]] = {
    "jurnal_seimbang": (
        "jurnal tidak seimbang per entitas dan buku",
        "SELECT j.nomor || ' ' || p.entitas || ' ' || p.buku FROM posting p "
        "JOIN jurnal j ON j.id = p.jurnal_id GROUP BY j.nomor, p.entitas, p.buku "
        "HAVING sum(p.debit) <> sum(p.kredit)",
    ),
    "jurnal_utuh": (
        "jumlah baris jurnal tidak sama dengan yang dibukukan",
        "SELECT j.nomor FROM jurnal j LEFT JOIN posting p ON p.jurnal_id = j.id "
        "GROUP BY j.id HAVING count(p.id) <> j.jumlah_baris",
    ),
    "saldo_sama_dengan_posting": (
        "saldo dan delta tidak sama dengan posting",
        "SELECT concat_ws(' ', tahun, bulan, buku, entitas, kode) FROM ("
        "SELECT tahun, buku, entitas, rekening_kode AS kode, bulan, debit, kredit FROM saldo "
        f"UNION ALL SELECT * FROM ({_ROLLED.format(source=_DELTA)}) d "
        "UNION ALL SELECT tahun, buku, entitas, kode, bulan, -debit, -kredit "
        f"FROM ({_ROLLED.format(source=_POSTED)}) p) s "
        "GROUP BY tahun, buku, entitas, kode, bulan HAVING sum(debit) <> 0 OR sum(kredit) <> 0",
    ),
    "saldo_label_sama_dengan_posting": (
        "saldo per baris DPA tidak sama dengan posting",
        "SELECT concat_ws(' ', tahun, bulan, label, rekening_kode) FROM ("
        "SELECT tahun, bulan, label, rekening_kode, debit, kredit FROM saldo_label "
        "UNION ALL SELECT tahun, bulan, label, rekening_kode, debit, kredit FROM saldo_delta "
        "WHERE label IS NOT NULL AND buku = 'LRA' "
        f"UNION ALL SELECT tahun, bulan, label, rekening_kode, -debit, -kredit FROM ({_POSTED}) p "
        "WHERE label IS NOT NULL AND buku = 'LRA') s "
        "GROUP BY tahun, bulan, label, rekening_kode HAVING sum(debit) <> 0 OR sum(kredit) <> 0",
    ),
    "nomor_jurnal_berurutan": (
        "nomor jurnal berlubang",
        "SELECT tahun || ': ' || max(urut) || ' nomor, ' || count(*) || ' jurnal' FROM jurnal "
        "GROUP BY tahun HAVING max(urut) <> count(*) OR min(urut) <> 1",
    ),
    "jurnal_tercatat": (
        "jurnal tanpa catatan kejadian",
        "SELECT j.nomor FROM jurnal j LEFT JOIN audit_outbox e "
        "ON e.tbl = 'jurnal' AND e.pk = j.id::text WHERE e.id IS NULL",
    ),
}  # fmt: skip


def list_violations() -> list[Violation]:
    """(name, holds, rows that break it, detail) of every invariant of the ledger."""
    found = []
    for name, (meaning, offending) in CHECKS.items():
        counted = text(f"SELECT count(*), min(x) FROM ({offending}) AS o(x)")
        rows, first = db.session.execute(counted).one()
        found.append((name, rows == 0, rows, f"{meaning}: {first}" if rows else ""))
    return found
