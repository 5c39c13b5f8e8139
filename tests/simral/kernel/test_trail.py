"""The trail: events at the commit, in order, with the final row; steps refused by the table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from simral.kernel.db import db
from simral.kernel.errors import IllegalTransition, NotAllowed, NotFound, RuleBroken
from simral.kernel.trail import Event, canonical, move, record, record_bulk
from simral.kernel.unit_of_work import command
from tests.simral.kernel.conftest import (
    KEEPER,
    LAMP_FLOW,
    UNIT,
    VANDAL,
    Lamp,
    LampAction,
    LampState,
)


@command
def hang_up(nama: str = "a") -> UUID:
    lamp = Lamp(nama=nama, opd_id=UNIT)
    db.session.add(lamp)
    record("kernel:lamp:create", lamp, actor=KEEPER, role="keeper")
    db.session.flush()
    return lamp.id


def step(lamp_id: UUID, action: LampAction, *, actor=KEEPER, note: str = "") -> None:
    move(db.session.get_one(Lamp, lamp_id), LAMP_FLOW, action, actor=actor, note=note)


def events() -> list[Event]:
    return list(db.session.scalars(select(Event).order_by(Event.id)))


def state_of(lamp_id: UUID) -> LampState:
    return db.session.get_one(Lamp, lamp_id).state


def test_an_event_names_act_row_person_and_unit(run):
    lamp_id = run(hang_up)
    (event,) = run(events)
    assert (event.tag, event.tbl, event.pk, event.op) == (
        "kernel:lamp:create", "uji_lampu", str(lamp_id), "W",
    )  # fmt: skip
    assert (event.actor_id, event.role, event.opd_id) == (KEEPER.user_id, "keeper", UNIT)
    assert event.row["nama"] == "a"
    assert event.txid.isdigit()


def test_events_come_in_the_order_of_the_acts_with_the_row_as_it_stands_at_the_end(run):
    @command
    def busy() -> None:
        lamp = Lamp(nama="a", opd_id=UNIT)
        db.session.add(lamp)
        db.session.flush()
        move(lamp, LAMP_FLOW, LampAction.LIGHT, actor=KEEPER)
        record("kernel:lamp:paint", lamp, actor=KEEPER)
        lamp.nama = "dicat"

    run(busy)
    first, second = run(events)
    assert [first.tag, second.tag] == ["kernel:lamp:light", "kernel:lamp:paint"]
    assert first.row == second.row
    assert (first.row["nama"], first.row["state"]) == ("dicat", "lit")
    assert first.txid == second.txid


def test_a_failed_command_leaves_no_event_behind_for_the_next_one(run):
    @command
    def fails() -> None:
        hang_up("hilang")
        raise NotFound

    def twice() -> None:
        with pytest.raises(NotFound):
            fails()
        hang_up("tinggal")

    run(twice)
    assert [event.row["nama"] for event in run(events)] == ["tinggal"]


def test_many_rows_by_one_statement_are_one_event(run):
    @command
    def load() -> None:
        facts = {"rows": 3, "total": Decimal("8333930825533"), "on": date(2021, 1, 4)}
        record_bulk("kernel:lamp:import", "uji_lampu", "2021", facts, actor=None)

    run(load)
    (event,) = run(events)
    assert (event.op, event.pk, event.actor_id) == ("B", "2021", None)
    assert event.row == {"rows": 3, "total": "8333930825533.00", "on": "2021-01-04"}


# ── the row as text ───────────────────────────────────────────────────────────────────────────
def test_the_row_is_written_by_column_type():
    jakarta = timezone(timedelta(hours=7))
    lamp = Lamp(
        id=UUID(int=7), opd_id=UUID(int=8), state=LampState.LIT, nama="e\u0301", is_tua=True,
        nilai=Decimal(5), tarif=Decimal("1.75"), dipasang_on=date(2021, 10, 4),
        dilihat_at_utc=datetime(2021, 10, 4, 7, 30, tzinfo=jakarta),
        isi={"harga": Decimal("1.5"), "hari": [date(2021, 1, 4)]},
    )  # fmt: skip
    assert canonical(lamp) == {
        "id": str(UUID(int=7)), "opd_id": str(UUID(int=8)), "state": "lit", "nama": "\u00e9",
        "is_tua": True, "nilai": "5.00", "tarif": "1.750000", "dipasang_on": "2021-10-04",
        "dilihat_at_utc": "2021-10-04T00:30:00.000000Z",
        "isi": {"harga": "1.50", "hari": ["2021-01-04"]},
    }  # fmt: skip


def test_an_empty_column_is_left_out():
    assert "tarif" not in canonical(Lamp(id=uuid4(), opd_id=UNIT, nama="a"))


def test_an_event_never_carries_a_float():
    with pytest.raises(TypeError):
        canonical(Lamp(id=uuid4(), opd_id=UNIT, nama="a", isi={"nilai": 0.1}))


def test_a_secret_is_never_in_an_event(monkeypatch):
    monkeypatch.setitem(__import__("simral.kernel.trail", fromlist=["UNCOVERED"]).UNCOVERED,
                        "uji_lampu.nama", "a secret of this test")  # fmt: skip
    assert "nama" not in canonical(Lamp(id=uuid4(), opd_id=UNIT, nama="rahasia"))


# ── steps ─────────────────────────────────────────────────────────────────────────────────────
def test_a_step_changes_the_state_and_writes_its_event(run):
    lamp_id = run(hang_up)
    run(command(step), lamp_id, LampAction.LIGHT)
    run(command(step), lamp_id, LampAction.BREAK, actor=VANDAL, note="  tertabrak ")
    assert run(state_of, lamp_id) is LampState.BROKEN
    assert [(e.tag, e.role, e.note) for e in run(events)][1:] == [
        ("kernel:lamp:light", "keeper", ""),
        ("kernel:lamp:break", "vandal", "tertabrak"),
    ]


@pytest.mark.parametrize(
    ("action", "actor", "note", "error"),
    [(LampAction.LIGHT, KEEPER, "", IllegalTransition), (LampAction.BREAK, KEEPER, "x", NotAllowed),
     (LampAction.BREAK, VANDAL, "", RuleBroken), (LampAction.BREAK, VANDAL, " \n", RuleBroken)],
)  # fmt: skip
def test_a_wrong_step_changes_nothing(run, action, actor, note, error):
    lamp_id = run(hang_up)
    run(command(step), lamp_id, LampAction.LIGHT)
    with pytest.raises(error):
        run(command(step), lamp_id, action, actor=actor, note=note)
    assert run(state_of, lamp_id) is LampState.LIT
    assert len(run(events)) == 2


def test_a_role_in_another_unit_does_not_count(run):
    other = type(KEEPER)(uuid4(), frozenset({("keeper", uuid4())}))
    lamp_id = run(hang_up)
    with pytest.raises(NotAllowed):
        run(command(step), lamp_id, LampAction.LIGHT, actor=other)


def test_the_instant_of_an_event_is_utc(run):
    run(hang_up)
    (event,) = run(events)
    assert abs(event.at - datetime.now(UTC)) < timedelta(days=366 * 30)
    assert event.at.utcoffset() is not None


def test_a_command_that_is_tried_again_writes_its_event_once(run):
    attempts: list[int] = []

    @command
    def shaky() -> None:
        attempts.append(1)
        lamp = Lamp(nama=f"percobaan {len(attempts)}", opd_id=UNIT)
        db.session.add(lamp)
        record("kernel:lamp:create", lamp, actor=KEEPER)
        db.session.flush()
        if len(attempts) == 1:
            db.session.execute(
                text("DO $$ BEGIN RAISE EXCEPTION 'uji' USING ERRCODE = '40001'; END $$")
            )

    run(shaky)
    assert [event.row["nama"] for event in run(events)] == ["percobaan 2"]
