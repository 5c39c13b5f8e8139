"""Ceilings and reservations: the statements that guard the last rupiah of a budget line.

Lock order everywhere: the document, then its lines in the order of their ids, then numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, text, update

from simral.budgeting.errors import PaguExceeded, ReservationMissing
from simral.budgeting.models import DPA, DPARincian, Reservasi
from simral.budgeting.queries.ceilings import read_ceilings
from simral.budgeting.terms import Ceiling, ReservasiState
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.money import format_rupiah
from simral.kernel.trail import record_bulk
from simral.kernel.unit_of_work import command

S = ReservasiState
_POST = text("""
    WITH tutup AS (
        UPDATE reservasi SET state = 'direalisasi'
        WHERE source = :source AND source_id = :source_id AND state = 'dipesan'
        RETURNING rincian_id, nilai
    ), baris AS (SELECT rincian_id, sum(nilai) AS nilai FROM tutup GROUP BY rincian_id
    ), geser AS (
        UPDATE dpa_rincian r SET dipesan = r.dipesan - b.nilai, realisasi = r.realisasi + b.nilai
        FROM baris b WHERE r.id = b.rincian_id
    )
    SELECT rincian_id, nilai FROM baris ORDER BY rincian_id
""")


def lock_ceilings(
    rincian_ids: Collection[UUID], *, on: date, source: str = "", source_id: UUID | None = None
) -> dict[UUID, Ceiling]:
    """Lock the lines in the order of their ids, then read what they still allow on `on`, rupiah.

    What `source`/`source_id` has already promised counts as its own. Raises NotFound when a
    line does not exist. Must run inside a command: the lock lasts until its commit.
    """
    locked = db.session.scalars(
        select(DPARincian.id)
        .where(DPARincian.id.in_(rincian_ids))
        .order_by(DPARincian.id)
        .with_for_update()
    ).all()
    if len(locked) != len(set(rincian_ids)):
        raise NotFound()
    return read_ceilings(rincian_ids, on=on, source=source, source_id=source_id)


def lock_dpa(dpa_id: UUID) -> None:
    """Lock one DPA for a step that depends on what else was made from it."""
    db.session.execute(select(DPA.id).where(DPA.id == dpa_id).with_for_update())


def lock_budget(opd_id: UUID, tahun: int) -> None:
    """Lock every line of an OPD in the order of their ids, for a step that concerns them all.

    Must run inside a command: the lock lasts until its commit.
    """
    lines = (
        select(DPARincian.id)
        .where(DPARincian.tahun == tahun, DPARincian.opd_id == opd_id)
        .order_by(DPARincian.id)
        .with_for_update()
        .subquery()
    )
    db.session.execute(select(func.count()).select_from(lines))


@command
def reserve_pagu(
    source: str, source_id: UUID, amounts: Mapping[UUID, Decimal], *, actor: Actor
) -> None:
    """Promise the amounts (rupiah) on their lines; PaguExceeded names what is left."""
    rows = []
    for line_id in sorted(amounts):
        opd_id = _promise(line_id, amounts[line_id])
        rows.append(_row(line_id, opd_id, source, source_id, amounts[line_id], S.DIPESAN))
    db.session.execute(insert(Reservasi), rows)
    _record("reserve", source, source_id, amounts, actor)


@command
def void_reservation(source: str, source_id: UUID, *, actor: Actor) -> None:
    """Give an open promise up: the lines get their ceiling back."""
    amounts = _close(source, source_id, S.DILEPAS)
    for line_id, nilai in amounts.items():
        _shift(line_id, dipesan=-nilai)
    _record("void", source, source_id, amounts, actor)


@command
def post_reservation(source: str, source_id: UUID, *, actor: Actor) -> None:
    """An open promise becomes realisation: the money has left (SP2D); its lines are locked."""
    rows = db.session.execute(_POST, {"source": source, "source_id": source_id}).all()
    if not rows:
        raise ReservationMissing()
    amounts = {row[0]: row[1] for row in rows}
    _record("post", source, source_id, amounts, actor)


@command
def reopen_reservation(source: str, source_id: UUID, *, actor: Actor) -> None:
    """Retur or cancelled SP2D: a negative realised row, and the promise stands open again."""
    realised = db.session.execute(
        select(Reservasi)
        .where(
            Reservasi.source == source,
            Reservasi.source_id == source_id,
            Reservasi.state == S.DIREALISASI,
            Reservasi.nilai > 0,
            ~Reservasi.id.in_(
                select(Reservasi.reverses_id).where(Reservasi.reverses_id.is_not(None))
            ),
        )
        .order_by(Reservasi.rincian_id)
        .with_for_update()
    ).scalars().all()  # fmt: skip
    if not realised:
        raise ReservationMissing()
    rows = []
    for old in realised:
        args = (old.rincian_id, old.opd_id, source, source_id)
        rows.append(_row(*args, -old.nilai, S.DIREALISASI, old.id))
        rows.append(_row(*args, old.nilai, S.DIPESAN, None))
        _shift(old.rincian_id, dipesan=old.nilai, realisasi=-old.nilai)
    db.session.execute(insert(Reservasi), rows)
    _record("reopen", source, source_id, {old.rincian_id: old.nilai for old in realised}, actor)


def _promise(line_id: UUID, nilai: Decimal) -> UUID:
    """Test and write are one statement: two officers cannot both win the last rupiah."""
    opd_id = db.session.scalar(
        update(DPARincian)
        .where(
            DPARincian.id == line_id,
            DPARincian.dipesan + DPARincian.realisasi + nilai <= DPARincian.pagu,
        )
        .values(dipesan=DPARincian.dipesan + nilai)
        .returning(DPARincian.opd_id)
        .execution_options(synchronize_session=False)
    )
    if opd_id is None:
        _refuse(line_id, nilai)
    assert opd_id is not None
    return opd_id


def _refuse(line_id: UUID, nilai: Decimal) -> None:
    row = db.session.execute(
        select(
            DPARincian.rekening_kode,
            DPARincian.pagu - DPARincian.dipesan - DPARincian.realisasi,
        ).where(DPARincian.id == line_id)
    ).first()
    if row is None:
        raise NotFound()
    raise PaguExceeded(kode=row[0], nilai=format_rupiah(nilai), sisa=format_rupiah(row[1]))


def _close(source: str, source_id: UUID, state: ReservasiState) -> dict[UUID, Decimal]:
    closed = db.session.execute(
        update(Reservasi)
        .where(
            Reservasi.source == source,
            Reservasi.source_id == source_id,
            Reservasi.state == S.DIPESAN,
        )
        .values(state=state)
        .returning(Reservasi.rincian_id, Reservasi.nilai)
        .execution_options(synchronize_session=False)
    ).all()
    if not closed:
        raise ReservationMissing()
    return {row[0]: row[1] for row in sorted(closed)}


def _shift(line_id: UUID, *, dipesan: Decimal, realisasi: Decimal = Decimal(0)) -> None:
    db.session.execute(
        update(DPARincian)
        .where(DPARincian.id == line_id)
        .values(dipesan=DPARincian.dipesan + dipesan, realisasi=DPARincian.realisasi + realisasi)
        .execution_options(synchronize_session=False)
    )


def _row(
    line_id: UUID,
    opd_id: UUID,
    source: str,
    source_id: UUID,
    nilai: Decimal,
    state: ReservasiState,
    reverses_id: UUID | None = None,
) -> dict[str, object]:
    return {
        "id": uuid4(),
        "rincian_id": line_id,
        "opd_id": opd_id,
        "source": source,
        "source_id": source_id,
        "nilai": nilai,
        "state": state,
        "reverses_id": reverses_id,
    }


def _record(
    verb: str, source: str, source_id: UUID, amounts: Mapping[UUID, Decimal], actor: Actor
) -> None:
    lines = {str(line_id): nilai for line_id, nilai in amounts.items()}
    facts = {"source": source, "source_id": source_id, "rincian": lines}
    record_bulk(f"budgeting:reservasi:{verb}", "reservasi", str(source_id), facts, actor=actor)
