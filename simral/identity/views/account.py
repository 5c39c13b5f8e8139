"""Sign in and out, one's own account, language and theme."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.forms import LanguageForm, PasswordForm, SignInForm
from simral.identity.queries import demo_accounts, get_user, list_sessions
from simral.identity.services import (
    change_password,
    end_all_sessions,
    end_session,
    set_language,
)
from simral.identity.services import sign_in as open_session
from simral.identity.terms import LANGUAGES, THEMES
from simral.identity.views.session import drop_token, keep_token
from simral.kernel import clock
from simral.kernel.http import current_actor, find_actor

YEAR = 365 * 24 * 3600


def sign_in() -> ResponseReturnValue:
    """The form, and its answer: the page that was asked for, with a new session."""
    form = SignInForm()
    target = safe_target(request.values.get("next", ""))
    if request.method == "GET":
        return redirect(target) if find_actor() is not None else _sign_in_page(target)
    if not form.validate():
        errors = [one[0] for one in form.errors.values()]
        return _sign_in_page(target, form.username.data or "", errors), 422
    name, address = form.username.data or "", request.remote_addr or ""
    token = open_session(name, form.password.data or "", address, request.user_agent.string)
    if token is None:
        return _sign_in_page(target, name, [_("Nama pengguna atau kata sandi tidak cocok.")]), 422
    keep_token(token)
    return redirect(target)


def sign_out() -> ResponseReturnValue:
    """End this session here and on the server."""
    actor = find_actor()
    if actor is not None:
        end_session(g.user.id, actor=actor)
    return drop_token(redirect(url_for("identity.sign_in")))


def set_preference() -> ResponseReturnValue:
    """Theme and language in a cookie of this browser; back to where one came from."""
    answer = redirect(safe_target(request.form.get("next", "")))
    lang, theme = request.form.get("lang", ""), request.form.get("tema", "")
    if lang in LANGUAGES:
        answer.set_cookie("lang", lang, max_age=YEAR, samesite="Lax", httponly=True)
    if theme in THEMES:
        answer.set_cookie("tema", theme, max_age=YEAR, samesite="Lax", httponly=True)
    return answer


def profile() -> ResponseReturnValue:
    """One's own data, roles, sessions; forms for password and language."""
    return _profile_page(PasswordForm(formdata=None), 200)


def save_password() -> ResponseReturnValue:
    """Change one's own password."""
    actor, form = current_actor(), PasswordForm()
    if not form.validate():
        return _profile_page(form, 422)
    lama, baru = form.lama.data or "", form.baru.data or ""
    change_password(lama, baru, actor=actor, session_id=g.user.id)
    flash(_("Kata sandi diganti. Sesi Anda di perangkat lain diakhiri."))
    return redirect(url_for("identity.profile"))


def save_language() -> ResponseReturnValue:
    """The language of one's screens, on every device."""
    form = LanguageForm()
    if not form.validate():
        return _profile_page(PasswordForm(formdata=None), 422)
    set_language(form.bahasa.data, actor=current_actor())
    answer = redirect(url_for("identity.profile"))
    answer.set_cookie("lang", form.bahasa.data, max_age=YEAR, samesite="Lax", httponly=True)
    flash(_("Bahasa disimpan."))
    return answer


def close_session(session_id: UUID) -> ResponseReturnValue:
    """End one of one's own sessions elsewhere."""
    end_session(session_id, actor=current_actor())
    flash(_("Sesi diakhiri."))
    return redirect(url_for("identity.profile"))


def close_others() -> ResponseReturnValue:
    """End all of one's other sessions."""
    actor = current_actor()
    end_all_sessions(actor.user_id, actor=actor, keep=g.user.id)
    flash(_("Semua sesi lain diakhiri."))
    return redirect(url_for("identity.profile"))


def _sign_in_page(target: str, username: str = "", errors: Sequence[str] = ()) -> str:
    accounts = demo_accounts(clock.today())
    return render_template(
        "identity/masuk.html", next=target, username=username, errors=errors, accounts=accounts
    )


def _profile_page(form: PasswordForm, status: int) -> ResponseReturnValue:
    actor = current_actor()
    user = get_user(actor.user_id)
    language = LanguageForm(formdata=None, bahasa=user.bahasa)
    page = render_template(
        "identity/profil.html",
        user=user,
        form=form,
        language=language,
        sessions=list_sessions(actor.user_id),
        here=g.user.id,
        on=clock.today(),
    )
    return page, status


def safe_target(text: str) -> str:
    """A page of this site, never another site's address."""
    parts = urlsplit(text.replace("\\", "/"))
    inside = text.startswith("/") and not text.startswith(("//", "/\\"))
    clean = text.isprintable() and not parts.scheme and not parts.netloc
    return text if inside and clean else "/perlu-tindakan"
