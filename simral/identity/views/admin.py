"""Accounts and roles, for administrators."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.forms import GrantForm, NewPasswordForm, PersonForm, UserForm
from simral.identity.queries import get_user, list_opd_choices, list_users
from simral.identity.services import (
    activate_user,
    create_user,
    deactivate_user,
    grant_role,
    revoke_role,
    set_password,
    update_user,
)
from simral.identity.terms import LABELS, Role
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.http import current_actor


def users() -> ResponseReturnValue:
    """All accounts, filtered by the address."""
    _administrator()
    asked = request.args
    role, opd_id = asked.get("peran", type=Role), asked.get("opd", type=UUID)
    page = list_users(
        cari=asked.get("cari", "").strip(),
        role=role,
        opd_id=opd_id,
        is_active={"aktif": True, "nonaktif": False}.get(asked.get("keadaan", "")),
        on=clock.today(),
        after=asked.get("sesudah"),
        before=asked.get("sebelum"),
    )
    choices = {"roles": LABELS, "opd": list_opd_choices()}
    return render_template("identity/pengguna_list.html", page=page, on=clock.today(), **choices)


def new_user() -> ResponseReturnValue:
    """The form of a new account."""
    _administrator()
    return render_template("identity/pengguna_new.html", form=UserForm(formdata=None))


def create() -> ResponseReturnValue:
    """A new account; its roles are given on its page."""
    actor, form = _administrator(), UserForm()
    if not form.validate():
        return render_template("identity/pengguna_new.html", form=form), 422
    user_id = create_user(**form.values(), actor=actor)
    return _back(user_id, _("Akun dibuat. Sekarang beri perannya."))


def user(user_id: UUID) -> ResponseReturnValue:
    """One account: person, roles with dates, password, closing."""
    _administrator()
    return _user_page(user_id)


def update(user_id: UUID) -> ResponseReturnValue:
    """Correct name, NIP, position, rank."""
    actor, form = _administrator(), PersonForm()
    if not form.validate():
        return _user_page(user_id, person=form, status=422)
    update_user(user_id, **form.values(), actor=actor)
    return _back(user_id, _("Data pengguna disimpan."))


def grant(user_id: UUID) -> ResponseReturnValue:
    """Give a role."""
    actor, form = _administrator(), GrantForm()
    if not form.validate():
        return _user_page(user_id, grant=form, status=422)
    grant_role(user_id, **form.values(), actor=actor)
    return _back(user_id, _("Peran diberikan."))


def revoke(user_id: UUID, peran_id: UUID) -> ResponseReturnValue:
    """End a role from today on."""
    revoke_role(peran_id, clock.today(), actor=_administrator(), note=_note())
    return _back(user_id, _("Peran dicabut mulai hari ini."))


def reset_password(user_id: UUID) -> ResponseReturnValue:
    """Give a new password."""
    actor, form = _administrator(), NewPasswordForm()
    if not form.validate():
        return _user_page(user_id, password=form, status=422)
    set_password(user_id, form.sandi.data or "", actor=actor)
    return _back(user_id, _("Kata sandi diganti dan semua sesinya diakhiri."))


def deactivate(user_id: UUID) -> ResponseReturnValue:
    """Close an account."""
    deactivate_user(user_id, actor=_administrator(), note=_note())
    return _back(user_id, _("Akun dinonaktifkan."))


def activate(user_id: UUID) -> ResponseReturnValue:
    """Open an account again."""
    activate_user(user_id, actor=_administrator(), note=_note())
    return _back(user_id, _("Akun diaktifkan kembali."))


def _administrator() -> Actor:
    actor = current_actor()
    actor.require(Role.ADMIN, None)
    return actor


def _note() -> str:
    return request.form.get("note", "").strip()


def _user_page(
    user_id: UUID,
    *,
    person: PersonForm | None = None,
    grant: GrantForm | None = None,
    password: NewPasswordForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    row, on = get_user(user_id), clock.today()
    forms = {
        "person": person or PersonForm(formdata=None, obj=row),
        "grant": grant or GrantForm(formdata=None, mulai_on=on),
        "password": password or NewPasswordForm(formdata=None),
    }
    page = render_template("identity/pengguna_detail.html", user=row, on=on, forms=forms)
    return page, status


def _back(user_id: UUID, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("identity.user", user_id=user_id))
