"""Pages for auditors: what happened, and one event with the row before and after it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from simral.audit import queries
from simral.kernel.http import current_actor


def events() -> ResponseReturnValue:
    """All events, newest first; filters and keys of the page in the address."""
    asked = request.args
    page = queries.list_events(
        actor=current_actor(),
        tag=asked.get("jenis", "").strip(),
        pelaku=asked.get("pelaku", type=UUID),
        opd_id=asked.get("opd", type=UUID),
        pk=asked.get("kunci", "").strip(),
        since=asked.get("dari", type=_day),
        until=asked.get("sampai", type=_day),
        after=asked.get("sesudah"),
        before=asked.get("sebelum"),
    )
    choices = {"tags": queries.list_tags(), "people": queries.list_actors()}
    return render_template("audit/kejadian_list.html", page=page, **choices)


def event(event_id: int) -> ResponseReturnValue:
    """One event with the row before and after it."""
    detail = queries.get_event(event_id, actor=current_actor())
    return render_template("audit/kejadian_detail.html", detail=detail, event=detail.event)


def _day(text: str) -> date:
    return date.fromisoformat("-".join(reversed(text.split("-"))) if text[2:3] == "-" else text)
