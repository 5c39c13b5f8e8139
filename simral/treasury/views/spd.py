"""SPD: amounts from the anggaran kas are shown before the paper is made."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.http import asked_year, attempt, current_actor
from simral.treasury.forms import SPDForm
from simral.treasury.queries.papers import Kind
from simral.treasury.queries.spd import get_spd, preview_spd
from simral.treasury.services.spd import cancel_spd, create_spd, issue_spd
from simral.treasury.states import SPD_FLOW
from simral.treasury.views.common import (
    back,
    choices,
    faults,
    note,
    opds_of,
    people,
    require_role,
)
from simral.treasury.views.steps import acts, history, short


def spd_new() -> ResponseReturnValue:
    """Choose OPD and months; with all three in the address the amounts are shown."""
    form = _form(SPDForm(request.args if request.args.get("opd_id") else None))
    require_role(Role.KUASA_BUD)
    return _page(form)


def spd_create() -> ResponseReturnValue:
    """Make the draft."""
    require_role(Role.KUASA_BUD)
    form = _form(SPDForm(request.form))
    if not form.validate():
        return _page(form), 422
    data = form.data
    spd_id, findings = attempt(
        lambda: create_spd(
            UUID(data["opd_id"]), asked_year(), data["bulan_dari"], data["bulan_sampai"],
            actor=current_actor(), today=clock.today(),
        )
    )  # fmt: skip
    if findings:
        return _page(form, faults(findings)), 422
    return back("treasury.spd_detail", _("Draf SPD dibuat. PPKD menerbitkannya."), spd_id=spd_id)


def spd_detail(spd_id: UUID) -> ResponseReturnValue:
    """One SPD with its lines."""
    actor = current_actor()
    spd = get_spd(spd_id, actor=actor)
    return render_template(
        "treasury/spd_detail.html", spd=spd, short=short(spd.nomor), riwayat=history(spd.id),
        actions=acts(Kind.SPD, SPD_FLOW, spd.state, spd.opd_id, spd.id, actor),
        names=people(spd.created_by_id, spd.issued_by_id),
    )  # fmt: skip


def spd_issue(spd_id: UUID) -> ResponseReturnValue:
    """PPKD issues the SPD."""
    issue_spd(spd_id, actor=current_actor(), today=clock.today())
    return back("treasury.spd_detail", _("SPD terbit."), spd_id=spd_id, selesai="issue")


def spd_cancel(spd_id: UUID) -> ResponseReturnValue:
    """Kuasa BUD gives the draft up."""
    cancel_spd(spd_id, actor=current_actor(), note=note())
    return back("treasury.spd_detail", _("SPD dibatalkan."), spd_id=spd_id)


def _page(form: SPDForm, findings: object = ()) -> str:
    preview, data = None, form.data
    asked = all(data.values())
    if asked and form.validate():
        preview = preview_spd(
            UUID(data["opd_id"]), data["bulan_dari"], data["bulan_sampai"],
            on=clock.today(), actor=current_actor(),
        )  # fmt: skip
    return render_template(
        "treasury/spd_new.html", form=form, preview=preview, asked=asked, findings=findings
    )


def _form(form: SPDForm) -> SPDForm:
    form.opd_id.choices = choices(opds_of(current_actor(), Role.KUASA_BUD))
    return form
