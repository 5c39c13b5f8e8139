"""Versions, ratification with its journal, what the database refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from simral.budgeting.errors import SameVersion
from simral.budgeting.models import DPA, DPAPagu, DPARincian, VersiAnggaran
from simral.budgeting.queries import (
    active_version,
    find_active_dpa,
    get_dpa,
    get_line,
    kas_lines,
    list_violations,
    versions_of,
)
from simral.budgeting.services import cancel_dpa, create_version, ratify_dpa, spread_anggaran_kas
from simral.budgeting.states import DPAState
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import IllegalTransition, NotAllowed, NotFound, RuleBroken
from simral.kernel.trail import record
from simral.reference.queries import rekening_ids
from tests.factories.budgeting import draft_dpa, reference_rows, small_budget
from tests.factories.identity import actor_with, make_opd

PAGU = Decimal("100000000.00")


@pytest.fixture
def budget(work):
    return work(small_budget)


@pytest.fixture
def ppkd(budget):
    return budget[Role.PPKD]


def next_version(budget, ppkd, pagu, kas=True):
    """P1 with the first line only, at another amount."""
    versi_id = create_version(budget.tahun, "P1", "Pergeseran 1", budget.today, actor=ppkd)
    dpa = DPA(id=uuid4(), tahun=budget.tahun, versi_id=versi_id, opd_id=budget.opd_id)
    db.session.add(dpa)
    db.session.flush()
    record("budgeting:dpa:create", dpa, actor=ppkd)
    months = [pagu, *[Decimal(0)] * 11] if kas else None
    db.session.add(DPAPagu(dpa_id=dpa.id, rincian_id=budget.lines[0], pagu=pagu, kas=months))
    db.session.commit()
    return dpa.id


def test_ratification_numbers_the_dpa_and_puts_its_ceilings_in_force(work, budget, ppkd):
    dpa = work(get_dpa, budget.dpa_id, actor=ppkd)
    assert dpa.state is DPAState.DISAHKAN
    assert dpa.nomor == f"DPA/A.1/{dpa.opd_kode}/001/M/{budget.tahun}"
    assert work(get_line, budget.lines[0], actor=ppkd).pagu == PAGU
    assert work(find_active_dpa, budget.opd_id, budget.today).id == budget.dpa_id
    assert work(kas_lines, budget.dpa_id, 1, 3) == dict.fromkeys(budget.lines, PAGU)
    assert work(active_version, budget.tahun, budget.today).kode == "M"


def test_ratification_posts_the_budget_in_the_lra_book(work, budget):
    rows = work(
        lambda: db.session.execute(
            text(
                "SELECT p.rekening_kode, p.debit, p.kredit, p.buku FROM posting p JOIN jurnal j "
                "ON j.id = p.jurnal_id WHERE j.source_id = :id ORDER BY 1"
            ),
            {"id": budget.dpa_id},
        ).all()
    )
    assert [tuple(row) for row in rows] == [
        ("3.1.02.03.01.0001", 0, 3 * PAGU, "LRA"),
        ("3.1.02.05.01.0001", 3 * PAGU, 0, "LRA"),
    ]


def test_a_new_version_changes_the_ceilings_and_keeps_the_old_amounts(work, budget, ppkd):
    dpa_id = work(next_version, budget, ppkd, Decimal(40))
    work(ratify_dpa, dpa_id, actor=ppkd, today=budget.today)
    assert work(get_line, budget.lines[0], actor=ppkd).pagu == Decimal(40)
    assert work(get_line, budget.lines[1], actor=ppkd).pagu == Decimal(0)
    both = work(versions_of, budget.lines[0])
    assert [(v.versi_kode, v.pagu) for v in both] in (
        [("M", PAGU), ("P1", Decimal(40))],
        [("P1", Decimal(40)), ("M", PAGU)],
    )
    assert all(ok for _, ok, _, _ in work(list_violations))


def test_a_new_ceiling_below_what_is_committed_is_refused(work, budget, ppkd):
    dpa_id = work(next_version, budget, ppkd, Decimal(40))

    def promise():
        db.session.execute(
            update(DPARincian).where(DPARincian.id == budget.lines[0]).values(dipesan=41)
        )
        db.session.commit()

    work(promise)
    with pytest.raises(RuleBroken) as refused:
        work(ratify_dpa, dpa_id, actor=ppkd, today=budget.today)
    assert [f.code for f in refused.value.findings] == ["di_bawah_komitmen"]
    broken = [name for name, ok, _, _ in work(list_violations) if not ok]
    assert broken == ["budgeting.dipesan"]


def test_a_line_without_anggaran_kas_is_refused_until_it_is_spread(work, budget, ppkd):
    dpa_id = work(next_version, budget, ppkd, Decimal(40), kas=False)
    with pytest.raises(RuleBroken) as refused:
        work(ratify_dpa, dpa_id, actor=ppkd, today=budget.today)
    assert [f.code for f in refused.value.findings] == ["kas_tidak_sama"]
    work(spread_anggaran_kas, dpa_id, actor=ppkd)
    [version] = [v for v in work(versions_of, budget.lines[0]) if v.versi_kode == "P1"]
    assert version.kas == [*[Decimal(3)] * 11, Decimal(7)]
    assert version.kas_is_illustrative
    work(ratify_dpa, dpa_id, actor=ppkd, today=budget.today)
    with pytest.raises(IllegalTransition):
        work(spread_anggaran_kas, dpa_id, actor=ppkd)


def test_only_ppkd_ratifies_once_and_for_another_opd_it_does_not_exist(work, budget, ppkd):
    with pytest.raises(IllegalTransition):
        work(ratify_dpa, budget.dpa_id, actor=ppkd, today=budget.today)
    dpa_id = work(next_version, budget, ppkd, Decimal(40))
    with pytest.raises(NotAllowed):
        work(ratify_dpa, dpa_id, actor=budget[Role.PA], today=budget.today)
    stranger = Actor(uuid4(), frozenset({("pa", uuid4())}))
    for ask in (ratify_dpa, get_dpa):
        extra = {"today": budget.today} if ask is ratify_dpa else {}
        with pytest.raises(NotFound):
            work(ask, dpa_id, actor=stranger, **extra)


def test_a_cancelled_draft_makes_room_for_another(work, budget, ppkd):
    dpa_id = work(next_version, budget, ppkd, Decimal(40))
    with pytest.raises(RuleBroken):
        work(cancel_dpa, dpa_id, actor=ppkd, note=" ")
    work(cancel_dpa, dpa_id, actor=ppkd, note="salah berkas")

    def another():
        old = db.session.get_one(DPA, dpa_id)
        new = DPA(tahun=old.tahun, versi_id=old.versi_id, opd_id=old.opd_id)
        db.session.add(new)
        db.session.flush()
        return new.state

    assert work(another) is DPAState.DRAF


def test_a_version_needs_a_code_and_a_date_of_its_year(work):
    ppkd = work(actor_with, Role.PPKD)
    with pytest.raises(RuleBroken) as refused:
        work(create_version, 2021, "X", "?", date(2022, 1, 1), actor=ppkd)
    assert [f.code for f in refused.value.findings] == ["kode_versi", "di_luar_tahun"]


def violate(change):
    work_row, values = change
    db.session.execute(update(work_row).values(**values))


@pytest.mark.parametrize(
    ("table", "values", "constraint"),
    [
        (DPARincian, {"dipesan": PAGU, "realisasi": 1}, "ck_dpa_rincian_pagu_cukup"),
        (DPARincian, {"dipesan": -1}, "ck_dpa_rincian_tidak_negatif"),
        (DPAPagu, {"pagu": -1}, "ck_dpa_pagu_tidak_negatif"),
        (DPAPagu, {"kas": [Decimal(1)] * 11}, "ck_dpa_pagu_dua_belas_bulan"),
        (DPA, {"nomor": None}, "ck_dpa_bernomor"),
    ],
)
def test_the_database_refuses_what_a_rule_forgot(work, budget, table, values, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        work(violate, (table, values))


def test_one_opd_has_one_dpa_in_a_version_and_a_day_one_version(work, budget):
    def second_dpa():
        old = db.session.get_one(DPA, budget.dpa_id)
        db.session.add(DPA(tahun=old.tahun, versi_id=old.versi_id, opd_id=old.opd_id))
        db.session.flush()

    def second_version():
        old = db.session.scalars(select(VersiAnggaran)).first()
        db.session.add(VersiAnggaran(tahun=old.tahun, kode="P9", nama="x", mulai_on=old.mulai_on))
        db.session.flush()

    with pytest.raises(IntegrityError, match="uq_dpa_versi_id_opd_id"):
        work(second_dpa)
    with pytest.raises(IntegrityError, match="uq_versi_anggaran_tahun_mulai_on"):
        work(second_version)


def test_a_line_stands_once_and_in_the_opd_of_its_sub_kegiatan(work, budget):
    def copy(**changes):
        old = db.session.get_one(DPARincian, budget.lines[0])
        names = ("tahun", "opd_id", "sub_kegiatan_id", "rekening_id", "rekening_kode",
                 "sumber_dana_id", "pagu")  # fmt: skip
        db.session.add(DPARincian(**{n: getattr(old, n) for n in names} | changes))
        db.session.flush()

    with pytest.raises(IntegrityError, match="uq_dpa_rincian_sub_kegiatan_id"):
        work(copy)
    other = work(make_opd)
    cash = work(rekening_ids, ["1.1.01.01.01.0001"], budget.tahun)["1.1.01.01.01.0001"]
    with pytest.raises(IntegrityError, match="fk_dpa_rincian_sub_kegiatan_opd"):
        work(copy, opd_id=other, rekening_id=cash)


def test_a_draft_alone_is_not_in_force(work):
    def make():
        reference_rows(2021)
        opd_id = make_opd()
        draft_dpa(opd_id, 2021, PAGU)
        return opd_id

    assert work(find_active_dpa, work(make), date(2021, 5, 1)) is None


def test_a_version_s_code_and_first_day_belong_to_one(work, budget, ppkd):
    work(create_version, budget.tahun, "P1", "Pergeseran", budget.today, actor=ppkd)
    for kode, day in (("P1", date(budget.tahun, 12, 31)), ("P2", budget.today)):
        with pytest.raises(SameVersion):
            work(create_version, budget.tahun, kode, "Lain", day, actor=ppkd)
    with pytest.raises(RuleBroken) as refused:
        work(create_version, budget.tahun, "X", " ", date(2000, 1, 1), actor=ppkd)
    assert len(refused.value.findings) == 3


def test_a_dpa_that_no_event_tells_of_is_found_by_the_doctor(work, budget):
    def break_in():
        versi_id = db.session.scalar(select(VersiAnggaran.id))
        opd_id = make_opd()
        db.session.add(DPA(id=uuid4(), tahun=budget.tahun, versi_id=versi_id, opd_id=opd_id))
        db.session.commit()

    work(break_in)
    found = {name: rows for name, ok, rows, _ in work(list_violations) if not ok}
    assert found == {"budgeting.tercatat": 1}
