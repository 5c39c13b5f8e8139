"""Every step of the treasury: who takes it leads on; role, unit, state, reason are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from simral.identity.terms import GOVERNMENT_WIDE, Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import (
    DomainError,
    IllegalTransition,
    NotAllowed,
    NotFound,
    RuleBroken,
)
from simral.kernel.trail import Event
from simral.treasury.models import SP2D, SPD, SPM, SPP, RekeningBank, Tagihan
from simral.treasury.services.penerima import close_rekening_bank, verify_rekening_bank
from simral.treasury.services.sp2d import (
    bounce_sp2d,
    cancel_sp2d,
    confirm_sp2d,
    create_sp2d,
    send_sp2d,
    sign_sp2d,
)
from simral.treasury.services.spd import cancel_spd, create_spd, issue_spd
from simral.treasury.services.spm import (
    approve_spm,
    cancel_spm,
    create_spm,
    hand_over_spm,
    refuse_spm,
)
from simral.treasury.services.spp import cancel_spp, create_spp, return_spp, submit_spp, verify_spp
from simral.treasury.services.tagihan import cancel_tagihan, register_tagihan
from simral.treasury.states import SP2DState, SPMState, SPPState
from tests.factories.budgeting import Budget, small_budget
from tests.factories.identity import actor_with
from tests.factories.treasury import (
    WHY,
    all_papers,
    bill,
    penerima_with_account,
    sp2d_in,
    spd_draft,
    spd_issued,
    spm_in,
    spp_in,
    tagihan_in,
    write_billing,
)


@dataclass(frozen=True)
class Case:
    """One step: the document before it, the command, who takes it, the state after it."""

    name: str
    before: Callable[[Budget], UUID]
    run: Callable[..., Any]
    by: Role
    model: Any
    to: str
    reason: bool = False
    today: bool = True
    fresh: bool = False  # begins without an issued SPD

    def take(self, document: UUID, actor: Actor, budget: Budget, note: str = WHY) -> Any:
        """The command with what it needs."""
        words: dict[str, Any] = {"actor": actor}
        words |= {"today": budget.today} if self.today else {}
        words |= {"note": note} if self.reason else {}
        if self.run is verify_spp:
            papers = all_papers(document) if db.session.get(SPP, document) else frozenset()
            return self.run(document, papers, **words)
        if self.run is create_spp:
            return self.run(document, "Alat tulis", **words)
        return self.run(document, **words)


def spp(state: SPPState) -> Callable[[Budget], UUID]:
    return lambda budget: spp_in(state, budget=budget)


def spm(state: SPMState) -> Callable[[Budget], UUID]:
    return lambda budget: spm_in(state, budget=budget)


def sp2d(state: SP2DState) -> Callable[[Budget], UUID]:
    return lambda budget: sp2d_in(state, budget=budget)


def ready_bill(budget: Budget) -> UUID:
    tagihan_id = tagihan_in(budget=budget)
    write_billing(tagihan_id, budget)
    return tagihan_id


def new_account(budget: Budget) -> UUID:
    return penerima_with_account(budget, verified=False)[1]


P, B, M, S = Role.PPTK, Role.BENDAHARA_PENGELUARAN, Role.PPK_SKPD, Role.KUASA_BUD
STEPS = [
    Case("verify account", new_account, verify_rekening_bank, M, RekeningBank, "terverifikasi",
         today=False),
    Case("close account", new_account, close_rekening_bank, M, RekeningBank, "ditutup",
         reason=True, today=False),
    Case("cancel tagihan", lambda b: tagihan_in(budget=b), cancel_tagihan, P, Tagihan, "batal",
         reason=True),
    Case("issue spd", spd_draft, issue_spd, Role.PPKD, SPD, "terbit", fresh=True),
    Case("cancel spd", spd_draft, cancel_spd, S, SPD, "batal", reason=True, today=False,
         fresh=True),
    Case("submit spp", spp(SPPState.DRAF), submit_spp, B, SPP, "diajukan"),
    Case("submit spp again", spp(SPPState.DIKEMBALIKAN), submit_spp, B, SPP, "diajukan"),
    Case("verify spp", spp(SPPState.DIAJUKAN), verify_spp, M, SPP, "diverifikasi"),
    Case("return spp", spp(SPPState.DIAJUKAN), return_spp, M, SPP, "dikembalikan", reason=True,
         today=False),
    Case("return verified spp", spp(SPPState.DIVERIFIKASI), return_spp, M, SPP, "dikembalikan",
         reason=True, today=False),
    Case("cancel spp", spp(SPPState.DRAF), cancel_spp, B, SPP, "batal", reason=True, today=False),
    Case("cancel returned spp", spp(SPPState.DIKEMBALIKAN), cancel_spp, B, SPP, "batal",
         reason=True, today=False),
    Case("approve spm", spm(SPMState.DRAF), approve_spm, Role.PA, SPM, "disetujui"),
    Case("refuse spm", spm(SPMState.DRAF), refuse_spm, Role.PA, SPM, "ditolak", reason=True,
         today=False),
    Case("refuse handed spm", spm(SPMState.DISERAHKAN), refuse_spm, S, SPM, "ditolak",
         reason=True, today=False),
    Case("cancel spm", spm(SPMState.DRAF), cancel_spm, M, SPM, "batal", reason=True, today=False),
    Case("hand over spm", spm(SPMState.DISETUJUI), hand_over_spm, M, SPM, "diserahkan"),
    Case("sign sp2d", sp2d(SP2DState.DRAF), sign_sp2d, S, SP2D, "ditandatangani"),
    Case("cancel draft sp2d", sp2d(SP2DState.DRAF), cancel_sp2d, S, SP2D, "batal", reason=True),
    Case("send sp2d", sp2d(SP2DState.DITANDATANGANI), send_sp2d, S, SP2D, "dikirim"),
    Case("cancel signed sp2d", sp2d(SP2DState.DITANDATANGANI), cancel_sp2d, S, SP2D, "batal",
         reason=True),
    Case("confirm sp2d", sp2d(SP2DState.DIKIRIM), confirm_sp2d, S, SP2D, "cair"),
    Case("bounce sp2d", sp2d(SP2DState.DIKIRIM), bounce_sp2d, S, SP2D, "retur", reason=True),
]  # fmt: skip
CREATES = [
    Case("create spp", ready_bill, create_spp, B, SPP, "draf"),
    Case("create spm", spp(SPPState.DIVERIFIKASI), create_spm, M, SPM, "draf"),
    Case("create sp2d", spm(SPMState.DISERAHKAN), create_sp2d, S, SP2D, "draf"),
]
steps = pytest.mark.parametrize("case", STEPS, ids=lambda case: case.name)
creates = pytest.mark.parametrize("case", CREATES, ids=lambda case: case.name)
both = pytest.mark.parametrize("case", [*STEPS, *CREATES], ids=lambda case: case.name)
reasons = pytest.mark.parametrize(
    "case", [case for case in STEPS if case.reason], ids=lambda case: case.name
)


@pytest.fixture
def prepared(work):
    """(budget, document) of a case."""

    def prepare(case: Case) -> tuple[Budget, UUID]:
        budget = work(small_budget)
        if not case.fresh:
            work(spd_issued, budget)
        return budget, work(case.before, budget)

    return prepare


def fresh(role: Role, budget: Budget) -> Actor:
    """Another holder of the role in the same unit."""
    return actor_with(role, None if role in GOVERNMENT_WIDE else budget.opd_id)


def count_events() -> int:
    return db.session.scalar(select(func.count(Event.id))) or 0


def state_of(model: Any, document: UUID) -> str:
    return db.session.get_one(model, document).state.value


@steps
def test_a_step_leads_where_the_table_says(work, prepared, case):
    budget, document = prepared(case)
    work(case.take, document, work(fresh, case.by, budget), budget)
    assert work(state_of, case.model, document) == case.to


@creates
def test_a_new_paper_is_a_draft_with_its_event(work, prepared, case):
    budget, document = prepared(case)
    made = work(case.take, document, work(fresh, case.by, budget), budget)
    assert work(state_of, case.model, made) == "draf"
    events = work(lambda: db.session.scalar(select(func.count()).where(Event.pk == str(made))))
    assert events == 1


@both
def test_another_role_of_the_same_opd_is_refused_and_nothing_is_written(work, prepared, case):
    budget, document = prepared(case)
    for role in Role:
        if role is not case.by:
            stranger = work(fresh, role, budget)
            before = work(count_events)
            with pytest.raises(NotAllowed):
                work(case.take, document, stranger, budget)
            assert work(count_events) == before


@pytest.mark.parametrize(
    "case", [c for c in [*STEPS, *CREATES] if c.by not in GOVERNMENT_WIDE], ids=lambda c: c.name
)
def test_the_same_role_of_another_opd_finds_nothing(work, prepared, case):
    budget, document = prepared(case)
    with pytest.raises(NotFound):
        work(case.take, document, work(actor_with, case.by), budget)


@both
def test_what_does_not_exist_is_not_found(work, prepared, case):
    budget, _document = prepared(case)
    actor = work(fresh, case.by, budget)
    with pytest.raises(NotFound):
        work(case.take, uuid4(), actor, budget)


@steps
def test_a_step_is_taken_once(work, prepared, case):
    budget, document = prepared(case)
    actor = work(fresh, case.by, budget)
    work(case.take, document, actor, budget)
    before = work(count_events)
    with pytest.raises(IllegalTransition):
        work(case.take, document, actor, budget)
    assert work(count_events) == before


@creates
def test_a_second_paper_of_the_same_one_is_refused(work, prepared, case):
    budget, document = prepared(case)
    actor = work(fresh, case.by, budget)
    work(case.take, document, actor, budget)
    with pytest.raises(DomainError) as refusal:
        work(case.take, document, actor, budget)
    assert refusal.value.status in {409, 422}


@reasons
@pytest.mark.parametrize("note", ["", "   "])
def test_a_reason_is_typed(work, prepared, case, note):
    budget, document = prepared(case)
    actor = work(fresh, case.by, budget)
    with pytest.raises(DomainError) as refusal:
        work(case.take, document, actor, budget, note)
    assert refusal.value.status == 422
    assert work(state_of, case.model, document) != case.to


# ── what begins without a paper ───────────────────────────────────────────────────────────────
def test_a_bill_is_registered_by_pptk_of_the_opd_only(work):
    budget = work(small_budget)
    work(spd_issued, budget)
    _, account = work(penerima_with_account, budget)
    for role in set(Role) - {Role.PPTK}:
        stranger = work(fresh, role, budget)
        with pytest.raises(NotAllowed):
            work(register_tagihan, bill(budget, account), actor=stranger, today=budget.today)
    with pytest.raises((NotAllowed, NotFound)):
        work(register_tagihan, bill(budget, account), actor=work(actor_with, Role.PPTK),
             today=budget.today)  # fmt: skip
    made = work(register_tagihan, bill(budget, account), actor=work(fresh, Role.PPTK, budget),
                today=budget.today)  # fmt: skip
    assert work(state_of, Tagihan, made) == "terdaftar"


def test_an_spd_is_drafted_by_kuasa_bud_only(work):
    budget = work(small_budget)
    for role in set(Role) - {Role.KUASA_BUD}:
        stranger = work(fresh, role, budget)
        with pytest.raises(NotAllowed):
            work(create_spd, budget.opd_id, budget.tahun, 1, 12, actor=stranger,
                 today=budget.today)  # fmt: skip
    made = work(create_spd, budget.opd_id, budget.tahun, 1, 12,
                actor=work(fresh, Role.KUASA_BUD, budget), today=budget.today)  # fmt: skip
    assert work(state_of, SPD, made) == "draf"


def test_the_verifier_ticks_every_paper(work):
    budget = work(small_budget)
    work(spd_issued, budget)
    document = work(spp_in, SPPState.DIAJUKAN, budget=budget)
    with pytest.raises(RuleBroken):
        work(verify_spp, document, frozenset(), actor=budget[Role.PPK_SKPD], today=budget.today)
    assert work(state_of, SPP, document) == "diajukan"
