"""What the doctor asks the treasury: no document without an event."""

from __future__ import annotations

from sqlalchemy import text

from simral.identity.terms import Role
from simral.kernel.db import db
from simral.treasury.queries.checks import list_violations
from simral.treasury.services import spd
from tests.factories.budgeting import small_budget


def broken():
    return {name: rows for name, ok, rows, _ in list_violations() if not ok}


def test_a_document_that_no_event_tells_of_is_found(work):
    budget = work(small_budget)
    who = budget[Role.KUASA_BUD]
    work(spd.create_spd, budget.opd_id, budget.tahun, 1, 12, actor=who, today=budget.today)
    assert work(broken) == {}

    def forget():
        for statement in (
            "ALTER TABLE audit_outbox DISABLE TRIGGER USER",
            "DELETE FROM audit_outbox WHERE tbl = 'spd'",
            "ALTER TABLE audit_outbox ENABLE TRIGGER USER",
        ):
            db.session.execute(text(statement))
        db.session.commit()

    work(forget)
    assert work(broken) == {"treasury.tercatat": 1}
