"""Roles per OPD with dates, given and ended by an administrator."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from simral.identity.models import Pengguna, Peran
from simral.identity.rules import Held, check_apart, check_not_self, check_period, check_scope
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import Finding, NotFound, raise_if
from simral.kernel.i18n import N_
from simral.kernel.trail import record
from simral.kernel.unit_of_work import command


@command
def grant_role(
    user_id: UUID,
    role: Role,
    opd_id: UUID | None,
    mulai_on: date,
    sampai_on: date | None = None,
    dasar: str = "",
    *,
    actor: Actor | None,
) -> UUID:
    """Give a role between two dates by a decree; `actor` None is the operator.

    One person has one account: a NIP stands in one only. Refused when the pair of roles
    must stay apart on any common day (keuangan §4.1), and to oneself.
    """
    if actor is not None:
        actor.require(Role.ADMIN, None)
    user = _lock_person(user_id)
    findings = check_not_self(actor.user_id, user_id) if actor else []
    findings += check_scope(role, opd_id) + check_period(mulai_on, sampai_on)
    findings += _check_twice(user_id, role, opd_id, mulai_on, sampai_on)
    raise_if(findings + check_apart(role, mulai_on, sampai_on, _held_by(user)))
    grant = Peran(
        pengguna_id=user_id,
        role=role,
        opd_id=opd_id,
        mulai_on=mulai_on,
        sampai_on=sampai_on,
        dasar=dasar.strip(),
    )
    db.session.add(grant)
    db.session.flush()
    record("identity:peran:grant", grant, actor=actor, role=Role.ADMIN if actor else "")
    return grant.id


@command
def revoke_role(peran_id: UUID, on: date, *, actor: Actor | None, note: str = "") -> None:
    """The role no longer holds from `on` on; one that has not begun is left without a day."""
    if actor is not None:
        actor.require(Role.ADMIN, None)
    grant = db.session.get(Peran, peran_id, with_for_update=True, populate_existing=True)
    if grant is None:
        raise NotFound()
    if grant.sampai_on is not None and grant.sampai_on < on:
        raise_if([Finding("sudah_berakhir", N_("Peran ini sudah berakhir."), at="on")])
    if on <= grant.mulai_on:
        record("identity:peran:revoke", grant, actor=actor, note=note, op="D",
               role=Role.ADMIN if actor else "")  # fmt: skip
        db.session.delete(grant)
        return
    grant.sampai_on = on - timedelta(days=1)
    record("identity:peran:revoke", grant, actor=actor, note=note,
           role=Role.ADMIN if actor else "")  # fmt: skip


def _lock_person(user_id: UUID) -> Pengguna:
    """The account, locked: two grants at once cannot slip past each other."""
    user = db.session.get(Pengguna, user_id, with_for_update=True, populate_existing=True)
    if user is None:
        raise NotFound()
    return user


def _held_by(user: Pengguna) -> list[Held]:
    rows = db.session.execute(
        select(Peran.role, Peran.mulai_on, Peran.sampai_on).where(Peran.pengguna_id == user.id)
    )
    return [Held(*row) for row in rows]


def _check_twice(
    user_id: UUID, role: Role, opd_id: UUID | None, mulai_on: date, sampai_on: date | None
) -> list[Finding]:
    where = Peran.opd_id.is_(None) if opd_id is None else Peran.opd_id == opd_id
    twice = select(Peran.id).where(
        Peran.pengguna_id == user_id,
        Peran.role == role,
        where,
        Peran.mulai_on <= (sampai_on or date.max),
        or_(Peran.sampai_on.is_(None), Peran.sampai_on >= mulai_on),
    )
    if db.session.scalar(twice.limit(1)) is None:
        return []
    message = N_("Peran yang sama sudah diberikan pada masa itu.")
    return [Finding("peran_ganda", message, at="role")]
