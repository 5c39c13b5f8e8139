"""The trail: `record` writes one event per change into the outbox; `move` is the only writer
of a document's state. Ordering, signing and proving the log is work of the room `audit`.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, Text, event, inspect, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.db import Base, db
from simral.kernel.errors import Finding, raise_if
from simral.kernel.i18n import N_
from simral.kernel.states import StateMachine

# Columns that an event never carries, each with its reason.
UNCOVERED = {
    "pengguna.sandi_hash": "a secret; its change is an event without the value",
    "sesi.token_hash": "a secret of the server session",
    "sesi.last_seen_at_utc": "touched once a minute; no decision but the idle limit rests on it",
}


class Event(Base):
    """One change of one row, written in the same transaction as the change itself."""

    __tablename__ = "audit_outbox"
    __table_args__ = (Index(None, "pk"), Index(None, "at"))

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True, cache=1), primary_key=True)
    txid: Mapped[str] = mapped_column(Text, server_default=text("pg_current_xact_id()::text"))
    at: Mapped[datetime]
    tag: Mapped[str] = mapped_column(Text)
    tbl: Mapped[str] = mapped_column(Text)
    pk: Mapped[str] = mapped_column(Text)
    op: Mapped[str] = mapped_column(Text, default="W")
    actor_id: Mapped[UUID | None]
    role: Mapped[str] = mapped_column(Text, default="")
    opd_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(Text, default="")
    row: Mapped[dict[str, Any]] = mapped_column(JSONB)


COLUMNS = ("at", "tag", "tbl", "pk", "op", "actor_id", "role", "opd_id", "note", "row")
# All events of a transaction in one round trip, numbered in the order of their `record`.
_INSERT = text("""
    INSERT INTO audit_outbox (at, tag, tbl, pk, op, actor_id, role, opd_id, note, row)
    SELECT at, tag, tbl, pk, op, actor_id, role, opd_id, note, CAST(row AS jsonb) FROM unnest(
        CAST(:at AS timestamptz[]), CAST(:tag AS text[]), CAST(:tbl AS text[]),
        CAST(:pk AS text[]), CAST(:op AS text[]), CAST(:actor_id AS uuid[]),
        CAST(:role AS text[]), CAST(:opd_id AS uuid[]), CAST(:note AS text[]),
        CAST(:row AS text[])
    ) WITH ORDINALITY AS e(at, tag, tbl, pk, op, actor_id, role, opd_id, note, row, n)
    ORDER BY n
""")


class Document(Protocol):
    """A row with a life: it has a state and belongs to an OPD."""

    id: Any
    opd_id: Any
    state: Any


def move(
    document: Document, flow: StateMachine, action: StrEnum, *, actor: Actor, note: str = ""
) -> None:
    """Take one step of the table: right state, right role, a reason where one is due, one event."""
    step = flow.step(document.state, action)
    actor.require(step.by, document.opd_id)
    if step.reason and not note.strip():
        raise_if([Finding("reason_missing", N_("Alasan wajib diisi."), at="note")])
    document.state = step.to
    record(f"{flow.name}:{action}", document, actor=actor, role=step.by, note=note.strip())


@dataclass(frozen=True)
class _Pending:
    """An event that waits for the commit, so that it carries the row as it stands at the end."""

    facts: dict[str, Any]
    subject: Any = None


def record(
    tag: str, subject: Any, *, actor: Actor | None, role: str = "", note: str = "", op: str = "W"
) -> None:
    """One event of this change; at commit it gets the whole row as it then stands.

    All events of a transaction are written by one statement just before the commit, in the
    order of their `record`: the first one names the act. Every row lock is held by then.
    """
    facts = _event(tag, subject.__tablename__, op, actor, role)
    facts |= {"note": note, "opd_id": getattr(subject, "opd_id", None)}
    _pending().append(_Pending(facts, subject))


def record_bulk(
    tag: str, tbl: str, pk: str, facts: dict[str, Any], *, actor: Actor | None, role: str = ""
) -> None:
    """One event for many rows written by one statement: control totals and the source's hash."""
    head = _event(tag, tbl, "B", actor, role)
    _pending().append(_Pending(head | {"pk": pk, "row": _value(facts)}))


def _event(tag: str, tbl: str, op: str, actor: Actor | None, role: str) -> dict[str, Any]:
    actor_id = actor.user_id if actor else None
    return {
        "at": clock.now(), "tag": tag, "tbl": tbl, "op": op, "actor_id": actor_id,
        "role": str(role), "note": "", "opd_id": None,
    }  # fmt: skip


def _pending() -> list[_Pending]:
    pending: list[_Pending] = db.session().info.setdefault("events", [])
    return pending


@event.listens_for(Session, "before_commit")
def _write_events(session: Session) -> None:
    pending = session.info.pop("events", None)
    if not pending:
        return
    session.flush()
    rows = []
    for item in pending:
        row = dict(item.facts)
        if item.subject is not None:
            row |= {"pk": _key_of(item.subject), "row": canonical(item.subject)}
        row["row"] = json.dumps(row["row"])
        rows.append(row)
    session.execute(_INSERT, {name: [row[name] for row in rows] for name in COLUMNS})


@event.listens_for(Session, "after_soft_rollback")
def _drop_events(session: Session, _previous: object) -> None:
    session.info.pop("events", None)


def canonical(subject: Any) -> dict[str, Any]:
    """The row by column type: money as text with two decimals, instants in UTC, NULL left out."""
    mapper = inspect(type(subject))
    table = subject.__tablename__
    row = {}
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        value = getattr(subject, attribute.key)
        if value is None or f"{table}.{column.name}" in UNCOVERED:
            continue
        scale = getattr(column.type, "scale", None)
        row[column.name] = _value(value, scale)
    return row


def _value(value: Any, scale: int | None = None) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.{2 if scale is None else scale}f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    if isinstance(value, float):
        raise TypeError("an event never carries a float")
    return value


def _key_of(subject: Any) -> str:
    keys = inspect(subject).mapper.primary_key_from_instance(subject)
    return "/".join(str(key) for key in keys)
