"""Contracts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.fields import tidy
from simral.kernel.http import asked_year, attempt, current_actor
from simral.treasury.forms import KontrakForm
from simral.treasury.queries.penerima import get_kontrak, list_kontrak, list_verified
from simral.treasury.queries.register import list_kontrak_bills
from simral.treasury.services.penerima import cancel_kontrak, register_kontrak
from simral.treasury.states import KontrakState, TagihanState
from simral.treasury.views.common import (
    back,
    choices,
    faults,
    note,
    opd_filter,
    opds_of,
    require_role,
    uuid_arg,
)
from simral.treasury.views.steps import history


def kontrak_list() -> ResponseReturnValue:
    """Contracts with what is billed and what is left."""
    actor, q, opd_id = current_actor(), tidy(request.args.get("q")), uuid_arg("opd")
    text = {"name": "q", "label": _("Nomor, pekerjaan, penyedia"), "value": q, "grow": True}
    filters = [opd_filter(opds_of(actor), opd_id), text]
    rows = list_kontrak(asked_year(), actor=actor, q=q, opd_id=opd_id)
    return render_template(
        "treasury/kontrak_list.html", rows=rows, filters=filters, may_make=actor.holds(Role.PPTK)
    )


def kontrak_detail(kontrak_id: UUID) -> ResponseReturnValue:
    """One contract with its bills, the oldest first."""
    actor = current_actor()
    kontrak = get_kontrak(kontrak_id, actor=actor)
    bills = list_kontrak_bills(kontrak_id)
    is_mine = kontrak.state is KontrakState.BERLAKU and actor.may(Role.PPTK, kontrak.opd_id)
    is_billed = any(bill.state != TagihanState.BATAL for bill in bills)
    return render_template(
        "treasury/kontrak_detail.html", kontrak=kontrak, bills=bills,
        riwayat=history(kontrak_id), may_bill=is_mine, may_cancel=is_mine and not is_billed,
    )  # fmt: skip


def kontrak_cancel(kontrak_id: UUID) -> ResponseReturnValue:
    """Withdraw a contract that was recorded wrongly, with the reason."""
    cancel_kontrak(kontrak_id, actor=current_actor(), note=note())
    return back("treasury.kontrak_detail", _("Kontrak dibatalkan."), kontrak_id=kontrak_id)


def kontrak_new() -> ResponseReturnValue:
    """An empty form; the vendor is searched first (`?penerima=`)."""
    form = _form(KontrakForm())
    require_role(Role.PPTK)
    return _page(form)


def kontrak_create() -> ResponseReturnValue:
    """Record the contract."""
    require_role(Role.PPTK)
    form = _form(KontrakForm(request.form))
    if not form.validate():
        return _page(form), 422
    kontrak_id, findings = attempt(lambda: _register(form.data))
    if findings:
        return _page(form, faults(findings)), 422
    return back("treasury.kontrak_detail", _("Kontrak dicatat."), kontrak_id=kontrak_id)


def _register(data: dict[str, Any]) -> UUID:
    return register_kontrak(
        UUID(data["opd_id"]), asked_year(), UUID(data["penerima_id"]), data["nomor"],
        data["tanggal"], data["uraian"], data["nilai"], data["mulai_on"], data["selesai_on"],
        actor=current_actor(), today=clock.today(),
    )  # fmt: skip


def _page(form: KontrakForm, findings: object = ()) -> str:
    return render_template(
        "treasury/kontrak_new.html",
        form=form,
        findings=findings,
        q=request.args.get("penerima", ""),
    )


def _form(form: KontrakForm) -> KontrakForm:
    form.opd_id.choices = choices(opds_of(current_actor(), Role.PPTK))
    accounts = list_verified(tidy(request.args.get("penerima")))
    payees = {str(a.penerima_id): a.penerima_nama for a in accounts}
    form.penerima_id.choices = list(payees.items())
    return form
