"""HTTP plumbing: who acts, what the address asks, keys of forms, the error page, headers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as BaseResponse

from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import DomainError, Finding
from simral.kernel.fields import parse_day
from simral.kernel.i18n import N_
from simral.kernel.unit_of_work import translated, use_key

T = TypeVar("T")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TYPED = "\t\n\r"  # what a person may type in a field besides signs that are seen
YEARS = range(2000, 2101)
KEYLESS = {"identity.sign_in", "identity.sign_out", "identity.set_preference"}


class NotSignedIn(DomainError):
    """Nobody is signed in: the page to sign in is shown instead."""

    status = 401
    message = N_("Anda belum masuk.")


class KeyMissing(DomainError):
    """A POST that changes something must carry the key that its form was made with."""

    message = N_("Formulir tanpa kunci permintaan. Muat ulang halaman lalu kirim lagi.")


class Unreadable(DomainError):
    """The address or a field holds something that is no text, no number, no date."""

    message = N_("Permintaan memuat tanda atau nilai yang tidak dapat dibaca.")


def asked_year() -> int:
    """The year that the address asks for, else (also when it is none of ours) this year."""
    asked = request.args.get("tahun", type=int)
    return asked if asked is not None and asked in YEARS else clock.today().year


def asked_date(name: str) -> date | None:
    """A date of the address; None when it is missing or none."""
    try:
        return parse_day(request.args.get(name, "").strip())
    except ValueError:
        return None


def asked_args(*dropped: str) -> dict[str, Any]:
    """The filter of the address, to be carried on by `url_for`; without its own words."""
    own = {"endpoint", *dropped}
    return {k: v for k, v in request.args.items() if v and k not in own and k[0:1] != "_"}


def current_actor() -> Actor:
    """The signed-in person, or NotSignedIn."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise NotSignedIn()
    return actor


def find_actor() -> Actor | None:
    """The signed-in person, or None on a public page."""
    actor: Actor | None = g.get("actor")
    return actor


def new_key() -> str:
    """The key of one form: made with the page, stored with the effect."""
    return str(uuid4())


def attempt(run: Callable[[], T]) -> tuple[T | None, list[Finding]]:
    """Run the command of an entry form; refusals come back, so that typed values are kept."""
    try:
        return run(), []
    except DomainError as error:
        if error.status not in {409, 422}:
            raise
        db.session.rollback()
        return None, list(error.findings)


def init_http(app: Flask) -> None:
    """Hooks of every request: idempotency before, headers after, one handler for refusals."""
    app.before_request(_refuse_unreadable)
    app.before_request(_take_key)
    app.after_request(_add_headers)
    app.register_error_handler(DomainError, _refuse)
    app.register_error_handler(DataError, _data_error)
    app.register_error_handler(OperationalError, _operational_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _csrf_error)


def _refuse_unreadable() -> None:
    """Signs that nobody types and no column can hold are refused before anything reads them."""
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        request.query_string = b""  # so that the error page can be written
        raise Unreadable() from None
    texts = [request.path, *_texts(request.args.items(multi=True))]
    texts += _texts(request.form.items(multi=True))
    if any(_has_control(text) for text in texts):
        raise Unreadable()


def _texts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [text for pair in pairs for text in pair]


def _has_control(text: str) -> bool:
    return any(unicodedata.category(one) in {"Cc", "Cs"} and one not in TYPED for one in text)


def _take_key() -> None:
    """A POST of a signed-in person is taken once per key; without a key it is not taken at all."""
    if request.method != "POST" or request.endpoint in KEYLESS or g.get("actor") is None:
        return
    key = request.form.get("idem", "")
    try:
        UUID(key)
    except ValueError:
        raise KeyMissing() from None
    fields = [
        (name, value)
        for name, value in sorted(request.form.items(multi=True))
        if name not in {"idem", "csrf_token"}
    ]
    use_key(key, current_actor().user_id, repr((request.path, fields)))


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=63072000")
    if g.get("actor") is not None and request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _refuse(error: DomainError) -> BaseResponse:
    db.session.rollback()
    if isinstance(error, NotSignedIn) and request.method == "GET":
        return redirect(url_for("identity.sign_in", next=request.full_path.rstrip("?")))
    return error_response(error.status, list(error.findings))


def _operational_error(error: OperationalError) -> BaseResponse:
    """A time limit of the database is said in words; that it is away stays an error of ours."""
    said = translated(error)
    if not isinstance(said, DomainError):
        raise error
    return _refuse(said)


def _data_error(_error: DataError) -> BaseResponse:
    """What the database could not even take as a value of the column."""
    return _refuse(Unreadable())


def _http_error(error: HTTPException) -> BaseResponse:
    if isinstance(error, SecurityError):  # a host that is not ours: no page with addresses
        return error.get_response()
    if isinstance(error.code, int) and error.code < 400:
        return error.get_response()
    return error_response(error.code or 500, [])


def _csrf_error(error: CSRFError) -> BaseResponse:
    if g.get("actor") is None and request.endpoint != "identity.sign_in":
        flash(_("Anda sudah keluar. Masuk lagi, lalu ulangi."), "warning")
        return redirect(url_for("identity.sign_in", next=_came_from()))
    message = N_("Sesi formulir sudah habis. Muat ulang halaman lalu kirim lagi.")
    return error_response(400, [Finding("csrf", message)])


def error_response(status: int, findings: list[Finding]) -> BaseResponse:
    """The error page, or JSON for whom asks for it: every finding with its code and field."""
    if request.accept_mimetypes.best == "application/json":
        body = [{"code": f.code, "message": say(f), "at": f.at} for f in findings]
        answer = jsonify(status=status, findings=body)
    else:
        texts = [say(finding) for finding in findings]
        back = _came_from() if request.method == "POST" else None
        page = render_template("error.html", code=status, findings=texts, back=back)
        answer = Response(page, mimetype="text/html")
    answer.status_code = status
    return answer


def _came_from() -> str | None:
    """The page of this site that the form was on."""
    before = urlsplit(request.referrer or "")
    if before.netloc != request.host:
        return None
    return before.path + (f"?{before.query}" if before.query else "")


def say(finding: Finding) -> str:
    """The finding in the reader's language, with its values."""
    text = str(_(finding.message))
    values = {name: _shown(value) for name, value in finding.values.items()}
    return text % values if values else text


def _shown(value: object) -> object:
    """A state or action by its word, a text in the reader's language."""
    if isinstance(value, Enum):
        return current_app.jinja_env.filters["label"](value)
    return str(_(value)) if isinstance(value, str) and value else value
