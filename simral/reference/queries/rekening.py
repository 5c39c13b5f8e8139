"""Accounts as they stand in a year, and the accounts that belong to a belanja leaf."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from simral.kernel.db import db
from simral.reference.models import PetaRekening, Rekening

LEAF = 6
_PARTNERS = text("""
    SELECT DISTINCT ON (jenis, belanja_kode) jenis, belanja_kode, tujuan_kode
    FROM peta_rekening WHERE belanja_kode = ANY(CAST(:kodes AS text[])) AND tahun_mulai <= :tahun
    ORDER BY jenis, belanja_kode, tahun_mulai DESC
""")


@dataclass(frozen=True)
class RekeningRow:
    """An account in the version that holds in the asked year."""

    id: UUID
    kode: str
    nama: str
    level: int
    is_active: bool
    tahun_mulai: int
    sumber: str


def in_year(tahun: int) -> Select[Any]:
    """Columns of the one version of every code that holds in a year."""
    return (
        select(Rekening)
        .where(
            Rekening.tahun_mulai <= tahun,
            or_(Rekening.tahun_sampai.is_(None), Rekening.tahun_sampai >= tahun),
        )
        .ext(distinct_on(Rekening.kode))
        .order_by(Rekening.kode, Rekening.tahun_mulai.desc())
    )


def rekening_ids(kodes: Collection[str], tahun: int) -> dict[str, UUID]:
    """Ids of the leaves that are valid and active in the year; a missing code is absent."""
    if not kodes:
        return {}
    rows = db.session.execute(
        in_year(tahun)
        .where(Rekening.kode.in_(list(kodes)), Rekening.level == LEAF)
        .with_only_columns(Rekening.kode, Rekening.id, Rekening.is_active)
    )
    return {kode: row_id for kode, row_id, active in rows if active}


def rekening_names(tahun: int, kodes: Collection[str] | None = None) -> dict[str, str]:
    """Code → name of the accounts of a year, of all levels, inactive too; None = every account."""
    wanted = in_year(tahun).with_only_columns(Rekening.kode, Rekening.nama)
    if kodes is not None:
        if not kodes:
            return {}
        wanted = wanted.where(Rekening.kode.in_(list(kodes)))
    return dict(db.session.execute(wanted).all())


def lawan_of(kodes: Collection[str], tahun: int) -> dict[str, str]:
    """Belanja leaf → beban or asset leaf it posts to; absent = an officer must choose one."""
    return _partner_of("lawan", kodes, tahun)


def utang_of(kodes: Collection[str], tahun: int) -> dict[str, str]:
    """Belanja leaf → payable leaf (2.1.06); absent = the pemda's table has none."""
    return _partner_of("utang", kodes, tahun)


def partners_of(kodes: Collection[str], tahun: int) -> tuple[dict[str, str], dict[str, str]]:
    """`lawan_of` and `utang_of` in one question, for a document that needs both."""
    if not kodes:
        return {}, {}
    rows = db.session.execute(_PARTNERS, {"kodes": list(kodes), "tahun": tahun}).all()
    lawan = {kode: tujuan for jenis, kode, tujuan in rows if jenis == "lawan"}
    return lawan, {kode: tujuan for jenis, kode, tujuan in rows if jenis == "utang"}


def find_lawan(belanja_kode: str, tahun: int) -> str | None:
    """The one of `lawan_of`, or None."""
    return lawan_of([belanja_kode], tahun).get(belanja_kode)


def find_utang(belanja_kode: str, tahun: int) -> str | None:
    """The one of `utang_of`, or None."""
    return utang_of([belanja_kode], tahun).get(belanja_kode)


def _partner_of(jenis: str, kodes: Collection[str], tahun: int) -> dict[str, str]:
    if not kodes:
        return {}
    rows = db.session.execute(
        db.select(PetaRekening.belanja_kode, PetaRekening.tujuan_kode)
        .where(
            PetaRekening.jenis == jenis,
            PetaRekening.belanja_kode.in_(list(kodes)),
            PetaRekening.tahun_mulai <= tahun,
        )
        .ext(distinct_on(PetaRekening.belanja_kode))
        .order_by(PetaRekening.belanja_kode, PetaRekening.tahun_mulai.desc())
    )
    return dict(rows.all())


def leaves_under(kode: str, tahun: int, limit: int = 200) -> list[RekeningRow]:
    """Active leaves below a code, for an officer's choice (BLUD capital spending)."""
    rows = db.session.scalars(
        in_year(tahun)
        .where(Rekening.kode.like(kode + ".%"), Rekening.level == LEAF, Rekening.is_active)
        .limit(limit)
    )
    return [_row(row) for row in rows]


def search_rekening(
    tahun: int, *, text: str = "", induk: str | None = None, after: str = "", limit: int = 51
) -> list[RekeningRow]:
    """Accounts of a year: children of `induk` (None = top), or any whose code or name matches."""
    wanted = in_year(tahun).where(Rekening.kode > after).limit(limit)
    if text:
        like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        wanted = wanted.where(
            or_(Rekening.nama.ilike(like), Rekening.kode.like(like.removeprefix("%")))
        )
    else:
        wanted = wanted.where(func.coalesce(Rekening.induk_kode, "") == (induk or ""))
    return [_row(row) for row in db.session.scalars(wanted)]


def _row(row: Rekening) -> RekeningRow:
    return RekeningRow(
        row.id, row.kode, row.nama, row.level, row.is_active, row.tahun_mulai, row.sumber
    )
