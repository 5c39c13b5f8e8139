"""The lives of the treasury's documents (house §9, keuangan §4.5)."""

from __future__ import annotations

from enum import StrEnum

from simral.identity.terms import Role
from simral.kernel.states import StateMachine, Step


class PenerimaState(StrEnum):
    AKTIF = "aktif"
    DITUTUP = "ditutup"


class PenerimaAction(StrEnum):
    CLOSE = "close"


class KontrakState(StrEnum):
    BERLAKU = "berlaku"
    BATAL = "batal"


class KontrakAction(StrEnum):
    CANCEL = "cancel"


class RekeningBankState(StrEnum):
    MENUNGGU = "menunggu"
    TERVERIFIKASI = "terverifikasi"
    DITUTUP = "ditutup"


class RekeningBankAction(StrEnum):
    VERIFY = "verify"
    CLOSE = "close"


class TagihanState(StrEnum):
    TERDAFTAR = "terdaftar"
    DI_SPP = "di_spp"
    DIBAYAR = "dibayar"
    BATAL = "batal"


class TagihanAction(StrEnum):
    ENTER_SPP = "enter_spp"
    LEAVE_SPP = "leave_spp"
    PAY = "pay"
    CANCEL = "cancel"


class SPDState(StrEnum):
    DRAF = "draf"
    TERBIT = "terbit"
    BATAL = "batal"


class SPDAction(StrEnum):
    ISSUE = "issue"
    CANCEL = "cancel"


class SPPState(StrEnum):
    DRAF = "draf"
    DIAJUKAN = "diajukan"
    DIVERIFIKASI = "diverifikasi"
    DIKEMBALIKAN = "dikembalikan"
    SPM_TERBIT = "spm_terbit"
    BATAL = "batal"


class SPPAction(StrEnum):
    SUBMIT = "submit"
    VERIFY = "verify"
    RETURN = "return"
    CANCEL = "cancel"
    ISSUE_SPM = "issue_spm"
    RELEASE = "release"


class SPMState(StrEnum):
    DRAF = "draf"
    DISETUJUI = "disetujui"
    DITOLAK = "ditolak"
    DISERAHKAN = "diserahkan"
    SP2D_TERBIT = "sp2d_terbit"
    BATAL = "batal"


