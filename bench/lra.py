"""LRA of a ledger of 1,000,000 postings: our report, `hledger balance`, and plain SQL.

The ledger is the example government's with 250,000 generated journals on top, four postings each
in both books, on real budget lines, and an SP2D per OPD and day that sums them, so that the
report's own cross-checks hold. They are inserted with the triggers off (bench only) and folded by
`fold_balances`.
hledger reads what `export hledger` writes of the LRA book (half of the postings). All sides must
give the same realised belanja, or the script stops.

    python -m bench.lra [ROUNDS [HLEDGER_ROUNDS]]
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from bench.common import (
    application,
    connect,
    example,
    machine,
    prepared,
    ratio,
    rounds,
    seconds,
    timed,
)
from simral.example.load import TAHUN
from simral.kernel.db import db
from simral.ledger.queries import level_balances
from simral.ledger.services import fold_balances
from simral.ledger.terms import Buku
from simral.reporting.adapters import write_hledger
from simral.reporting.queries import book_names, build, iter_journal_lines, make_filter

JOURNALS = 250_000
MANY = 20  # times a quick side is repeated within a round

# One purchase of a line per journal; the lines take turns, a day further with every turn.
_GENERATE = """
    SET LOCAL session_replication_role = replica;
    CREATE TEMPORARY TABLE baris ON COMMIT DROP AS
        SELECT r.id, r.opd_id, o.kode AS opd, r.rekening_kode AS kode, l.tujuan_kode AS lawan,
               trunc((r.pagu - r.dipesan - r.realisasi) / 20) AS nilai,
               row_number() OVER (ORDER BY r.id) - 1 AS n
        FROM dpa_rincian r JOIN opd o ON o.id = r.opd_id
        JOIN peta_rekening l ON l.belanja_kode = r.rekening_kode AND l.jenis = 'lawan'
        WHERE r.rekening_kode LIKE '5.%' AND r.pagu - r.dipesan - r.realisasi >= 100000;
    ANALYZE baris;
    CREATE TEMPORARY TABLE beli ON COMMIT DROP AS
    SELECT b.*, s.s AS urut, gen_random_uuid() AS jurnal_id, gen_random_uuid() AS sp2d_id,
           date '2021-01-04' + (s.s * 7 % 360)::int AS hari
    FROM (SELECT s, s % (SELECT count(*) FROM baris) AS giliran
          FROM generate_series(1, {journals}) s) s JOIN baris b ON b.n = s.giliran;
    ANALYZE beli;
    INSERT INTO jurnal (id, tahun, tanggal, urut, nomor, uraian, source, source_id, purpose,
                        jumlah_baris, posted_by_id, posted_at_utc)
    SELECT jurnal_id, 2021, hari, 1000000 + urut, 'BENCH/' || urut, 'Belanja ' || urut,
           'treasury:sp2d', sp2d_id, 'sp2d', 4, gen_random_uuid(), now() FROM beli;
    INSERT INTO sp2d (id, tahun, opd_id, urut, nomor, tanggal, spm_id, rekening_bank_id, nilai,
        potongan, state, created_by_id, created_on, maker_id, verifier_id, approver_id,
        signed_by_id, sent_on, cair_on, token, version)
    SELECT gen_random_uuid(), 2021, opd_id, 1000000 + n, 'BENCH/' || n, hari, gen_random_uuid(),
        gen_random_uuid(), nilai, 0, 'cair', u[1], hari, u[2], u[3], u[4], u[1], hari, hari,
        'bench' || n, 1
    FROM (SELECT opd_id, hari, sum(nilai) AS nilai, row_number() OVER () AS n
          FROM beli GROUP BY opd_id, hari) s,
         (SELECT array_agg(gen_random_uuid()) AS u FROM generate_series(1, 4)) w;
    CREATE TEMPORARY TABLE baris_jurnal ON COMMIT DROP AS
    SELECT b.jurnal_id, v.*, extract(month FROM hari)::int AS bulan,
           CASE WHEN v.n % 2 = 1 THEN b.id END AS label,
           CASE WHEN v.n % 2 = 1 THEN nilai ELSE 0 END AS debit,
           CASE WHEN v.n % 2 = 0 THEN nilai ELSE 0 END AS kredit, opd
    FROM beli b CROSS JOIN LATERAL (VALUES (1, 'LO', lawan), (2, 'LO', '3.1.03.01.01.0001'),
        (3, 'LRA', b.kode), (4, 'LRA', '3.1.02.05.01.0001')) AS v(n, buku, rekening);
    INSERT INTO posting (jurnal_id, baris, entitas, buku, rekening_id, rekening_kode, debit,
                         kredit, label)
    SELECT jurnal_id, n, opd, buku, a.id, rekening, debit, kredit, label
    FROM baris_jurnal b JOIN (SELECT DISTINCT ON (kode) kode, id FROM rekening ORDER BY kode) a
        ON a.kode = b.rekening;
    INSERT INTO saldo_delta (tahun, bulan, entitas, buku, rekening_kode, label, debit, kredit)
    SELECT 2021, bulan, opd, buku, rekening, label, debit, kredit FROM baris_jurnal;
    UPDATE dpa_rincian r SET realisasi = r.realisasi + s.nilai
    FROM (SELECT id, sum(nilai) AS nilai FROM beli GROUP BY id) s WHERE s.id = r.id;
