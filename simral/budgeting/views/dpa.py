"""DPA: the list of a version, one DPA, its ratification."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.audit.queries import history_of
from simral.budgeting.queries import (
    DPARow,
    get_dpa,
    jenis_of,
    kas_state,
    list_dpa,
    list_versions,
    tree_of,
)
from simral.budgeting.queries.lines import TreeRow
from simral.budgeting.services import cancel_dpa, ratify_dpa
from simral.budgeting.states import DPA_FLOW, DPAAction, DPAState
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.http import asked_year, current_actor
from simral.kernel.money import ZERO

PROGRAM = 2  # the level of a program in the tree


@dataclass(frozen=True)
class Sums:
    """Totals of a table, rupiah."""

    pagu: Decimal
    dipesan: Decimal
    realisasi: Decimal

    @property
    def sisa(self) -> Decimal:
        """Pagu less promised and realised, rupiah."""
        return self.pagu - self.dipesan - self.realisasi


@dataclass(frozen=True)
class Branch:
    """A row of the tree on the page: `buka` opens or closes it, `href` shows its lines."""

    row: TreeRow
    href: str | None
    buka: str | None
    terbuka: bool

    def __getattr__(self, name: str) -> object:
        return getattr(self.row, name)


def dpa_list() -> ResponseReturnValue:
    actor = current_actor()
    tahun = asked_year()
    state = request.args.get("state", type=DPAState)
    versions = list_versions(tahun)
    wanted = request.args.get("versi", "")
    chosen = next((v for v in versions if v.kode == wanted), versions[-1] if versions else None)
    rows = list_dpa(tahun, actor=actor, versi_id=chosen.id if chosen else None, state=state)
    return render_template(
        "budgeting/dpa_list.html",
        tahun=tahun, versions=versions, chosen=chosen, state=state or "", rows=rows,
        states=list(DPAState), total=sum_rows(rows),
        may_open=actor.may(Role.PPKD, None),
    )  # fmt: skip


def dpa_detail(dpa_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    dpa = get_dpa(dpa_id, actor=actor)
    steps = DPA_FLOW.actions(dpa.state)
    offered = [(action, step) for action, step in steps if actor.may(step.by, dpa.opd_id)]
    return render_template(
        "budgeting/dpa_detail.html",
        dpa=dpa, jenis=jenis_of(dpa_id), kas=kas_state(dpa_id), branches=_branches(dpa),
        actions=offered, riwayat=history_of(dpa_id), total=sum_rows([dpa]),
    )  # fmt: skip


def dpa_review(dpa_id: UUID) -> ResponseReturnValue:
    """What will be put in force, to be checked once more before it is."""
    actor = current_actor()
    dpa = get_dpa(dpa_id, actor=actor)
    actor.require(DPA_FLOW.step(dpa.state, DPAAction.RATIFY).by, dpa.opd_id)
    return render_template(
        "budgeting/dpa_review.html", dpa=dpa, kas=kas_state(dpa_id), jenis=jenis_of(dpa_id)
    )


def dpa_ratify(dpa_id: UUID) -> ResponseReturnValue:
    ratify_dpa(dpa_id, actor=current_actor(), today=clock.today())
    return _back(dpa_id, _("DPA disahkan."))


def dpa_cancel(dpa_id: UUID) -> ResponseReturnValue:
    cancel_dpa(dpa_id, actor=current_actor(), note=request.form.get("note", ""))
    return _back(dpa_id, _("DPA dibatalkan."))


def sum_rows(rows: list[DPARow]) -> Sums:
    """The totals of the list."""
    return Sums(
        sum((row.pagu for row in rows), ZERO),
        sum((row.dipesan for row in rows), ZERO),
        sum((row.realisasi for row in rows), ZERO),
    )


def _branches(dpa: DPARow) -> list[Branch]:
    """Programmes, and of the opened one its kegiatan and sub kegiatan."""
    opened = request.args.get("buka", "")
    found = []
    for row in tree_of(dpa.id):
        if row.level == PROGRAM:
            is_open = row.kode == opened
            here = url_for("budgeting.dpa_detail", dpa_id=dpa.id, _anchor="pohon")
            there = url_for("budgeting.dpa_detail", dpa_id=dpa.id, buka=row.kode, _anchor="pohon")
            found.append(Branch(row, None, here if is_open else there, is_open))
        elif opened and row.kode.startswith(opened + "."):
            lines = url_for("budgeting.dpa_lines", dpa_id=dpa.id, sub=row.sub_id)
            found.append(Branch(row, lines if row.sub_id else None, None, not row.sub_id))
    return found


def _back(dpa_id: UUID, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("budgeting.dpa_detail", dpa_id=dpa_id))
