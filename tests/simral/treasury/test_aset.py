"""Capital spending without a counter account (BLUD): the officer chooses the asset on the bill."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from simral.budgeting.models import DPARincian
from simral.identity.terms import Role
from simral.kernel.db import db
from simral.kernel.errors import RuleBroken
from simral.kernel.http import new_key
from simral.ledger.queries import journals_of
from simral.reference.models import Rekening
from simral.treasury.models import Tagihan, TagihanRincian
from simral.treasury.rules.aset import aset_root, check_aset, needs_aset
from simral.treasury.services.sp2d import create_sp2d, sign_sp2d
from simral.treasury.services.spm import approve_spm, create_spm, hand_over_spm
from simral.treasury.services.spp import create_spp, submit_spp, verify_spp
from simral.treasury.services.tagihan import cancel_tagihan, register_tagihan
from simral.treasury.terms import TagihanLine
from tests.factories.budgeting import small_budget
from tests.factories.treasury import (
    WHY,
    all_papers,
    bill,
    penerima_with_account,
    spd_issued,
    write_billing,
)

BLUD = "5.2.02.99.99.9999"
LAPTOP, GEDUNG = "1.3.02.10.01.0002", "1.3.03.01.01.0001"
NILAI = Decimal("2220000.00")
P = "/perbendaharaan"


# ── the rule ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("belanja", "root"),
    [(BLUD, "1.3.02"), ("5.2.05.99.99.9999", "1.3.05"), ("5.2.06.99.99.9999", "1.5.03"),
     ("5.1.02.01.01.0024", None), ("", None)],
)  # fmt: skip
def test_a_capital_leaf_becomes_an_asset_of_its_jenis(belanja, root):
    assert aset_root(belanja) == root
    assert needs_aset(belanja, []) is (root is not None)
    assert not needs_aset(belanja, [belanja])


@pytest.mark.parametrize(
    ("line", "mapped", "code"),
    [
        ((BLUD, LAPTOP), [], None),
        ((BLUD, None), [], "aset_wajib"),
        ((BLUD, GEDUNG), [], "aset_lain_jenis"),
        ((BLUD, "1.3.02"), [], "aset_asing"),
        ((BLUD, "1.3.02.10.01.9999"), [], "aset_asing"),
        ((BLUD, "1.3.020.10.01.0002"), [], "aset_lain_jenis"),
        ((BLUD, LAPTOP), [BLUD], "aset_tidak_perlu"),
        (("5.1.02.01.01.0024", LAPTOP), [], "aset_tidak_perlu"),
        (("5.1.02.01.01.0024", None), [], None),
    ],
)
def test_the_asset_is_chosen_where_it_is_needed_and_inside_its_jenis(line, mapped, code):
    found = check_aset([("5.1.02.01.01.0024", None), line], mapped, [LAPTOP, GEDUNG])
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(finding.at == "aset_2" and "%" not in str(finding) for finding in found)


# ── the service ───────────────────────────────────────────────────────────────────────────────
def blud_budget():
    """The small government, whose third line is BLUD capital, with its SPD."""
    budget = small_budget()
    for kode, nama in ((BLUD, "Belanja Modal Peralatan BLUD"), (LAPTOP, "Laptop"),
                       (GEDUNG, "Gedung")):  # fmt: skip
        if db.session.scalar(select(Rekening.id).where(Rekening.kode == kode)) is None:
            db.session.add(
                Rekening(kode=kode, nama=nama, level=6, induk_kode=kode.rpartition(".")[0],
                         tahun_mulai=2000, sumber="tes")
            )  # fmt: skip
    db.session.flush()
    line = db.session.get_one(DPARincian, budget.lines[2])
    line.rekening_kode = BLUD
    line.rekening_id = db.session.scalars(select(Rekening.id).where(Rekening.kode == BLUD)).one()
    db.session.commit()
    spd_issued(budget)
    return budget


def blud_bill(budget, *lines, **changes):
    """Registered; the lines are (index of the budget line, asset)."""
    _, account = penerima_with_account(budget)
    parts = tuple(TagihanLine(budget.lines[at], NILAI, aset) for at, aset in lines)
    entry = replace(bill(budget, account), lines=parts, **changes)
    return register_tagihan(entry, actor=budget[Role.PPTK], today=budget.today)


def signed(budget, tagihan_id: UUID) -> UUID:
    """The bill's SP2D, signed."""
    today = budget.today
    bendahara, ppk = budget[Role.BENDAHARA_PENGELUARAN], budget[Role.PPK_SKPD]
    write_billing(tagihan_id, budget)
    spp_id = create_spp(tagihan_id, "Peralatan", actor=bendahara, today=today)
    submit_spp(spp_id, actor=bendahara, today=today)
    verify_spp(spp_id, all_papers(spp_id), actor=ppk, today=today)
    spm_id = create_spm(spp_id, actor=ppk, today=today)
    approve_spm(spm_id, actor=budget[Role.PA], today=today)
    hand_over_spm(spm_id, actor=ppk, today=today)
    sp2d_id = create_sp2d(spm_id, actor=budget[Role.KUASA_BUD], today=today)
    sign_sp2d(sp2d_id, actor=budget[Role.KUASA_BUD], today=today)
    return sp2d_id


