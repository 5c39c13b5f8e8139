"""A sub kegiatan: its header data, and PPKD writes them while the DPA is a draft."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.audit.queries import history_of
from simral.budgeting.errors import NoDraft
from simral.budgeting.forms import KepalaForm
from simral.budgeting.queries import SubDetail, get_sub
from simral.budgeting.rules.kepala import Kepala
from simral.budgeting.services import edit_kepala
from simral.identity.terms import Role
from simral.kernel.http import attempt, current_actor, say


def sub_detail(sub_id: UUID) -> ResponseReturnValue:
    """Where it belongs and what the DPA says above its lines."""
    actor = current_actor()
    sub = get_sub(sub_id, actor=actor)
    may_edit = sub.is_draft and actor.may(Role.PPKD, sub.opd_id)
    return render_template(
        "budgeting/sub_detail.html", sub=sub, may_edit=may_edit, riwayat=history_of(sub_id)
    )


def sub_edit(sub_id: UUID) -> ResponseReturnValue:
    """The form, with what is stored."""
    sub = _open(sub_id)
    return _page(sub, _form(KepalaForm(obj=sub)), [])


def sub_update(sub_id: UUID) -> ResponseReturnValue:
    """Write the header data."""
    sub = _open(sub_id)
    form = _form(KepalaForm(request.form))
    if not form.validate():
        return _page(sub, form, []), 422
    kepala = Kepala(**form.data)
    _none, findings = attempt(lambda: edit_kepala(sub_id, kepala, actor=current_actor()))
    if findings:
        return _page(sub, form, [{"text": say(f), "href": f"#{f.at}"} for f in findings]), 422
    flash(_("Data sub kegiatan disimpan."))
    return redirect(url_for("budgeting.sub_detail", sub_id=sub_id))


def _open(sub_id: UUID) -> SubDetail:
    """The sub kegiatan that PPKD may write now."""
    actor = current_actor()
    sub = get_sub(sub_id, actor=actor)
    actor.require(Role.PPKD, sub.opd_id)
    if not sub.is_draft:
        raise NoDraft()
    return sub


def _form(form: KepalaForm) -> KepalaForm:
    name = current_app.jinja_env.filters["bulan"]
    months = [(month, str(name(month))) for month in range(1, 13)]
    form.bulan_mulai.choices = form.bulan_selesai.choices = months
    return form


def _page(sub: SubDetail, form: KepalaForm, findings: object) -> str:
    return render_template("budgeting/sub_edit.html", sub=sub, form=form, findings=findings)
