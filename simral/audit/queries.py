"""Reading the trail: the history of a document, and all events for auditors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, column, func, select, table

from simral.identity.queries import PersonRow, names_of
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.paging import SIZE, Page, page_of
from simral.kernel.trail import Event
from simral.reference.models import OPD

READERS = (Role.INSPEKTORAT, Role.AUDITOR)


@dataclass(frozen=True)
class EventRow:
    """One change: when, what, who in which role, why, of which row."""

    id: int
    at: datetime
    tag: str
    actor_id: UUID | None
    actor_nama: str
    role: str
    opd_id: UUID | None
    opd_nama: str
    note: str
    tbl: str
    pk: str
    op: str


@dataclass(frozen=True)
class EventDetail:
    """One change with the whole row as it stood after it, and the change before it."""

    event: EventRow
    txid: str
    row: dict[str, Any]
    before: dict[str, Any] | None

    def fields(self) -> list[tuple[str, Any, Any]]:
        """Column, value before, value after; what did not change has the same twice."""
        names = [*self.row, *(name for name in self.before or {} if name not in self.row)]
        return [(name, (self.before or {}).get(name), self.row.get(name)) for name in names]


def history_of(*pks: UUID) -> list[EventRow]:
    """What happened to these rows, oldest first; the page asking has checked who may see them."""
    if not pks:
        return []
    keys = [str(pk) for pk in pks]
    return _rows(_select().where(Event.pk.in_(keys)).order_by(Event.at, Event.id))


def actors_of(*pks: UUID, except_role: str) -> frozenset[UUID]:
    """Who acted on these rows in another role than this one, at any time."""
    people = db.session.scalars(
        select(Event.actor_id)
        .where(
            Event.pk.in_([str(pk) for pk in pks]),
            Event.role.not_in(("", except_role)),
            Event.actor_id.is_not(None),
        )
        .distinct()
    )
    return frozenset(person for person in people if person is not None)


def find_last(pk: UUID, tag: str) -> EventRow | None:
    """The newest event of that kind of a row: who did it last, and when."""
    rows = _rows(
        _select()
        .where(Event.pk == str(pk), Event.tag == tag)
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(1)
    )
    return rows[0] if rows else None


def list_events(
    *,
    actor: Actor,
    tag: str = "",
    pelaku: UUID | None = None,
    opd_id: UUID | None = None,
    pk: str = "",
    since: date | None = None,
    until: date | None = None,
    after: str | None = None,
    before: str | None = None,
    size: int = SIZE,
) -> Page[EventRow]:
    """Events newest first, for Inspektorat and auditors; filters join with AND."""
    require_reader(actor)
    events = _select().where(*_filters(tag, pelaku, opd_id, pk, since, until))
    if before:
        events = events.where(Event.id > _number(before)).order_by(Event.id.asc())
    else:
        events = events.where(Event.id < _number(after)) if after else events
        events = events.order_by(Event.id.desc())
    rows = _rows(events.limit(size + 1))
    first = not after and not before
    return page_of(rows, lambda row: str(row.id), size=size, first=first, backward=bool(before))


def get_event(event_id: int, *, actor: Actor) -> EventDetail:
    """One event with the row it left, and the row before it."""
    require_reader(actor)
    event = db.session.get(Event, event_id)
    if event is None:
        raise NotFound()
    earlier = db.session.scalar(
        select(Event.row)
        .where(Event.tbl == event.tbl, Event.pk == event.pk, Event.id < event.id, Event.op != "B")
        .order_by(Event.id.desc())
        .limit(1)
    )
    row = _rows(_select().where(Event.id == event_id))[0]
    return EventDetail(row, event.txid, event.row, earlier)


def list_tags() -> list[str]:
    """Kinds of events that occurred, `room:document:action`."""
    return list(db.session.scalars(_LOOSE_TAGS))


def list_actors() -> list[PersonRow]:
    """Everybody with an account, by name, for the filter."""
    people = names_of(list(db.session.scalars(select(_pengguna.c.id))))
    return sorted(people.values(), key=lambda person: person.nama)


def list_violations() -> list[tuple[str, bool, int, str]]:
    """The doctor's question to this room: events without a name.

    Whether every document has its event is asked by the documents' own rooms (`….tercatat`).
    """
    rows = db.session.scalar(select(func.count()).where(Event.tag == "")) or 0
    return [("audit.kejadian_bernama", rows == 0, rows, "")]


def require_reader(actor: Actor) -> None:
    """The trail is for Inspektorat and auditors; others get NotAllowed."""
    if not any(actor.holds(role) for role in READERS):
        actor.require(Role.AUDITOR, None)


_pengguna = table("pengguna", column("id"))
_LOOSE_TAGS = select(Event.tag).group_by(Event.tag).order_by(Event.tag)


def _select() -> Select[Event, str]:
    return select(Event, func.coalesce(OPD.nama, "")).outerjoin(OPD, OPD.id == Event.opd_id)


def _rows(query: Select[Event, str]) -> list[EventRow]:
    found = db.session.execute(query).all()
    people = names_of([event.actor_id for event, _ in found])
    return [
        EventRow(
            event.id,
            event.at,
            event.tag,
            event.actor_id,
            people[event.actor_id].nama if event.actor_id in people else "",
            event.role,
            event.opd_id,
            opd_nama,
            event.note,
            event.tbl,
            event.pk,
            event.op,
        )
        for event, opd_nama in found
    ]


def _filters(
    tag: str,
    pelaku: UUID | None,
    opd_id: UUID | None,
    pk: str,
    since: date | None,
    until: date | None,
) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if tag:
        where.append(Event.tag.startswith(tag, autoescape=True))
    if pelaku:
        where.append(Event.actor_id == pelaku)
    if opd_id:
        where.append(Event.opd_id == opd_id)
    if pk:
        where.append(Event.pk == pk)
    if since:
        where.append(Event.at >= _start_of(since))
    if until:
        where.append(Event.at < _start_of(until + timedelta(days=1)))
    return where


def _number(key: str) -> int:
    return int(key) if key.isdigit() and len(key) < 19 else 0


def _start_of(day: date) -> datetime:
    """Midnight of the government's day."""
    return datetime.combine(day, time(), clock.local(clock.now()).tzinfo)
