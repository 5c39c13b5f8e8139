"""One bill from the entry to the cash: five people, real pages, only clicks and typing."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from simral.identity.terms import EXAMPLE_PASSWORD
from tests.browser.conftest import Noise, Site, opened, sign_in

pytestmark = pytest.mark.browser

OFFICE = "1.01.0.00.0.00.01.0000"
PAYEE = "CV Rimba Aksara"
NILAI, PPN, PPH_22, NET = "5.550.000,00", "504.545,00", "75.681,00", "4.969.774,00"
# A line of the office that the anggaran kas and the SPD up to October allow 6 million on.
ROOMY = f"""
    SELECT s.kode, r.rekening_kode, r.id, s.id
    FROM dpa_rincian r JOIN dpa_sub_kegiatan s ON s.id = r.sub_kegiatan_id
    JOIN opd o ON o.id = r.opd_id JOIN dpa_pagu p ON p.rincian_id = r.id
    JOIN dpa d ON d.id = p.dpa_id AND d.state = 'disahkan'
    WHERE o.kode = '{OFFICE}' AND r.rekening_kode = '5.1.02.01.01.0024'
      AND (SELECT sum(k) FROM unnest(p.kas[1:9]) k) - r.dipesan - r.realisasi > 6000000
    ORDER BY s.kode LIMIT 1
