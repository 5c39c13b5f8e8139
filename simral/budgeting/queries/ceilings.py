"""What a budget line still allows: read with or without its lock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    Uuid,
    any_,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.orm import aliased

from simral.budgeting.models import (
    DPA,
    DPAPagu,
    DPARincian,
    DPASubKegiatan,
    Reservasi,
    VersiAnggaran,
)
from simral.budgeting.states import DPAState
from simral.budgeting.terms import Ceiling, ReservasiState
from simral.kernel.db import db
from simral.kernel.money import ZERO

OPEN = (ReservasiState.DIPESAN, ReservasiState.DIREALISASI)


def read_ceilings(
    rincian_ids: Collection[UUID], *, on: date, source: str = "", source_id: UUID | None = None
) -> dict[UUID, Ceiling]:
    """The ceilings of the lines on a date, rupiah; missing lines are absent.

    `kas_sd` sums the anggaran kas of the version in force for the months up to `on`
    (keuangan §4.3, check 3); `dana_sisa` is what the fund source has left in the sub kegiatan.
    """
    asked = {"ids": list(rincian_ids), "hari": on, "bulan": on.month}
    owner = {"source": source, "source_id": source_id} if source_id else {}
    rows: Sequence[Any] = db.session.execute(_ceilings(bool(owner)), asked | owner).all()
    dana_own: dict[tuple[UUID, UUID], Decimal] = {}
    for row in rows:
        key = (row[3], row[6])
        dana_own[key] = dana_own.get(key, ZERO) + row[12]
    return {
        row[0]: Ceiling(
            row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9],
            kas_sd=row[10] or ZERO,
            dana_sisa=row[11] + dana_own[row[3], row[6]],
            own=row[12],
        )
        for row in rows
    }  # fmt: skip


@cache
def _ceilings(of_document: bool) -> Select[*tuple[Any, ...]]:
    """The statement, put together once: it is asked at every step of every payment."""
    line, sub, peer = DPARincian, DPASubKegiatan, aliased(DPARincian)
    dana = (
        select(func.sum(peer.pagu - peer.dipesan - peer.realisasi))
        .where(
            peer.sub_kegiatan_id == line.sub_kegiatan_id,
            peer.sumber_dana_id == line.sumber_dana_id,
        )
        .scalar_subquery()
    )
    own = _own() if of_document else literal(ZERO)
    return (
        select(
            line.id, line.opd_id, sub.unit_id, sub.id, sub.kode, line.rekening_kode,
            line.sumber_dana_id, line.pagu, line.dipesan, line.realisasi, _kas_until(), dana, own,
        )
        .join(sub, sub.id == line.sub_kegiatan_id)
        .where(line.id == any_(bindparam("ids", type_=ARRAY(Uuid()))))
    )  # fmt: skip


def _kas_until() -> ScalarSelect[Decimal]:
    """Σ anggaran kas of the months up to `on`: of the newest ratified DPA that holds the line."""
    months = func.unnest(DPAPagu.kas[1 : bindparam("bulan", type_=Integer())])
    return (
        select(select(func.sum(months.column_valued("bulan"))).scalar_subquery())
        .select_from(DPAPagu)
        .join(DPA, DPA.id == DPAPagu.dpa_id)
        .join(VersiAnggaran, VersiAnggaran.id == DPA.versi_id)
        .where(
            DPAPagu.rincian_id == DPARincian.id,
            DPA.state == DPAState.DISAHKAN,
            VersiAnggaran.mulai_on <= bindparam("hari"),
        )
        .order_by(VersiAnggaran.mulai_on.desc())
        .limit(1)
        .correlate(DPARincian)
        .scalar_subquery()
    )


def _own() -> ColumnElement[Decimal]:
    """What the asking document has promised or realised itself on the line."""
    return (
        select(func.coalesce(func.sum(Reservasi.nilai), ZERO))
        .where(
            Reservasi.source == bindparam("source"),
            Reservasi.source_id == bindparam("source_id"),
            Reservasi.rincian_id == DPARincian.id,
            Reservasi.state.in_(OPEN),
        )
        .correlate(DPARincian)
        .scalar_subquery()
    )
