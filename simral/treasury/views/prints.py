"""The papers as PDF."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from simral.kernel.http import current_actor
from simral.treasury.adapters import print as printing
from simral.treasury.queries import printed
from simral.treasury.queries.form_parts import Printing
from simral.treasury.views.common import download


def spd_pdf(spd_id: UUID) -> ResponseReturnValue:
    """SPD with its annex."""
    form = printed.load_spd_form(spd_id, current_actor(), _how())
    return _send(printing.spd_pdf(form), "spd", spd_id)


def spp_pdf(spp_id: UUID) -> ResponseReturnValue:
    """SPP with its annexes."""
    form = printed.load_spp_form(spp_id, current_actor(), _how())
    return _send(printing.spp_pdf(form), "spp", spp_id)


def spm_pdf(spm_id: UUID) -> ResponseReturnValue:
    """SPM."""
    form = printed.load_spm_form(spm_id, current_actor(), _how())
    return _send(printing.spm_pdf(form), "spm", spm_id)


def sp2d_pdf(sp2d_id: UUID) -> ResponseReturnValue:
    """SP2D."""
    form = printed.load_sp2d_form(sp2d_id, current_actor(), _how())
    return _send(printing.sp2d_pdf(form), "sp2d", sp2d_id)


def _how() -> Printing:
    """The address of the verification page; `?salinan=1` marks a copy, `?kertas=F4` the paper."""
    paper = request.args.get("kertas", "").upper()
    return Printing(
        base=request.url_root.rstrip("/"),
        is_copy=request.args.get("salinan") == "1",
        paper=paper if paper in {"A4", "F4"} else "",
    )


def _send(content: bytes, kind: str, paper_id: UUID) -> ResponseReturnValue:
    return download(content, f"{kind}-{str(paper_id)[:8]}.pdf", "application/pdf", inline=True)
