"""The example government: the real budget to the rupiah, books that another program confirms."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

pytestmark = [pytest.mark.real_commit, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
DPA = ROOT / "simral" / "example" / "data" / "dpa_kab_bogor_2021_per_rekening.csv.gz"
TOTAL = Decimal("8333930825533")
PER_JENIS = {
    "5.1.01": (2316, 2372080154140), "5.1.02": (25883, 2345175949034),
    "5.1.05": (97, 332679769630), "5.1.06": (26, 32200000000),
    "5.2.01": (15, 18643040698), "5.2.02": (1295, 419762519011),
    "5.2.03": (106, 791255846236), "5.2.04": (34, 617684198170),
    "5.2.05": (33, 3992580000), "5.2.06": (1, 0), "5.3.01": (1, 99462550443),
    "5.4.01": (4, 166154658709), "5.4.02": (7, 1134839559462),
}  # fmt: skip
TOP = {
    "1.02.0.00.0.00.01.0000": (7566, 1963513417924),
    "1.01.0.00.0.00.01.0000": (465, 1784782969590),
    "5.02.0.00.0.00.01.0000": (457, 1444410768204),
    "1.03.0.00.0.00.01.0000": (673, 955755333083),
    "1.03.1.04.2.10.01.0000": (468, 242898590500),
}
KAS_TOTAL = Decimal("3895593505692")


@pytest.fixture(scope="module")
def ask(example_url):
    """`ask(SELECT)`: all rows of the example's database."""
    with psycopg.connect(example_url.replace("+psycopg", "", 1)) as connection:
        yield lambda query: connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def simral(example_url):
    """`simral("check")`: the command line as an operator types it; its standard output."""

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "simral", *arguments], cwd=ROOT, text=True,
            env={**os.environ, "DATABASE_URL": example_url}, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    return run


def test_the_budget_has_the_control_totals_of_the_data(ask):
    lines = "FROM dpa_pagu p JOIN dpa_rincian r ON r.id = p.rincian_id"
    rows = ask(
        f"SELECT count(*), sum(p.pagu), count(*) FILTER (WHERE p.pagu = 0), max(p.pagu), "
        f"min(p.pagu), count(DISTINCT r.opd_id), count(DISTINCT r.rekening_kode) {lines}"
    )
    assert rows == [(29818, TOTAL, 2664, 611445794462, 0, 72, 562)]
    subs = ask(
        "SELECT count(*), count(DISTINCT kode), count(DISTINCT kegiatan_kode), "
        "count(DISTINCT program_kode) FROM dpa_sub_kegiatan"
    )
    assert subs == [(6485, 2114, 533, 172)]
    jenis = ask(f"SELECT substr(r.rekening_kode, 1, 6), count(*), sum(p.pagu) {lines} GROUP BY 1")
    assert {kode: (count, int(pagu)) for kode, count, pagu in jenis} == PER_JENIS
    opd = ask(
        f"SELECT o.kode, count(*), sum(p.pagu) {lines} JOIN opd o ON o.id = r.opd_id "
        "GROUP BY 1 ORDER BY 3 DESC LIMIT 5"
    )
    assert {kode: (count, int(pagu)) for kode, count, pagu in opd} == TOP


def test_the_anggaran_kas_has_its_control_total(ask):
    kas = ask("SELECT sum(k) FROM dpa_pagu p, unnest(p.kas) k WHERE NOT p.kas_is_illustrative")
    assert kas == [(KAS_TOTAL,)]
    uneven = ask(
        "SELECT count(*) FROM dpa_pagu p WHERE pagu <> (SELECT sum(k) FROM unnest(p.kas) k)"
    )
    assert uneven == [(0,)]


def test_the_doctor_finds_nothing(simral):
    answer = json.loads(simral("check", "--json"))
    assert answer["ok"], [check for check in answer["checks"] if not check["ok"]]
    assert len(answer["checks"]) >= 10


def test_a_second_import_of_the_same_file_changes_nothing(simral, ask):
    before = ask(FINGERPRINT)
    answer = json.loads(simral("import", "dpa", str(DPA), "--tahun", "2021", "--add-missing"))
    assert (answer["rows_read"], answer["rows_stored"]) == (29818, 0)
    assert answer["rows_unchanged"] == 29818
    assert Decimal(answer["total"]) == TOTAL
    assert ask(FINGERPRINT) == before


FINGERPRINT = """
    SELECT (SELECT md5(string_agg(l::text, '' ORDER BY l.id)) FROM dpa_rincian l),
           (SELECT md5(string_agg(p::text, '' ORDER BY p.dpa_id, p.rincian_id)) FROM dpa_pagu p),
           (SELECT count(*) FROM rekening), (SELECT count(*) FROM opd), (SELECT count(*) FROM unit)
"""


@pytest.mark.parametrize("buku", ["lo", "lra"])
def test_hledger_has_the_balances_of_our_trial_balance(simral, tool, tmp_path, buku):
    hledger = tool("hledger")
    simral("export", "hledger", "--tahun", "2021", "--output", str(tmp_path))
    journal = tmp_path / f"{buku}.journal"
    subprocess.run([hledger, "-f", journal, "check"], check=True, capture_output=True)
    listing = subprocess.run(
        [hledger, "-f", journal, "balance", "--flat", "-E", "-N", "--output-format", "csv"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    theirs = {}
    for account, amount in re.findall(r'^"([\d.:]+)","(-?[\d.,]+) IDR"', listing, re.MULTILINE):
        theirs[account.rpartition(":")[2]] = Decimal(amount.replace(",", ""))

    report = json.loads(simral("report", "trial-balance", "--tahun", "2021"))
    ours = {
        row["kode"]: Decimal(row["debit"]) - Decimal(row["kredit"])
        for row in report["lines"]
        if row["buku"].lower() == buku
    }
    assert {kode: nilai for kode, nilai in ours.items() if nilai} == {
        kode: nilai for kode, nilai in theirs.items() if nilai
    }
    assert len(theirs) > 5
