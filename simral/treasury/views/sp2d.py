"""SP2D: made from an SPM, signed, sent to the bank, cashed or bounced."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.kernel import clock
from simral.kernel.http import current_actor
from simral.ledger.queries import journals_of
from simral.treasury.queries.jejak import way_to
from simral.treasury.queries.papers import Kind
from simral.treasury.queries.review import review_spp
from simral.treasury.queries.sp2d import get_sp2d
from simral.treasury.services.sp2d import (
    bounce_sp2d,
    cancel_sp2d,
    confirm_sp2d,
    create_sp2d,
    send_sp2d,
    sign_sp2d,
)
from simral.treasury.states import SP2D_FLOW
from simral.treasury.views.common import back, bank_day, note, people
from simral.treasury.views.steps import acts, beside, history, line_on_top, machine_checks, short


def sp2d_create(spm_id: UUID) -> ResponseReturnValue:
    """Kuasa BUD prepares the SP2D of a complete SPM."""
    sp2d_id = create_sp2d(spm_id, actor=current_actor(), today=clock.today())
    return back("treasury.sp2d_detail", _("Draf SP2D dibuat. Periksa, lalu tanda tangani."),
                sp2d_id=sp2d_id)  # fmt: skip


def sp2d_detail(sp2d_id: UUID) -> ResponseReturnValue:
    """The paper left, the checks right."""
    actor = current_actor()
    sp2d = get_sp2d(sp2d_id, actor=actor)
    spm, spp, bill = sp2d.spm, sp2d.spm.spp, sp2d.spm.spp.tagihan
    return render_template(
        "treasury/sp2d_detail.html", sp2d=sp2d, spm=spm, spp=spp, bill=bill,
        short=short(sp2d.nomor), journals=journals_of([sp2d.id]),
        actions=acts(Kind.SP2D, SP2D_FLOW, sp2d.state, sp2d.opd_id, sp2d.id, actor),
        checks=machine_checks(review_spp(spp.id, clock.today(), actor=actor)),
        beside=beside(Kind.SP2D, sp2d.state, sp2d.id, sp2d.tahun, actor),
        steps=line_on_top(way_to(bill, Kind.SP2D, sp2d), Kind.SP2D),
        riwayat=history(spm.id, sp2d.id),
        names=people(sp2d.maker_id, sp2d.verifier_id, sp2d.approver_id, sp2d.signed_by_id),
    )  # fmt: skip


def sp2d_sign(sp2d_id: UUID) -> ResponseReturnValue:
    """Kuasa BUD signs: number, journal, realisation."""
    sign_sp2d(sp2d_id, actor=current_actor(), today=clock.today())
    return back("treasury.sp2d_detail", _("SP2D ditandatangani."), sp2d_id=sp2d_id, selesai="sign")


def sp2d_send(sp2d_id: UUID) -> ResponseReturnValue:
    """The order goes to the bank."""
    send_sp2d(sp2d_id, actor=current_actor(), today=clock.today())
    return back("treasury.sp2d_detail", _("SP2D dikirim ke bank."), sp2d_id=sp2d_id)


def sp2d_confirm(sp2d_id: UUID) -> ResponseReturnValue:
    """The bank says: paid."""
    confirm_sp2d(sp2d_id, actor=current_actor(), today=clock.today(), on=bank_day())
    return back("treasury.sp2d_detail", _("SP2D cair."), sp2d_id=sp2d_id)


def sp2d_bounce(sp2d_id: UUID) -> ResponseReturnValue:
    """The bank says: not paid, with the reason."""
    bounce_sp2d(sp2d_id, actor=current_actor(), today=clock.today(), note=note(), on=bank_day())
    return back("treasury.sp2d_detail", _("Retur dicatat; jurnalnya dibalik."), sp2d_id=sp2d_id)


def sp2d_cancel(sp2d_id: UUID) -> ResponseReturnValue:
    """Kuasa BUD cancels before it is sent, with a reason."""
    cancel_sp2d(sp2d_id, actor=current_actor(), today=clock.today(), note=note())
    return back("treasury.sp2d_detail", _("SP2D dibatalkan."), sp2d_id=sp2d_id)
