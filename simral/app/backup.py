"""Backup and restore by PostgreSQL's own programs; a restore is proved by the doctor."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from simral.kernel import clock
from simral.kernel.cluster import program
from simral.kernel.db import db
from simral.kernel.errors import DomainError
from simral.kernel.i18n import N_

DUMP, MANIFEST = "simral.dump", "manifest.json"
ASIDE = "simral_lama"  # the schema in which the old books wait until the new ones are proved


class BackupFailed(DomainError):
    """PostgreSQL's program refused; its words are in the sentence."""

    message = N_("%(program)s gagal: %(why)s")


class BackupRefused(DomainError):
    """The folder is not what it should be."""

    message = N_("%(why)s: %(folder)s")


def back_up(folder: Path) -> Path:
    """Write the dump and its manifest; a folder that holds a backup already is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    dump = folder / DUMP
    if dump.exists():
        raise BackupRefused(why=N_("Folder ini sudah berisi cadangan"), folder=folder)
    draft = folder / (DUMP + ".tmp")
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}")
    draft.replace(dump)
    facts = {
        "made_at": clock.now().isoformat(),
        "migration": db.session.scalar(text("SELECT version_num FROM alembic_version")),
        "sha256": _sha256(dump),
        "bytes": dump.stat().st_size,
    }
    (folder / MANIFEST).write_text(json.dumps(facts, indent=2) + "\n")
    return dump


def put_back(folder: Path, *, replace: bool, prove: Callable[[], bool]) -> bool:
    """Load the dump and prove it; a database with tables is replaced only when asked.

    The old books are set aside and dropped only when `prove` says that the new ones are sound;
    else, or when anything fails, they stand where they stood. False: not sound.
    """
    dump, manifest = folder / DUMP, folder / MANIFEST
    if not dump.exists() or not manifest.exists():
        raise BackupRefused(why=N_("Tidak ada cadangan di folder ini"), folder=folder)
    if json.loads(manifest.read_text())["sha256"] != _sha256(dump):
        raise BackupRefused(why=N_("Isi cadangan berubah sejak dibuat"), folder=folder)
    _recover(folder)
    if has_tables() and not replace:
        why = N_("Basis data sudah berisi; ulangi dengan --replace untuk menggantinya")
        raise BackupRefused(why=why, folder=folder)
    db.session.rollback()
    if not replace:
        return _load(dump, prove)
    _run_sql(f"ALTER SCHEMA public RENAME TO {ASIDE}", "CREATE SCHEMA public")
    sound = False
    try:
        sound = _load(dump, prove)
    finally:
        db.session.remove()
        if sound:
            _run_sql(f"DROP SCHEMA {ASIDE} CASCADE")
        else:
            _run_sql("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")
    return sound


def _recover(folder: Path) -> None:
    """A restore that was killed left the old books aside: put them back, or say where they are."""
    aside = db.session.scalar(text("SELECT to_regnamespace(:name) IS NOT NULL"), {"name": ASIDE})
    if not aside:
        return
    if has_tables():
        why = N_("Pemulihan lama terputus: isi lama ada di skema simral_lama; periksa dan hapus")
        raise BackupRefused(why=why, folder=folder)
    db.session.remove()
    _run_sql("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")


def _load(dump: Path, prove: Callable[[], bool]) -> bool:
    _run(
        "pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
        f"--dbname={_libpq_url()}", str(dump), connect=False,
    )  # fmt: skip
    return prove()


def has_tables() -> bool:
    """True when the database has our tables."""
    return bool(db.session.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL")))


def empty_database() -> None:
    """Drop every table, type and function of ours."""
    db.session.remove()
    _run_sql("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


def _run_sql(*statements: str) -> None:
    """Statements about whole schemas, all or none; they wait for others only briefly."""
    with db.engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        for statement in statements:
            connection.execute(text(statement))


def _run(name: str, *arguments: str, connect: bool = True) -> None:
    if "DATABASE_URL" in os.environ and shutil.which(name):
        path = shutil.which(name) or name
    else:
        path = str(program(name))
    target = [f"--dbname={_libpq_url()}"] if connect else []
    done = subprocess.run(  # noqa: S603 - our own programs, no shell
        [path, *target, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-3:]
        raise BackupFailed(program=name, why=" ".join(last))


def _libpq_url() -> str:
    url = make_url(db.engine.url.render_as_string(hide_password=False))
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
