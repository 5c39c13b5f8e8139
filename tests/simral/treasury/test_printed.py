"""Loading the printed forms: what the services wrote is what the paper says."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.errors import NotFound
from simral.kernel.money import format_angka
from simral.treasury.adapters.print import sp2d_pdf, spd_pdf, spm_pdf, spp_pdf
from simral.treasury.queries.form_parts import Printing, grouped_nip, grouped_npwp
from simral.treasury.queries.printed import (
    legal_basis,
    load_sp2d_form,
    load_spd_form,
    load_spm_form,
    load_spp_form,
)
from simral.treasury.states import SP2DState, SPMState, SPPState
from tests.factories.budgeting import small_budget
from tests.factories.identity import make_opd
from tests.factories.treasury import sp2d_in, spd_draft, spd_issued, spm_in, spp_in

HOW = Printing(base="https://simral.example", is_copy=True, paper="F4")
NILAI = Decimal("5550000.00")


def text_of(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_signed_sp2d_is_printed_as_it_was_signed(work):
    def walk():
        budget = small_budget()
        spd_issued(budget)
        sp2d_id = sp2d_in(SP2DState.DITANDATANGANI, budget=budget)
        return load_sp2d_form(sp2d_id, budget[Role.KUASA_BUD], HOW)

    form = work(walk)
    assert form.nilai == NILAI
    assert form.dibayarkan == NILAI - sum(one.nilai for one in form.potongan)
    assert len(form.potongan) == 2
    assert all(one.keterangan.startswith("ID billing ") for one in form.potongan)
    assert [line.depth for line in form.lines] == [0, 1, 2, 3]
    assert form.kuasa_bud.nama
    assert form.spm.nomor
    assert form.head.address.startswith("https://simral.example/verifikasi/")
    assert "SALINAN" in (form.head.mark or "")
    text = text_of(sp2d_pdf(form))
    assert format_angka(form.dibayarkan) in text
    assert form.payee.nama in text


def test_an_spm_cites_the_spd_it_pays_from(work):
    def walk():
        budget = small_budget()
        spd_issued(budget)
        return load_spm_form(spm_in(SPMState.DISETUJUI, budget=budget), budget[Role.PA])

    form = work(walk)
    assert len(form.dasar) == 1
    assert form.dasar[0].nilai >= NILAI
    assert form.pa.nama
    assert form.spp.nilai == NILAI
    assert form.dasar[0].nomor[:20] in text_of(spm_pdf(form))


def test_an_spp_sums_what_was_provided_and_spent_before(work):
    def walk():
        budget = small_budget()
        spd_issued(budget)
        sp2d_in(SP2DState.CAIR, budget=budget)
        spp_id = spp_in(SPPState.DIAJUKAN, budget=budget)
        return load_spp_form(spp_id, budget[Role.BENDAHARA_PENGELUARAN])

    form = work(walk)
    assert [one.nilai for one in form.sebelumnya] == [NILAI]
    assert dict(form.belanja)["Belanja LS barang dan jasa"] == NILAI
    assert form.dpa.nomor
    assert form.dpa.nilai >= sum(one.nilai for one in form.spd)
    assert form.pptk.nama
    assert form.bendahara.nama
    assert text_of(spp_pdf(form)).count(format_angka(NILAI)) >= 3


def test_an_spd_lists_the_dpa_with_what_is_left(work):
    def walk():
        budget = small_budget()
        issued = spd_issued(budget)
        return load_spd_form(issued, budget[Role.PPKD])

    form = work(walk)
    assert form.total("periode") > 0
    assert form.total("sebelumnya") == 0
    assert form.total("sisa") == form.total("anggaran") - form.total("periode")
    for depth in (0, 1):
        tops = sum(line.periode for line in form.lines if line.depth == depth)
        assert tops == form.total("periode")
    assert format_angka(form.total("periode")) in text_of(spd_pdf(form))


def test_a_draft_is_marked_and_has_no_address(work):
    def walk():
        budget = small_budget()
        return load_spd_form(spd_draft(budget), budget[Role.KUASA_BUD], HOW)

    form = work(walk)
    assert (form.head.mark or "").startswith("DRAF")
    assert form.head.address == ""
    assert form.nomor == ""


def test_another_opds_paper_is_not_found(work):
    def walk():
        budget = small_budget()
        spd_issued(budget)
        sp2d_id = sp2d_in(SP2DState.DRAF, budget=budget)
        other = make_opd()
        stranger = Actor(budget[Role.PA].user_id, frozenset({(Role.PA.value, other)}))
        load_sp2d_form(sp2d_id, stranger)

    with pytest.raises(NotFound):
        work(walk)


def test_numbers_of_persons_are_grouped_for_reading():
    assert grouped_nip("197508172000032001") == "19750817 200003 2 001"
    assert grouped_nip("123") == "123"
    assert grouped_npwp("012345678901000") == "01.234.567.8-901.000"
    assert grouped_npwp("0012345678901000") == "0012 3456 7890 1000"
    assert grouped_npwp("") == ""


def test_the_law_of_fiscal_relations_is_cited_from_its_year_on():
    assert not any("Tahun 2022" in text for text in legal_basis(2021, "Kabupaten Bogor"))
    assert any("Nomor 1 Tahun 2022" in text for text in legal_basis(2022, "Kabupaten Bogor"))
