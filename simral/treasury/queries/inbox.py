"""The inbox: which papers wait for the actor, since when, and until when.

What waits for whom is read from the flows: a paper waits for a role when the role has a step
to take there, cancelling left out. A paper whose successor already lives waits no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.reference.queries import add_working_days, get_setting, holidays, working_days_between
from simral.treasury.models import SP2D, SPM, SPP, RekeningBank
from simral.treasury.queries.papers import (
    FLOWS,
    Kind,
    PaperRow,
    date_of,
    model_of,
    rows_of,
    select_papers,
    since_of,
)
from simral.treasury.states import (
    RekeningBankState,
    SP2DState,
    SPMState,
    SPPState,
    TagihanState,
)

NO_TASK = {"cancel", "close"}
LIMIT = 200
SLA: dict[Kind, dict[StrEnum, str]] = {
    Kind.SPP: {
        SPPState.DIAJUKAN: "sla.spp_hari_kerja",
        SPPState.DIVERIFIKASI: "sla.spm_hari_kerja",
        SPPState.DIKEMBALIKAN: "sla.spp_hari_kerja",
    },
    Kind.SPM: {
        SPMState.DRAF: "sla.spm_hari_kerja",
        SPMState.DISETUJUI: "sla.spm_hari_kerja",
        SPMState.DITOLAK: "sla.spm_hari_kerja",
        SPMState.DISERAHKAN: "sla.sp2d_hari_kerja",
    },
    Kind.SP2D: {
        SP2DState.DRAF: "sla.sp2d_hari_kerja",
        SP2DState.DITANDATANGANI: "sla.sp2d_hari_kerja",
    },
}


@dataclass(frozen=True)
class Pile:
    """A tab of the inbox: papers of one kind in one state; amount in rupiah."""

    kind: Kind
    state: StrEnum
    count: int
    nilai: Decimal = Decimal("0.00")


@dataclass(frozen=True)
class Waiting:
    """A paper that waits: its age and limit in working days; `left` < 0 is late."""

    paper: PaperRow
    age: int
    due_on: date | None
    left: int | None

    @property
    def group(self) -> str:
        """late, today, soon; "none" without a limit."""
        if self.left is None:
            return "none"
        return "late" if self.left < 0 else "today" if self.left == 0 else "soon"


def tasks(kind: Kind) -> Iterator[tuple[StrEnum, Role]]:
    """(state, role) in which somebody of the role has something to do with the paper."""
    seen = set()
    for (state, action), step in FLOWS[kind].table.items():
        pair = state, Role(step.by)
        if not step.inside and action.value not in NO_TASK and pair not in seen:
            seen.add(pair)
            yield pair
    if kind is Kind.TAGIHAN:
        yield TagihanState.TERDAFTAR, Role.BENDAHARA_PENGELUARAN


def list_piles(actor: Actor, tahun: int) -> list[Pile]:
    """The tabs with their counts, in the order of the papers' way; empty ones left out."""
    piles = []
    for kind in Kind:
        where = _mine(kind, actor)
        if where is None:
            continue
        model = model_of(kind)
        rows = db.session.execute(
            select(model.state, func.count())
            .where(model.tahun == tahun, where)
            .group_by(model.state)
        )
        found: dict[StrEnum, int] = {state: count for state, count in rows}  # noqa: C416
        states = dict.fromkeys(state for state, _ in tasks(kind))
        piles += [Pile(kind, state, found[state]) for state in states if state in found]
    return piles


def count_inbox(actor: Actor, tahun: int) -> int:
    """How many papers and bank accounts wait for the actor: one statement."""
    counts = []
    for kind in Kind:
        where = _mine(kind, actor)
        if where is not None:
            model = model_of(kind)
            counts.append(
                select(func.count()).select_from(model).where(model.tahun == tahun, where)
                .scalar_subquery()
            )  # fmt: skip
    account = _accounts(actor)
    if account is not None:
        counts.append(
            select(func.count()).select_from(RekeningBank).where(account).scalar_subquery()
        )
    if not counts:
        return 0
    total: Any = counts[0]
    for count in counts[1:]:
        total = total + count
    return db.session.scalar(select(total)) or 0


def count_accounts(actor: Actor) -> int:
    """Bank accounts that wait for the actor's eye."""
    where = _accounts(actor)
    if where is None:
        return 0
    return db.session.scalar(select(func.count()).select_from(RekeningBank).where(where)) or 0


def list_waiting(
    kind: Kind, state: str, *, actor: Actor, tahun: int, today: date, opd_id: UUID | None = None
) -> list[Waiting]:
    """The papers of one tab, the earliest limit first; at most LIMIT."""
    where = _mine(kind, actor)
    if where is None:
        return []
    model = model_of(kind)
    statement = select_papers(kind).where(model.tahun == tahun, where, model.state == state)
    if opd_id is not None:
        statement = statement.where(model.opd_id == opd_id)
    statement = statement.order_by(since_of(kind), date_of(kind), model.id).limit(LIMIT)
    papers = rows_of(kind, db.session.execute(statement).all())
    return _timed(papers, today)


def _timed(papers: list[PaperRow], today: date) -> list[Waiting]:
    closed = holidays(today.year) | holidays(today.year - 1)
    days: dict[str, int] = {}
    waiting = []
    for paper in papers:
        key = SLA.get(paper.kind, {}).get(paper.state)
        age = working_days_between(paper.since, today, closed)
        if key is None:
            waiting.append(Waiting(paper, age, None, None))
            continue
        if key not in days:
            days[key] = int(get_setting(key, today))
        due_on = add_working_days(paper.since, days[key], closed)
        waiting.append(Waiting(paper, age, due_on, days[key] - age))
    return waiting


def _mine(kind: Kind, actor: Actor) -> ColumnElement[bool] | None:
    """What waits for the actor; None when no role of his has a task with this kind."""
    model, parts = model_of(kind), []
    for state, role in tasks(kind):
        units = _units(actor, role)
        if units is None or units:
            reach = [] if units is None else [model.opd_id.in_(units)]
            parts.append(and_(model.state == state, *reach))
    if not parts:
        return None
    return and_(or_(false(), *parts), *_without_successor(kind))


def _without_successor(kind: Kind) -> list[ColumnElement[bool]]:
    if kind is Kind.SPP:
        live = select(SPM.id).where(SPM.spp_id == SPP.id, SPM.state != SPMState.BATAL)
        return [or_(SPP.state != SPPState.DIVERIFIKASI, ~live.exists())]
    if kind is Kind.SPM:
        ended = SP2DState.RETUR, SP2DState.BATAL
        live = select(SP2D.id).where(SP2D.spm_id == SPM.id, SP2D.state.not_in(ended))
        return [or_(SPM.state != SPMState.DISERAHKAN, ~live.exists())]
    return []


def _accounts(actor: Actor) -> ColumnElement[bool] | None:
    units = _units(actor, Role.PPK_SKPD)
    if units is not None and not units:
        return None
    waits = RekeningBank.state == RekeningBankState.MENUNGGU
    others = RekeningBank.created_by_id != actor.user_id
    reach = [] if units is None else [RekeningBank.opd_id.in_(units)]
    return and_(waits, others, *reach)


def _units(actor: Actor, role: Role) -> frozenset[UUID] | None:
    """The units in which he holds the role; None = all, empty = nowhere."""
    held = [unit for name, unit in actor.grants if name == role.value]
    if None in held:
        return None
    return frozenset(unit for unit in held if unit is not None)
