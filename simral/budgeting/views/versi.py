"""Versions of a year's budget: the list, and PPKD opens the next one."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.budgeting.forms import VersiForm
from simral.budgeting.queries import list_versions
from simral.budgeting.services import create_version
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.http import asked_year, attempt, current_actor, say


def versi_list() -> ResponseReturnValue:
    """All versions of the year, and the form of a new one."""
    _ppkd()
    return _page(VersiForm(formdata=None), []), 200


def versi_create() -> ResponseReturnValue:
    """A new version; its DPA come by import."""
    actor, tahun, form = _ppkd(), asked_year(), VersiForm()
    if not form.validate():
        return _page(form, []), 422
    kode, nama, mulai_on = form.values()
    made, findings = attempt(lambda: create_version(tahun, kode, nama, mulai_on, actor=actor))
    if made is None:
        return _page(form, [{"text": say(f), "href": f"#{f.at}"} for f in findings]), 422
    flash(_("Versi anggaran dibuat. DPA-nya dimuat dengan impor."))
    return redirect(url_for("budgeting.versi_list", tahun=tahun))


def _ppkd() -> Actor:
    actor = current_actor()
    actor.require(Role.PPKD, None)
    return actor


def _page(form: VersiForm, findings: object) -> str:
    tahun = asked_year()
    return render_template(
        "budgeting/versi_list.html", tahun=tahun, rows=list_versions(tahun), form=form,
        findings=findings,
    )  # fmt: skip
