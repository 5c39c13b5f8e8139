"""The printed forms: every figure on the paper, page counts, paper, escaped text, QR."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from simral.kernel.money import format_angka, terbilang
from simral.kernel.pdf import table_pdf
from simral.treasury.adapters.print import (
    Deduction,
    FormLine,
    Head,
    Payee,
    Reference,
    Signer,
    SP2DForm,
    SPDForm,
    SPDLine,
    SPMForm,
    SPPForm,
    sp2d_pdf,
    spd_pdf,
    spm_pdf,
    spp_pdf,
)

TOKEN = "3f9c1e7a2b5d4c6f8a9b"
ADDRESS = f"https://simral.example/verifikasi/{TOKEN}"
LONG = (
    "Penyelenggaraan Pelatihan dan Pendampingan Peningkatan Kapasitas Sumber Daya Manusia "
    "Aparatur Kecamatan, Kelurahan dan Desa Wilayah Barat, Tengah dan Timur Tahap Kedua"
)
BIG = Decimal("999999999999999999.99")
NUMBER = "32.01/%s/000123/LS/1.01.0.00.0.00.01.0000/M/10/2021"
AMOUNT = re.compile(r"\(?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{2}\)?")


def head(paper: str = "A4", **changes: Any) -> Head:
    return replace(
        Head("PEMERINTAH KABUPATEN BOGOR", "1.01.0.00.0.00.01.0000", "Dinas Pendidikan", 2021,
             "Cibinong", paper, None, "Dicetak 04-10-2021 10.42 WIB", ADDRESS),
        **changes,
    )  # fmt: skip


def lines(
    count: int, *, name: str = "Belanja Alat Tulis Kantor", nilai: Decimal | None = None
) -> Any:
    accounts = [
        FormLine(f"5.1.02.01.01.{at:04d}", f"{name} {at}", nilai or Decimal("1234567.89") * at)
        for at in range(1, count + 1)
    ]
    total = sum((one.nilai for one in accounts), Decimal(0))
    headings = [
        FormLine("1.01.02", "Program Pengelolaan Pendidikan", total, 0),
        FormLine("1.01.02.2.01", "Pengelolaan Sekolah Dasar", total, 1),
        FormLine("1.01.02.2.01.0001", "Pembangunan Unit Sekolah Baru", total, 2),
    ]
    return tuple(headings + accounts)


SIGNER = Signer("Pengguna Anggaran", "Siti Aminah, S.E.", "Pembina, IV/a", "19750817 200003 2 001")
PAYEE = Payee("PT Cahaya Abadi", "01.234.567.8-901.000", "Bank BJB", "0012345678901", "PT Cahaya")
SPD = Reference(date(2021, 9, 1), NUMBER % "01.0", Decimal("50000000.00"))
POTONGAN = (
    Deduction("PPN", "2.1.01.06.01.0001", Decimal("112233.44"), "ID billing 123456789012345"),
    Deduction("PPh pasal 22", "2.1.01.05.02.0001", Decimal("15305.11")),
)


def spm(count: int = 2, **changes: Any) -> SPMForm:
    form = SPMForm(
        head=head(), nomor=NUMBER % "03.0", tanggal=date(2021, 10, 4), jenis="LS", unit="",
        spp=Reference(date(2021, 10, 1), NUMBER % "02.0", Decimal(1)), payee=PAYEE, dasar=(SPD,),
        keperluan="Pembayaran alat tulis kantor", lines=lines(count), potongan=POTONGAN, pa=SIGNER,
    )  # fmt: skip
    return replace(form, **changes)


def sp2d(count: int = 2, **changes: Any) -> SP2DForm:
    form = SP2DForm(
        head=head(), nomor=NUMBER % "04.0", tanggal=date(2021, 10, 4), jenis="LS", unit="",
        spp=Reference(date(2021, 10, 1), NUMBER % "02.0", Decimal(1)), payee=PAYEE, dasar=(SPD,),
        keperluan="Pembayaran alat tulis kantor", lines=lines(count), potongan=POTONGAN, pa=SIGNER,
        spm=Reference(date(2021, 10, 4), NUMBER % "03.0", Decimal(1)), bank_pengirim="Bank BJB",
        rkud="0012345678001", pagu=Decimal("1000000000.00"), kuasa_bud=SIGNER,
    )  # fmt: skip
    return replace(form, **changes)


def spp(count: int = 2, **changes: Any) -> SPPForm:
    form = SPPForm(
        head=head(), nomor=NUMBER % "02.0", tanggal=date(2021, 10, 1), jenis="LS", unit="",
        sub_kegiatan=(("1.01.02.2.01.0001", "Pembangunan Unit Sekolah Baru"),), pa=SIGNER,
        pptk=SIGNER, bendahara=SIGNER, payee=PAYEE, keperluan="Alat tulis", dasar=(SPD,),
        sebelumnya=(replace(SPD, nilai=Decimal("7654321.00")),), lines=lines(count),
        dpa=Reference(date(2021, 1, 4), "DPA/A.1/1.01/001/2021", Decimal("80000000000.00")),
        spd=(SPD, replace(SPD, nilai=Decimal("31.50"))),
        belanja=(("Belanja UP/GU", Decimal("0.00")), ("Belanja LS", Decimal("12345678.90"))),
    )  # fmt: skip
    return replace(form, **changes)


def spd(count: int = 2, *, nilai: Decimal = Decimal("123456789.12"), **changes: Any) -> SPDForm:
    quarter = (nilai / 4).quantize(Decimal("0.01"))
    subs = [
        SPDLine(f"1.01.02.2.01.{at:04d}", f"Unit Sekolah {at}", 2, nilai, quarter, quarter)
        for at in range(1, count + 1)
    ]
    tops = [
        SPDLine(kode, nama, depth, nilai * count, quarter * count, quarter * count)
        for depth, (kode, nama) in enumerate([("1.01.02", "Program"), ("1.01.02.2.01", "Kegiatan")])
    ]
    form = SPDForm(
        head(), NUMBER % "01.0", date(2021, 9, 1), "DPA/A.1/1.01/001/2021", SIGNER, 7, 9,
        tuple(tops + subs), ("Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara;",), SIGNER,
    )  # fmt: skip
    return replace(form, **changes)


FORMS = {"spd": (spd, spd_pdf), "spp": (spp, spp_pdf), "spm": (spm, spm_pdf),
         "sp2d": (sp2d, sp2d_pdf)}  # fmt: skip
SHORT_PAGES = {"spd": 2, "spp": 4, "spm": 1, "sp2d": 1}
every_form = pytest.mark.parametrize("kind", list(FORMS))


def made(kind: str, count: int = 2, **changes: Any) -> PdfReader:
    build, draw = FORMS[kind]
    return PdfReader(io.BytesIO(draw(build(count, **changes))))  # type: ignore[operator]


def text_of(reader: PdfReader) -> str:
    """The whole text with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def expect_amounts(text: str, *amounts: Decimal) -> None:
    found = set(AMOUNT.findall(text))
    missing = [format_angka(one) for one in amounts if format_angka(one) not in found]
    assert not missing


