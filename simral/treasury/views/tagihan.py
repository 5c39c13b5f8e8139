"""Bills: choose, enter, check the answers, register; then one bill with its acts."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.fields import tidy
from simral.kernel.http import asked_year, attempt, current_actor
from simral.treasury.queries.jejak import way_of
from simral.treasury.queries.lines import list_subs
from simral.treasury.queries.papers import Kind
from simral.treasury.queries.penerima import find_rekening_bank, list_verified
from simral.treasury.queries.preview import preview_bill
from simral.treasury.queries.review import preview_potongan
from simral.treasury.queries.tagihan import get_tagihan
from simral.treasury.services.tagihan import cancel_tagihan, register_tagihan
from simral.treasury.states import TAGIHAN_FLOW, TagihanState
from simral.treasury.views.common import back, note, opds_of, people, require_role
from simral.treasury.views.entry import Entry, load_entry
from simral.treasury.views.steps import acts, history, line_on_top


def tagihan_new() -> ResponseReturnValue:
    """First OPD, sub kegiatan and payee (a GET step), then the entry form."""
    actor = current_actor()
    opds = opds_of(actor, Role.PPTK)
    require_role(Role.PPTK)
    opd_id = request.args.get("opd_id", type=UUID) or next((opd.id for opd in opds), None)
    q = tidy(request.args.get("penerima"))
    if request.args.get("sub_kegiatan", type=UUID) and request.args.get("lanjut"):
        return _entry_page(load_entry(request.args), [])
    return render_template(
        "treasury/tagihan_new.html", opds=opds, opd_id=opd_id, q=q,
        subs=list_subs(opd_id, asked_year(), actor=actor) if opd_id else [],
        payees=list_verified(q) if q else [],
    )  # fmt: skip


def tagihan_create() -> ResponseReturnValue:
    """`aksi`: periksa shows the answers, ubah goes back to them, simpan registers."""
    require_role(Role.PPTK)
    entry = load_entry(request.args, request.form)
    act = request.form.get("aksi", "periksa")
    if not entry.is_valid():
        return _entry_page(entry, entry.faults()), 422
    if act != "simpan":
        return _entry_page(entry, []) if act == "ubah" else _preview(entry)
    tagihan_id, findings = attempt(
        lambda: register_tagihan(entry.to_input(), actor=current_actor(), today=clock.today())
    )
    if findings:
        return _entry_page(entry, entry.refusals(findings)), 422
    message = _("Tagihan didaftarkan. Langkah berikutnya: bendahara membuat SPP.")
    return back("treasury.tagihan_detail", message, tagihan_id=tagihan_id)


def tagihan_detail(tagihan_id: UUID) -> ResponseReturnValue:
    """One bill."""
    actor = current_actor()
    bill = get_tagihan(tagihan_id, actor=actor)
    actions = acts(Kind.TAGIHAN, TAGIHAN_FLOW, bill.state, bill.opd_id, bill.id, actor)
    is_bendahara = actor.may(Role.BENDAHARA_PENGELUARAN, bill.opd_id)
    return render_template(
        "treasury/tagihan_detail.html", bill=bill, actions=actions,
        may_spp=is_bendahara and bill.state is TagihanState.TERDAFTAR,
        steps=line_on_top(way_of(bill), Kind.TAGIHAN), riwayat=history(bill.id),
        names=people(bill.created_by_id),
    )  # fmt: skip


def tagihan_cancel(tagihan_id: UUID) -> ResponseReturnValue:
    """Withdraw the bill with a reason."""
    cancel_tagihan(tagihan_id, actor=current_actor(), today=clock.today(), note=note())
    return back("treasury.tagihan_detail", _("Tagihan dibatalkan."), tagihan_id=tagihan_id)


def _entry_page(entry: Entry, findings: object) -> str:
    return render_template("treasury/tagihan_entry.html", entry=entry, findings=findings)


def _preview(entry: Entry) -> ResponseReturnValue:
    """The answers to look over, or at once what registration would refuse."""
    findings = preview_bill(entry.to_input(), today=clock.today())
    if findings:
        return _entry_page(entry, entry.refusals(findings)), 422
    return _check_page(entry)


def _check_page(entry: Entry) -> str:
    account = find_rekening_bank(UUID(entry.form.rekening_bank_id.data))
    taxes = [] if account is None else preview_potongan(
        entry.to_input().jenis, entry.total, account.penerima_id, clock.today(),
        is_bebas_ppn=entry.form.is_bebas_ppn.data, is_bebas_pph=entry.form.is_bebas_pph.data,
    )  # fmt: skip
    withheld = sum((tax.nilai for tax in taxes), Decimal("0.00"))
    return render_template(
        "treasury/tagihan_check.html", entry=entry, account=account, taxes=taxes, withheld=withheld
    )
