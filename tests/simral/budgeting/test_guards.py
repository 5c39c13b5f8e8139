"""What is in force stays: a ratified DPA is changed by nobody, not even by an import under way."""

from __future__ import annotations

import time
from decimal import Decimal
from threading import Thread

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from simral.budgeting.models import DPA
from simral.budgeting.services import import_anggaran_kas, import_dpa
from simral.kernel.db import db
from simral.kernel.tabular import FileRefused
from tests.factories.budgeting import SYSTEM, small_budget
from tests.simral.budgeting.test_import import kas

CHANGES = {
    "insert": "INSERT INTO dpa_pagu (dpa_id, rincian_id, pagu, kas_is_illustrative,"
    " dana_is_default) SELECT :dpa, id, 1, false, false FROM dpa_rincian",
    "update": "UPDATE dpa_pagu SET kas_is_illustrative = true WHERE dpa_id = :dpa",
    "delete": "DELETE FROM dpa_pagu WHERE dpa_id = :dpa",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_ratified_dpa_takes_no_change_from_whoever_writes(work, change):
    budget = work(small_budget)

    def write():
        if change == "insert":  # a line that the DPA does not have yet
            db.session.execute(
                text("ALTER TABLE dpa_pagu DISABLE TRIGGER USER; DELETE FROM dpa_pagu;"
                     " ALTER TABLE dpa_pagu ENABLE TRIGGER USER")
            )  # fmt: skip
        db.session.execute(text(CHANGES[change]), {"dpa": budget.dpa_id})

    with pytest.raises(IntegrityError) as refused:
        work(write)
    assert refused.value.orig.diag.constraint_name == "dpa_tidak_berubah"


def waits(connection):
    found = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        " AND datname = current_database()"
    )
    return found.fetchone()[0]


@pytest.mark.real_commit
def test_an_import_waits_for_a_ratification_and_is_then_refused(
    committed_app, committed_work, committed_year, file
):  # fmt: skip
    committed_work(import_dpa, file({}), committed_year, actor=SYSTEM)
    with committed_app.app_context():
        url = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    answers = []

    def run():
        try:
            answers.append(
                committed_work(import_dpa, file({"nilai": "1300"}), committed_year, actor=SYSTEM)
            )
        except FileRefused as refused:
            answers.append(refused)

    with psycopg.connect(url) as ratifying, psycopg.connect(url, autocommit=True) as watch:
        ratifying.execute(
            "UPDATE dpa SET state = 'disahkan', nomor = 'DPA/1', urut = 1, version = version + 1"
        )
        importing = Thread(target=run)
        importing.start()
        deadline = time.monotonic() + 9
        while not waits(watch) and importing.is_alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        ratifying.commit()
        importing.join(20)
    assert [type(answer) for answer in answers] == [FileRefused]
    pagu = "SELECT sum(pagu) FROM dpa_pagu"
    assert committed_work(lambda: db.session.scalar(text(pagu))) == Decimal(1200)


@pytest.mark.parametrize("kind", ["dpa", "kas"])
def test_an_import_locks_its_dpa_before_it_reads_their_state(work, year, file, count_queries, kind):
    work(import_dpa, file({}), year, actor=SYSTEM)
    with count_queries() as statements:
        if kind == "dpa":
            work(import_dpa, file({}), year, actor=SYSTEM)
        else:
            with pytest.raises(FileRefused):
                work(import_anggaran_kas, file(kas(7), name="kas.csv"), year, actor=SYSTEM)
    locked = next(i for i, one in enumerate(statements) if "FOR UPDATE" in one)
    read = next(i for i, one in enumerate(statements) if "d.state" in one)
    assert locked < read
    assert work(lambda: db.session.query(DPA).count()) == 1