"""


def test_one_bill_walks_through_five_people(site: Site, picture: Callable[..., None]):
    row = site.ask(ROOMY)
    assert row, "the example has no line with 6 million left"
    sub_kode, rekening, line_id, _ = map(str, row)

    visitor_sees(site, picture)
    with person(site, "pptk.disdik") as page:
        bill = enter_bill(page, sub_kode, line_id, picture)
    with person(site, "bendahara.disdik") as page:
        spp = ask_for_payment(page, bill)
    with person(site, "ppk.disdik") as page:
        spm = verify_and_prepare(page, spp, picture)
    with person(site, "pa.disdik") as page:
        approve(page, spm, picture)
    with person(site, "ppk.disdik") as page:
        hand_over(page, spm)
    with person(site, "kuasabud") as page:
        sp2d = pay(page, spm, picture)
    with person(site, "ppk.disdik") as page:
        look_back(page, sp2d, rekening, picture)


@contextmanager
def person(site: Site, name: str):
    """Somebody at his own machine; nothing on the console, no foreign host."""
    noise, context = Noise(urlsplit(site.base).netloc), site.context()
    try:
        with opened(context, noise) as page:
            sign_in(page, name)
            yield page
        assert noise.heard == []
    finally:
        context.close()


def visitor_sees(site: Site, picture: Callable[..., None]) -> None:
    context = site.context()
    with opened(context) as page:
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        picture(page, "01-beranda")
        page.goto("/masuk")
        expect(page.get_by_role("cell", name=EXAMPLE_PASSWORD).first).to_be_visible()
        picture(page, "02-masuk")
    context.close()


def enter_bill(page: Page, sub_kode: str, line_id: str, picture: Callable[..., None]) -> str:
    """PPTK: choose, type, check the answers, register."""
    open_room(page, "Anggaran")
    page.get_by_role("main").get_by_role("link", name=OFFICE).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PENDIDIKAN")
    picture(page, "04-dpa")
    open_room(page, "Tagihan")
    page.get_by_role("link", name="Tagihan baru").click()
    option = page.locator("#sub_kegiatan option", has_text=sub_kode).first
    page.get_by_label("Sub kegiatan").select_option(value=option.get_attribute("value"))
    page.get_by_label("Penerima").fill(PAYEE)
    page.get_by_role("main").get_by_role("button", name="Cari", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("1 rekening cocok")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Jenis belanja").select_option(label="Barang")
    page.get_by_label("Keperluan").fill("Alat tulis kantor triwulan IV")
    page.get_by_label("Nomor tagihan").fill("INV-771/RA/10/2021")
    page.get_by_label("Tanggal tagihan").fill("2021-10-01")
    page.get_by_label("Nomor BAST").fill("BAST-771")
    page.get_by_label("Tanggal BAST").fill("2021-10-01")
    page.get_by_label("Nomor faktur pajak").fill("010.003-21.55000771")
    page.locator(f"[id='nilai-{line_id}']").fill("5550000")
    page.locator(f"[id='nilai-{line_id}']").blur()
    expect(page.locator("[data-total]")).to_have_text(NILAI)
    picture(page, "05-tagihan")
    page.get_by_role("button", name="Periksa isian").click()
    main = page.get_by_role("main")
    for figure in (NILAI, PPN, PPH_22, NET):
        expect(main).to_contain_text(figure)
    page.get_by_role("button", name="Daftarkan tagihan").click()
    expect(page.get_by_text("Tagihan didaftarkan.")).to_be_visible()
    expect(page.get_by_role("button", name="Buat SPP")).to_have_count(0)
    return urlsplit(page.url).path


def ask_for_payment(page: Page, bill: str) -> str:
    """Bendahara: SPP from the bill, billing ids, submit."""
    page.goto(bill)
    page.get_by_role("button", name="Buat SPP").click()
    expect(page.get_by_text("Draf SPP dibuat.")).to_be_visible()
    for at, field in enumerate(page.locator("[name^=billing_]").all(), start=1):
        field.fill(f"12100000077{at:04}")
    page.get_by_role("button", name="Simpan ID billing").click()
    expect(page.get_by_text("ID billing dicatat.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Ajukan SPP")).click()
    expect(page.get_by_role("heading", name="SPP diajukan")).to_be_visible()
    expect(page.get_by_role("button", name="Nyatakan lengkap")).to_have_count(0)
    return urlsplit(page.url).path


def verify_and_prepare(page: Page, spp: str, picture: Callable[..., None]) -> str:
    """PPK-SKPD: from his desk to the paper, tick what lies before him, prepare the SPM."""
    page.goto("/perlu-tindakan")
    expect(page.get_by_role("heading", name="Perlu tindakan")).to_be_visible()
    expect(page.locator(f"a[href='{spp}']").first).to_be_visible()
    picture(page, "03-perlu-tindakan")
    page.locator(f"a[href='{spp}']").first.click()
    for box in page.locator("[name^=butir_]").all():
        box.check()
    picture(page, "06-verifikasi-spp")
    page.get_by_role("button", name=re.compile("^Nyatakan lengkap")).click()
    expect(page.get_by_text("SPP diverifikasi.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Siapkan SPM")).click()
    page.wait_for_url(re.compile(r"/spm/"))
    expect(page.get_by_role("button", name=re.compile("^Setujui"))).to_have_count(0)
    return urlsplit(page.url).path


def approve(page: Page, spm: str, picture: Callable[..., None]) -> None:
    """PA orders the payment."""
    page.goto(spm)
    expect(page.get_by_role("main")).to_contain_text(NET)
    picture(page, "07-persetujuan-spm")
    page.get_by_role("button", name=re.compile("^Setujui dan terbitkan SPM")).click()
    expect(page.get_by_role("heading", name="SPM terbit")).to_be_visible()


def hand_over(page: Page, spm: str) -> None:
    """PPK-SKPD brings it to the treasury."""
    page.goto(spm)
    page.get_by_role("button", name=re.compile("^Serahkan ke Kuasa BUD")).click()
    expect(page.get_by_role("button", name=re.compile("^Serahkan"))).to_have_count(0)


def pay(page: Page, spm: str, picture: Callable[..., None]) -> str:
    """Kuasa BUD: SP2D, sign, send, cash."""
    page.goto(spm)
    page.get_by_role("button", name=re.compile("^Siapkan SP2D")).click()
    page.get_by_role("button", name=re.compile("^Tanda tangani SP2D")).click()
    expect(page.get_by_role("heading", name="SP2D ditandatangani")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("3.1.03.01.01.0001")
    picture(page, "08-sp2d")
    page.get_by_role("button", name=re.compile("^Kirim ke bank")).click()
    page.get_by_role("button", name=re.compile("^Nyatakan cair")).click()
    expect(page.get_by_role("main")).to_contain_text("cair 4 Oktober 2021")
    return urlsplit(page.url).path


def look_back(page: Page, sp2d: str, rekening: str, picture: Callable[..., None]) -> None:
    """The whole way on one page, the report, and the same on a telephone."""
    page.goto(sp2d)
    page.get_by_role("link", name="Buka jejak lengkap").click()
    main = page.get_by_role("main")
    for word in ("INV-771/RA/10/2021", rekening, NILAI):
        expect(main).to_contain_text(word)
    picture(page, "10-jejak-rupiah")
    open_room(page, "Laporan")
    page.get_by_role("link", name="Laporan Realisasi Anggaran").first.click()
    expect(page.get_by_role("main")).to_contain_text("Belanja")
    picture(page, "09-lra")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(sp2d)
    picture(page, "11-telepon")


def open_room(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Ruang kerja").get_by_role("link", name=name).click()
