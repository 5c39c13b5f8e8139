"""Sign-in and server sessions. The database's clock counts here, not an example's working date."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, select, update

from simral.identity.errors import TooManyAttempts
from simral.identity.models import Pengguna, PercobaanMasuk, Sesi
from simral.identity.queries import hash_token
from simral.identity.services import sandi as passwords
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.trail import record
from simral.kernel.unit_of_work import command

WINDOW = timedelta(minutes=5)
KEEP = timedelta(days=1)
PER_USER = 10
PER_ADDRESS = 10

security_log = logging.getLogger("simral.security")


def sign_in(nama_pengguna: str, sandi: str, alamat: str, user_agent: str) -> str | None:
    """The token of a new session; None when name and password do not belong together.

    An unknown user costs the same time and gets the same answer. The attempt is stored in a
    transaction of its own before the password is looked at: a refusal must not undo it, and
    tries at the same moment all count. Raises TooManyAttempts.
    """
    name = nama_pengguna.strip().lower()[:100]
    if register_attempt(name, alamat) is not None:
        security_log.warning("sign-in limit reached from %s", alamat)
        raise TooManyAttempts()
    found = db.session.execute(
        select(Pengguna.id, Pengguna.sandi_hash, Pengguna.is_active).where(
            Pengguna.nama_pengguna == name
        )
    ).first()
    db.session.rollback()  # no connection is held while the password is hashed
    stored = found.sandi_hash if found else passwords.nobody()
    fits = passwords.verify_password(stored, sandi)
    if found is None or not found.is_active or not fits:
        security_log.info("sign-in refused from %s", alamat)
        return None
    if passwords.needs_rehash(stored):
        _store_hash(found.id, passwords.hash_password(sandi))
    return start_session(found.id, user_agent)


@command
def register_attempt(nama_pengguna: str, alamat: str) -> str | None:
    """Count one attempt; `"limit"` when user or address already had theirs in five minutes."""
    for key in sorted((f"user:{nama_pengguna}", f"address:{alamat}")):
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    now = func.clock_timestamp()
    per_user = PercobaanMasuk.nama_pengguna == nama_pengguna
    per_address = PercobaanMasuk.alamat == alamat
    of_user, of_address = db.session.execute(
        select(func.count().filter(per_user), func.count().filter(per_address)).where(
            or_(per_user, per_address), PercobaanMasuk.at > now - WINDOW
        )
    ).one()
    if of_user >= PER_USER or of_address >= PER_ADDRESS:
        return "limit"
    db.session.execute(delete(PercobaanMasuk).where(PercobaanMasuk.at < now - KEEP))
    db.session.add(PercobaanMasuk(nama_pengguna=nama_pengguna, alamat=alamat, at=now))
    return None


@command
def start_session(user_id: UUID, user_agent: str) -> str:
    """A new session; its token is returned once and only its SHA-256 is kept."""
    user = db.session.get(Pengguna, user_id)
    if user is None or not user.is_active:
        raise NotFound()
    token = secrets.token_urlsafe(32)
    now = func.clock_timestamp()
    session = Sesi(
        token_hash=hash_token(token),
        pengguna_id=user_id,
        created_at_utc=now,
        last_seen_at_utc=now,
        user_agent=user_agent[:300],
    )
    db.session.add(session)
    db.session.execute(
        delete(PercobaanMasuk).where(PercobaanMasuk.nama_pengguna == user.nama_pengguna)
    )
    record("identity:sesi:start", session, actor=Actor(user_id))
    return token


@command
def touch_session(session_id: UUID) -> None:
    """The session was used: its idle time starts again."""
    db.session.execute(
        update(Sesi).where(Sesi.id == session_id).values(last_seen_at_utc=func.clock_timestamp())
    )


@command
def end_session(session_id: UUID, *, actor: Actor) -> None:
    """Sign out of one of one's own sessions."""
    session = db.session.get(Sesi, session_id, with_for_update=True)
    if session is None or session.pengguna_id != actor.user_id:
        raise NotFound()
    _end([session], actor)


@command
def end_all_sessions(user_id: UUID, *, actor: Actor | None, keep: UUID | None = None) -> None:
    """End every session of the person, `keep` excepted: after a change of password or role."""
    mine = and_(Sesi.pengguna_id == user_id, Sesi.ended_at_utc.is_(None))
    sessions = db.session.scalars(select(Sesi).where(mine).with_for_update()).all()
    _end([one for one in sessions if one.id != keep], actor)


def _end(sessions: list[Sesi], actor: Actor | None) -> None:
    for session in sessions:
        if session.ended_at_utc is None:
            session.ended_at_utc = func.clock_timestamp()
            record("identity:sesi:end", session, actor=actor)


@command
def _store_hash(user_id: UUID, sandi_hash: str) -> None:
    user = db.session.get_one(Pengguna, user_id, with_for_update=True)
    user.sandi_hash = sandi_hash
    record("identity:pengguna:rehash", user, actor=None)