def in_words(amount: Decimal) -> str:
    return terbilang(amount)[1:]


@every_form
def test_a_short_form_takes_its_usual_pages_and_numbers_them(kind):
    reader = made(kind)
    pages = SHORT_PAGES[kind]
    assert len(reader.pages) == pages
    for number, page in enumerate(reader.pages, start=1):
        assert f"Halaman {number} dari {pages}" in page.extract_text()


@every_form
@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_the_paper_is_the_one_asked_for(kind, paper, size):
    box = made(kind, head=head(paper)).pages[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == size


@every_form
def test_the_same_form_gives_the_same_bytes(kind):
    build, draw = FORMS[kind]
    assert draw(build()) == draw(build())


@every_form
def test_numbers_dates_and_signer_stand_on_the_form(kind):
    text = text_of(made(kind))
    for part in ("Siti Aminah, S.E.", "Pembina, IV/a", "NIP. 19750817 200003 2 001", "Cibinong",
                 "000123/LS", "KABUPATEN BOGOR", "Dicetak 04-10-2021 10.42 WIB"):  # fmt: skip
        assert part in text


def test_an_sp2d_shows_every_amount_and_both_in_words():
    form = sp2d(3)
    text = text_of(made("sp2d", 3))
    expect_amounts(
        text, *[one.nilai for one in form.lines], *[one.nilai for one in form.potongan],
        form.nilai, form.potongan_total, form.dibayarkan, form.pagu,
    )  # fmt: skip
    assert text.count(in_words(form.dibayarkan)) == 2
    assert form.dibayarkan == form.nilai - Decimal("127538.55")
    for part in ("Lembar 5 : Arsip", "0012345678001", NUMBER % "03.0", "01.234.567.8-901.000"):
        assert part.replace(" ", "") in text.replace(" ", "")


def test_potongan_of_an_sp2d_has_at_least_four_rows():
    text = text_of(made("sp2d", potongan=()))
    after = text.split("Potongan-potongan")[1].split("JUMLAH")[0]
    assert after.split()[-4:] == ["1", "2", "3", "4"]


def test_informasi_reduces_nothing():
    extra = (Deduction("PPN disetor sendiri", "", Decimal("99.00")),)
    form = spm(informasi=extra)
    assert form.dibayarkan == spm().dibayarkan
    expect_amounts(text_of(made("spm", informasi=extra)), Decimal("99.00"), form.dibayarkan)


def test_an_spm_shows_every_amount_in_figures_and_words():
    form = spm(3)
    text = text_of(made("spm", 3))
    amounts = [one.nilai for one in (*form.lines, *form.potongan)]
    expect_amounts(text, *amounts, form.nilai, form.potongan_total, form.dibayarkan)
    assert in_words(form.nilai) in text
    assert in_words(form.dibayarkan) in text
    assert "SPM ini sah apabila" in text


def test_an_spp_holds_letter_summary_plan_and_statement():
    form = spp(3)
    text = text_of(made("spp", 3))
    amounts = [one.nilai for one in (*form.lines, *form.dasar, *form.sebelumnya, *form.spd)]
    expect_amounts(
        text, *amounts, form.dpa.nilai, Decimal("50000031.50"),
        Decimal("80000000000.00") - Decimal("50000031.50"), Decimal("37654352.60"),
    )  # fmt: skip
    for title in ("SURAT PERMINTAAN PEMBAYARAN (SPP)", "RINGKASAN", "RINCIAN RENCANA PENGGUNAAN",
                  "SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK"):  # fmt: skip
        assert title in text
    assert text.count(in_words(form.nilai)) == 3


def test_an_spd_shows_each_column_its_sums_and_the_rest():
    form = spd(3)
    text = text_of(made("spd", 3))
    for column in ("anggaran", "sebelumnya", "periode", "sisa"):
        total = form.total(column)
        expect_amounts(text, total, *[getattr(line, column) for line in form.lines])
        assert in_words(total) in text
    assert "Bulan Juli s.d. September 2021" in text


@every_form
@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_forty_lines_break_over_pages_with_the_head_repeated(kind, paper):
    changes: dict[str, Any] = {"head": head(paper, opd_nama=LONG)}
    if kind == "spd":
        changes["lines"] = tuple(replace(one, uraian=LONG) for one in spd(40).lines)
    else:
        changes["lines"] = lines(40, name=LONG)
    reader = made(kind, 40, **changes)
    text = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(reader.pages) >= SHORT_PAGES[kind] + 1
    titles = "Kode dan nama program" if kind == "spd" else "Uraian"
    body = [page for page in text if re.search(r"0001\.00\d\d|01\.01\.00\d\d|2\.01\.00\d\d", page)]
    assert sum(titles in page for page in body) >= 2
    last = "1.01.02.2.01.0040" if kind == "spd" else "5.1.02.01.01.0040"
    assert sum(page.count(last) for page in text) == 1


@every_form
def test_eighteen_digits_stay_whole(kind):
    if kind == "spd":
        text = text_of(made(kind, 1, nilai=BIG))
    else:
        text = text_of(made(kind, lines=lines(1, nilai=BIG), potongan=()) if kind != "spp"
                       else made(kind, lines=lines(1, nilai=BIG)))  # fmt: skip
    expect_amounts(text, BIG)


@every_form
def test_typed_markup_is_printed_not_obeyed(kind):
    evil = '<b>tebal</b> & <font size="99">x</font><br/><img src="http://x"/>'
    if kind == "spd":
        changes: dict[str, Any] = {"head": head(opd_nama=evil)}
    else:
        changes = {"payee": replace(PAYEE, nama=evil), "keperluan": evil}
    text = text_of(made(kind, **changes)).replace(" ", "")
    assert evil.replace(" ", "") in text


@every_form
def test_the_qr_code_and_its_address_are_on_the_form(kind):
    reader = made(kind)
    assert ADDRESS in text_of(reader).replace(" ", "")
    squares = sum(page.get_contents().get_data().count(b" 1 re") for page in reader.pages)
    assert squares > 200


@every_form
def test_a_draft_has_dots_a_mark_and_nothing_to_verify(kind):
    changes: dict[str, Any] = {"head": head(mark="DRAF · CONTOH", address="")}
    reader = made(kind, nomor="", tanggal=None, **changes)
    text = text_of(reader)
    assert "Belum bernomor" in text
    assert "verifikasi" not in text
    assert text.count("DRAF · CONTOH") == len(reader.pages)


@every_form
def test_an_unfilled_office_leaves_a_dotted_line(kind):
    nobody = Signer("Pengguna Anggaran")
    offices = {"spd": ["ppkd", "kepala"], "spp": ["pa", "pptk", "bendahara"], "spm": ["pa"],
               "sp2d": ["kuasa_bud", "pa"]}  # fmt: skip
    text = text_of(made(kind, **dict.fromkeys(offices[kind], nobody)))
    assert "Siti" not in text
    assert "." * 30 in text


def test_a_name_longer_than_a_page_does_not_break_the_form():
    reader = made("spm", lines=lines(1, name=LONG * 40), keperluan=LONG * 10)
    assert len(reader.pages) >= 2


# ── lists ─────────────────────────────────────────────────────────────────────────────────────
COLUMNS = [("No", 4, "r"), ("Tanggal", 8, "c"), ("Nomor", 20, "l"), ("Uraian", 30, "l"),
           ("Nilai (Rp)", 14, "r")]  # fmt: skip


def register(count: int, **changes: Any) -> bytes:
    rows = [
        [str(at), "04-10-2021", NUMBER % "04.0", "<b>Alat</b> & tulis",
         format_angka(Decimal("1234567.89") * at)]
        for at in range(1, count + 1)
    ]  # fmt: skip
    rows.append(["", "", "", "JUMLAH", format_angka(BIG)])
    arguments = {
        "title": "REGISTER SP2D", "subtitle": ["Dinas Pendidikan"], "columns": COLUMNS,
        "rows": rows, "bold_rows": {count}, "pemda": "PEMERINTAH KABUPATEN BOGOR",
    }  # fmt: skip
    return table_pdf(**{**arguments, **changes})  # type: ignore[arg-type]


def test_a_register_shows_every_figure_with_its_head_on_each_page():
    reader = PdfReader(io.BytesIO(register(120)))
    text = text_of(reader)
    expect_amounts(text, BIG, *[Decimal("1234567.89") * at for at in range(1, 121)])
    assert len(reader.pages) > 2
    assert all("Nilai (Rp)" in page.extract_text() for page in reader.pages)
    assert text.count("<b>Alat</b> & tulis") == 120
    assert register(120) == register(120)


def test_a_register_may_lie_across_f4_and_may_be_empty():
    page = PdfReader(io.BytesIO(register(3, paper="F4", landscape=True, mark="CONTOH"))).pages[0]
    assert page.mediabox.width > page.mediabox.height
    assert "CONTOH" in page.extract_text()
    empty = PdfReader(io.BytesIO(register(0, rows=[], bold_rows=())))
    assert "Tidak ada data." in empty.pages[0].extract_text()


def test_many_columns_of_large_figures_fit_on_the_page():
    columns = [("Kode", 10, "l"), *[(f"Kolom {at} (Rp)", 10, "r") for at in range(8)]]
    row = ["5.1.02.01.01.0024", *[format_angka(BIG)] * 8]
    reader = PdfReader(io.BytesIO(register(1, columns=columns, rows=[row], bold_rows=())))
    assert text_of(reader).count(format_angka(BIG)) == 8
