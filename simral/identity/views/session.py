"""Who acts: the cookie's session becomes `g.user` and `g.actor` before each request.

Flask-Login is only the glue for `current_user`: it asks our table of sessions, its own
cookies and its own session keys are not used.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Request, g, redirect, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response as BaseResponse

from simral.identity.queries import SessionRow, actor_of, find_session
from simral.identity.services import touch_session, use_cheap_hashes
from simral.kernel import clock

TOKEN = "token"  # noqa: S105 - the name under which it is kept, no secret
QUIET = {"static", "app_health.healthz", "app_health.readyz"}


BEFORE_CHANGE = {
    "identity.profile", "identity.save_password", "identity.sign_in", "identity.sign_out",
    "identity.set_preference",
}  # fmt: skip


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """What `current_user` is when somebody is signed in."""

    row: SessionRow

    def get_id(self) -> str:
        return str(self.row.id)


def init_identity(state: BlueprintSetupState) -> None:
    """Join Flask-Login to the application; tests hash passwords cheaply."""
    app = state.app
    login = LoginManager()
    login.session_protection = None
    login.request_loader(_find_signed_in)
    login.init_app(app, add_context_processor=False)
    if app.testing:
        use_cheap_hashes()


def load_actor() -> BaseResponse | None:
    """Set `g.user` (a SessionRow) and `g.actor`; files and health checks ask nothing.

    Who was given a password by somebody else gets to his profile only, until he changed it.
    """
    g.user = g.actor = None
    if request.endpoint in QUIET or not current_user.is_authenticated:
        return None
    g.user = current_user.row
    g.actor = actor_of(g.user.user_id, clock.today())
    if g.user.is_stale:
        touch_session(g.user.id)
    if g.user.wajib_ganti and request.endpoint not in BEFORE_CHANGE:
        return redirect(url_for("identity.profile"))
    return None


def _find_signed_in(_request: Request) -> SignedIn | None:
    token = session.get(TOKEN)
    row = find_session(token) if token else None
    return SignedIn(row) if row else None


def keep_token(token: str) -> None:
    """Put the session's token into the signed cookie; what it held before is gone."""
    session.clear()
    session[TOKEN] = token


def drop_token(response: BaseResponse) -> BaseResponse:
    """Empty the cookie, and what the browser kept of the signed-in pages."""
    session.clear()
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
