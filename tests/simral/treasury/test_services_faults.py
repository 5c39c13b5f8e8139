"""What a review proved to be possible once, and is refused now."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from simral.budgeting.models import DPA, DPAPagu, DPARincian, VersiAnggaran
from simral.budgeting.services.dpa import ratify_dpa
from simral.identity.terms import Role
from simral.kernel.db import db
from simral.kernel.errors import NotFound, RuleBroken
from simral.treasury.errors import AlreadyHasSP2D, BillUnderWay
from simral.treasury.models import SP2D, SPD, SPM, SPP, SPDRincian
from simral.treasury.services.penerima import close_rekening_bank, register_kontrak
from simral.treasury.services.sp2d import confirm_sp2d, create_sp2d, send_sp2d, sign_sp2d
from simral.treasury.services.spd import create_spd
from simral.treasury.services.spm import refuse_spm
from simral.treasury.services.spp import submit_spp
from simral.treasury.services.tagihan import register_tagihan, set_billing
from simral.treasury.states import SP2DState, SPMState, SPPState
from simral.treasury.terms import JenisPotongan
from tests.factories.budgeting import PAGU, small_budget
from tests.factories.treasury import (
    WHY,
    bill,
    penerima_with_account,
    sp2d_in,
    spd_issued,
    spm_in,
    spp_in,
)


@pytest.fixture
def budget(work):
    """A small government whose SPD is issued."""
    made = work(small_budget)
    work(spd_issued, made)
    return made


def column(model, row_id: UUID, name: str):
    return getattr(db.session.get_one(model, row_id), name)


def codes(refused) -> set[str]:
    return {finding.code for finding in refused.value.findings}


@pytest.mark.parametrize("state", [SPPState.DIAJUKAN, SPPState.DIVERIFIKASI])
def test_a_billing_id_is_not_changed_once_the_spp_is_submitted(work, budget, state):
    spp_id = work(spp_in, state, budget=budget)
    tagihan_id = work(column, SPP, spp_id, "tagihan_id")
    with pytest.raises(BillUnderWay):
        work(
            set_billing, tagihan_id, {JenisPotongan.PPN: "9" * 15},
            actor=budget[Role.BENDAHARA_PENGELUARAN], today=budget.today,
        )  # fmt: skip


def test_an_spm_is_not_refused_while_its_sp2d_lives(work, budget):
    spm_id = work(spm_in, SPMState.DISERAHKAN, budget=budget)
    bud = budget[Role.KUASA_BUD]
    work(create_sp2d, spm_id, actor=bud, today=budget.today)
    with pytest.raises(AlreadyHasSP2D):
        work(refuse_spm, spm_id, actor=bud, note=WHY)


def test_the_preparer_of_any_earlier_paper_does_not_sign(work, budget):
    sp2d_id = work(sp2d_in, SP2DState.DRAF, budget=budget)
    spm_id = work(column, SP2D, sp2d_id, "spm_id")
    preparer = work(column, SPM, spm_id, "created_by_id")
    both = type(budget[Role.KUASA_BUD])(preparer, budget[Role.KUASA_BUD].grants)
    with pytest.raises(RuleBroken) as refused:
        work(sign_sp2d, sp2d_id, actor=both, today=budget.today)
    assert codes(refused) == {"orang_yang_sama"}


def test_a_returned_spp_keeps_its_number_and_its_date(work, budget):
    spp_id = work(spp_in, SPPState.DIKEMBALIKAN, budget=budget)
    before = work(column, SPP, spp_id, "nomor"), work(column, SPP, spp_id, "tanggal")
    later = budget.today + timedelta(days=1)
    if later.year == budget.tahun:
        work(submit_spp, spp_id, actor=budget[Role.BENDAHARA_PENGELUARAN], today=later)
        assert work(column, SPP, spp_id, "submitted_on") == later
    assert (work(column, SPP, spp_id, "nomor"), work(column, SPP, spp_id, "tanggal")) == before


def test_a_debt_above_the_ceiling_is_not_registered(work, budget):
    _, account = work(penerima_with_account, budget)
    with pytest.raises(RuleBroken) as refused:
        work(
            register_tagihan, bill(budget, account, PAGU + 1),
            actor=budget[Role.PPTK], today=budget.today,
        )  # fmt: skip
    assert codes(refused) == {"melebihi_pagu"}


def test_the_contract_of_another_opd_does_not_exist(work, budget):
    penerima_id, account = work(penerima_with_account, budget)
    kontrak_id = work(
        register_kontrak, budget.opd_id, budget.tahun, penerima_id, "K-1", budget.today, "ATK",
        Decimal(10_000_000), budget.today, budget.today, actor=budget[Role.PPTK],
        today=budget.today,
    )  # fmt: skip
    foreign = bill(budget, account, kontrak_id=uuid4())
    with pytest.raises(RuleBroken) as refused:
        work(register_tagihan, foreign, actor=budget[Role.PPTK], today=budget.today)
    assert codes(refused) == {"kontrak_asing"}
    own = bill(budget, account, kontrak_id=kontrak_id)
    assert work(register_tagihan, own, actor=budget[Role.PPTK], today=budget.today)


def test_an_sp2d_does_not_leave_for_a_closed_account(work, budget):
    sp2d_id = work(sp2d_in, SP2DState.DITANDATANGANI, budget=budget)
    account = work(column, SP2D, sp2d_id, "rekening_bank_id")
    work(close_rekening_bank, account, actor=budget[Role.PPK_SKPD], note=WHY)
    with pytest.raises(RuleBroken) as refused:
        work(send_sp2d, sp2d_id, actor=budget[Role.KUASA_BUD], today=budget.today)
    assert codes(refused) == {"rekening_belum_sah"}


def test_the_bank_s_answer_is_dated_between_sending_and_today(work, budget):
    sp2d_id = work(sp2d_in, SP2DState.DIKIRIM, budget=budget)
    bud, day = budget[Role.KUASA_BUD], timedelta(days=1)
    for on in (budget.today - day, budget.today + day):
        with pytest.raises(RuleBroken):
            work(confirm_sp2d, sp2d_id, actor=bud, today=budget.today, on=on)
    work(confirm_sp2d, sp2d_id, actor=bud, today=budget.today, on=budget.today)
    assert work(column, SP2D, sp2d_id, "cair_on") == budget.today


def test_a_month_is_provided_once_and_topped_up_after_a_change_of_the_budget(work, budget):
    bud = budget[Role.KUASA_BUD]
    args = (budget.opd_id, budget.tahun, 1, 12)
    with pytest.raises(RuleBroken) as refused:
        work(create_spd, *args, actor=bud, today=budget.today)
    assert codes(refused) == {"bulan_ganda"}
    work(_raise_budget, budget)
    spd_id = work(create_spd, *args, actor=bud, today=budget.today)
    lines = work(lambda: dict(db.session.execute(
        db.select(SPDRincian.rincian_id, SPDRincian.nilai).where(SPDRincian.spd_id == spd_id)
    ).all()))  # fmt: skip
    assert lines == {budget.lines[0]: Decimal("1000000.00")}
    assert work(column, SPD, spd_id, "bulan_sampai") == 12


def test_an_unknown_sp2d_is_not_found(work, budget):
    with pytest.raises(NotFound):
        work(send_sp2d, uuid4(), actor=budget[Role.KUASA_BUD], today=budget.today)


def _raise_budget(budget) -> None:
    """A newer version that gives the first line one million more, ratified today."""
    version = VersiAnggaran(tahun=budget.tahun, kode="P1", nama="Perubahan", mulai_on=budget.today)
    db.session.add(version)
    db.session.flush()
    dpa = DPA(tahun=budget.tahun, versi_id=version.id, opd_id=budget.opd_id)
    db.session.add(dpa)
    db.session.flush()
    for line_id in budget.lines:
        pagu = db.session.get_one(DPARincian, line_id).pagu
        more = Decimal(1_000_000) if line_id == budget.lines[0] else Decimal(0)
        kas = [Decimal(0)] * 11 + [pagu + more]
        if budget.today.month < 12:
            kas = [pagu + more] + [Decimal(0)] * 11
        db.session.add(DPAPagu(dpa_id=dpa.id, rincian_id=line_id, pagu=pagu + more, kas=kas))
    db.session.commit()
    ratify_dpa(dpa.id, actor=budget[Role.PPKD], today=budget.today)
