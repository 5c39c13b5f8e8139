"""Runs the revisions in `versions/`: files `0001_slug.py`, one purpose each, one line of descent.

`.current-head` names the newest revision, so that two branches collide in git and not in
production. `flask --app wsgi db migrate -m slug` begins a new one: it gets the next number, the
head file is rewritten, and the difference between models and database is filled in.
"""

from __future__ import annotations

import re
from pathlib import Path

from alembic import context
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import Connection, text

import simral.app  # noqa: F401 - brings the tables of all rooms into the metadata
from simral.kernel.db import Base

LOCK_TIMEOUT = "2s"  # a migration that waits for a table stops everybody behind it
STATEMENT_TIMEOUT = "10min"
ONE_AT_A_TIME = 0x51_4D_52_41_4C  # key of the advisory lock: two starts of the product may meet
SLUG_MAX = 40  # alembic would cut a longer one


def run_offline() -> None:
    """Print the SQL instead of running it."""
    url = current_app.config["SQLALCHEMY_DATABASE_URI"]
    context.configure(url=url, target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Each revision in a transaction of its own; who comes second finds the work done."""
    engine = current_app.extensions["sqlalchemy"].engine
    with engine.connect() as connection:
        set_up(connection)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transaction_per_migration=True,
            compare_type=True,
            process_revision_directives=number,
        )
        try:
            with context.begin_transaction():
                context.run_migrations()
        finally:
            connection.invalidate()  # the lock and the timeouts end with this connection


def set_up(connection: Connection) -> None:
    """Wait for other migrations without limit, for tables only briefly."""
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ONE_AT_A_TIME})
    connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    connection.execute(text(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'"))
    connection.commit()


def number(migration, revision, directives) -> None:  # type: ignore[no-untyped-def]
    """Give the next number and write the head file."""
    script = directives[0]
    if script.message is None:
        return  # `db check` only looks
    slug = "_".join(re.findall(r"\w+", script.message)).lower()
    if not 0 < len(slug) <= SLUG_MAX:
        raise CommandError(f"-m needs 1 to {SLUG_MAX} letters")
    folder = ScriptDirectory.from_config(context.config)
    script.rev_id = f"{int(folder.get_current_head() or 0) + 1:04d}"
    Path(folder.versions, ".current-head").write_text(f"{script.rev_id}_{slug}\n")


if context.is_offline_mode():
    run_offline()
else:
    run_online()
