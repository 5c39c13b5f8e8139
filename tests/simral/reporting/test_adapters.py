"""One report, every format equal; hledger accepts what we write."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from python_calamine import CalamineWorkbook

from simral.kernel.errors import RuleBroken
from simral.reporting.adapters import FORMATS, Paper, render, tables
from simral.reporting.cli import export_cli, report_cli
from simral.reporting.queries import build, make_filter
from tests.factories.ledger import post_golden_year

Work = Callable[..., Any]
MACHINE = Paper("Kabupaten Bogor", str, human=False)
HUMAN = Paper("Kabupaten Bogor", str)


@pytest.fixture
def golden(work: Work) -> Work:
    work(post_golden_year)

    def make(name: str, fmt: str, about: Paper = MACHINE, **asked: Any) -> bytes:
        def run() -> bytes:
            return render(build(name, make_filter(2026, **asked)), fmt, about)

        made: bytes = work(run)
        return made

    return make


def test_json_is_the_contract(golden: Work) -> None:
    found = json.loads(golden("lra", "json", level=2))
    assert list(found) == [
        "report", "tahun", "opd", "from", "until", "generated_at", "lines", "totals",
    ]  # fmt: skip
    assert (found["report"], found["tahun"], found["opd"]) == ("lra", 2026, None)
    assert (found["from"], found["until"]) == (None, "2026-12-31")
    assert list(found["lines"][0]) == ["kode", "uraian", "anggaran", "realisasi", "sisa", "persen"]
    assert found["lines"][0]["realisasi"] == "5014000000.00"
    assert found["totals"]["surplus"]["anggaran"] == "-800000000.00"


@pytest.mark.parametrize(
    ("name", "keys", "totals"),
    [
        ("lra-program", "kode uraian anggaran realisasi sisa persen", "anggaran realisasi sisa"),
        ("trial-balance", "kode uraian buku debit kredit", "debit kredit"),
        ("buku-besar", "tanggal nomor uraian debit kredit saldo", "debit kredit saldo"),
        ("register-sp2d", "nomor tanggal opd jenis uraian penerima nilai potongan dibayar state",
         "nilai potongan dibayar"),
        ("kartu-kendali", "kode uraian pagu_penetapan pagu_perubahan ls up_gu tu sisa",
         "pagu_penetapan pagu_perubahan ls up_gu tu sisa"),
    ],
)  # fmt: skip
def test_columns_are_the_contract(golden: Work, name: str, keys: str, totals: str) -> None:
    asked = {"rekening": "5"} if name == "buku-besar" else {}
    head = golden(name, "csv", **asked).decode().splitlines()[0]
    assert head == keys.replace(" ", ",")
    assert list(json.loads(golden(name, "json", **asked))["totals"]) == totals.split()


def test_machine_csv_and_json_say_the_same(golden: Work) -> None:
    rows = list(csv.DictReader(io.StringIO(golden("trial-balance", "csv").decode())))
    assert rows == json.loads(golden("trial-balance", "json"))["lines"]


def test_csv_for_people_has_indonesian_figures_and_the_totals(golden: Work) -> None:
    text = golden("lra", "csv", HUMAN).decode("utf-8-sig")
    assert golden("lra", "csv", HUMAN).startswith(b"\xef\xbb\xbf")
    assert "Jumlah belanja;5900000000,00;672800000,00" in text


def test_xlsx_holds_the_figures_as_numbers(golden: Work, tmp_path: Path) -> None:
    path = tmp_path / "lra.xlsx"
    path.write_bytes(golden("lra", "xlsx", HUMAN))
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    belanja = next(row for row in rows if row[1] == "Jumlah belanja")
    assert belanja[2:4] == [5900000000.0, 672800000.0]


@pytest.mark.parametrize("fmt", ["pdf", "text"])
def test_paper_is_made_of_every_report(golden: Work, fmt: str) -> None:
    for name in ("lra", "trial-balance", "register-spp"):
        content = golden(name, fmt, HUMAN)
        assert content.startswith(b"%PDF") == (fmt == "pdf")
    if fmt == "text":
        assert "SiLPA" in golden("lra", fmt, HUMAN).decode()


def run(app: Flask, work: Work, command: Any, *arguments: str) -> Any:
    return work(lambda: CliRunner().invoke(command, arguments))


def test_the_command_prints_a_report_or_writes_it(
    app: Flask, golden: Work, work: Work, tmp_path: Path
) -> None:
    printed = run(app, work, report_cli, "lra", "--tahun", "2026", "--until", "2026-06-30")
    assert json.loads(printed.stdout)["until"] == "2026-06-30"
    path = tmp_path / "lra.pdf"
    run(app, work, report_cli, "lra", "--tahun", "2026", "--format", "pdf", "--output", str(path))
    assert path.read_bytes().startswith(b"%PDF")
    assert run(app, work, report_cli, "lra").exit_code == 2
    assert run(app, work, report_cli, "neracca", "--tahun", "2026").exit_code == 2


def balances_of(hledger: str, path: Path) -> dict[str, Decimal]:
    """What hledger says each account holds."""
    output = subprocess.run(
        [hledger, "-f", str(path), "balance", "--flat", "--no-total", "-O", "csv"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    found = {}
    for row in csv.DictReader(io.StringIO(output)):
        amount = row["balance"].removesuffix(" IDR").replace(",", "")
        found[row["account"].rpartition(":")[2]] = Decimal(amount)
    return found


def test_hledger_accepts_the_export_and_agrees_with_the_trial_balance(
    app: Flask, golden: Work, work: Work, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    hledger = tool("hledger")
    out = tmp_path / "buku"
    done = run(app, work, export_cli, "hledger", "--tahun", "2026", "--output", str(out))
    assert done.exit_code == 0, done.output
    lines = json.loads(golden("trial-balance", "json"))["lines"]
    for buku in ("LO", "LRA"):
        path = out / f"{buku.lower()}.journal"
        for strict in ([], ["--strict"]):
            subprocess.run([hledger, "-f", str(path), "check", *strict], check=True)
        ours = {
            line["kode"]: Decimal(line["debit"]) - Decimal(line["kredit"])
            for line in lines
            if line["buku"] == buku and line["debit"] != line["kredit"]
        }
        assert balances_of(hledger, path) == ours
    assert set(FORMATS) == {"json", "csv", "xlsx", "pdf", "text"}
    assert date.fromisoformat("2026-01-01").isoformat() in (out / "lo.journal").read_text()


def test_a_report_too_long_for_paper_says_so(monkeypatch, work: Work) -> None:
    monkeypatch.setattr(tables, "PDF_LINES", 0)
    report = work(lambda: build("lra", make_filter(2026)))
    with pytest.raises(RuleBroken, match="pilih satu OPD"):
        render(report, "pdf", Paper("PEMERINTAH", str))
