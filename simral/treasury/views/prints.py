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
from simral.treasury.views.steps import short


def spd_pdf(spd_id: UUID) -> ResponseReturnValue:
    """SPD with its annex."""
    form = printed.load_spd_form(spd_id, current_actor(), _how())
    return _send(printing.spd_pdf(form), "SPD", form.nomor, spd_id)


def spp_pdf(spp_id: UUID) -> ResponseReturnValue:
    """SPP with its annexes."""
    form = printed.load_spp_form(spp_id, current_actor(), _how())
    return _send(printing.spp_pdf(form), "SPP", form.nomor, spp_id)


def spm_pdf(spm_id: UUID) -> ResponseReturnValue:
    """SPM."""
    form = printed.load_spm_form(spm_id, current_actor(), _how())
    return _send(printing.spm_pdf(form), "SPM", form.nomor, spm_id)


def sp2d_pdf(sp2d_id: UUID) -> ResponseReturnValue:
    """SP2D."""
    form = printed.load_sp2d_form(sp2d_id, current_actor(), _how())
    return _send(printing.sp2d_pdf(form), "SP2D", form.nomor, sp2d_id)


def _how() -> Printing:
    """The address of the verification page; `?salinan=1` marks a copy, `?kertas=F4` the paper."""
    paper = request.args.get("kertas", "").upper()
    return Printing(
        base=request.url_root.rstrip("/"),
        is_copy=request.args.get("salinan") == "1",
        paper=paper if paper in {"A4", "F4"} else "",
    )


def _send(content: bytes, kind: str, nomor: str, paper_id: UUID) -> ResponseReturnValue:
    name = file_name(kind, nomor) if nomor else f"{kind}-draf-{str(paper_id)[:8]}"
    return download(content, f"{name}.pdf", "application/pdf", inline=True)


def file_name(kind: str, nomor: str) -> str:
    """`SP2D-000106-2021` from the sequence and the year of the number, else all of it."""
    parts = nomor.split("/")
    sequence, year = short(nomor), parts[-1]
    if sequence in parts and year.isdigit():
        return f"{kind}-{sequence}-{year}"
    return f"{kind}-" + "-".join(parts)
