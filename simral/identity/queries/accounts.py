"""Accounts and grants, for administrators and the command line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, column, or_, select, table

from simral.identity.models import Pengguna, Peran
from simral.identity.queries.people import valid_on
from simral.identity.terms import Role
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.paging import SIZE, Page, page_of

_opd = table("opd", column("id"), column("kode"), column("nama"))


@dataclass(frozen=True)
class GrantRow:
    """A role of a person: where and from when till when, by which decree."""

    id: UUID
    pengguna_id: UUID
    role: Role
    opd_id: UUID | None
    opd_nama: str | None
    mulai_on: date
    sampai_on: date | None
    dasar: str

    def is_valid(self, on: date) -> bool:
        """True when the grant holds on that day."""
        return self.mulai_on <= on and (self.sampai_on is None or on <= self.sampai_on)


@dataclass(frozen=True)
class UserRow:
    """An account as administrators see it."""

    id: UUID
    nama_pengguna: str
    nama: str
    nip: str
    jabatan: str
    pangkat: str
    bahasa: str
    is_active: bool
    wajib_ganti: bool
    sandi_changed_at_utc: datetime
    grants: tuple[GrantRow, ...] = ()


def list_users(
    *,
    cari: str = "",
    role: Role | None = None,
    opd_id: UUID | None = None,
    is_active: bool | None = None,
    on: date,
    after: str | None = None,
    before: str | None = None,
    size: int = SIZE,
) -> Page[UserRow]:
    """Accounts by user name, with the grants valid on `on`; filters join with AND."""
    users = select(Pengguna).where(*_user_filters(cari, role, opd_id, is_active, on))
    key, order = Pengguna.nama_pengguna, Pengguna.nama_pengguna.asc()
    if after:
        users = users.where(key > after)
    elif before:
        users, order = users.where(key < before), Pengguna.nama_pengguna.desc()
    found = db.session.scalars(users.order_by(order).limit(size + 1)).all()
    grants = list_grants([user.id for user in found])
    rows = [_user_row(user, [g for g in grants if g.pengguna_id == user.id]) for user in found]
    first = not after and not before
    return page_of(
        rows, lambda row: row.nama_pengguna, size=size, first=first, backward=bool(before)
    )


def get_user(user_id: UUID) -> UserRow:
    """One account with every grant it ever had; NotFound when there is none."""
    user = db.session.get(Pengguna, user_id, populate_existing=True)
    if user is None:
        raise NotFound()
    return _user_row(user, list_grants([user_id]))


def find_user_id(nama_pengguna: str) -> UUID | None:
    """The account with that user name."""
    return db.session.scalar(
        select(Pengguna.id).where(Pengguna.nama_pengguna == nama_pengguna.strip().lower())
    )


def list_grants(user_ids: Collection[UUID]) -> list[GrantRow]:
    """Every grant of these people, past and coming ones too, oldest first."""
    rows = db.session.execute(
        select(
            Peran.id,
            Peran.pengguna_id,
            Peran.role,
            Peran.opd_id,
            _opd.c.nama,
            Peran.mulai_on,
            Peran.sampai_on,
            Peran.dasar,
        )
        .outerjoin(_opd, _opd.c.id == Peran.opd_id)
        .where(Peran.pengguna_id.in_(user_ids))
        .order_by(Peran.mulai_on, Peran.role, _opd.c.nama)
    )
    return [GrantRow(*row) for row in rows]


def list_opd_choices() -> list[tuple[UUID, str, str]]:
    """OPD to choose from in the form of a grant: id, code, name."""
    rows = db.session.execute(select(_opd.c.id, _opd.c.kode, _opd.c.nama).order_by(_opd.c.kode))
    return [(row[0], row[1], row[2]) for row in rows]


def find_opd_id(kode: str) -> UUID | None:
    """The OPD with that code, for the command line."""
    found: UUID | None = db.session.scalar(select(_opd.c.id).where(_opd.c.kode == kode))
    return found


def _user_filters(
    cari: str, role: Role | None, opd_id: UUID | None, is_active: bool | None, on: date
) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if cari:
        columns = (Pengguna.nama_pengguna, Pengguna.nama, Pengguna.nip)
        where.append(or_(*(one.icontains(cari, autoescape=True) for one in columns)))
    if role or opd_id:
        held = select(Peran.pengguna_id).where(valid_on(on))
        held = held.where(Peran.role == role) if role else held
        held = held.where(Peran.opd_id == opd_id) if opd_id else held
        where.append(Pengguna.id.in_(held))
    if is_active is not None:
        where.append(Pengguna.is_active.is_(is_active))
    return where


def _user_row(user: Pengguna, grants: list[GrantRow]) -> UserRow:
    return UserRow(
        user.id,
        user.nama_pengguna,
        user.nama,
        user.nip,
        user.jabatan,
        user.pangkat,
        user.bahasa,
        user.is_active,
        user.wajib_ganti,
        user.sandi_changed_at_utc,
        tuple(grants),
    )
