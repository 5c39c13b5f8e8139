"""`@command`: the only commit and rollback. One POST, one command, one transaction.

A POST may carry an idempotency key (`use_key`): the key is stored in the same transaction as
its effect, so the same POST sent twice takes effect once and is answered with the first result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar, cast
from uuid import UUID

from sqlalchemy import Text, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from simral.kernel.db import Base, db
from simral.kernel.errors import Conflict, DomainError
from simral.kernel.i18n import N_

P = ParamSpec("P")
T = TypeVar("T")

RETRY = {"40001", "40P01"}  # serialization failure, deadlock
LOCK_TIMEOUT, STATEMENT_TIMEOUT = "55P03", "57014"
TRIES = 5

# The one map from a constraint's name to a sentence; rooms add theirs with `explain`.
_CONSTRAINTS: dict[str, Callable[[], DomainError]] = {}


class CommandKey(Base):
    """An idempotency key that was used: what was asked, and what came of it."""

    __tablename__ = "kunci_perintah"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    actor_id: Mapped[UUID]
    fingerprint: Mapped[str] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    created_at_utc: Mapped[datetime] = mapped_column(server_default=func.now())


class KeyReused(Conflict):
    """The same key with another content."""

    message = N_("Kunci permintaan ini sudah dipakai untuk isian lain. Muat ulang halaman.")


class Busy(Conflict):
    """A row that is needed stayed locked for longer than anybody should wait."""

    message = N_("Data ini sedang dipakai pekerjaan lain. Tunggu sebentar, lalu coba lagi.")


class TooLong(DomainError):
    """The database did not finish one statement in its time."""

    status = 503
    message = N_("Pekerjaan ini terlalu lama dan dihentikan. Persempit pilihan, lalu coba lagi.")


def explain(constraint: str, error: Callable[[], DomainError]) -> None:
    """Say what a violated constraint means to a person."""
    _CONSTRAINTS[constraint] = error


def use_key(key: str, actor_id: UUID, content: str) -> None:
    """The next outermost command of this session takes effect once per key."""
    fingerprint = hashlib.sha256(content.encode()).hexdigest()
    db.session().info["key"] = (key, actor_id, fingerprint)


@contextmanager
def without_key() -> Iterator[None]:
    """Commands inside are not the effect of the POST: its key waits for the one after them."""
    info = db.session().info
    key = info.pop("key", None)
    try:
        yield
    finally:
        if key is not None:
            info["key"] = key


def command(run: Callable[P, T]) -> Callable[P, T]:
    """A nested command joins the outer one. Commands take ids and values, so they can run again."""

    @wraps(run)
    def commit_once(*args: P.args, **kwargs: P.kwargs) -> T:
        session = db.session()
        if "command" in session.info:
            return run(*args, **kwargs)
        key = session.info.pop("key", None)
        for attempt in range(1, TRIES + 1):
            session.info["command"] = run.__name__
            try:
                return _run_once(key, lambda: run(*args, **kwargs))
            except DBAPIError as error:
                session.rollback()
                state = getattr(error.orig, "sqlstate", None)
                if attempt == TRIES or state not in RETRY:
                    raise translated(error) from error
            except BaseException:
                session.rollback()
                raise
            finally:
                del session.info["command"]
        raise AssertionError("unreachable")

    return commit_once


def _run_once(key: tuple[str, UUID, str] | None, run: Callable[[], T]) -> T:
    session = db.session()
    if key is not None and not _claim(*key):
        stored = session.get_one(CommandKey, key[0])
        if (stored.actor_id, stored.fingerprint) != key[1:]:
            raise KeyReused()
        first = _decode(stored.result)
        session.rollback()
        return cast(T, first)
    result = run()
    if key is not None:
        done = update(CommandKey).where(CommandKey.key == key[0])
        session.execute(done.values(result=_encode(result)))
    session.commit()
    return result


def _claim(key: str, actor_id: UUID, fingerprint: str) -> bool:
    """True for the first; a second one waits here until the first has ended."""
    row = {"key": key, "actor_id": actor_id, "fingerprint": fingerprint}
    claimed = db.session.scalar(
        insert(CommandKey).values(row).on_conflict_do_nothing().returning(CommandKey.key)
    )
    return claimed is not None


def _encode(result: object) -> str | None:
    if result is None:
        return None
    if isinstance(result, UUID):
        return f"uuid:{result}"
    if isinstance(result, str):
        return f"str:{result}"
    raise TypeError(f"a command with a key returns UUID, str or None, not {type(result)}")


def _decode(stored: str | None) -> UUID | str | None:
    if stored is None:
        return None
    kind, _, text = stored.partition(":")
    return UUID(text) if kind == "uuid" else text


def translated(error: DBAPIError) -> Exception:
    """A constraint that a rule should have refused first, or a time limit, answers in words."""
    state = getattr(error.orig, "sqlstate", "")
    if state in {LOCK_TIMEOUT, STATEMENT_TIMEOUT}:
        return Busy() if state == LOCK_TIMEOUT else TooLong()
    diag = getattr(error.orig, "diag", None)
    name = getattr(diag, "constraint_name", None)
    if name in _CONSTRAINTS:
        return _CONSTRAINTS[name]()
    if isinstance(error, IntegrityError) and state == "23505":
        return Conflict(N_("Data yang sama sudah ada (%(constraint)s)."), constraint=name)
    return error
