"""SPM: prepared by PPK-SKPD, approved by PA, handed over to Kuasa BUD."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.http import current_actor
from simral.treasury.queries.jejak import way_to
from simral.treasury.queries.papers import Kind
from simral.treasury.queries.review import kelengkapan_of, review_spp
from simral.treasury.queries.spm import SPMDetail, get_spm
from simral.treasury.services.spm import (
    approve_spm,
    cancel_spm,
    create_spm,
    hand_over_spm,
    refuse_spm,
)
from simral.treasury.states import SPM_FLOW, SPMState
from simral.treasury.views.common import back, note, people
from simral.treasury.views.steps import acts, beside, history, line_on_top, machine_checks, short


def spm_create(spp_id: UUID) -> ResponseReturnValue:
    """PPK-SKPD prepares the SPM of a verified SPP."""
    spm_id = create_spm(spp_id, actor=current_actor(), today=clock.today())
    return back("treasury.spm_detail", _("Draf SPM dibuat. PA menyetujuinya."), spm_id=spm_id)


def spm_detail(spm_id: UUID) -> ResponseReturnValue:
    """The paper left, the checks right."""
    actor = current_actor()
    spm = get_spm(spm_id, actor=actor)
    spp, bill = spm.spp, spm.spp.tagihan
    return render_template(
        "treasury/spm_detail.html", spm=spm, spp=spp, bill=bill, short=short(spm.nomor),
        actions=_acts(spm, actor), papers=kelengkapan_of(spp.id),
        checks=machine_checks(review_spp(spp.id, clock.today(), actor=actor)),
        beside=beside(Kind.SPM, spm.state, spm.id, spm.tahun, actor),
        steps=line_on_top(way_to(bill, Kind.SPM, spm), Kind.SPM),
        riwayat=history(spp.id, spm.id, spm.sp2d_id),
        names=people(spm.maker_id, spm.verifier_id, spm.approved_by_id),
    )  # fmt: skip


def spm_approve(spm_id: UUID) -> ResponseReturnValue:
    """PA orders the payment: the SPM gets its number."""
    approve_spm(spm_id, actor=current_actor(), today=clock.today())
    return back("treasury.spm_detail", _("SPM disetujui."), spm_id=spm_id, selesai="approve")


def spm_refuse(spm_id: UUID) -> ResponseReturnValue:
    """PA or Kuasa BUD refuses with a reason."""
    refuse_spm(spm_id, actor=current_actor(), note=note())
    return back("treasury.spm_detail", _("SPM ditolak."), spm_id=spm_id)


def spm_cancel(spm_id: UUID) -> ResponseReturnValue:
    """PPK-SKPD cancels with a reason; the SPP is free again."""
    cancel_spm(spm_id, actor=current_actor(), note=note())
    return back("treasury.spm_detail", _("SPM dibatalkan."), spm_id=spm_id)


def spm_hand_over(spm_id: UUID) -> ResponseReturnValue:
    """PPK-SKPD hands the complete SPM to Kuasa BUD: the time limit runs."""
    hand_over_spm(spm_id, actor=current_actor(), today=clock.today())
    return back("treasury.spm_detail", _("SPM diserahkan ke Kuasa BUD."), spm_id=spm_id)


def _acts(spm: SPMDetail, actor: Actor) -> list[dict[str, Any]]:
    """The flow's acts, and the SP2D where one is due."""
    if spm.sp2d_id is not None:
        return []
    found = acts(Kind.SPM, SPM_FLOW, spm.state, spm.opd_id, spm.id, actor)
    if spm.state is SPMState.DISERAHKAN and actor.may(Role.KUASA_BUD, spm.opd_id):
        href = url_for("treasury.sp2d_create", spm_id=spm.id)
        found.append({"href": href, "label": _("Siapkan SP2D"), "jenis": "utama", "alasan": False})
    return found
