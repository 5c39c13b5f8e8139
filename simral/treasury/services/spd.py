"""Commands on SPD: Kuasa BUD prepares it from the anggaran kas, PPKD issues it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import Select, func, insert, literal, select

from simral.budgeting.queries.ceilings import read_ceilings
from simral.budgeting.queries.dpa import find_active_dpa, kas_of_lines
from simral.budgeting.services.reservation import lock_budget, lock_dpa
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import Finding, NotFound, raise_if
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.kernel.trail import move, record, record_bulk
from simral.kernel.unit_of_work import command
from simral.treasury.models import SPD, SPDRincian
from simral.treasury.queries.spd import lines_over_dpa, spd_totals
from simral.treasury.rules.apart import check_apart
from simral.treasury.rules.spd import check_spd_ceiling, check_spd_period
from simral.treasury.services.issue import new_token, prepare_series
from simral.treasury.states import SPD_FLOW, SPDAction, SPDState


@command
def create_spd(
    opd_id: UUID, tahun: int, bulan_dari: int, bulan_sampai: int, *, actor: Actor, today: date
) -> UUID:
    """A draft SPD: for every line what the anggaran kas of the months provides.

    Raises RuleBroken without a ratified DPA, with an empty period or one already provided.
    """
    actor.require(Role.KUASA_BUD, opd_id)
    dpa = find_active_dpa(opd_id, today)
    if dpa is None:
        raise_if([Finding("dpa_belum_sah", N_("DPA belum disahkan."))])
    assert dpa is not None
    lock_dpa(dpa.id)  # two clicks do not provide one month twice
    provided = _provided_months(opd_id, tahun)
    again = provided.get(dpa.id, set())
    raise_if(check_spd_period(bulan_dari, bulan_sampai, again, today=today, tahun=tahun))
    spd = SPD(
        id=uuid4(), tahun=tahun, opd_id=opd_id, dpa_id=dpa.id, bulan_dari=bulan_dari,
        bulan_sampai=bulan_sampai, state=SPDState.DRAF, created_by_id=actor.user_id,
        created_on=today,
    )  # fmt: skip
    db.session.add(spd)
    record("treasury:spd:create", spd, actor=actor, role=Role.KUASA_BUD)
    db.session.flush()
    earlier = set().union(*provided.values()) & set(range(bulan_dari, bulan_sampai + 1))
    count, total = _top_up_lines(spd) if earlier else _copy_lines(spd)
    if not count:
        raise_if([Finding("kosong", N_("Anggaran kas bulan-bulan itu kosong."))])
    facts = {"baris": count, "total": total}
    record_bulk("treasury:spd_rincian:create", "spd_rincian", str(spd.id), facts, actor=actor)
    return spd.id


@command
def issue_spd(spd_id: UUID, *, actor: Actor, today: date) -> None:
    """PPKD signs: the SPD gets its number, the funds are provided. Σ SPD ≤ DPA per line."""
    with db.session.no_autoflush:
        spd = _load(spd_id, actor)
        move(spd, SPD_FLOW, SPDAction.ISSUE, actor=actor)
        raise_if(check_apart(actor.user_id, spd.created_by_id))
        lock_budget(spd.opd_id, spd.tahun)
        lines = lines_over_dpa(spd)
        if lines:
            ceilings = read_ceilings(lines, on=today)
            raise_if(check_spd_ceiling(lines, ceilings, spd_totals(lines)))
        spd.tanggal, spd.issued_by_id, spd.token = today, actor.user_id, new_token()
        series = prepare_series("spd", spd.opd_id, spd.tahun, today, per_opd=True)
        spd.urut, spd.nomor = series.take()


@command
def cancel_spd(spd_id: UUID, *, actor: Actor, note: str) -> None:
    """A draft is given up; it never had a number."""
    move(_load(spd_id, actor), SPD_FLOW, SPDAction.CANCEL, actor=actor, note=note)


def _provided_months(opd_id: UUID, tahun: int) -> dict[UUID, set[int]]:
    """DPA → the months its SPD provide; a newer DPA may provide the same months once more."""
    rows = db.session.execute(
        select(SPD.dpa_id, SPD.bulan_dari, SPD.bulan_sampai).where(
            SPD.opd_id == opd_id, SPD.tahun == tahun, SPD.state != SPDState.BATAL
        )
    )
    months: dict[UUID, set[int]] = {}
    for dpa_id, first, last in rows:
        months.setdefault(dpa_id, set()).update(range(first, last + 1))
    return months


def _copy_lines(spd: SPD) -> tuple[int, Decimal]:
    """What the anggaran kas of the months provides becomes the lines: how many, rupiah in all."""
    kas = kas_of_lines(spd.dpa_id, spd.bulan_dari, spd.bulan_sampai).subquery()
    return _store(select(literal(spd.id), kas.c.rincian_id, kas.c.nilai).where(kas.c.nilai > 0))


def _top_up_lines(spd: SPD) -> tuple[int, Decimal]:
    """After a change of the budget: what the new anggaran kas provides up to the last month,
    less what SPD have provided already (keuangan §4.2: revisable per version, cumulative)."""
    kas = kas_of_lines(spd.dpa_id, 1, spd.bulan_sampai).subquery()
    given = (
        select(SPDRincian.rincian_id, func.sum(SPDRincian.nilai).label("nilai"))
        .join(SPD, SPD.id == SPDRincian.spd_id)
        .where(SPD.opd_id == spd.opd_id, SPD.tahun == spd.tahun, SPD.state != SPDState.BATAL)
        .group_by(SPDRincian.rincian_id)
        .subquery()
    )
    rest = kas.c.nilai - func.coalesce(given.c.nilai, ZERO)
    joined = kas.outerjoin(given, given.c.rincian_id == kas.c.rincian_id)
    return _store(
        select(literal(spd.id), kas.c.rincian_id, rest).select_from(joined).where(rest > 0)
    )


def _store(lines: Select[UUID, UUID, Decimal]) -> tuple[int, Decimal]:
    stored = (
        insert(SPDRincian)
        .from_select(["spd_id", "rincian_id", "nilai"], lines)
        .returning(SPDRincian.nilai)
        .cte()
    )
    total = func.coalesce(func.sum(stored.c.nilai), ZERO)
    row = db.session.execute(select(func.count(), total).select_from(stored)).one()
    return row[0], row[1]


def _load(spd_id: UUID, actor: Actor) -> SPD:
    spd = db.session.scalar(
        select(SPD)
        .where(SPD.id == spd_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if spd is None or not actor.sees(spd.opd_id):
        raise NotFound()
    return spd
