"""Lines of a DPA, and one line with its versions and months."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from simral.budgeting.queries import get_dpa, get_line, get_sub, list_lines, versions_of
from simral.kernel.http import current_actor


def dpa_lines(dpa_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    dpa = get_dpa(dpa_id, actor=actor)
    sub_id, q = request.args.get("sub", type=UUID), request.args.get("q", "")
    left = request.args.get("sisa") == "1"
    page = list_lines(
        dpa.opd_id, dpa.tahun, actor=actor, dpa_id=dpa.id, text=q, sub_id=sub_id,
        only_left=left, after=request.args.get("after", ""),
    )  # fmt: skip
    keep: dict[str, Any] = {"sub": sub_id, "q": q or None, "sisa": "1" if left else None}
    return render_template(
        "budgeting/dpa_lines.html", dpa=dpa, page=page, q=q, only_left=left,
        sub_id=sub_id or "", keep=keep,
    )  # fmt: skip


def line_detail(rincian_id: UUID) -> ResponseReturnValue:
    line = get_line(rincian_id, actor=current_actor())
    versions = versions_of(rincian_id)
    sub = get_sub(line.sub_id, actor=current_actor())
    return render_template("budgeting/line_detail.html", line=line, versions=versions, sub=sub)
