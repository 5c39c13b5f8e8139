"""Fund sources."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on

from simral.kernel.db import db
from simral.reference.models import SumberDana


def sumber_dana_ids(tahun: int) -> dict[str, UUID]:
    """Code → id of every fund source that holds in a year."""
    rows = db.session.execute(
        db.select(SumberDana.kode, SumberDana.id)
        .where(SumberDana.tahun_mulai <= tahun)
        .ext(distinct_on(SumberDana.kode))
        .order_by(SumberDana.kode, SumberDana.tahun_mulai.desc())
    )
    return dict(rows.all())


def find_sumber_dana_id(kode: str, tahun: int) -> UUID | None:
    """The fund source of a code in a year."""
    return sumber_dana_ids(tahun).get(kode)
