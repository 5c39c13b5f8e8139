"""People for tests, made by the services; inside `work(…)` or an application context."""

from __future__ import annotations

from datetime import date
from itertools import count
from uuid import UUID

from simral.identity.queries import actor_of
from simral.identity.services import create_user, grant_role
from simral.identity.terms import GOVERNMENT_WIDE, Role
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.reference.models import OPD

PASSWORD = "empat kuda makan pisang"
FROM = date(2020, 1, 1)  # before every working day of a test

_numbers = count(1)


def make_user(role: Role | None = None, opd_id: UUID | None = None, **person: str) -> UUID:
    """A person with that role; the OPD of an OPD's role is made when nothing has that id."""
    number = next(_numbers)
    data = {"nama": f"Pegawai {number}", "nip": f"{number:018}", "jabatan": "Staf"} | person
    name = data.pop("nama_pengguna", f"orang{number}")
    user_id = create_user(name, data.pop("nama"), PASSWORD, **data, actor=None)
    if role is not None:
        if role not in GOVERNMENT_WIDE:
            opd_id = make_opd(opd_id)
        grant_role(user_id, role, opd_id, FROM, None, "SK-1", actor=None)
    return user_id


def actor_with(role: Role, opd_id: UUID | None = None) -> Actor:
    """A person with that role as the services see him; `client(actor)` signs him in."""
    return actor_of(make_user(role, opd_id), clock.today())


def make_opd(opd_id: UUID | None = None) -> UUID:
    """An OPD to belong to; the one with that id when it exists."""
    if opd_id is not None and db.session.get(OPD, opd_id) is not None:
        return opd_id
    number = next(_numbers)
    kode = f"9.99.0.00.0.00.{number // 10000:02}.{number % 10000:04}"
    opd = OPD(kode=kode, nama=f"Dinas {number}", tahun_mulai=2000)
    if opd_id is not None:
        opd.id = opd_id
    db.session.add(opd)
    db.session.commit()
    return opd.id
