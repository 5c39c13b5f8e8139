"""Payees and their bank accounts."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.errors import Finding
from simral.kernel.fields import tidy
from simral.kernel.http import attempt, current_actor, say
from simral.treasury.forms import PenerimaForm, RekeningBankForm
from simral.treasury.queries.penerima import (
    get_penerima,
    list_menunggu,
    list_penerima,
    list_rekening_bank,
)
from simral.treasury.rules.paper_checks import plain_name
from simral.treasury.services.penerima import (
    add_rekening_bank,
    close_penerima,
    close_rekening_bank,
    register_penerima,
    verify_rekening_bank,
)
from simral.treasury.states import PenerimaState
from simral.treasury.views.common import (
    Fault,
    back,
    choices,
    faults,
    note,
    opds_of,
    pages,
    people,
    require_role,
)
from simral.treasury.views.steps import history

F = TypeVar("F", PenerimaForm, RekeningBankForm)


def penerima_list() -> ResponseReturnValue:
    """Payees by name, and the accounts that wait for the actor."""
    actor, q = current_actor(), tidy(request.args.get("q"))
    page = list_penerima(
        q, after=request.args.get("after", ""), before=request.args.get("before", "")
    )
    return render_template(
        "treasury/penerima_list.html", page=page, q=q, waiting=list_menunggu(actor=actor),
        may_make=actor.holds(Role.PPTK), **pages(page.before, page.after),
    )  # fmt: skip


def penerima_detail(penerima_id: UUID) -> ResponseReturnValue:
    """A payee with his accounts."""
    return _detail(penerima_id, _form(RekeningBankForm()))


def _detail(penerima_id: UUID, form: RekeningBankForm, findings: object = ()) -> str:
    actor, penerima = current_actor(), get_penerima(penerima_id)
    accounts = list_rekening_bank(penerima_id)
    is_active = penerima.state is PenerimaState.AKTIF
    return render_template(
        "treasury/penerima_detail.html", penerima=penerima, accounts=accounts,
        names=people(*(a.created_by_id for a in accounts), *(a.verified_by_id for a in accounts)),
        form=form, findings=findings, may_add=is_active and bool(form.opd_id.choices),
        checks={a.id: actor.may(Role.PPK_SKPD, a.opd_id) for a in accounts}, actor=actor,
        other_name={a.id for a in accounts
                    if plain_name(a.atas_nama) != plain_name(penerima.nama)},
        may_close=is_active and actor.may(Role.PPK_SKPD, penerima.opd_id),
        npwp_full=actor.holds(Role.PPK_SKPD) or actor.may(Role.PPTK, penerima.opd_id),
        riwayat=history(penerima_id, *(a.id for a in accounts)),
    )  # fmt: skip


def penerima_new() -> ResponseReturnValue:
    """An empty form."""
    form = _form(PenerimaForm())
    require_role(Role.PPTK)
    return render_template("treasury/penerima_new.html", form=form, findings=[])


def penerima_create() -> ResponseReturnValue:
    """Register the payee; his account then waits for another person."""
    require_role(Role.PPTK)
    form = _form(PenerimaForm(request.form))
    if not form.validate():
        return render_template("treasury/penerima_new.html", form=form, findings=[]), 422
    penerima_id, findings = attempt(lambda: _register(form.data))
    if findings:
        page = render_template("treasury/penerima_new.html", form=form, findings=_faults(findings))
        return page, 422
    message = _("Penerima dicatat. Rekeningnya menunggu diperiksa PPK-SKPD.")
    return back("treasury.penerima_detail", message, penerima_id=penerima_id)


def _faults(findings: list[Finding]) -> list[Fault]:
    """A known NPWP leads to the payee who carries it."""
    known = [f for f in findings if f.code == "npwp_terdaftar"]
    others = faults(f for f in findings if f not in known)
    return [
        *(Fault(say(f), url_for("treasury.penerima_detail", penerima_id=f.values["id"]))
          for f in known),
        *others,
    ]  # fmt: skip


def penerima_close(penerima_id: UUID) -> ResponseReturnValue:
    """A payee recorded wrongly is not chosen any more; his accounts close with him."""
    close_penerima(penerima_id, actor=current_actor(), note=note())
    message = _("Penerima dan rekeningnya ditutup.")
    return back("treasury.penerima_detail", message, penerima_id=penerima_id)


def _register(data: dict[str, Any]) -> UUID:
    return register_penerima(
        UUID(data["opd_id"]), data["nama"], data["npwp"] or "", data["alamat"] or "",
        data["is_pkp"], data["bank"], data["nomor"], data["atas_nama"],
        actor=current_actor(), today=clock.today(),
    )  # fmt: skip


def rekening_create(penerima_id: UUID) -> ResponseReturnValue:
    """One more account."""
    require_role(Role.PPTK)
    get_penerima(penerima_id)
    form = _form(RekeningBankForm(request.form))
    if not form.validate():
        return _detail(penerima_id, form), 422
    _id, findings = attempt(lambda: _add(penerima_id, form.data))
    if findings:
        return _detail(penerima_id, form, faults(findings)), 422
    message = _("Rekening dicatat dan menunggu diperiksa PPK-SKPD.")
    return back("treasury.penerima_detail", message, penerima_id=penerima_id)


def _add(penerima_id: UUID, data: dict[str, Any]) -> UUID:
    return add_rekening_bank(
        penerima_id, UUID(data["opd_id"]), data["bank"], data["nomor"], data["atas_nama"],
        actor=current_actor(), today=clock.today(),
    )  # fmt: skip


def rekening_verify(penerima_id: UUID, rekening_id: UUID) -> ResponseReturnValue:
    """The account was compared with the bank's answer."""
    verify_rekening_bank(rekening_id, actor=current_actor())
    return back("treasury.penerima_detail", _("Rekening terverifikasi."), penerima_id=penerima_id)


def rekening_close(penerima_id: UUID, rekening_id: UUID) -> ResponseReturnValue:
    """The account is not used any more."""
    close_rekening_bank(rekening_id, actor=current_actor(), note=note())
    return back("treasury.penerima_detail", _("Rekening ditutup."), penerima_id=penerima_id)


def _form(form: F) -> F:
    form.opd_id.choices = choices(opds_of(current_actor(), Role.PPTK))
    return form
