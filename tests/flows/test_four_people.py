"""Maker, verifier, approver and payer are four people: the services say so, and the tables too."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from simral.identity.queries import actor_of
from simral.identity.services import grant_role
from simral.identity.terms import GOVERNMENT_WIDE, Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import DomainError, RuleBroken
from simral.treasury.services.penerima import verify_rekening_bank
from simral.treasury.services.sp2d import sign_sp2d
from simral.treasury.services.spd import issue_spd
from simral.treasury.services.spm import approve_spm
from simral.treasury.services.spp import verify_spp
from simral.treasury.states import SP2DState, SPMState, SPPState
from tests.factories.budgeting import small_budget
from tests.factories.treasury import (
    all_papers,
    penerima_with_account,
    sp2d_in,
    spd_draft,
    spd_issued,
    spm_in,
    spp_in,
)

R = Role
MAKER, VERIFIER = R.BENDAHARA_PENGELUARAN, R.PPK_SKPD
APPROVER, PAYER = R.PA, R.KUASA_BUD


@pytest.fixture
def budget(work):
    found = work(small_budget)
    work(spd_issued, found)
    return found


def also(budget, person: Role, role: Role) -> Actor:
    """The person of one role, who (by a mistake of the admin) holds the other as well.

    The roles are put into the actor by hand: granting them to one person is refused already.
    """
    one = budget[person]
    where = None if role in GOVERNMENT_WIDE else budget.opd_id
    return Actor(one.user_id, one.grants | {(role.value, where)})


@contextmanager
def refused():
    """The service's answer to one person acting twice."""
    with pytest.raises(RuleBroken) as caught:
        yield
    assert [finding.code for finding in caught.value.findings] == ["orang_yang_sama"]


@contextmanager
def broken(constraint: str):
    """The database's own answer, by the name of the constraint."""
    with pytest.raises(IntegrityError) as caught:
        yield
    assert caught.value.orig.diag.constraint_name == constraint
    db.session.rollback()


def put(table: str, row_id, **columns) -> None:
    """What somebody with the database's password would try."""
    pairs = ", ".join(f"{name} = :{name}" for name in columns)
    db.session.execute(
        text(f"UPDATE {table} SET {pairs} WHERE id = :row_id"), columns | {"row_id": row_id}
    )


def test_the_maker_does_not_verify(work, budget):
    spp_id = work(spp_in, SPPState.DIAJUKAN, budget=budget)
    person = also(budget, MAKER, VERIFIER)

    def verify():
        with refused():
            verify_spp(spp_id, all_papers(spp_id), actor=person, today=budget.today)
        with broken("ck_spp_pemeriksa_lain"):
            put("spp", spp_id, verified_by_id=person.user_id)

    work(verify)


@pytest.mark.parametrize("earlier", [MAKER, VERIFIER])
def test_neither_maker_nor_verifier_approves(work, budget, earlier):
    spm_id = work(spm_in, SPMState.DRAF, budget=budget)
    person = also(budget, earlier, APPROVER)

    def approve():
        with refused():
            approve_spm(spm_id, actor=person, today=budget.today)
        with broken("ck_spm_penyetuju_lain"):
            put("spm", spm_id, approved_by_id=person.user_id)

    work(approve)


@pytest.mark.parametrize("earlier", [MAKER, VERIFIER, APPROVER])
def test_nobody_who_acted_before_pays(work, budget, earlier):
    sp2d_id = work(sp2d_in, SP2DState.DRAF, budget=budget)
    person = also(budget, earlier, PAYER)

    def pay():
        with refused():
            sign_sp2d(sp2d_id, actor=person, today=budget.today)
        with broken("ck_sp2d_empat_orang"):
            put("sp2d", sp2d_id, signed_by_id=person.user_id)

    work(pay)


@pytest.mark.parametrize(
    ("table", "constraint", "columns"),
    [
        ("spm", "ck_spm_pemeriksa_lain", ("verifier_id", "maker_id")),
        ("sp2d", "ck_sp2d_tiga_orang", ("verifier_id", "maker_id")),
        ("sp2d", "ck_sp2d_tiga_orang", ("approver_id", "maker_id")),
        ("sp2d", "ck_sp2d_tiga_orang", ("approver_id", "verifier_id")),
    ],
)
def test_the_names_on_a_paper_cannot_be_made_one(work, budget, table, constraint, columns):
    work(sp2d_in, SP2DState.DRAF, budget=budget)
    copy, source = columns

    def overwrite():
        with broken(constraint):
            db.session.execute(text(f"UPDATE {table} SET {copy} = {source}"))

    work(overwrite)


def test_who_enters_a_bank_account_does_not_verify_it(work, budget):
    _, account = work(penerima_with_account, budget, verified=False)
    person = also(budget, R.PPTK, VERIFIER)

    def verify():
        with refused():
            verify_rekening_bank(account, actor=person)
        with broken("ck_rekening_bank_dua_orang"):
            put("rekening_bank", account, verified_by_id=person.user_id)

    work(verify)


def test_who_prepares_an_spd_does_not_issue_it(work):
    budget = work(small_budget)
    spd_id = work(spd_draft, budget)
    person = also(budget, R.KUASA_BUD, R.PPKD)

    def issue():
        with refused():
            issue_spd(spd_id, actor=person, today=budget.today)

    work(issue)


@pytest.mark.parametrize(
    ("has", "asked"),
    [(MAKER, VERIFIER), (MAKER, APPROVER), (VERIFIER, APPROVER), (VERIFIER, PAYER)],
)
def test_one_person_is_not_granted_two_of_the_roles(work, budget, has, asked):
    person = budget[has]
    where = None if asked in GOVERNMENT_WIDE else budget.opd_id

    def grant():
        with pytest.raises(DomainError, match="tidak boleh dirangkap"):
            grant_role(person.user_id, asked, where, date(2020, 1, 1), None, "SK", actor=None)
        assert not actor_of(person.user_id, budget.today).may(asked, where)

    work(grant)
