"""The frame of every page: who is signed in, the rooms, the year, the language, the theme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from simral.identity.queries import list_grants
from simral.identity.terms import LABELS, LANGUAGES, THEMES, Role
from simral.identity.views.account import YEAR
from simral.kernel import clock
from simral.kernel.db import db
from simral.kernel.http import asked_year, find_actor, new_key
from simral.kernel.i18n import N_
from simral.reference.queries import get_setting, is_example
from simral.treasury.queries.inbox import count_inbox

LANG_COOKIE, THEME_COOKIE = "lang", "tema"


@dataclass(frozen=True)
class Me:
    """The signed-in person as the bar shows him."""

    nama: str
    jabatan: str
    username: str
    roles: list[tuple[str, str]]  # (role, OPD's name or the government's)


@dataclass(frozen=True)
class Room:
    """One link of the row of rooms."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Demo:
    """The example government's line: its working date."""

    tanggal: date


# label, endpoint, roles that see it (empty: everybody signed in); absent endpoints are left out
ROOMS: tuple[tuple[str, str, frozenset[Role]], ...] = (
    (N_("Perlu tindakan"), "treasury.inbox", frozenset()),
    (N_("Anggaran"), "budgeting.dpa_list", frozenset()),
    (N_("Tagihan"), "treasury.tagihan_list", frozenset()),
    (N_("SPD"), "treasury.spd_list", frozenset()),
    (N_("SPP"), "treasury.spp_list", frozenset()),
    (N_("SPM"), "treasury.spm_list", frozenset()),
    (N_("SP2D"), "treasury.sp2d_list", frozenset()),
    (N_("Penerima"), "treasury.penerima_list", frozenset()),
    (N_("Kontrak"), "treasury.kontrak_list", frozenset()),
    (N_("Pembukuan"), "ledger.journals", frozenset()),
    (N_("Laporan"), "reporting.index", frozenset()),
    (N_("Referensi"), "reference.index", frozenset()),
    (N_("Jejak audit"), "audit.events", frozenset({Role.INSPEKTORAT, Role.AUDITOR})),
    (N_("Pengguna"), "identity.users", frozenset({Role.ADMIN})),
)


def init_frame(app: Flask) -> None:
    """Give templates their frame, and keep a choice made in the address in a cookie."""
    app.context_processor(_frame)
    app.jinja_env.globals.update(new_key=new_key)
    app.after_request(_keep_choice)


def choose_locale() -> str:
    """`?lang=`, else the cookie, else the profile, else Indonesian."""
    if not has_request_context():  # the command line
        return "id"
    user = g.get("user")
    asked = (
        request.args.get("lang"),
        request.cookies.get(LANG_COOKIE),
        user.bahasa if user else None,
    )
    return next((lang for lang in asked if lang in LANGUAGES), "id")


def _choose_theme() -> str:
    asked = request.args.get("tema"), request.cookies.get(THEME_COOKIE)
    return next((theme for theme in asked if theme in THEMES), "auto")


def _keep_choice(response: Response) -> Response:
    for name, allowed in ((LANG_COOKIE, LANGUAGES), (THEME_COOKIE, THEMES)):
        value = request.args.get(name, "")
        if value in allowed:
            secure = bool(current_app.config.get("SESSION_COOKIE_SECURE"))
            response.set_cookie(
                name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=secure
            )
    return response


def _frame() -> dict[str, Any]:
    """Everything the layouts ask for; an unreachable database leaves the page its bare frame."""
    bare: dict[str, Any] = {
        "me": None,
        "nav": [],
        "inbox_count": 0,
        "tahun": asked_year(),
        "pemda": "",
        "demo": None,
        "contoh": False,
        "today": clock.today(),
        "lang": str(get_locale() or "id"),
        "theme": _choose_theme(),
    }
    if "frame" not in g:
        try:
            g.frame = _from_database(bare["tahun"])
        except SQLAlchemyError:
            db.session.rollback()
            return bare
    return bare | g.frame


def _from_database(tahun: int) -> dict[str, Any]:
    actor, working_date = find_actor(), clock.working_date()
    pemda = get_setting("pemda.nama", clock.today())
    return {
        "pemda": pemda,
        "demo": Demo(working_date) if working_date else None,
        "contoh": is_example(),
        "me": _me(pemda) if actor else None,
        "nav": _rooms() if actor else [],
        "inbox_count": count_inbox(actor, tahun) if actor else 0,
    }


def _me(pemda: str) -> Me:
    on = clock.today()
    grants = [grant for grant in list_grants([g.user.user_id]) if grant.is_valid(on)]
    roles = [(str(_(LABELS[grant.role])), grant.opd_nama or pemda) for grant in grants]
    return Me(g.user.nama, g.user.jabatan, g.user.nama_pengguna, roles)


def _rooms() -> list[Room]:
    actor = find_actor()
    links = [
        (str(_(label)), url_for(endpoint))
        for label, endpoint, roles in ROOMS
        if endpoint in current_app.view_functions
        and (not roles or (actor and any(actor.holds(role) for role in roles)))
    ]
    here = [href for _label, href in links if _is_under(request.path, href)]
    current = max(here, key=len, default="")
    return [Room(label, href, href == current) for label, href in links]


def _is_under(path: str, href: str) -> bool:
    return path == href or path.startswith(href.rstrip("/") + "/")
