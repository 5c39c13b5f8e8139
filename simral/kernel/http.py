"""HTTP plumbing: who acts, idempotency keys of forms, the error page, security headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID, uuid4

from flask import Flask, Response, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import DomainError, Finding
from simral.kernel.i18n import N_
from simral.kernel.unit_of_work import use_key

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
KEYLESS = {"identity.sign_in", "identity.sign_out", "identity.set_preference"}


class NotSignedIn(DomainError):
    """Nobody is signed in: the page to sign in is shown instead."""

    status = 401
    message = N_("Anda belum masuk.")


class KeyMissing(DomainError):
    """A POST that changes something must carry the key that its form was made with."""

    message = N_("Formulir tanpa kunci permintaan. Muat ulang halaman lalu kirim lagi.")


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
    app.before_request(_take_key)
    app.after_request(_add_headers)
    app.register_error_handler(DomainError, _refuse)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _csrf_error)


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


def _http_error(error: HTTPException) -> BaseResponse:
    if isinstance(error.code, int) and error.code < 400:
        return error.get_response()
    return error_response(error.code or 500, [])


def _csrf_error(error: CSRFError) -> BaseResponse:
    message = N_("Sesi formulir sudah habis. Muat ulang halaman lalu kirim lagi.")
    return error_response(400, [Finding("csrf", message)])


def error_response(status: int, findings: list[Finding]) -> BaseResponse:
    """The error page, or JSON for whom asks for it: every finding with its code and field."""
    if request.accept_mimetypes.best == "application/json":
        body = [{"code": f.code, "message": say(f), "at": f.at} for f in findings]
        answer = jsonify(status=status, findings=body)
    else:
        texts = [say(finding) for finding in findings]
        page = render_template("error.html", code=status, findings=texts)
        answer = Response(page, mimetype="text/html")
    answer.status_code = status
    return answer


def say(finding: Finding) -> str:
    """The finding in the reader's language, with its values."""
    text = str(_(finding.message))
    return text % finding.values if finding.values else text
