"""Habit 29: one line of revisions, equal to the models, tried downwards too."""

from __future__ import annotations

import re
import warnings

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, text
from sqlalchemy.exc import SAWarning

from simral.kernel.db import Base, db
from tests.guards.house import ROOT

VERSIONS = ROOT / "migrations" / "versions"
FILES = sorted(path.stem for path in VERSIONS.glob("[0-9]*.py"))


def script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config)


def test_revisions_are_numbered_without_gap_and_follow_each_other():
    for number, name in enumerate(FILES, start=1):
        assert re.fullmatch(rf"{number:04}_[a-z0-9_]+", name), name
    line = list(reversed(list(script().walk_revisions())))
    assert [one.path.rpartition("/")[2].removesuffix(".py") for one in line] == FILES
    assert [one.down_revision for one in line] == [None, *(one.revision for one in line[:-1])]


def test_the_head_file_names_the_newest_revision():
    assert (VERSIONS / ".current-head").read_text().strip() == FILES[-1]


def differences() -> list[object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # an expression index cannot be compared
        connection = db.session.connection()
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def checks_in_database() -> set[str]:
    rows = db.session.scalars(
        text(
            "SELECT conname FROM pg_constraint WHERE contype = 'c'"
            " AND connamespace = 'public'::regnamespace"
        )
    )
    return set(rows)


def checks_in_models() -> set[str]:
    return {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }


def named(names: set[str]) -> set[str]:
    """With the table's prefix or without it: PostgreSQL keeps 63 characters."""
    return {name[:63] for name in names}


def test_the_migrated_database_equals_the_models(work):
    assert work(differences) == []


def test_every_check_of_the_models_is_in_the_database(work):
    missing = named(checks_in_models()) - work(checks_in_database)
    assert not missing


@pytest.mark.real_commit
def test_every_revision_goes_down_and_up_again(committed_app):
    with committed_app.app_context():
        flask_migrate.downgrade(revision="base")
        tables = db.session.scalar(
            text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        )
        assert tables == 1  # alembic's own
        db.session.remove()
        flask_migrate.upgrade()
        assert differences() == []
