"""Every address of the treasury."""

from __future__ import annotations

from flask import Blueprint

from simral.treasury.views import (
    inbox,
    jejak,
    kontrak,
    lines,
    penerima,
    prints,
    register,
    sp2d,
    spd,
    spm,
    spp,
    tagihan,
)
from simral.treasury.views.common import lra_href, shows_account
from simral.treasury.views.steps import short

P = "/perbendaharaan"
bp = Blueprint("treasury", __name__)
bp.add_app_template_global(lra_href, "lra_href")
bp.add_app_template_global(shows_account, "shows_account")
bp.add_app_template_filter(short, "nomor_pendek")

# desk, search, public answer
bp.get(f"{P}/kotak", endpoint="inbox")(inbox.inbox)
bp.get("/perlu-tindakan", endpoint="inbox_short")(inbox.inbox_short)
bp.get("/cari", endpoint="search")(jejak.search)
bp.get("/verifikasi/<token>", endpoint="verify")(jejak.verify)

# budget lines and traces
bp.get(f"{P}/rincian", endpoint="line_list")(lines.line_list)
bp.get(f"{P}/jejak/rincian/<uuid:rincian_id>", endpoint="trace_line")(lines.line_trace)
bp.get(f"{P}/jejak/sp2d/<uuid:sp2d_id>", endpoint="trace_sp2d")(jejak.trace_sp2d)
bp.get(f"{P}/register/<kind>", endpoint="register")(register.register)

# payees and contracts
PENERIMA = f"{P}/penerima/<uuid:penerima_id>"
REKENING = f"{PENERIMA}/rekening/<uuid:rekening_id>"
bp.get(f"{P}/penerima", endpoint="penerima_list")(penerima.penerima_list)
bp.get(f"{P}/penerima/baru", endpoint="penerima_new")(penerima.penerima_new)
bp.post(f"{P}/penerima/baru", endpoint="penerima_create")(penerima.penerima_create)
bp.get(PENERIMA, endpoint="penerima_detail")(penerima.penerima_detail)
bp.post(f"{PENERIMA}/close", endpoint="penerima_close")(penerima.penerima_close)
bp.post(f"{PENERIMA}/rekening", endpoint="rekening_bank_create")(penerima.rekening_create)
bp.post(f"{REKENING}/verify", endpoint="rekening_bank_verify")(penerima.rekening_verify)
bp.post(f"{REKENING}/close", endpoint="rekening_bank_close")(penerima.rekening_close)
bp.get(f"{P}/kontrak", endpoint="kontrak_list")(kontrak.kontrak_list)
bp.get(f"{P}/kontrak/baru", endpoint="kontrak_new")(kontrak.kontrak_new)
bp.post(f"{P}/kontrak/baru", endpoint="kontrak_create")(kontrak.kontrak_create)
KONTRAK = f"{P}/kontrak/<uuid:kontrak_id>"
bp.get(KONTRAK, endpoint="kontrak_detail")(kontrak.kontrak_detail)
bp.post(f"{KONTRAK}/cancel", endpoint="kontrak_cancel")(kontrak.kontrak_cancel)

# tagihan
TAGIHAN = f"{P}/tagihan/<uuid:tagihan_id>"
bp.get(f"{P}/tagihan", endpoint="tagihan_list")(register.tagihan_list)
bp.get(f"{P}/tagihan/baru", endpoint="tagihan_new")(tagihan.tagihan_new)
bp.post(f"{P}/tagihan/baru", endpoint="tagihan_create")(tagihan.tagihan_create)
bp.get(TAGIHAN, endpoint="tagihan_detail")(tagihan.tagihan_detail)
bp.post(f"{TAGIHAN}/cancel", endpoint="tagihan_cancel")(tagihan.tagihan_cancel)
bp.post(f"{TAGIHAN}/spp", endpoint="spp_create")(spp.spp_create)

# SPD
SPD = f"{P}/spd/<uuid:spd_id>"
bp.get(f"{P}/spd", endpoint="spd_list")(register.spd_list)
bp.get(f"{P}/spd/baru", endpoint="spd_new")(spd.spd_new)
bp.post(f"{P}/spd/baru", endpoint="spd_create")(spd.spd_create)
bp.get(SPD, endpoint="spd_detail")(spd.spd_detail)
bp.get(f"{SPD}.pdf", endpoint="spd_pdf")(prints.spd_pdf)
bp.post(f"{SPD}/issue", endpoint="spd_issue")(spd.spd_issue)
bp.post(f"{SPD}/cancel", endpoint="spd_cancel")(spd.spd_cancel)

# SPP
SPP = f"{P}/spp/<uuid:spp_id>"
bp.get(f"{P}/spp", endpoint="spp_list")(register.spp_list)
bp.get(SPP, endpoint="spp_detail")(spp.spp_detail)
bp.get(f"{SPP}.pdf", endpoint="spp_pdf")(prints.spp_pdf)
bp.post(f"{SPP}/billing", endpoint="spp_billing")(spp.spp_billing)
bp.post(f"{SPP}/submit", endpoint="spp_submit")(spp.spp_submit)
bp.post(f"{SPP}/verify", endpoint="spp_verify")(spp.spp_verify)
bp.post(f"{SPP}/return", endpoint="spp_return")(spp.spp_return)
bp.post(f"{SPP}/cancel", endpoint="spp_cancel")(spp.spp_cancel)
bp.post(f"{SPP}/spm", endpoint="spm_create")(spm.spm_create)

# SPM
SPM = f"{P}/spm/<uuid:spm_id>"
bp.get(f"{P}/spm", endpoint="spm_list")(register.spm_list)
bp.get(SPM, endpoint="spm_detail")(spm.spm_detail)
bp.get(f"{SPM}.pdf", endpoint="spm_pdf")(prints.spm_pdf)
bp.post(f"{SPM}/approve", endpoint="spm_approve")(spm.spm_approve)
bp.post(f"{SPM}/refuse", endpoint="spm_refuse")(spm.spm_refuse)
bp.post(f"{SPM}/cancel", endpoint="spm_cancel")(spm.spm_cancel)
bp.post(f"{SPM}/hand_over", endpoint="spm_hand_over")(spm.spm_hand_over)
bp.post(f"{SPM}/sp2d", endpoint="sp2d_create")(sp2d.sp2d_create)

# SP2D
SP2D = f"{P}/sp2d/<uuid:sp2d_id>"
bp.get(f"{P}/sp2d", endpoint="sp2d_list")(register.sp2d_list)
bp.get(SP2D, endpoint="sp2d_detail")(sp2d.sp2d_detail)
bp.get(f"{SP2D}.pdf", endpoint="sp2d_pdf")(prints.sp2d_pdf)
bp.post(f"{SP2D}/sign", endpoint="sp2d_sign")(sp2d.sp2d_sign)
bp.post(f"{SP2D}/send", endpoint="sp2d_send")(sp2d.sp2d_send)
bp.post(f"{SP2D}/confirm", endpoint="sp2d_confirm")(sp2d.sp2d_confirm)
bp.post(f"{SP2D}/bounce", endpoint="sp2d_bounce")(sp2d.sp2d_bounce)
bp.post(f"{SP2D}/cancel", endpoint="sp2d_cancel")(sp2d.sp2d_cancel)
