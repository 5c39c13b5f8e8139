"""Reports on the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from simral.identity.terms import Role
from simral.kernel.errors import NotFound, RuleBroken
from simral.ledger.services import fold_balances
from simral.reporting.adapters import as_json
from simral.reporting.queries import REPORTS, build, make_filter
from simral.reporting.terms import Report
from tests.factories.identity import actor_with
from tests.factories.ledger import (
    BELANJA,
    make_agency,
    make_budget,
    make_programme_names,
    post,
    post_golden_year,
    spending,
)

Work = Callable[..., Any]
D = Decimal
KODE = "1.01.0.00.0.00.01.0000"
PEGAWAI = "5.1.01.01.01.0001"


def rows_of(report: Report, *keys: str) -> list[tuple[object, ...]]:
    return [tuple(line.cells[key] for key in keys) for line in report.machine_lines]


def make(work: Work, name: str, tahun: int = 2021, **asked: Any) -> Report:
    wanted = work(make_filter, tahun, **asked)
    report: Report = work(build, name, wanted)
    return report


@pytest.fixture
def line(work: Work) -> UUID:
    """An OPD with a budget of 1,000 for ATK and 500 for pay."""
    from tests.factories.ledger import make_accounts  # noqa: PLC0415

    work(make_accounts)
    opd = work(make_agency)
    work(make_programme_names)
    lines = work(make_budget, opd, {BELANJA: "1000.00", PEGAWAI: "500.00"})
    found: UUID = lines[BELANJA]
    return found


@pytest.mark.parametrize("folded", [False, True])
def test_the_lra_of_the_golden_year_is_the_known_one(work: Work, folded: bool) -> None:
    work(post_golden_year)
    if folded:
        work(fold_balances)
    report = make(work, "lra", 2026)
    assert as_json(report)["totals"] == {
        "pendapatan": {"anggaran": "5100000000.00", "realisasi": "5014000000.00"},
        "belanja": {"anggaran": "5900000000.00", "realisasi": "672800000.00"},
        "surplus": {"anggaran": "-800000000.00", "realisasi": "4341200000.00"},
        "penerimaan_pembiayaan": {"anggaran": "1000000000.00", "realisasi": "1000000000.00"},
        "pengeluaran_pembiayaan": {"anggaran": "200000000.00", "realisasi": "200000000.00"},
        "pembiayaan_neto": {"anggaran": "800000000.00", "realisasi": "800000000.00"},
        "silpa": {"anggaran": "0.00", "realisasi": "5141200000.00"},
    }
    found = dict(rows_of(report, "kode", "realisasi"))
    assert found["4.1.02"] == D(10_000_000)
    assert found["5.1.01"] == D(248_500_000)
    assert found["5.1.02"] == D(202_300_000)
    assert found["5.2.02"] == D(222_000_000)
    assert {row for (row,) in rows_of(report, "anggaran")} == {None}


def test_the_lra_compares_the_budget_in_force_with_what_is_realised(work: Work, line: UUID) -> None:
    work(post, spending("250.00", label=line, entitas=KODE))
    report = make(work, "lra", level=6)
    found = {
        row[0]: row[1:]
        for row in rows_of(report, "kode", "anggaran", "realisasi", "sisa", "persen")
    }
    assert found[BELANJA] == (D(1000), D(250), D(750), D("25.00"))
    assert found["5"] == (D(1500), D(250), D(1250), D("16.67"))
    assert "3.1.02" not in found


def test_the_lra_of_days_counts_those_days_only(work: Work, line: UUID) -> None:
    for day in (date(2021, 3, 10), date(2021, 3, 20), date(2021, 5, 1)):
        work(post, spending("100.00", label=line, entitas=KODE), day)
    work(fold_balances)
    asked = {"since": date(2021, 3, 15), "until": date(2021, 4, 30)}
    report = make(work, "lra", **asked)
    assert report.totals["belanja"] == {"anggaran": D(1500), "realisasi": D(100)}


def test_a_later_version_counts_from_its_first_day(work: Work, line: UUID) -> None:
    from simral.kernel.db import db  # noqa: PLC0415
    from simral.reference.models import OPD  # noqa: PLC0415

    opd = work(lambda: db.session.scalar(db.select(OPD.id).where(OPD.kode == KODE)))
    work(
        make_budget,
        opd,
        {BELANJA: "1600.00", PEGAWAI: "400.00"},
        kode="P1",
        mulai_on=date(2021, 9, 1),
    )
    for until, pagu in ((date(2021, 8, 31), 1500), (date(2021, 9, 1), 2000)):
        report = make(work, "lra", until=until)
        assert report.totals["belanja"] == {"anggaran": D(pagu), "realisasi": D(0)}
    card = make(work, "kartu-kendali", opd=KODE)
    found = {row[0]: row[1:] for row in rows_of(card, "kode", "pagu_penetapan", "pagu_perubahan")}
    assert found[BELANJA] == (D(1000), D(1600))


def test_cross_checks_say_the_difference(work: Work, line: UUID) -> None:
    work(post, spending("250.00", label=line, entitas=KODE))  # no SP2D behind it
    checks = make(work, "lra").checks
    assert [(check.ok, check.difference) for check in checks] == [(False, D(250)), (False, D(250))]
    assert make(work, "lra", since=date(2021, 4, 1)).checks[0].ok


def test_the_programme_tree_ends_in_jenis(work: Work, line: UUID) -> None:
    work(post, spending("250.00", label=line, entitas=KODE))
    report = make(work, "lra-program")
    assert rows_of(report, "kode", "uraian", "anggaran", "realisasi") == [
        ("1", "Wajib pelayanan dasar", D(1500), D(250)),
        ("1.01", "Pendidikan", D(1500), D(250)),
        (KODE, "Dinas Pendidikan", D(1500), D(250)),
        ("1.01.02", "Pengelolaan Pendidikan", D(1500), D(250)),
        ("1.01.02.2.01", "Sekolah Dasar", D(1500), D(250)),
        ("1.01.02.2.01.01", "Pembangunan USB", D(1500), D(250)),
        ("5.1.01", "Akun 5.1.01", D(500), D(0)),
        ("5.1.02", "Akun 5.1.02", D(1000), D(250)),
    ]
    assert report.totals == {"anggaran": D(1500), "realisasi": D(250), "sisa": D(1250)}
    assert len(make(work, "lra-program", level=3).lines) == 3


def test_the_control_card_has_the_line_below_its_sub_kegiatan(work: Work, line: UUID) -> None:
    work(post, spending("250.00", label=line, entitas=KODE))
    report = make(work, "kartu-kendali", opd=KODE)
    assert rows_of(
        report, "kode", "pagu_penetapan", "pagu_perubahan", "ls", "up_gu", "tu", "sisa"
    ) == [
        ("1.01.02.2.01.01", D(1500), D(1500), D(250), D(0), D(0), D(1250)),
        (PEGAWAI, D(500), D(500), D(0), D(0), D(0), D(500)),
        (BELANJA, D(1000), D(1000), D(250), D(0), D(0), D(750)),
    ]
    assert report.totals["sisa"] == D(1250)
    assert report.lines[2].about == ("rincian", str(line))


def test_the_trial_balance_shows_one_level_and_agrees(work: Work) -> None:
    work(post_golden_year)
    for level in range(1, 7):
        report = make(work, "trial-balance", 2026, level=level)
        assert report.totals["debit"] == report.totals["kredit"]
        assert {str(row[0]).count(".") + 1 for row in rows_of(report, "kode")} == {level}
    assert set(rows_of(report, "buku")) == {("LO",), ("LRA",)}


def test_the_ledger_of_an_account_runs_on(work: Work, line: UUID) -> None:
    for day, nilai in ((1, "10.00"), (2, "20.00")):
        work(post, spending(nilai, label=line, entitas=KODE), date(2021, 3, day))
    report = make(work, "buku-besar", rekening="5.1.02")
    assert rows_of(report, "debit", "kredit", "saldo") == [
        (D(10), D(0), D(10)),
        (D(20), D(0), D(30)),
    ]
    later = make(work, "buku-besar", rekening="5.1.02", since=date(2021, 3, 2))
    assert later.lines[0].cells["saldo"] == D(10)
    assert (rows_of(later, "saldo"), later.totals["saldo"]) == ([(D(30),)], D(30))


@pytest.mark.parametrize("rekening", ["", "5.9", "5.1.02%"])
def test_an_account_that_is_none_is_refused(work: Work, line: UUID, rekening: str) -> None:
    with pytest.raises(RuleBroken):
        make(work, "buku-besar", rekening=rekening)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"until": date(2022, 1, 1)}, "luar_tahun"),
        ({"since": date(2020, 12, 31)}, "luar_tahun"),
        ({"since": date(2021, 5, 1), "until": date(2021, 4, 1)}, "terbalik"),
        ({"level": 7}, "level"),
    ],
)
def test_a_bent_filter_is_named(work: Work, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        make(work, "lra", **asked)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_an_opd_reads_its_own_figures_only(work: Work, line: UUID) -> None:
    other = work(make_agency, "1.02.0.00.0.00.01.0000", "Dinas Kesehatan")
    work(post, spending("250.00", label=line, entitas=KODE))
    work(post, spending("99.00", entitas="1.02.0.00.0.00.01.0000"))
    actor = work(actor_with, Role.PA, other)
    report = make(work, "lra", actor=actor)
    assert report.totals["belanja"] == {"anggaran": D(0), "realisasi": D(99)}
    assert make(work, "lra-program", actor=actor).lines == ()
    assert make(work, "kartu-kendali", actor=actor).lines == ()
    with pytest.raises(NotFound):
        make(work, "lra", actor=actor, opd=KODE)


def test_every_report_of_an_empty_year_is_empty_and_not_broken(work: Work) -> None:
    for name in REPORTS:
        if name != "buku-besar":
            report = make(work, name, 2099)
            assert report.machine_lines == []
    with pytest.raises(NotFound):
        make(work, "tidak-ada")
