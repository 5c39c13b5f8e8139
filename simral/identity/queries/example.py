"""The accounts that an example government shows on its sign-in page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Text, and_, cast, exists, select
from sqlalchemy.orm import aliased

from simral.identity.models import Pengguna
from simral.identity.queries.accounts import list_grants
from simral.identity.terms import EXAMPLE_PASSWORD, LABELS, Role
from simral.kernel import clock
from simral.kernel.db import db
from simral.kernel.trail import Event

_CREATED = "identity:pengguna:create"
_PASSWORD_CHANGED = ("identity:pengguna:change_password", "identity:pengguna:set_password")


@dataclass(frozen=True)
class DemoAccountRow:
    """An account of the example government, shown on its sign-in page with its password."""

    username: str
    nama: str
    role: str
    opd: str
    password: str


def demo_accounts(on: date) -> list[DemoAccountRow]:
    """Accounts that the example's loader made and whose password nobody has changed since.

    Empty for a real government: it has no working date.
    """
    if clock.working_date() is None:
        return []
    event = aliased(Event)
    kept = and_(
        exists().where(_about(event), event.tag == _CREATED, event.actor_id.is_(None)),
        ~exists().where(_about(event), event.tag.in_(_PASSWORD_CHANGED)),
    )
    users = select(Pengguna).where(Pengguna.is_active, kept).order_by(Pengguna.nama_pengguna)
    found = db.session.scalars(users).all()
    grants = [one for one in list_grants([user.id for user in found]) if one.is_valid(on)]
    held = {user.id: [one for one in grants if one.pengguna_id == user.id] for user in found}
    order = list(Role)
    return [
        DemoAccountRow(
            user.nama_pengguna,
            user.nama,
            ", ".join(LABELS[one.role] for one in held[user.id]),
            next((one.opd_nama for one in held[user.id] if one.opd_nama), ""),
            EXAMPLE_PASSWORD,
        )
        for user in sorted(
            found,
            key=lambda user: min((order.index(one.role) for one in held[user.id]), default=99),
        )
    ]


def _about(event: type[Event]) -> ColumnElement[bool]:
    return event.pk == cast(Pengguna.id, Text)
