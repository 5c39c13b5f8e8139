"""Addresses of the treasury: reading is bounded by the units, a step belongs to its role."""

from simral.identity.terms import Role
from tests.guards.access import PUBLIC, SIGNED_IN, Access, only

PPTK, BENDAHARA = only(Role.PPTK), only(Role.BENDAHARA_PENGELUARAN)
PPK, PA = only(Role.PPK_SKPD), only(Role.PA)
BUD, PPKD = only(Role.KUASA_BUD), only(Role.PPKD)

ENDPOINTS: dict[str, Access] = {
    "treasury.verify": PUBLIC,
    # reading
    "treasury.inbox": SIGNED_IN,
    "treasury.inbox_short": SIGNED_IN,
    "treasury.search": SIGNED_IN,
    "treasury.line_list": SIGNED_IN,
    "treasury.trace_line": SIGNED_IN,
    "treasury.trace_sp2d": SIGNED_IN,
    "treasury.register": SIGNED_IN,
    "treasury.penerima_list": SIGNED_IN,
    "treasury.penerima_detail": SIGNED_IN,
    "treasury.kontrak_list": SIGNED_IN,
    "treasury.kontrak_detail": SIGNED_IN,
    "treasury.tagihan_list": SIGNED_IN,
    "treasury.tagihan_detail": SIGNED_IN,
    "treasury.spd_list": SIGNED_IN,
    "treasury.spd_detail": SIGNED_IN,
    "treasury.spd_pdf": SIGNED_IN,
    "treasury.spp_list": SIGNED_IN,
    "treasury.spp_detail": SIGNED_IN,
    "treasury.spp_pdf": SIGNED_IN,
    "treasury.spm_list": SIGNED_IN,
    "treasury.spm_detail": SIGNED_IN,
    "treasury.spm_pdf": SIGNED_IN,
    "treasury.sp2d_list": SIGNED_IN,
    "treasury.sp2d_detail": SIGNED_IN,
    "treasury.sp2d_pdf": SIGNED_IN,
    # payees and contracts
    "treasury.penerima_new": PPTK,
    "treasury.penerima_create": PPTK,
    "treasury.penerima_close": PPK,
    "treasury.rekening_bank_create": PPTK,
    "treasury.rekening_bank_verify": PPK,
    "treasury.rekening_bank_close": PPK,
    "treasury.kontrak_new": PPTK,
    "treasury.kontrak_create": PPTK,
    "treasury.kontrak_cancel": PPTK,
    # papers
    "treasury.tagihan_new": PPTK,
    "treasury.tagihan_create": PPTK,
    "treasury.tagihan_cancel": PPTK,
    "treasury.spd_new": BUD,
    "treasury.spd_create": BUD,
    "treasury.spd_issue": PPKD,
    "treasury.spd_cancel": BUD,
    "treasury.spp_create": BENDAHARA,
    "treasury.spp_billing": BENDAHARA,
    "treasury.spp_submit": BENDAHARA,
    "treasury.spp_verify": PPK,
    "treasury.spp_return": PPK,
    "treasury.spp_cancel": BENDAHARA,
    "treasury.spm_create": PPK,
    "treasury.spm_approve": PA,
    "treasury.spm_refuse": only(Role.PA, Role.KUASA_BUD),
    "treasury.spm_cancel": PPK,
    "treasury.spm_hand_over": PPK,
    "treasury.sp2d_create": BUD,
    "treasury.sp2d_sign": BUD,
    "treasury.sp2d_send": BUD,
    "treasury.sp2d_confirm": BUD,
    "treasury.sp2d_bounce": BUD,
    "treasury.sp2d_cancel": BUD,
}
