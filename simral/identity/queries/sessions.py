"""Live sessions. The database's own clock decides, never an example's working date."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from simral.identity.models import Pengguna, Sesi
from simral.kernel.db import db

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)


@dataclass(frozen=True)
class SessionRow:
    """A live session and whose it is; `is_stale`: last seen more than a minute ago.

    `wajib_ganti`: somebody else chose the password, so nothing is done before it is changed.
    """

    id: UUID
    user_id: UUID
    nama_pengguna: str
    nama: str
    jabatan: str
    bahasa: str
    wajib_ganti: bool
    is_stale: bool


@dataclass(frozen=True)
class OpenSessionRow:
    """One of a person's own sessions."""

    id: UUID
    created_at_utc: datetime
    last_seen_at_utc: datetime
    user_agent: str


def hash_token(token: str) -> str:
    """What the table keeps of a session's token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_session(token: str) -> SessionRow | None:
    """The session behind a cookie: not ended, not idle too long, not too old, user active.

    The database's own clock decides, never the working date of an example.
    """
    now = func.clock_timestamp()
    row = db.session.execute(
        select(
            Sesi.id,
            Pengguna.id,
            Pengguna.nama_pengguna,
            Pengguna.nama,
            Pengguna.jabatan,
            Pengguna.bahasa,
            Pengguna.wajib_ganti,
            Sesi.last_seen_at_utc < now - timedelta(minutes=1),
        )
        .join(Pengguna, Pengguna.id == Sesi.pengguna_id)
        .where(Sesi.token_hash == hash_token(token), _is_live(), Pengguna.is_active)
    ).first()
    return None if row is None else SessionRow(*row)


def list_sessions(user_id: UUID) -> list[OpenSessionRow]:
    """A person's own live sessions, newest first."""
    rows = db.session.execute(
        select(Sesi.id, Sesi.created_at_utc, Sesi.last_seen_at_utc, Sesi.user_agent)
        .where(Sesi.pengguna_id == user_id, _is_live())
        .order_by(Sesi.created_at_utc.desc())
    )
    return [OpenSessionRow(*row) for row in rows]


def _is_live() -> ColumnElement[bool]:
    now = func.clock_timestamp()
    return and_(
        Sesi.ended_at_utc.is_(None),
        Sesi.last_seen_at_utc > now - IDLE,
        Sesi.created_at_utc > now - ABSOLUTE,
    )
