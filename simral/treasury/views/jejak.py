"""Jejak rupiah of one disbursement; the search; the public answer "is this genuine?"."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from simral.kernel.fields import tidy
from simral.kernel.http import current_actor, find_actor
from simral.treasury.queries.jejak import trace_sp2d as load_trace
from simral.treasury.queries.search import search_papers
from simral.treasury.queries.verifikasi import find_genuine
from simral.treasury.views.common import people


def trace_sp2d(sp2d_id: UUID) -> ResponseReturnValue:
    """Backwards to the programme, forwards to both books and the LRA."""
    trace = load_trace(sp2d_id, actor=current_actor())
    sp2d, spm, spp = trace.sp2d, trace.sp2d.spm, trace.sp2d.spm.spp
    issued = [mark.person_id for marks in trace.spd.values() for mark in marks]
    names = people(
        spp.tagihan.created_by_id, spp.submitted_by_id, spp.verified_by_id, spm.approved_by_id,
        sp2d.signed_by_id, *issued,
    )  # fmt: skip
    return render_template(
        "treasury/sp2d_trace.html", trace=trace, sp2d=sp2d, spm=spm, spp=spp, bill=spp.tagihan,
        names=names,
    )  # fmt: skip


def search() -> ResponseReturnValue:
    """Papers that hold the text, by kind."""
    q = tidy(request.args.get("q"))
    found = search_papers(q, actor=current_actor())
    return render_template("treasury/search.html", q=q, found=found)


def verify(token: str) -> ResponseReturnValue:
    """Anybody may ask; an unknown token is said in plain words."""
    paper = find_genuine(token)
    page = render_template(
        "treasury/verifikasi.html", paper=paper, signed_in=find_actor() is not None
    )
    return page, 200 if paper else 404
