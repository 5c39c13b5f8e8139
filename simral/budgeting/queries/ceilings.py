"""What a budget line still allows: read with or without its lock."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
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
    line, sub = DPARincian, DPASubKegiatan
    peer = aliased(DPARincian)
    dana = (
        select(func.sum(peer.pagu - peer.dipesan - peer.realisasi))
        .where(
            peer.sub_kegiatan_id == line.sub_kegiatan_id,
            peer.sumber_dana_id == line.sumber_dana_id,
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            line.id, line.opd_id, sub.unit_id, sub.id, sub.kode, line.rekening_kode,
            line.sumber_dana_id, line.pagu, line.dipesan, line.realisasi, _kas_until(on), dana,
        )
        .join(sub, sub.id == line.sub_kegiatan_id)
        .where(line.id.in_(rincian_ids))
    ).all()  # fmt: skip
    own = _own(source, source_id)
    dana_own: dict[tuple[UUID, UUID], Decimal] = {}
    for row in rows:
        key = (row[3], row[6])
        dana_own[key] = dana_own.get(key, ZERO) + own.get(row[0], ZERO)
    return {
        row[0]: Ceiling(
            *row[:10],
            kas_sd=row[10] or ZERO,
            dana_sisa=row[11] + dana_own[row[3], row[6]],
            own=own.get(row[0], ZERO),
        )
        for row in rows
    }


def _kas_until(on: date) -> ScalarSelect[Decimal]:
    """Σ anggaran kas of the months up to `on`: of the newest ratified DPA that holds the line."""
    months = func.unnest(DPAPagu.kas[1 : on.month]).column_valued("bulan")
    return (
        select(select(func.sum(months)).scalar_subquery())
        .select_from(DPAPagu)
        .join(DPA, DPA.id == DPAPagu.dpa_id)
        .join(VersiAnggaran, VersiAnggaran.id == DPA.versi_id)
        .where(
            DPAPagu.rincian_id == DPARincian.id,
            DPA.state == DPAState.DISAHKAN,
            VersiAnggaran.mulai_on <= on,
        )
        .order_by(VersiAnggaran.mulai_on.desc())
        .limit(1)
        .correlate(DPARincian)
        .scalar_subquery()
    )


def _own(source: str, source_id: UUID | None) -> dict[UUID, Decimal]:
    """What the asking document has promised or realised itself, per line."""
    if source_id is None:
        return {}
    rows = db.session.execute(
        select(Reservasi.rincian_id, func.sum(Reservasi.nilai))
        .where(
            Reservasi.source == source, Reservasi.source_id == source_id, Reservasi.state.in_(OPEN)
        )
        .group_by(Reservasi.rincian_id)
    )
    return {row[0]: row[1] for row in rows}
