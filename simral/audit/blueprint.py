"""Every address of audit."""

from __future__ import annotations

from flask import Blueprint

from simral.audit import views

bp = Blueprint("audit", __name__, url_prefix="/audit")
bp.get("/kejadian", endpoint="events")(views.events)
bp.get("/kejadian/<int:event_id>", endpoint="event")(views.event)
