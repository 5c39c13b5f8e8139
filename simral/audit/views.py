"""Pages for auditors: what happened, and one event with the row before and after it."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from simral.audit import queries
from simral.kernel.http import asked_date, current_actor


def events() -> ResponseReturnValue:
    """All events, newest first; filters and keys of the page in the address."""
    asked = request.args
    page = queries.list_events(
        actor=current_actor(),
        tag=asked.get("jenis", "").strip(),
        pelaku=asked.get("pelaku", type=UUID),
        opd_id=asked.get("opd", type=UUID),
        pk=asked.get("kunci", "").strip(),
        since=asked_date("dari"),
        until=asked_date("sampai"),
        after=asked.get("sesudah"),
        before=asked.get("sebelum"),
    )
    choices = {"tags": queries.list_tags(), "people": queries.list_actors()}
    return render_template("audit/kejadian_list.html", page=page, **choices)


def event(event_id: int) -> ResponseReturnValue:
    """One event with the row before and after it."""
    detail = queries.get_event(event_id, actor=current_actor())
    return render_template("audit/kejadian_detail.html", detail=detail, event=detail.event)
