"""What the doctor asks this room."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, func, select, text, tuple_

from simral.identity.models import Peran
from simral.identity.terms import APART
from simral.kernel.db import db

_SILENT = text("""
    SELECT count(*) FROM (
        SELECT 'pengguna' AS tbl, id FROM pengguna UNION ALL SELECT 'peran', id FROM peran) d
    WHERE NOT EXISTS (SELECT 1 FROM audit_outbox e WHERE e.tbl = d.tbl AND e.pk = d.id::text)
""")


def list_violations() -> list[tuple[str, bool, int, str]]:
    """The doctor's questions to this room: roles that one person may not hold together, and
    accounts and grants that no event tells of.
    """
    pairs = [tuple(sorted(role.value for role in pair)) for pair in APART]
    one, two = Peran.__table__.alias("one"), Peran.__table__.alias("two")
    overlap = and_(
        one.c.mulai_on <= func.coalesce(two.c.sampai_on, date.max),
        two.c.mulai_on <= func.coalesce(one.c.sampai_on, date.max),
    )
    rows = db.session.execute(
        select(one.c.pengguna_id)
        .join(two, and_(one.c.pengguna_id == two.c.pengguna_id, overlap))
        .where(tuple_(one.c.role, two.c.role).in_(pairs))
    ).all()
    names = ", ".join(sorted({str(row[0]) for row in rows})[:5])
    silent = db.session.scalar(_SILENT) or 0
    return [
        ("identity.peran_terpisah", not rows, len(rows), names),
        ("identity.tercatat", silent == 0, silent, "tiap akun dan peran punya catatan kejadian"),
    ]
