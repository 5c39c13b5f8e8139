"""SPP: made from a bill, verified beside the machine's checks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.fields import tidy
from simral.kernel.http import current_actor
from simral.treasury.queries.jejak import way_to
from simral.treasury.queries.papers import Kind
from simral.treasury.queries.review import kelengkapan_of, review_spp
from simral.treasury.queries.spp import SPPDetail, get_spp
from simral.treasury.services.spp import cancel_spp, create_spp, return_spp, submit_spp, verify_spp
from simral.treasury.services.tagihan import set_billing
from simral.treasury.states import SPP_FLOW, SPPState
from simral.treasury.terms import JenisPotongan
from simral.treasury.views.common import back, note, people
from simral.treasury.views.steps import acts, beside, history, line_on_top, machine_checks, short

OPEN = {SPPState.DRAF, SPPState.DIKEMBALIKAN}


def spp_create(tagihan_id: UUID) -> ResponseReturnValue:
    """Bendahara makes an SPP from a bill."""
    uraian = tidy(request.form.get("uraian"))
    spp_id = create_spp(tagihan_id, uraian, actor=current_actor(), today=clock.today())
    message = _("Draf SPP dibuat. Isi ID billing, lalu ajukan.")
    return back("treasury.spp_detail", message, spp_id=spp_id)


def spp_detail(spp_id: UUID) -> ResponseReturnValue:
    """The paper left, the checks right."""
    actor = current_actor()
    spp = get_spp(spp_id, actor=actor)
    bill = spp.tagihan
    return render_template(
        "treasury/spp_detail.html", spp=spp, bill=bill, short=short(spp.nomor),
        actions=_acts(spp, actor),
        checks=machine_checks(review_spp(spp.id, clock.today(), actor=actor)),
        papers=kelengkapan_of(spp.id), is_checker=_may_check(spp, actor),
        may_bill=spp.state in OPEN and actor.may(Role.BENDAHARA_PENGELUARAN, spp.opd_id),
        beside=beside(Kind.SPP, spp.state, spp.id, spp.tahun, actor),
        steps=line_on_top(way_to(bill, Kind.SPP, spp), Kind.SPP),
        riwayat=history(bill.id, spp.id, spp.spm_id),
        names=people(spp.created_by_id, spp.submitted_by_id, spp.verified_by_id),
    )  # fmt: skip


def spp_billing(spp_id: UUID) -> ResponseReturnValue:
    """Write the billing ids of the taxes."""
    actor = current_actor()
    spp = get_spp(spp_id, actor=actor)
    typed = {
        tax.jenis: "".join(c for c in request.form.get(f"billing_{tax.jenis}", "") if c.isdigit())
        for tax in spp.tagihan.potongan
    }
    ids = {JenisPotongan(kind): number for kind, number in typed.items()}
    set_billing(spp.tagihan.id, ids, actor=actor, today=clock.today())
    return back("treasury.spp_detail", _("ID billing dicatat."), spp_id=spp_id)


def spp_submit(spp_id: UUID) -> ResponseReturnValue:
    """Bendahara asks for payment."""
    submit_spp(spp_id, actor=current_actor(), today=clock.today())
    return back("treasury.spp_detail", _("SPP diajukan."), spp_id=spp_id, selesai="submit")


def spp_verify(spp_id: UUID) -> ResponseReturnValue:
    """PPK-SKPD finds the papers complete."""
    checked = frozenset(n.removeprefix("butir_") for n in request.form if n.startswith("butir_"))
    verify_spp(spp_id, checked, actor=current_actor(), today=clock.today())
    return back("treasury.spp_detail", _("SPP diverifikasi."), spp_id=spp_id)


def spp_return(spp_id: UUID) -> ResponseReturnValue:
    """PPK-SKPD sends it back with a reason."""
    return_spp(spp_id, actor=current_actor(), note=note())
    return back("treasury.spp_detail", _("SPP dikembalikan."), spp_id=spp_id)


def spp_cancel(spp_id: UUID) -> ResponseReturnValue:
    """Bendahara gives it up with a reason."""
    cancel_spp(spp_id, actor=current_actor(), note=note())
    return back("treasury.spp_detail", _("SPP dibatalkan."), spp_id=spp_id)


def _may_check(spp: SPPDetail, actor: Actor) -> bool:
    return spp.state is SPPState.DIAJUKAN and actor.may(Role.PPK_SKPD, spp.opd_id)


def _acts(spp: SPPDetail, actor: Actor) -> list[dict[str, Any]]:
    """The flow's acts, and the next paper where one is due."""
    forms = {"verify": "f-verifikasi"}
    if spp.spm_id is not None:
        return []
    found = acts(Kind.SPP, SPP_FLOW, spp.state, spp.opd_id, spp.id, actor, forms)
    for act in found:
        if act.get("form") and actor.user_id == spp.submitted_by_id:
            act["terhalang"] = _("Pengaju tidak memeriksa dokumennya sendiri.")
    if spp.state is SPPState.DIVERIFIKASI and actor.may(Role.PPK_SKPD, spp.opd_id):
        href = url_for("treasury.spm_create", spp_id=spp.id)
        found.append({"href": href, "label": _("Siapkan SPM"), "jenis": "utama", "alasan": False})
    return found
