"""The checks of a payment: each one just holds, each one just does not, with its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from simral.budgeting.terms import Ceiling
from simral.kernel.money import NBSP
from simral.treasury.rules.apart import check_apart
from simral.treasury.rules.case import ContractCase, PaymentCase, Withheld
from simral.treasury.rules.checks import CHECKS, check_payment, review
from simral.treasury.states import RekeningBankState
from simral.treasury.terms import JenisPotongan

LINE, SECOND = UUID(int=1), UUID(int=2)
SUB, OTHER_SUB, DAU, DAK = UUID(int=10), UUID(int=11), UUID(int=20), UUID(int=21)
ON = date(2021, 10, 4)


def ceiling(line: UUID = LINE, **changes: Any) -> Ceiling:
    """Of a pagu of 1,000 the others have 300: 700 is left everywhere."""
    values: dict[str, Any] = {
        "rincian_id": line, "opd_id": UUID(int=5), "unit_id": None, "sub_kegiatan_id": SUB,
        "sub_kegiatan_kode": "1.01.01.2.01.0001", "rekening_kode": "5.1.02.01.01.0024",
        "sumber_dana_id": DAU, "pagu": Decimal(1000), "dipesan": Decimal(200),
        "realisasi": Decimal(100), "kas_sd": Decimal(1000), "dana_sisa": Decimal(700),
        "own": Decimal(0),
    }  # fmt: skip
    return Ceiling(**values | changes)


def case(**changes: Any) -> PaymentCase:
    """A payment of 700 that may go on, with the named changes."""
    values: dict[str, Any] = {
        "on": ON, "tahun": 2021, "amounts": {LINE: Decimal(700)}, "ceilings": {LINE: ceiling()},
        "spd_total": {LINE: Decimal(1000)},
        "earlier": (("DPA", date(2021, 1, 4)), ("SPD", date(2021, 10, 1)), ("SPP", ON)),
        "proofs": (("tagihan", date(2021, 9, 20)),),
        "payee": "PT Sinar Jaya", "npwp": "012345678901000", "needs_npwp": True,
        "account_owner": "SINAR JAYA, PT", "account_state": RekeningBankState.TERVERIFIKASI,
        "withheld": (tax(),), "needs_faktur": True, "faktur_pajak": "010.000-21.00000001",
        "needs_bast": True, "bast_on": date(2021, 10, 1),
        "contract": ContractCase("027/SPK/1", Decimal(1000), Decimal(300), same_payee=True),
    }  # fmt: skip
    return PaymentCase(**values | changes)


def tax(**changes: Any) -> Withheld:
    whole = Withheld(JenisPotongan.PPN, Decimal(63), Decimal(63), "123456789012345")
    return replace(whole, **changes)


def found(payment: PaymentCase) -> list[str]:
    return [finding.code for finding in check_payment(payment)]


def two_lines(first: str, second: str, **changes: Any) -> PaymentCase:
    return case(
        amounts={LINE: Decimal(first), SECOND: Decimal(second)},
        ceilings={LINE: ceiling(), SECOND: ceiling(SECOND, **changes)},
        spd_total={LINE: Decimal(1000), SECOND: Decimal(1000)},
    )


def test_a_payment_that_just_fits_may_go_on():
    assert found(case()) == []
    assert all(check.ok for check in review(case()))


def test_a_document_does_not_stand_in_its_own_way():
    promised = ceiling(dipesan=Decimal(900), own=Decimal(700), dana_sisa=Decimal(700))
    assert found(case(ceilings={LINE: promised})) == []


@pytest.mark.parametrize(
    ("changes", "code", "left"),
    [
        ({"ceilings": {LINE: ceiling(pagu=Decimal("999.99"))}}, "melebihi_pagu", "699,99"),
        ({"spd_total": {LINE: Decimal("999.99")}}, "melebihi_spd", "699,99"),
        ({"spd_total": {}}, "melebihi_spd", "0,00"),
        ({"ceilings": {LINE: ceiling(kas_sd=Decimal("999.99"))}}, "melebihi_kas", "699,99"),
        ({"ceilings": {LINE: ceiling(dana_sisa=Decimal("699.99"))}}, "melebihi_dana", "699,99"),
        ({"contract": ContractCase("1", Decimal("999.99"), Decimal(300), same_payee=True)},
         "melebihi_kontrak", "699,99"),
        ({"contract": ContractCase("1", Decimal(200), Decimal(300), same_payee=True)},
         "melebihi_kontrak", "0,00"),
    ],
)  # fmt: skip
def test_one_sen_too_much_is_refused_with_the_remaining_amount(changes, code, left):
    (finding,) = check_payment(case(**changes))
    assert (finding.code, finding.at) == (code, "nilai")
    assert f"Rp{NBSP}{left}" in str(finding)
    assert f"Rp{NBSP}700,00" in str(finding)


def test_the_refusal_of_a_line_names_its_account():
    (finding,) = check_payment(case(spd_total={LINE: Decimal(0)}))
    assert "5.1.02.01.01.0024" in str(finding)


def test_every_ceiling_that_breaks_is_reported_at_once():
    tight = ceiling(pagu=Decimal(500), kas_sd=Decimal(400), dana_sisa=Decimal(1))
    payment = case(ceilings={LINE: tight}, spd_total={})
    assert found(payment) == ["melebihi_pagu", "melebihi_spd", "melebihi_kas", "melebihi_dana"]


def test_lines_of_one_fund_source_are_added_up():
    assert found(two_lines("400", "300", rekening_kode="5.1.02.01.01.0025")) == []
    payment = two_lines("400", "300.01", rekening_kode="5.1.02.01.01.0025")
    (finding,) = check_payment(replace(payment, contract=None))
    assert finding.code == "melebihi_dana"
    assert f"Rp{NBSP}700,00" in str(finding)


def test_lines_of_two_fund_sources_are_not_added_up():
    payment = two_lines("600", "600", sumber_dana_id=DAK)
    assert found(replace(payment, contract=None)) == []


def test_one_spp_stands_on_one_sub_kegiatan():
    payment = two_lines("100", "100", sub_kegiatan_id=OTHER_SUB)
    assert found(payment) == ["banyak_sub_kegiatan"]
    assert "kosong" in found(case(amounts={}, ceilings={}))


@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"contract": ContractCase("1", Decimal(9999), Decimal(0), same_payee=False)},
         "pihak_kontrak", "kontrak"),
        ({"bast_on": None}, "bast_tidak_ada", "bast_nomor"),
        ({"earlier": (("SPD", None),)}, "pendahulu_tidak_ada", ""),
        ({"earlier": (("SPD", date(2021, 10, 5)),)}, "tanggal_mundur", "tanggal"),
        ({"proofs": (("BAST", date(2021, 10, 5)),)}, "tanggal_mundur", "tanggal"),
        (
            {"earlier": (("DPA", date(2021, 1, 5)), ("SPD", date(2021, 1, 4)))},
            "urutan_terbalik", "tanggal",
        ),
        ({"tahun": 2022}, "tahun_lain", "tanggal"),
        ({"is_periode_open": False}, "periode_dikunci", "tanggal"),
        ({"duplicates": ("SPP 000017",)}, "tagihan_ganda", ""),
        ({"account_state": RekeningBankState.MENUNGGU}, "rekening_belum_sah", "rekening_bank"),
        ({"account_state": RekeningBankState.DITUTUP}, "rekening_belum_sah", "rekening_bank"),
        ({"account_owner": "Sinar Abadi"}, "nama_rekening_beda", "rekening_bank"),
        ({"npwp": ""}, "npwp_tidak_ada", "npwp"),
        ({"faktur_pajak": ""}, "faktur_tidak_ada", "faktur_pajak"),
        ({"withheld": (tax(id_billing=""),)}, "billing_tidak_ada", "billing_ppn"),
        ({"withheld": (tax(nilai=Decimal(62)),)}, "pajak_beda", ""),
        ({"unmapped": ("5.1.02.99.99.9999",)}, "peta_tidak_ada", "aset_kode"),
    ],
    ids=lambda value: value if isinstance(value, str) and value else None,
)  # fmt: skip
def test_what_does_not_hold_is_named_at_its_field(changes, code, at):
    (finding,) = check_payment(case(**changes))
    assert (finding.code, finding.at) == (code, at)
    assert "%" not in str(finding)


@pytest.mark.parametrize(
    "changes",
    [
        {"contract": None},
        {"bast_on": None, "needs_bast": False},
        {"earlier": ()},
        {"earlier": (("SPP", ON),)},
        {"npwp": "", "needs_npwp": False},
        {"faktur_pajak": "", "needs_faktur": False},
        {"withheld": ()},
        {"account_owner": "pt. sinar  jaya"},
        {"account_owner": "SINAR-JAYA"},
    ],
)
def test_what_is_not_asked_for_does_not_block(changes):
    assert found(case(**changes)) == []


def test_the_wrong_figure_and_the_right_one_stand_side_by_side():
    (finding,) = check_payment(case(withheld=(tax(nilai=Decimal(62)),)))
    assert f"Rp{NBSP}62,00" in str(finding)
    assert f"Rp{NBSP}63,00" in str(finding)


def test_the_review_answers_every_check_in_order_even_where_all_is_wrong():
    ruin = case(
        amounts={LINE: Decimal(9999)}, spd_total={}, earlier=(("SPD", None),), npwp="",
        faktur_pajak="", bast_on=None, tahun=2020, is_periode_open=False, duplicates=("1", "2"),
        account_owner="orang lain", account_state=RekeningBankState.MENUNGGU, unmapped=("5.1",),
        withheld=(tax(id_billing="", nilai=Decimal(1)),),
    )  # fmt: skip
    checks = review(ruin)
    assert len(checks) == len(CHECKS) == len({check.code for check in checks})
    assert [check.code for check in checks if check.ok] == ["sub_kegiatan"]
    for check in checks:
        assert check.label
        assert "%(" not in str(check.detail)


@pytest.mark.parametrize("before", [(), (None,), (uuid4(), None)])
def test_a_new_person_may_act(before):
    assert check_apart(uuid4(), *before) == []


def test_who_acted_before_may_not_act_again():
    person = uuid4()
    (finding,) = check_apart(person, uuid4(), None, person)
    assert finding.code == "orang_yang_sama"