def debits(document: UUID) -> list[str]:
    """Accounts that the document's journals debit for its budget lines."""
    lines = [line for journal in journals_of([document]) for line in journal.lines]
    return [line.rekening_kode for line in lines if line.debit and line.label]


def test_a_line_without_a_payable_is_booked_by_the_sp2d_and_so_is_the_whole_bill(work):
    budget = work(blud_budget)
    tagihan_id = work(blud_bill, budget, (2, LAPTOP), (0, None))
    assert work(journals_of, [tagihan_id]) == []
    sp2d_id = work(signed, budget, tagihan_id)
    assert work(debits, sp2d_id) == [LAPTOP, "8.1.02.01.01.0024", BLUD, "5.1.02.01.01.0024"]


def test_a_bill_whose_lines_all_have_a_payable_posts_its_debt_as_before(work):
    budget = work(blud_budget)
    tagihan_id = work(blud_bill, budget, (0, None))
    assert work(debits, tagihan_id) == ["8.1.02.01.01.0024"]
    sp2d_id = work(signed, budget, tagihan_id)
    assert work(debits, sp2d_id) == ["2.1.06.02.01.0024", "5.1.02.01.01.0024"]


def test_a_bill_that_posted_no_debt_is_cancelled_without_a_reversal(work):
    budget = work(blud_budget)
    tagihan_id = work(blud_bill, budget, (2, LAPTOP))

    def cancel():
        cancel_tagihan(tagihan_id, actor=budget[Role.PPTK], today=budget.today, note=WHY)
        return journals_of([tagihan_id])

    assert work(cancel) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [((2, None), "aset_wajib"), ((2, GEDUNG), "aset_lain_jenis"),
     ((2, "1.3.02.10.01.7777"), "aset_asing"), ((0, LAPTOP), "aset_tidak_perlu")],
)  # fmt: skip
def test_a_wrong_choice_is_refused_and_nothing_is_stored(work, line, code):
    budget = work(blud_budget)
    with pytest.raises(RuleBroken) as refused:
        work(blud_bill, budget, line)
    assert [(f.code, f.at) for f in refused.value.findings] == [(code, "aset_1")]
    assert work(lambda: db.session.scalars(select(Tagihan)).all()) == []


# ── the pages ─────────────────────────────────────────────────────────────────────────────────
def test_the_form_asks_for_the_asset_of_that_line_only_and_the_bill_shows_it(client, work):
    budget = work(blud_budget)
    _, account = work(penerima_with_account, budget, nama="CV Rimba Aksara")
    pptk = client(budget[Role.PPTK])
    step = f"?opd_id={budget.opd_id}&sub_kegiatan={budget.sub_id}&penerima=Rimba&lanjut=1"
    page = pptk.get(f"{P}/tagihan/baru{step}").text
    blud, plain = budget.lines[2], budget.lines[0]
    assert f'name="aset-{blud}"' in page
    assert f'name="aset-{plain}"' not in page
    assert LAPTOP in page
    assert GEDUNG not in page
    today = f"{budget.today:%d-%m-%Y}"
    answers = {
        "opd_id": budget.opd_id, "rekening_bank_id": account, "kontrak_id": "-", "jenis": "barang",
        "uraian": "Laptop", "nomor": "INV-1", "tanggal": today, "bast_nomor": "B-1",
        "bast_on": today, "faktur_pajak": "010.1", f"nilai-{blud}": "2.220.000,00",
    }  # fmt: skip

    def send(act, **more):
        data = {"idem": new_key(), **answers, **more, "aksi": act}
        return pptk.post(f"{P}/tagihan/baru{step}", data=data)

    refused = send("simpan")
    assert refused.status_code == 422
    assert f'href="#aset-{blud}"' in refused.text
    chosen = {f"aset-{blud}": LAPTOP}
    checked = send("periksa", **chosen)
    assert f"{LAPTOP} Laptop" in checked.text
    assert f'name="aset-{blud}" value="{LAPTOP}"' in checked.text
    assert f'value="{LAPTOP}" selected' in send("ubah", **chosen).text
    made = send("simpan", **chosen)
    assert made.status_code == 302, made.text
    assert f"{LAPTOP} Laptop" in pptk.get(made.location).text
    stored = work(lambda: db.session.scalars(select(TagihanRincian.aset_kode)).all())
    assert stored == [LAPTOP]


def test_an_asset_for_an_unknown_line_of_the_budget_names_both_faults(work):
    budget = work(blud_budget)
    _, account = work(penerima_with_account, budget)
    entry = replace(bill(budget, account), lines=(TagihanLine(uuid4(), NILAI, LAPTOP),))
    with pytest.raises(RuleBroken) as refused:
        work(register_tagihan, entry, actor=budget[Role.PPTK], today=budget.today)
    assert [f.at for f in refused.value.findings] == ["rincian_1", "aset_1"]