class SPMAction(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    CANCEL = "cancel"
    HAND_OVER = "hand_over"
    ISSUE_SP2D = "issue_sp2d"
    RELEASE = "release"


class SP2DState(StrEnum):
    DRAF = "draf"
    DITANDATANGANI = "ditandatangani"
    DIKIRIM = "dikirim"
    CAIR = "cair"
    RETUR = "retur"
    BATAL = "batal"


class SP2DAction(StrEnum):
    SIGN = "sign"
    SEND = "send"
    CONFIRM = "confirm"
    BOUNCE = "bounce"
    CANCEL = "cancel"


R = Role

PENERIMA_FLOW = StateMachine("treasury:penerima", initial=PenerimaState.AKTIF, table={
    (PenerimaState.AKTIF, PenerimaAction.CLOSE):
        Step(PenerimaState.DITUTUP, by=R.PPK_SKPD, reason=True),
})  # fmt: skip

KONTRAK_FLOW = StateMachine("treasury:kontrak", initial=KontrakState.BERLAKU, table={
    (KontrakState.BERLAKU, KontrakAction.CANCEL):
        Step(KontrakState.BATAL, by=R.PPTK, reason=True),
})  # fmt: skip

_S, _A = RekeningBankState, RekeningBankAction
REKENING_BANK_FLOW = StateMachine("treasury:rekening_bank", initial=_S.MENUNGGU, table={
    (_S.MENUNGGU,      _A.VERIFY): Step(_S.TERVERIFIKASI, by=R.PPK_SKPD),
    (_S.MENUNGGU,      _A.CLOSE):  Step(_S.DITUTUP,       by=R.PPK_SKPD, reason=True),
    (_S.TERVERIFIKASI, _A.CLOSE):  Step(_S.DITUTUP,       by=R.PPK_SKPD, reason=True),
})  # fmt: skip

_T, _U = TagihanState, TagihanAction
TAGIHAN_FLOW = StateMachine("treasury:tagihan", initial=_T.TERDAFTAR, table={
    (_T.TERDAFTAR, _U.ENTER_SPP): Step(_T.DI_SPP,    by=R.BENDAHARA_PENGELUARAN, inside=True),
    (_T.TERDAFTAR, _U.CANCEL):    Step(_T.BATAL,     by=R.PPTK, reason=True),
    (_T.DI_SPP,    _U.LEAVE_SPP): Step(_T.TERDAFTAR, by=R.BENDAHARA_PENGELUARAN, inside=True),
    (_T.DI_SPP,    _U.PAY):       Step(_T.DIBAYAR,   by=R.KUASA_BUD, inside=True),
})  # fmt: skip

_D, _E = SPDState, SPDAction
SPD_FLOW = StateMachine("treasury:spd", initial=_D.DRAF, table={
    (_D.DRAF, _E.ISSUE):  Step(_D.TERBIT, by=R.PPKD),
    (_D.DRAF, _E.CANCEL): Step(_D.BATAL,  by=R.KUASA_BUD, reason=True),
})  # fmt: skip

_P, _Q = SPPState, SPPAction
SPP_FLOW = StateMachine("treasury:spp", initial=_P.DRAF, table={
    (_P.DRAF,         _Q.SUBMIT):    Step(_P.DIAJUKAN,     by=R.BENDAHARA_PENGELUARAN),
    (_P.DIAJUKAN,     _Q.VERIFY):    Step(_P.DIVERIFIKASI, by=R.PPK_SKPD),
    (_P.DIAJUKAN,     _Q.RETURN):    Step(_P.DIKEMBALIKAN, by=R.PPK_SKPD, reason=True),
    (_P.DIVERIFIKASI, _Q.RETURN):    Step(_P.DIKEMBALIKAN, by=R.PPK_SKPD, reason=True),
    (_P.DIVERIFIKASI, _Q.ISSUE_SPM): Step(_P.SPM_TERBIT,   by=R.PA, inside=True),
    (_P.SPM_TERBIT,   _Q.RELEASE):   Step(_P.DIVERIFIKASI, by=R.PPK_SKPD, inside=True),
    (_P.DIKEMBALIKAN, _Q.SUBMIT):    Step(_P.DIAJUKAN,     by=R.BENDAHARA_PENGELUARAN),
    (_P.DRAF,         _Q.CANCEL):    Step(_P.BATAL,        by=R.BENDAHARA_PENGELUARAN, reason=True),
    (_P.DIKEMBALIKAN, _Q.CANCEL):    Step(_P.BATAL,        by=R.BENDAHARA_PENGELUARAN, reason=True),
})  # fmt: skip

_M, _N = SPMState, SPMAction
SPM_FLOW = StateMachine("treasury:spm", initial=_M.DRAF, table={
    (_M.DRAF,        _N.APPROVE):    Step(_M.DISETUJUI,   by=R.PA),
    (_M.DITOLAK,     _N.APPROVE):    Step(_M.DISETUJUI,   by=R.PA),
    (_M.DRAF,        _N.REFUSE):     Step(_M.DITOLAK,     by=R.PA, reason=True),
    (_M.DRAF,        _N.CANCEL):     Step(_M.BATAL,       by=R.PPK_SKPD, reason=True),
    (_M.DITOLAK,     _N.CANCEL):     Step(_M.BATAL,       by=R.PPK_SKPD, reason=True),
    (_M.DISETUJUI,   _N.HAND_OVER):  Step(_M.DISERAHKAN,  by=R.PPK_SKPD),
    (_M.DISERAHKAN,  _N.REFUSE):     Step(_M.DITOLAK,     by=R.KUASA_BUD, reason=True),
    (_M.DISERAHKAN,  _N.ISSUE_SP2D): Step(_M.SP2D_TERBIT, by=R.KUASA_BUD, inside=True),
    (_M.SP2D_TERBIT, _N.RELEASE):    Step(_M.DISERAHKAN,  by=R.KUASA_BUD, inside=True),
})  # fmt: skip

_X, _Y = SP2DState, SP2DAction
SP2D_FLOW = StateMachine("treasury:sp2d", initial=_X.DRAF, table={
    (_X.DRAF,           _Y.SIGN):    Step(_X.DITANDATANGANI, by=R.KUASA_BUD),
    (_X.DRAF,           _Y.CANCEL):  Step(_X.BATAL,          by=R.KUASA_BUD, reason=True),
    (_X.DITANDATANGANI, _Y.SEND):    Step(_X.DIKIRIM,        by=R.KUASA_BUD),
    (_X.DITANDATANGANI, _Y.CANCEL):  Step(_X.BATAL,          by=R.KUASA_BUD, reason=True),
    (_X.DIKIRIM,        _Y.CONFIRM): Step(_X.CAIR,           by=R.KUASA_BUD),
    (_X.DIKIRIM,        _Y.BOUNCE):  Step(_X.RETUR,          by=R.KUASA_BUD, reason=True),
})  # fmt: skip
