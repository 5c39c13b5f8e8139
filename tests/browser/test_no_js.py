"""Without JavaScript: sign in, enter a bill line, approve an SPM."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, opened, sign_in
from tests.browser.test_five_people import ROOMY

pytestmark = pytest.mark.browser

DRAFT = """
    SELECT s.id FROM spm s JOIN opd o ON o.id = s.opd_id
    WHERE o.kode = '1.02.0.00.0.00.01.0000' AND s.state = 'draf' LIMIT 1
"""


def test_a_bill_is_entered_without_javascript(site: Site):
    row = site.ask(ROOMY)
    assert row
    line_id, sub_id = str(row[2]), str(row[3])
    context = site.context(java_script_enabled=False)
    with opened(context) as page:
        sign_in(page, "pptk.disdik")
        page.goto("/perbendaharaan/tagihan/baru")
        page.get_by_label("Sub kegiatan").select_option(value=sub_id)
        page.get_by_label("Penerima").fill("Cahaya Priangan")
        page.get_by_role("main").get_by_role("button", name="Cari", exact=True).click()
        page.get_by_role("button", name="Lanjut").click()
        page.get_by_label("Jenis belanja").select_option(label="Barang")
        page.get_by_label("Keperluan").fill("Kertas")
        page.get_by_label("Nomor tagihan").fill("INV-TANPA-JS")
        page.get_by_label("Tanggal tagihan").fill("2021-10-01")
        page.get_by_label("Nomor BAST").fill("BAST-TANPA-JS")
        page.get_by_label("Tanggal BAST").fill("2021-10-01")
        page.get_by_label("Nomor faktur pajak").fill("010.003-21.55000772")
        page.locator(f"[id='nilai-{line_id}']").fill("250.000,00")
        page.get_by_role("button", name="Periksa isian").click()
        expect(page.get_by_role("main")).to_contain_text("250.000,00")
        page.get_by_role("button", name="Daftarkan tagihan").click()
        expect(page.get_by_text("Tagihan didaftarkan.")).to_be_visible()
    context.close()


def test_an_spm_is_approved_without_javascript(site: Site):
    row = site.ask(DRAFT)
    assert row, "the example has no draft SPM of this office"
    context = site.context(java_script_enabled=False)
    with opened(context) as page:
        sign_in(page, "pa.dinkes")
        page.goto(f"/perbendaharaan/spm/{row[0]}")
        page.get_by_role("button", name=re.compile("^Setujui dan terbitkan SPM")).click()
        expect(page.get_by_role("heading", name="SPM terbit")).to_be_visible()
    context.close()
