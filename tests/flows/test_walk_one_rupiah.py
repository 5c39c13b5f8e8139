"""The living specification: one bill from the DPA to the cash, every figure on the way."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from simral.budgeting.services.dpa import ratify_dpa
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.db import db
from simral.kernel.money import ZERO
from simral.ledger.queries import balances
from simral.reporting.queries import build, make_filter
from simral.treasury.models import SP2D
from simral.treasury.queries.jejak import trace_line, trace_sp2d
from simral.treasury.services.sp2d import confirm_sp2d, create_sp2d, send_sp2d, sign_sp2d
from simral.treasury.services.spd import create_spd, issue_spd
from simral.treasury.services.spm import approve_spm, create_spm, hand_over_spm
from simral.treasury.services.spp import create_spp, submit_spp, verify_spp
from simral.treasury.services.tagihan import register_tagihan, set_billing
from simral.treasury.states import SP2DState
from simral.treasury.terms import JenisBelanja, JenisPotongan, TagihanInput, TagihanLine
from tests.factories.budgeting import Budget
from tests.factories.treasury import all_papers, penerima_with_account
from tests.flows.story import OPD_KODE, PAGU, Entry, Walk, in_2021, office, page, violations

DOC = Path(__file__).resolve().parents[2] / "docs" / "walk-one-rupiah.md"
NILAI = Decimal("5550000.00")
PPN, PPH_22 = Decimal("504545.00"), Decimal("75681.00")  # 10/110 and 1.5% of 100/110, down
NET = NILAI - PPN - PPH_22
LINE, BEBAN, UTANG = "5.1.02.01.01.0024", "8.1.02.01.01.0024", "2.1.06.02.01.0024"
RK_PPKD, RK_SKPD, KAS = "3.1.03.01.01.0001", "1.1.13.01.01.0001", "1.1.01.01.01.0001"
SAL, APROPRIASI = "3.1.02.05.01.0001", "3.1.02.03.01.0001"
UTANG_PPN, UTANG_PPH_22 = "2.1.01.06.01.0001", "2.1.01.05.02.0001"
BILLING = {JenisPotongan.PPN: "121000000000001", JenisPotongan.PPH_22: "121000000000002"}
R = Role

# What each step leaves: dipesan, realisasi, the numbers it gives, journals it posts.
EXPECTED = (
    (ZERO, ZERO, 0, 1),  # DPA ratified: the budget journal
    (ZERO, ZERO, 0, 0),  # SPD drafted
    (ZERO, ZERO, 1, 0),  # SPD issued
    (ZERO, ZERO, 0, 1),  # bill with BAST: the debt
    (ZERO, ZERO, 0, 0),  # SPP drafted
    (ZERO, ZERO, 0, 0),  # billing ids
    (NILAI, ZERO, 1, 0),  # SPP submitted: promised
    (NILAI, ZERO, 0, 0),  # verified
    (NILAI, ZERO, 0, 0),  # SPM prepared
    (NILAI, ZERO, 1, 0),  # SPM approved
    (NILAI, ZERO, 0, 0),  # handed over
    (NILAI, ZERO, 0, 0),  # SP2D drafted
    (ZERO, NILAI, 1, 1),  # SP2D signed: realised, both books
    (ZERO, NILAI, 0, 0),  # sent
    (ZERO, NILAI, 0, 0),  # cair
)
NUMBERS = [
    f"32.01/01.0/000001/LS/{OPD_KODE}/M/1/2021",
    f"32.01/02.0/000001/LS/{OPD_KODE}/M/3/2021",
    f"32.01/03.0/000001/LS/{OPD_KODE}/M/3/2021",
    f"32.01/04.0/000001/LS/{OPD_KODE}/M/3/2021",
]
BAST = (
    (OPD_KODE, "LO", BEBAN, NILAI, ZERO),
    (OPD_KODE, "LO", UTANG, ZERO, NILAI),
)
PAID = (
    (OPD_KODE, "LO", UTANG, NILAI, ZERO),
    (OPD_KODE, "LO", RK_PPKD, ZERO, NILAI),
    (OPD_KODE, "LRA", LINE, NILAI, ZERO),
    (OPD_KODE, "LRA", SAL, ZERO, NILAI),
    ("PPKD", "LO", RK_SKPD, NILAI, ZERO),
    ("PPKD", "LO", KAS, ZERO, NET),
    ("PPKD", "LO", UTANG_PPH_22, ZERO, PPH_22),
    ("PPKD", "LO", UTANG_PPN, ZERO, PPN),
)
EVENTS = {
    "The SPP is submitted": ("treasury:spp:submit", "budgeting:reservasi:reserve"),
    "The SP2D is signed": (
        "treasury:sp2d:sign", "treasury:spm:issue_sp2d", "budgeting:reservasi:post",
        "ledger:jurnal:post",
    ),
    "The bank has paid": ("treasury:sp2d:confirm", "treasury:tagihan:pay"),
}  # fmt: skip


@pytest.fixture
def walk(app, work):
    with in_2021():
        yield Walk(work(office), work)


def test_one_rupiah_walks_from_the_dpa_to_the_cash(walk, work):
    sp2d_id = take(walk)
    assert [(e.dipesan, e.realisasi, len(e.numbers), len(e.journals)) for e in walk.book] == list(
        EXPECTED
    )
    assert {entry.pagu for entry in walk.book} == {PAGU}
    assert [number for entry in walk.book for number in entry.numbers] == NUMBERS
    assert journal(walk.book, "The bill is registered with its BAST") == BAST
    assert journal(walk.book, "The SP2D is signed") == PAID
    assert all(entry.events for entry in walk.book), "no command without an event"
    events = {entry.act: entry.events for entry in walk.book if entry.act in EVENTS}
    assert events == EVENTS

    with clock.at(date(2021, 3, 8)):
        work(the_books_say_so)
        work(the_trace_shows_it, sp2d_id, walk)
        assert work(violations) == []
    work(compare, page(walk.book))


def take(walk: Walk):
    """Fifteen commands of six people."""
    b, step = walk.budget, walk.step
    bendahara, ppk, bud = R.BENDAHARA_PENGELUARAN, R.PPK_SKPD, R.KUASA_BUD
    walk.begin()
    step(date(2021, 1, 4), R.PPKD, "The DPA is ratified", ratify_dpa, b.dpa_id)
    day = date(2021, 1, 5)
    spd = step(day, bud, "The SPD is prepared", create_spd, b.opd_id, 2021, 1, 12)
    step(day, R.PPKD, "The SPD is issued", issue_spd, spd)
    with clock.at(date(2021, 2, 1)):
        _, account = walk.run(penerima_with_account, b, nama="CV Rimba Aksara")
    walk.begin()
    act = "The bill is registered with its BAST"
    bill = step(date(2021, 3, 1), R.PPTK, act, register_tagihan, invoice(b, account))
    day = date(2021, 3, 2)
    spp = step(day, bendahara, "The SPP is drafted", create_spp, bill, "")
    step(day, bendahara, "The billing ids of the taxes are written", set_billing, bill, BILLING)
    step(day, bendahara, "The SPP is submitted", submit_spp, spp)
    day = date(2021, 3, 3)
    step(day, ppk, "The SPP is verified", verify_spp, spp, walk.run(all_papers, spp))
    spm = step(day, ppk, "The SPM is prepared", create_spm, spp)
    day = date(2021, 3, 4)
    step(day, R.PA, "The SPM is approved", approve_spm, spm)
    step(day, ppk, "The SPM is handed over", hand_over_spm, spm)
    day = date(2021, 3, 5)
    sp2d = step(day, bud, "The SP2D is drafted", create_sp2d, spm)
    step(day, bud, "The SP2D is signed", sign_sp2d, sp2d)
    step(day, bud, "The SP2D is sent to the bank", send_sp2d, sp2d)
    step(date(2021, 3, 8), bud, "The bank has paid", confirm_sp2d, sp2d)
    return sp2d


def invoice(budget: Budget, account: UUID) -> TagihanInput:
    return TagihanInput(
        opd_id=budget.opd_id, tahun=2021, rekening_bank_id=account, jenis=JenisBelanja.BARANG,
        uraian="Alat tulis kantor", nomor="INV-1", tanggal=date(2021, 3, 1),
        lines=(TagihanLine(budget.lines[0], NILAI),), bast_nomor="BAST-1",
        bast_on=date(2021, 3, 1), faktur_pajak="010.003-21.55000001",
    )  # fmt: skip


def journal(book: list[Entry], act: str):
    (entry,) = [one for one in book if one.act == act]
    ((_, sides),) = entry.journals
    return sides


def the_books_say_so() -> None:
    """Trial balance and LRA after the walk, to the sen."""
    budget = 3 * PAGU
    found = {(buku.value, kode): pair for (buku, kode), pair in balances(2021).items()}
    assert found[("LO", BEBAN)] == (NILAI, ZERO)
    assert found[("LO", UTANG)] == (NILAI, NILAI)
    assert found[("LO", RK_PPKD)] == (ZERO, NILAI)
    assert found[("LO", RK_SKPD)] == (NILAI, ZERO)
    assert found[("LO", KAS)] == (ZERO, NET)
    assert found[("LO", UTANG_PPN)] == (ZERO, PPN)
    assert found[("LO", UTANG_PPH_22)] == (ZERO, PPH_22)
    assert found[("LRA", LINE)] == (NILAI, ZERO)
    assert found[("LRA", APROPRIASI)] == (ZERO, budget)
    assert found[("LRA", SAL)] == (budget, NILAI)
    report = build("lra", make_filter(2021, level=6))
    lines = {line.cells["kode"]: line.cells for line in report.machine_lines}
    assert (lines[LINE]["anggaran"], lines[LINE]["realisasi"]) == (PAGU, NILAI)
    assert (lines["5"]["anggaran"], lines["5"]["realisasi"]) == (budget, NILAI)
    assert [check for check in report.checks if not check.ok] == []
    sp2d = build("register-sp2d", make_filter(2021))
    assert [line.cells["nomor"] for line in sp2d.machine_lines] == NUMBERS[3:]


def the_trace_shows_it(sp2d_id, walk) -> None:
    """Jejak rupiah from both ends."""
    who = walk.budget[R.PA]
    back = trace_sp2d(sp2d_id, actor=who)
    assert (back.sp2d.nomor, back.sp2d.state) == (NUMBERS[3], SP2DState.CAIR)
    assert (back.way.spm.nomor, back.way.spp.nomor) == (NUMBERS[2], NUMBERS[1])
    assert back.way.cair_on == date(2021, 3, 8)
    assert [journal.purpose for journal in back.journals] == ["bast", "sp2d"]
    forth = trace_line(walk.budget.lines[0], actor=who)
    assert [(way.sp2d.nomor, nilai) for _, way, nilai in forth.bills] == [(NUMBERS[3], NILAI)]
    assert [mark.nilai for mark in forth.spd] == [PAGU]
    assert db.session.scalars(select(SP2D.nilai)).all() == [NILAI]


def compare(text: str) -> None:
    """docs/walk-one-rupiah.md is what this test prints."""
    if os.environ.get("SIMRAL_CETAK"):
        DOC.write_text(text, encoding="utf-8")
    assert DOC.read_text(encoding="utf-8") == text, (
        "SIMRAL_CETAK=1 rewrites docs/walk-one-rupiah.md"
    )
