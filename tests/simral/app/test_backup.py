"""A restore loses nothing: the old books go only when the new ones are proved."""

from __future__ import annotations

import hashlib
import importlib
import json

import pytest

from simral.app.backup import ASIDE, BackupFailed, BackupRefused, back_up, has_tables, put_back
from simral.identity.queries import find_user_id
from simral.kernel.db import db
from tests.factories.identity import make_user

commands = importlib.import_module("simral.app.cli")

pytestmark = pytest.mark.real_commit


@pytest.fixture
def books(committed_work, tmp_path):
    """A backup with one account, and a second account made since."""
    committed_work(make_user, nama_pengguna="dahulu")
    committed_work(back_up, tmp_path)
    committed_work(make_user, nama_pengguna="kemudian")
    return tmp_path


def names(work):
    return {name for name in ("dahulu", "kemudian") if work(find_user_id, name) is not None}


def test_a_sound_backup_takes_the_place_of_the_books(committed_work, books, capsys):
    assert committed_work(put_back, books, replace=True, prove=commands._prove)
    assert "ya" in capsys.readouterr().out
    assert names(committed_work) == {"dahulu"}
    assert not committed_work(schemas)


def test_a_broken_dump_leaves_the_books_as_they_were(committed_work, books):
    dump = books / "simral.dump"
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    facts = json.loads((books / "manifest.json").read_text())
    facts["sha256"] = hashlib.sha256(dump.read_bytes()).hexdigest()
    (books / "manifest.json").write_text(json.dumps(facts))
    with pytest.raises(BackupFailed):
        committed_work(put_back, books, replace=True, prove=commands._prove)
    assert names(committed_work) == {"dahulu", "kemudian"}
    assert not committed_work(schemas)


def test_books_that_the_doctor_does_not_accept_are_not_put_in_place(committed_work, books):
    assert not committed_work(put_back, books, replace=True, prove=lambda: False)
    assert names(committed_work) == {"dahulu", "kemudian"}
    with pytest.raises(BackupRefused):
        committed_work(put_back, books, replace=False, prove=lambda: True)


def test_a_restore_that_was_killed_is_put_right_by_the_next_one(committed_work, books):
    def die():
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER SCHEMA public RENAME TO {ASIDE}")
            connection.exec_driver_sql("CREATE SCHEMA public")
        assert not has_tables()

    committed_work(die)
    with pytest.raises(BackupRefused, match="--replace"):
        committed_work(put_back, books, replace=False, prove=lambda: True)
    assert names(committed_work) == {"dahulu", "kemudian"}


def schemas():
    return db.session.scalar(db.text(f"SELECT to_regnamespace('{ASIDE}') IS NOT NULL"))
