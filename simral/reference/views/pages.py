"""OPD, chart of accounts, settings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.kernel import clock, codes
from simral.kernel.http import asked_args, asked_year, current_actor
from simral.kernel.paging import SIZE, page_of
from simral.reference.forms import SettingForm
from simral.reference.queries import (
    get_opd,
    list_opd,
    list_settings,
    list_units,
    rekening_names,
    search_rekening,
)
from simral.reference.services import set_setting
from simral.reference.terms import Keeper


def index() -> ResponseReturnValue:
    """The OPD of the year, and the way to the other lists."""
    current_actor()
    tahun = asked_year()
    return render_template("reference/opd_list.html", tahun=tahun, rows=list_opd(tahun))


def opd_detail(opd_id: UUID) -> ResponseReturnValue:
    current_actor()
    opd, units = get_opd(opd_id), list_units(opd_id)
    return render_template("reference/opd_detail.html", opd=opd, units=units)


def rekening() -> ResponseReturnValue:
    """The chart of a year: search, or go down from akun to leaf."""
    current_actor()
    tahun, q = asked_year(), request.args.get("q", "").strip()
    kode, after = request.args.get("kode", ""), request.args.get("after", "")
    rows = search_rekening(tahun, text=q, induk=kode or None, after=after, limit=SIZE + 1)
    page = page_of(rows, lambda row: row.kode, first=not after, backward=False)
    names = rekening_names(tahun) if kode else {}
    path = [(one, names.get(one, one)) for one in codes.ancestors(kode)] if kode else []
    return render_template(
        "reference/rekening.html", tahun=tahun, q=q, kode=kode, page=page, path=path,
        sebelum=_here() if page.before else None,
        berikut=_here(after=page.after) if page.after else None,
    )  # fmt: skip


def settings() -> ResponseReturnValue:
    return _settings_page(SettingForm(mulai_on=clock.today()), 200)


def add_setting() -> ResponseReturnValue:
    """A value from a date on; the older ones stay for older documents."""
    current_actor().require(Keeper.ADMIN, None)
    form = SettingForm()
    if not form.validate_on_submit():
        return _settings_page(form, 422)
    set_setting(**form.values(), actor=current_actor())
    flash(_("Pengaturan disimpan."))
    return redirect(url_for("reference.settings"))


def _settings_page(form: SettingForm, status: int) -> ResponseReturnValue:
    may = current_actor().may(Keeper.ADMIN, None)
    rows = list_settings(clock.today())
    return render_template("reference/settings.html", rows=rows, form=form, may=may), status


def _here(**changes: Any) -> str:
    return url_for("reference.rekening", **asked_args("after"), **changes)
