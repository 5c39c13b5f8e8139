"""Who acts with which roles, and names for signature blocks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from simral.identity.models import Pengguna, Peran
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db


@dataclass(frozen=True)
class PersonRow:
    """A person as printed in a signature block."""

    id: UUID
    nama: str
    nip: str
    jabatan: str
    pangkat: str


def actor_of(user_id: UUID, on: date) -> Actor:
    """The person with the grants valid on that day; nobody inactive has any."""
    grants = db.session.execute(
        select(Peran.role, Peran.opd_id)
        .join(Pengguna, Pengguna.id == Peran.pengguna_id)
        .where(Peran.pengguna_id == user_id, Pengguna.is_active, valid_on(on))
    )
    return Actor(user_id, frozenset((role.value, opd_id) for role, opd_id in grants))


def names_of(ids: Collection[UUID | None]) -> dict[UUID, PersonRow]:
    """People by id, for "made by", "approved by" and signature blocks."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    return {row.id: row for row in _people(select(*_PERSON).where(Pengguna.id.in_(wanted)))}


def holders_of(role: Role, opd_id: UUID | None, on: date) -> list[PersonRow]:
    """Who holds the role there on that day; the latest appointed first."""
    where = Peran.opd_id.is_(None) if opd_id is None else Peran.opd_id == opd_id
    return _people(
        select(*_PERSON)
        .join(Peran, Peran.pengguna_id == Pengguna.id)
        .where(Peran.role == role, where, Pengguna.is_active, valid_on(on))
        .order_by(Peran.mulai_on.desc(), Pengguna.nama)
    )


_PERSON = (Pengguna.id, Pengguna.nama, Pengguna.nip, Pengguna.jabatan, Pengguna.pangkat)


def _people(query: Select[UUID, str, str, str, str]) -> list[PersonRow]:
    return [PersonRow(*row) for row in db.session.execute(query)]


def valid_on(on: date) -> ColumnElement[bool]:
    """The condition that a grant holds on that day."""
    return and_(Peran.mulai_on <= on, or_(Peran.sampai_on.is_(None), Peran.sampai_on >= on))
