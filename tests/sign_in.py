"""How a test signs a person in: the one place that knows what a session looks like."""

from __future__ import annotations

from uuid import UUID

from flask.testing import FlaskClient

from simral.identity.services import start_session
from simral.identity.views.session import TOKEN


def sign_in(client: FlaskClient, user_id: UUID) -> None:
    """Give the client the cookie of a fresh server session of this user."""
    with client.application.app_context():
        token = start_session(user_id, "tests")
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token