"""
# The same report without the rolled-up table: budget and realisation per account, levels 1 to 3.
_PLAIN = """
    WITH nyata AS (
        SELECT p.rekening_kode AS kode, sum(p.debit - p.kredit) AS nyata
        FROM posting p JOIN jurnal j ON j.id = p.jurnal_id
        WHERE j.tahun = %s AND j.tanggal <= %s AND p.buku = 'LRA'
          AND p.rekening_kode < '7' AND p.rekening_kode >= '4' GROUP BY 1
    ), rencana AS (
        SELECT r.rekening_kode AS kode, sum(p.pagu) AS rencana
        FROM dpa_pagu p JOIN dpa d ON d.id = p.dpa_id AND d.state = 'disahkan'
        JOIN versi_anggaran v ON v.id = d.versi_id AND v.mulai_on <= %s AND d.tahun = %s
        JOIN dpa_rincian r ON r.id = p.rincian_id GROUP BY 1
    )
    SELECT array_to_string((string_to_array(kode, '.'))[1:n], '.'), sum(rencana), sum(nyata)
    FROM rencana FULL JOIN nyata USING (kode) CROSS JOIN generate_series(1, 3) n
    GROUP BY 1 ORDER BY 1
"""


def fill(app: Flask) -> None:
    """250,000 journals more, folded."""
    with app.app_context():
        print(f"  {JOURNALS} jurnal", flush=True)
        connection = db.engine.raw_connection()
        connection.cursor().execute(_GENERATE.format(journals=JOURNALS))
        connection.commit()
        connection.close()
        took = timed(fold_balances)
        print(f"  folded {JOURNALS * 4} deltas in {took:.1f} s", flush=True)


def report(app: Flask, until: date) -> Decimal:
    """The whole LRA through reporting's own function, names and cross-checks included."""
    with app.app_context():
        made = build("lra", make_filter(TAHUN, until=until))
    assert all(check.ok for check in made.checks), made.checks
    realised = made.totals["belanja"]
    assert isinstance(realised, dict)
    return Decimal(realised["realisasi"])


def figures(app: Flask) -> Decimal:
    """The realised figures alone: rolled-up balances of levels 1 to 3 and unfolded deltas."""
    with app.app_context():
        found = level_balances(TAHUN, levels=(1, 2, 3), buku=Buku.LRA)
    debit, kredit = found[Buku.LRA, "5"]
    return debit - kredit


def plain(name: str, until: date) -> Decimal:
    """The aggregate over the postings, on a connection that is open already."""
    with connect(name) as connection:
        rows = connection.execute(_PLAIN, (TAHUN, until, until, TAHUN)).fetchall()
    return next(Decimal(row[2]) for row in rows if row[0] == "5")


def hledger(journal: Path) -> Decimal:
    """`hledger balance` of the exported LRA book, three levels."""
    command = ["hledger", "-f", str(journal), "balance", "--depth", "3", "-N", "--flat"]
    made = subprocess.run([*command, "-O", "csv"], check=True, capture_output=True, text=True)
    total = Decimal(0)
    for line in made.stdout.splitlines():
        account, amount = line.replace('"', "").split(",", 1)
        if account.startswith("5"):
            total += Decimal(amount.split()[0])
    return total


def export(app: Flask, folder: Path) -> Path:
    """The journal file of the LRA book, as `export hledger` writes it."""
    path = folder / "lra.journal"
    with app.app_context():
        lines = iter_journal_lines(TAHUN, Buku.LRA)
        write_hledger(path, Buku.LRA, book_names(TAHUN, Buku.LRA), lines)
    return path


def _each(work: object, times: int) -> float:
    assert callable(work)
    return timed(lambda: [work() for _ in range(times)]) / times


def main(count: int = 5, slow: int = 3) -> None:
    template = prepared("million", fill, base=example())
    year_end, mid_month = date(TAHUN, 12, 31), date(TAHUN, 8, 17)
    with connect(template) as connection:
        row = connection.execute("SELECT count(*) FROM posting").fetchone()
        assert row is not None
        print(f"postings: {row[0]}")
    with TemporaryDirectory() as where, application(template) as app:
        journal = export(app, Path(where))
        print(f"{journal.name}: {journal.stat().st_size / 1e6:.0f} MB")
        for day in (year_end, mid_month):
            assert report(app, day) == plain(template, day)
        assert figures(app) == plain(template, year_end)
        assert report(app, year_end) == hledger(journal), "hledger has another total"
        quick = {
            "report": lambda: _each(partial(report, app, year_end), MANY),
            "its balances": lambda: _each(partial(figures, app), MANY),
            "plain": lambda: _each(partial(plain, template, year_end), 3),
            "report, mid-month": lambda: _each(partial(report, app, mid_month), 3),
            "plain, mid-month": lambda: _each(partial(plain, template, mid_month), 3),
        }
        taken = rounds(quick, count)
        slow_ones = {"report": quick["report"], "hledger": lambda: timed(lambda: hledger(journal))}
        slowly = rounds(slow_ones, slow)
    print(machine())
    for side, values in taken.items():
        print(f"{side}: {seconds(values)}")
    print(f"hledger: {seconds(slowly['hledger'])}")
    print("plain / report:", ratio(taken["plain"], taken["report"]))
    print("plain / its balances alone:", ratio(taken["plain"], taken["its balances"]))
    both = ratio(taken["plain, mid-month"], taken["report, mid-month"])
    print("plain / report, until a day in the month:", both)
    print("hledger / report:", ratio(slowly["hledger"], slowly["report"]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
