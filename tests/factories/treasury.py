"""Papers of the treasury in a wanted state; every step is taken by a service.

`spp_in(SPPState.DIVERIFIKASI, budget)` walks there. Call inside `work(…)`.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from uuid import UUID

from sqlalchemy import select

from simral.identity.terms import Role
from simral.kernel.db import db
from simral.treasury.models import Potongan, RekeningBank
from simral.treasury.queries.review import kelengkapan_of
from simral.treasury.services.penerima import register_penerima, verify_rekening_bank
from simral.treasury.services.sp2d import (
    bounce_sp2d,
    cancel_sp2d,
    confirm_sp2d,
    create_sp2d,
    send_sp2d,
    sign_sp2d,
)
from simral.treasury.services.spd import create_spd, issue_spd
from simral.treasury.services.spm import (
    approve_spm,
    cancel_spm,
    create_spm,
    hand_over_spm,
    refuse_spm,
)
from simral.treasury.services.spp import cancel_spp, create_spp, return_spp, submit_spp, verify_spp
from simral.treasury.services.tagihan import cancel_tagihan, register_tagihan, set_billing
from simral.treasury.states import SP2DState, SPMState, SPPState, TagihanState
from simral.treasury.terms import JenisBelanja, TagihanInput, TagihanLine
from tests.factories.budgeting import Budget

NILAI = Decimal("5550000.00")
WHY = "alasan untuk uji"
_numbers = count(1)


def spd_draft(budget: Budget) -> UUID:
    """A draft SPD for the whole year."""
    return create_spd(
        budget.opd_id, budget.tahun, 1, 12, actor=budget[Role.KUASA_BUD], today=budget.today
    )


def spd_issued(budget: Budget) -> UUID:
    """The SPD of the whole year, issued by PPKD."""
    spd_id = spd_draft(budget)
    issue_spd(spd_id, actor=budget[Role.PPKD], today=budget.today)
    return spd_id


def penerima_with_account(
    budget: Budget, *, verified: bool = True, nama: str = ""
) -> tuple[UUID, UUID]:
    """A payee (a PKP with NPWP) and the id of his bank account."""
    number = next(_numbers)
    nama = nama or f"CV Contoh {number}"
    penerima_id = register_penerima(
        budget.opd_id, nama, f"{number:015}", "Cibinong", True, "Bank Contoh", f"{number:010}",
        nama, actor=budget[Role.PPTK], today=budget.today,
    )  # fmt: skip
    account = db.session.scalars(
        select(RekeningBank.id).where(RekeningBank.penerima_id == penerima_id)
    ).one()
    if verified:
        verify_rekening_bank(account, actor=budget[Role.PPK_SKPD])
    return penerima_id, account


def bill(budget: Budget, account: UUID, nilai: Decimal = NILAI, **changes: object) -> TagihanInput:
    """A bill of goods on the first line, with BAST and tax invoice, all of today."""
    number = next(_numbers)
    data: dict[str, object] = {
        "opd_id": budget.opd_id, "tahun": budget.tahun, "rekening_bank_id": account,
        "jenis": JenisBelanja.BARANG, "uraian": "Alat tulis kantor", "nomor": f"INV-{number}",
        "tanggal": budget.today, "lines": (TagihanLine(budget.lines[0], nilai),),
        "bast_nomor": f"BAST-{number}", "bast_on": budget.today,
        "faktur_pajak": f"010.000-21.{number:08}",
    }  # fmt: skip
    return TagihanInput(**(data | changes))  # type: ignore[arg-type]


def tagihan_in(
    state: TagihanState = TagihanState.TERDAFTAR, *, budget: Budget, nilai: Decimal = NILAI
) -> UUID:
    """A bill with its payee; `terdaftar` or `batal`. The others come with an SPP."""
    _, account = penerima_with_account(budget)
    tagihan_id = register_tagihan(
        bill(budget, account, nilai), actor=budget[Role.PPTK], today=budget.today
    )
    if state is TagihanState.BATAL:
        cancel_tagihan(tagihan_id, actor=budget[Role.PPTK], today=budget.today, note=WHY)
    return tagihan_id


def spp_in(state: SPPState, *, budget: Budget, nilai: Decimal = NILAI) -> UUID:
    """An SPP in that state (the SPD must have been issued); `spm_terbit` comes with `spm_in`."""
    today = budget.today
    bendahara, ppk = budget[Role.BENDAHARA_PENGELUARAN], budget[Role.PPK_SKPD]
    tagihan_id = tagihan_in(budget=budget, nilai=nilai)
    write_billing(tagihan_id, budget)
    spp_id = create_spp(tagihan_id, "Alat tulis kantor", actor=bendahara, today=today)
    if state is SPPState.DRAF:
        return spp_id
    if state is SPPState.BATAL:
        cancel_spp(spp_id, actor=bendahara, note=WHY)
        return spp_id
    submit_spp(spp_id, actor=bendahara, today=today)
    if state is SPPState.DIAJUKAN:
        return spp_id
    if state is SPPState.DIKEMBALIKAN:
        return_spp(spp_id, actor=ppk, note=WHY)
        return spp_id
    verify_spp(spp_id, all_papers(spp_id), actor=ppk, today=today)
    return spp_id


def write_billing(tagihan_id: UUID, budget: Budget) -> None:
    """A billing id for every tax of the bill."""
    taxes = db.session.scalars(
        select(Potongan.jenis).where(Potongan.tagihan_id == tagihan_id)
    ).all()
    numbers = {jenis: f"{next(_numbers):015}" for jenis in taxes}
    bendahara = budget[Role.BENDAHARA_PENGELUARAN]
    set_billing(tagihan_id, numbers, actor=bendahara, today=budget.today)


def all_papers(spp_id: UUID) -> frozenset[str]:
    """The codes of every paper the checklist asks for."""
    return frozenset(code for code, _, _, _ in kelengkapan_of(spp_id))


def spm_in(state: SPMState, *, budget: Budget, nilai: Decimal = NILAI) -> UUID:
    """An SPM in that state; `sp2d_terbit` comes with `sp2d_in`."""
    today, ppk, pa = budget.today, budget[Role.PPK_SKPD], budget[Role.PA]
    spp_id = spp_in(SPPState.DIVERIFIKASI, budget=budget, nilai=nilai)
    spm_id = create_spm(spp_id, actor=ppk, today=today)
    if state is SPMState.DRAF:
        return spm_id
    if state is SPMState.DITOLAK:
        refuse_spm(spm_id, actor=pa, note=WHY)
        return spm_id
    if state is SPMState.BATAL:
        cancel_spm(spm_id, actor=ppk, note=WHY)
        return spm_id
    approve_spm(spm_id, actor=pa, today=today)
    if state is not SPMState.DISETUJUI:
        hand_over_spm(spm_id, actor=ppk, today=today)
    return spm_id


def sp2d_in(state: SP2DState, *, budget: Budget, nilai: Decimal = NILAI) -> UUID:
    """An SP2D in that state."""
    today, bud = budget.today, budget[Role.KUASA_BUD]
    spm_id = spm_in(SPMState.DISERAHKAN, budget=budget, nilai=nilai)
    sp2d_id = create_sp2d(spm_id, actor=bud, today=today)
    if state is SP2DState.DRAF:
        return sp2d_id
    sign_sp2d(sp2d_id, actor=bud, today=today)
    if state is SP2DState.BATAL:
        cancel_sp2d(sp2d_id, actor=bud, today=today, note=WHY)
        return sp2d_id
    if state is SP2DState.DITANDATANGANI:
        return sp2d_id
    send_sp2d(sp2d_id, actor=bud, today=today)
    if state is SP2DState.CAIR:
        confirm_sp2d(sp2d_id, actor=bud, today=today)
    if state is SP2DState.RETUR:
        bounce_sp2d(sp2d_id, actor=bud, today=today, note=WHY)
    return sp2d_id
