"""Addresses of the house itself: health checks, security.txt, help."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, render_template, request
from sqlalchemy import text

from simral.kernel.db import db

bp = Blueprint("app_health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
def readyz() -> Response:
    """The database answers and has its schema."""
    ready = db.session.scalar(text("SELECT to_regclass('audit_outbox') IS NOT NULL"))
    words, status = ("ok\n", 200) if ready else ("belum siap\n", 503)
    return Response(words, status, mimetype="text/plain")


@bp.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Where to report a weakness (RFC 9116)."""
    # a real calendar date, not the example's working date
    expires = (datetime.now(UTC) + timedelta(days=180)).replace(microsecond=0)
    lines = [
        f"Contact: {request.host_url}bantuan#keamanan",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: id, en",
        f"Canonical: {request.host_url}.well-known/security.txt",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/bantuan")
def help_page() -> str:
    """Roles, the way of the money, keys, where to report."""
    return render_template("bantuan.html")
