"""Papers of an SPP-LS, and the shape of a bill before it is registered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest

from simral.treasury.rules.bill import check_bill, check_billing_id, check_npwp, needs_bast
from simral.treasury.rules.kelengkapan import BASE, check_papers, papers_for
from simral.treasury.terms import JenisBelanja, JenisPotongan, TagihanInput, TagihanLine

TODAY = date(2021, 10, 4)
ENTRY = TagihanInput(
    opd_id=UUID(int=1), tahun=2021, rekening_bank_id=UUID(int=2), jenis=JenisBelanja.BARANG,
    uraian="Belanja kertas", nomor="INV-1", tanggal=TODAY,
    lines=(TagihanLine(UUID(int=3), Decimal("100.00")),), bast_nomor="BAST-1", bast_on=TODAY,
)  # fmt: skip


# ── papers ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("needs", "more"),
    [({}, []), ({"has_kontrak": True}, ["kontrak", "ba_penyelesaian"]),
     ({"has_bast": True}, ["ba_pemeriksaan", "bast"]), ({"has_tax": True}, ["pajak"]),
     ({"has_kontrak": True, "has_bast": True, "has_tax": True},
      ["kontrak", "ba_penyelesaian", "ba_pemeriksaan", "bast", "pajak"])],
)  # fmt: skip
def test_a_payment_needs_its_papers_in_the_order_of_the_file(needs, more):
    none = {"has_kontrak": False, "has_bast": False, "has_tax": False}
    papers = papers_for(**none | needs)
    assert [paper.code for paper in papers] == [paper.code for paper in BASE] + more


def test_no_paper_is_listed_twice():
    for flags in product([False, True], repeat=3):
        names = dict(zip(("has_kontrak", "has_bast", "has_tax"), flags, strict=True))
        codes = [paper.code for paper in papers_for(**names)]
        assert len(codes) == len(set(codes))


def test_every_missing_paper_is_named():
    papers = papers_for(has_kontrak=False, has_bast=True, has_tax=False)
    checked = {paper.code for paper in papers} - {"bast", "kuitansi"}
    findings = check_papers(papers, checked)
    assert [finding.at for finding in findings] == ["butir_kuitansi", "butir_bast"]
    assert "serah terima" in str(findings[1])
    assert check_papers(papers, checked | {"bast", "kuitansi", "lain"}) == []


# ── the bill ──────────────────────────────────────────────────────────────────────────────────
def codes(**changes: object) -> list[tuple[str, str]]:
    findings = check_bill(replace(ENTRY, **changes), today=TODAY)  # type: ignore[arg-type]
    return [(finding.code, finding.at) for finding in findings]


def lines(*amounts: str) -> tuple[TagihanLine, ...]:
    return tuple(TagihanLine(UUID(int=i), Decimal(a)) for i, a in enumerate(amounts))


def test_a_bill_as_it_should_be():
    assert codes() == []
    assert codes(bast_nomor="", bast_on=None) == []
    assert codes(lines=lines("0.01", "999999999999999999.99")) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"nomor": " "}, ("wajib", "nomor")),
        ({"uraian": ""}, ("wajib", "uraian")),
        ({"tanggal": date(2020, 12, 31)}, ("tahun_lain", "tanggal")),
        ({"tanggal": date(2021, 10, 5)}, ("tanggal_depan", "tanggal")),
        ({"bast_on": date(2020, 12, 31)}, ("tahun_lain", "bast_on")),
        ({"bast_on": date(2021, 10, 5)}, ("tanggal_depan", "bast_on")),
        ({"bast_nomor": ""}, ("bast_setengah", "bast_nomor")),
        ({"bast_on": None}, ("bast_setengah", "bast_nomor")),
        ({"lines": ()}, ("kosong", "nilai")),
        ({"lines": lines("0")}, ("nilai_salah", "nilai_1")),
        ({"lines": lines("-1")}, ("nilai_salah", "nilai_1")),
        ({"lines": lines("1", "1.001")}, ("nilai_salah", "nilai_2")),
        ({"lines": lines("1000000000000000000")}, ("nilai_salah", "nilai_1")),
        ({"lines": lines("NaN")}, ("nilai_salah", "nilai_1")),
        ({"lines": lines("1")[:1] * 2}, ("baris_ganda", "nilai_2")),
        ({"billing": {JenisPotongan.PPN: "12345"}}, ("billing_salah", "billing_ppn")),
    ],
)
def test_each_fault_is_named_at_its_field(changes, expected):
    assert codes(**changes) == [expected]


def test_every_fault_is_named_at_once():
    assert len(codes(nomor="", uraian="", lines=(), bast_nomor="")) == 4


@pytest.mark.parametrize("text", ["", "123456789012345"])
def test_a_billing_id_that_is_taken(text):
    assert list(check_billing_id(text, at="x")) == []


@pytest.mark.parametrize("text", ["1234", "12345678901234a", "1234567890123456", "١" * 15])
def test_a_billing_id_that_is_refused(text):
    assert [finding.code for finding in check_billing_id(text, at="x")] == ["billing_salah"]


@pytest.mark.parametrize(
    ("text", "fine"),
    [("", True), ("0" * 15, True), ("0" * 16, True), ("0" * 14, False), ("0" * 17, False),
     ("01.234.567.8-901.000", False), ("٠" * 15, False)],
)  # fmt: skip
def test_an_npwp_has_15_or_16_digits(text, fine):
    assert (check_npwp(text) == []) is fine


@pytest.mark.parametrize(
    ("jenis", "kode", "needed"),
    [(JenisBelanja.BARANG, "5.1.02.01.01.0024", True),
     (JenisBelanja.KONSTRUKSI_KECIL, "5.1.02.03.01.0001", True),
     (JenisBelanja.JASA, "5.1.02.02.01.0030", False),
     (JenisBelanja.JASA, "5.2.02.10.01.0002", True),
     (JenisBelanja.NARASUMBER, "5.1.02.02.01.0003", False)],
)  # fmt: skip
def test_goods_works_and_assets_are_handed_over_before_they_are_paid(jenis, kode, needed):
    assert needs_bast(jenis, [kode]) is needed
