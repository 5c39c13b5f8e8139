"""A second version from the operator's command to the ledger: M in force, P1 changes it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

from click.testing import CliRunner
from sqlalchemy import select, text

from simral.budgeting.cli import versi_cli
from simral.budgeting.models import DPARincian
from simral.budgeting.queries import find_version, list_dpa, list_violations
from simral.budgeting.services import import_dpa, ratify_dpa, reserve_pagu, spread_anggaran_kas
from simral.kernel import clock
from simral.kernel.db import db
from tests.factories.budgeting import OTHER, SYSTEM

JOURNAL = text(
    "SELECT p.rekening_kode, p.debit, p.kredit FROM posting p JOIN jurnal j ON j.id = p.jurnal_id "
    "WHERE j.source_id = :id ORDER BY 1"
)


def ratify(kode, tahun):
    """The draft of the version, with its months, put in force; its id."""
    versi = find_version(tahun, kode)
    [dpa] = list_dpa(tahun, actor=SYSTEM, versi_id=versi.id)
    spread_anggaran_kas(dpa.id, actor=SYSTEM)
    ratify_dpa(dpa.id, actor=SYSTEM, today=clock.today())
    return dpa.id


def lines():
    rows = db.session.execute(
        select(DPARincian.rekening_kode, DPARincian.id, DPARincian.pagu, DPARincian.dipesan)
    )
    return {row[0][-4:]: tuple(row[1:]) for row in rows}


def test_p1_is_made_imported_and_ratified_and_what_is_promised_stays(work, file, year):
    work(import_dpa, file({}, OTHER), year, actor=SYSTEM)
    work(ratify, "M", year)
    line_id = work(lines)["0024"][0]
    work(reserve_pagu, "treasury:spp", uuid4(), {line_id: Decimal(200)}, actor=SYSTEM)

    options = ["--tahun", str(year), "--mulai", clock.today().isoformat()]
    made = work(CliRunner().invoke, versi_cli, ["add", "P1", "Pergeseran 1", *options])
    assert UUID(made.stdout.strip())
    listed = work(CliRunner().invoke, versi_cli, ["list", "--tahun", str(year)]).stdout
    assert [row.split("\t")[0] for row in listed.splitlines()] == ["M", "P1"]

    moved = file({"nilai": "1000"}, OTHER | {"nilai": "325"}, name="p1.csv")
    assert work(import_dpa, moved, year, versi="P1", actor=SYSTEM).rows_stored == 2
    assert work(lines)["0024"][1:] == (Decimal(1200), Decimal(200))  # not in force yet
    dpa_id = work(ratify, "P1", year)
    assert work(lines) == {
        "0024": (line_id, Decimal(1000), Decimal(200)),
        "0026": (work(lines)["0026"][0], Decimal(325), Decimal(0)),
    }
    rows = work(lambda: db.session.execute(JOURNAL, {"id": dpa_id}).all())
    assert [tuple(row) for row in rows] == [
        ("3.1.02.03.01.0001", 0, Decimal(100)),
        ("3.1.02.05.01.0001", Decimal(100), 0),
    ]
    assert all(ok for _, ok, _, _ in work(list_violations))
