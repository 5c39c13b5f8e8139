"""`@command`: one commit, nesting, retry, translation of constraints, idempotency keys."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from simral.kernel.db import db
from simral.kernel.errors import Conflict, NotFound
from simral.kernel.unit_of_work import (
    TRIES,
    CommandKey,
    KeyReused,
    command,
    explain,
    use_key,
)
from tests.simral.kernel.conftest import KEEPER, UNIT, VANDAL, Lamp


@command
def hang_up(nama: str, *, fail: Exception | None = None) -> UUID:
    lamp = Lamp(nama=nama, opd_id=UNIT)
    db.session.add(lamp)
    db.session.flush()
    if fail is not None:
        raise fail
    return lamp.id


@command
def hang_up_two(first: str, second: str, *, fail: Exception | None = None) -> None:
    hang_up(first)
    hang_up(second, fail=fail)


def count_lamps() -> int:
    return db.session.scalar(select(func.count()).select_from(Lamp)) or 0


def test_a_command_commits(run):
    lamp_id = run(hang_up, "a")
    assert run(lambda: db.session.get_one(Lamp, lamp_id).nama) == "a"


def test_a_command_that_fails_leaves_nothing(run):
    with pytest.raises(NotFound):
        run(hang_up, "a", fail=NotFound())
    assert run(count_lamps) == 0


def test_a_nested_command_joins_the_outer_one(run):
    with pytest.raises(NotFound):
        run(hang_up_two, "a", "b", fail=NotFound())
    assert run(count_lamps) == 0
    run(hang_up_two, "a", "b")
    assert run(count_lamps) == 2


def test_after_a_failure_the_session_takes_the_next_command(run):
    def twice() -> int:
        with pytest.raises(NotFound):
            hang_up("a", fail=NotFound())
        hang_up("b")
        return count_lamps()

    assert run(twice) == 1


def failing(sqlstate: str, times: int):
    """A command that the database refuses `times` times, and the attempts it made."""
    attempts: list[int] = []

    @command
    def shaky() -> str:
        attempts.append(len(attempts) + 1)
        db.session.add(Lamp(nama=f"percobaan {len(attempts)}", opd_id=UNIT))
        db.session.flush()
        if len(attempts) <= times:
            db.session.execute(
                text(f"DO $$ BEGIN RAISE EXCEPTION 'uji' USING ERRCODE = '{sqlstate}'; END $$")
            )
        return "done"

    return shaky, attempts


@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_a_serialization_failure_is_tried_again(run, sqlstate):
    shaky, attempts = failing(sqlstate, 2)
    assert run(shaky) == "done"
    assert attempts == [1, 2, 3]
    assert run(count_lamps) == 1


def test_it_is_not_tried_for_ever(run):
    shaky, attempts = failing("40001", 99)
    with pytest.raises(DBAPIError):
        run(shaky)
    assert len(attempts) == TRIES
    assert run(count_lamps) == 0


def test_another_error_of_the_database_is_not_tried_again(run):
    shaky, attempts = failing("P0001", 99)
    with pytest.raises(DBAPIError):
        run(shaky)
    assert attempts == [1]


def test_a_violated_constraint_answers_in_words(run):
    class NameTaken(Conflict):
        message = "Nama lampu sudah ada."

    run(hang_up, "a")
    with pytest.raises(Conflict):
        run(hang_up, "a")
    explain("uq_uji_lampu_nama", NameTaken)
    with pytest.raises(NameTaken):
        run(hang_up, "a")
    assert run(count_lamps) == 1


# ── idempotency ───────────────────────────────────────────────────────────────────────────────
def keyed(key: str, nama: str, *, actor_id: UUID = KEEPER.user_id, content: str = "") -> UUID:
    use_key(key, actor_id, content or nama)
    return hang_up(nama)


def test_the_same_key_with_the_same_content_takes_effect_once(run):
    key = str(uuid4())
    first = run(keyed, key, "a")
    assert run(keyed, key, "a") == first
    assert run(count_lamps) == 1


@pytest.mark.parametrize("other", [{"content": "b"}, {"actor_id": VANDAL.user_id}])
def test_the_same_key_for_something_else_is_refused(run, other):
    key = str(uuid4())
    run(keyed, key, "a")
    with pytest.raises(KeyReused):
        run(keyed, key, "a", **other)
    assert run(count_lamps) == 1


@pytest.mark.parametrize("result", [None, "nomor 7", "", UUID(int=7), "uuid:x"])
def test_the_second_answer_is_the_first_one(run, result):
    @command
    def answer() -> object:
        return result

    def ask() -> object:
        use_key("k", KEEPER.user_id, "x")
        return answer()

    assert run(ask) == result
    assert run(ask) == result


def test_a_command_with_a_key_answers_only_with_what_can_be_kept(run):
    @command
    def answer() -> int:
        return 7

    def ask() -> int:
        use_key("k", KEEPER.user_id, "x")
        return answer()

    with pytest.raises(TypeError):
        run(ask)
    assert run(lambda: db.session.get(CommandKey, "k")) is None


def test_a_key_whose_command_failed_may_be_used_again(run):
    def ask(fail: Exception | None) -> UUID:
        use_key("k", KEEPER.user_id, "a")
        return hang_up("a", fail=fail)

    with pytest.raises(NotFound):
        run(ask, NotFound())
    assert isinstance(run(ask, None), UUID)


def test_a_key_serves_the_outermost_command_once(run):
    def ask() -> None:
        use_key("k", KEEPER.user_id, "a")
        hang_up_two("a", "b")

    run(ask)
    run(ask)
    assert run(count_lamps) == 2
    assert run(lambda: db.session.scalar(select(func.count()).select_from(CommandKey))) == 1


def waits_for_a_lock() -> bool:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    db.session.execute(text("SELECT pg_stat_clear_snapshot()"))  # else a transaction sees one
    return bool(db.session.scalar(waiting))


@pytest.mark.parametrize("first_fails", [False, True])
def test_two_connections_with_one_key_have_one_effect(run, first_fails):
    inside, names = threading.Event(), iter(["a", "b"])

    @command
    def slowly() -> str:
        nama = next(names)
        db.session.add(Lamp(nama=nama, opd_id=UNIT))
        db.session.flush()
        if not inside.is_set():
            inside.set()
            deadline = time.monotonic() + 10
            while not waits_for_a_lock():
                assert time.monotonic() < deadline, "the second request never came"
            if first_fails:
                raise NotFound
        return nama

    def ask() -> str:
        use_key("k", KEEPER.user_id, "x")
        return slowly()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(run, ask)
        assert inside.wait(10)
        second = pool.submit(run, ask)
        if first_fails:
            with pytest.raises(NotFound):
                first.result(20)
            assert second.result(20) == "b"
        else:
            assert (first.result(20), second.result(20)) == ("a", "a")
    assert run(count_lamps) == 1
