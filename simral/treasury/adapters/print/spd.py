"""SPD on paper: the decree of the PPKD and its annex (keuangan §7)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from simral.kernel import pdf
from simral.kernel.money import format_angka
from simral.treasury.adapters.print import parts
from simral.treasury.adapters.print.papers import SPDForm

COLUMNS = ("anggaran", "sebelumnya", "periode", "sisa")
SIZE = 9


def spd_pdf(form: SPDForm) -> bytes:
    """The SPD as PDF bytes: the decree, then the Lampiran on a page of its own."""
    width = parts.width_of(form.head)
    story = [*_decree(form, width), PageBreak(), *_annex(form, width)]
    return pdf.render(story, parts.sheet(form.head, "SPD", form.nomor))


def _decree(form: SPDForm, width: float) -> list[Flowable]:
    return [
        *_top(form, width),
        _listed("Menimbang", _considerations(form), "abcdefgh", width),
        parts.gap(1 * mm),
        _listed("Mengingat", form.mengingat, [str(at) for at in range(1, 40)], width),
        parts.gap(),
        pdf.para("MEMUTUSKAN:", size=10, face="b", align="c"),
        parts.gap(1 * mm),
        pdf.para(_decision(form), size=SIZE, align="j"),
        parts.gap(1 * mm),
        _points(form, width),
        KeepTogether([parts.gap(3 * mm), _signed(form, width)]),
    ]


def _top(form: SPDForm, width: float) -> list[Flowable]:
    where, tahun = form.head.pemda, form.head.tahun
    lines = (
        "PEJABAT PENGELOLA KEUANGAN DAERAH SELAKU BENDAHARA UMUM DAERAH",
        f"NOMOR {parts.number(form.nomor)}",
        "TENTANG",
        f"SURAT PENYEDIAAN DANA ANGGARAN BELANJA DAERAH TAHUN ANGGARAN {tahun}",
        "PPKD SELAKU BENDAHARA UMUM DAERAH,",
    )
    return [
        pdf.kop(width, where, "", tahun),
        parts.gap(2 * mm),
        *[pdf.para(line, size=10, face="b", align="c") for line in lines],
        parts.gap(2 * mm),
    ]


def _considerations(form: SPDForm) -> tuple[str, ...]:
    return (
        "bahwa untuk melaksanakan anggaran belanja daerah Tahun Anggaran "
        f"{form.head.tahun} berdasarkan DPA-SKPD dan anggaran kas yang telah ditetapkan, perlu "
        "disediakan pendanaan dengan menerbitkan Surat Penyediaan Dana (SPD);",
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud pada huruf a, perlu ditetapkan SPD "
        f"untuk {form.head.opd_nama}.",
    )


def _listed(name: str, texts: Sequence[str], marks: Sequence[str], width: float) -> Flowable:
    inner = parts.numbered(texts, width - 32 * mm, [f"{m}." for m in marks[: len(texts)]], SIZE)
    cells = [[pdf.para(name, size=SIZE), pdf.para(":", size=SIZE), inner]]
    return parts.plain(cells, [26 * mm, 4 * mm, width - 30 * mm])


def _decision(form: SPDForm) -> str:
    return (
        "Menetapkan penyediaan dana dalam rangka pelaksanaan anggaran belanja daerah Tahun "
        f"Anggaran {form.head.tahun} sebagai berikut:"
    )


def _points(form: SPDForm, width: float) -> Flowable:
    sums = [form.total(column) for column in COLUMNS]
    overview = (
        "a. Jumlah dana DPA-SKPD",
        "b. Akumulasi SPD sebelumnya",
        "c. Jumlah dana yang di-SPD-kan saat ini",
        "d. Sisa jumlah dana DPA yang belum di-SPD-kan",
    )
    points = [
        ("1.", "Dasar penyediaan dana", f"DPA-SKPD Nomor {form.dpa_nomor or parts.DOTS}"),
        ("2.", "Ditujukan kepada SKPD", f"{form.head.opd_kode} {form.head.opd_nama}"),
        ("3.", "Kepala SKPD", form.kepala.nama or parts.DOTS),
        ("4.", "Jumlah penyediaan dana", parts.said(sums[2])),
        ("5.", "Untuk kebutuhan", f"Bulan {period(form)}"),
        ("6.", "Ikhtisar penyediaan dana", ""),
        *[("", text, parts.said(total)) for text, total in zip(overview, sums, strict=True)],
        ("7.", "Ketentuan lain", "SPD ini bukan perintah pembayaran; rincian per program, kegiatan "
         "dan sub kegiatan tercantum dalam Lampiran yang tidak terpisahkan dari SPD ini."),
    ]  # fmt: skip
    rows = [
        [pdf.para(mark, size=SIZE), pdf.para(name, size=SIZE),
         pdf.para(":" if value else "", size=SIZE),
         pdf.para(value, size=SIZE, face="b" if mark == "4." else "")]
        for mark, name, value in points
    ]  # fmt: skip
    return parts.plain(rows, [7 * mm, 60 * mm, 4 * mm, width - 71 * mm])


def period(form: SPDForm) -> str:
    """`Januari s.d. Maret 2021`."""
    first, last = parts.BULAN[form.bulan_dari - 1], parts.BULAN[form.bulan_sampai - 1]
    return f"{first} s.d. {last} {form.head.tahun}"


def _signed(form: SPDForm, width: float) -> Flowable:
    above = (f"Ditetapkan di {form.head.tempat}", f"pada tanggal {parts.day(form.tanggal)}")
    copies = ["Tembusan disampaikan kepada:", "1. Inspektur;", "2. Arsip."]
    left = [parts.proof(form.head, width / 2 - 6), parts.gap(4 * mm),
            *[pdf.para(text, size=8) for text in copies]]  # fmt: skip
    return parts.side_by_side(left, parts.signature(form.ppkd, *above, size=SIZE), width)


def _annex(form: SPDForm, width: float) -> list[Flowable]:
    """The table: anggaran, provided before, provided now, what is left."""
    about = [
        ("Nomor SPD", parts.number(form.nomor)),
        ("Tanggal", parts.day(form.tanggal)),
        ("SKPD", f"{form.head.opd_kode} {form.head.opd_nama}"),
        ("Periode bulan", period(form)),
        ("DPA-SKPD Nomor", form.dpa_nomor or parts.DOTS),
    ]
    place = f"{form.head.tempat}, {parts.day(form.tanggal)}"
    words = [("Jumlah penyediaan dana", parts.said(form.total("periode")))]
    tail = [
        parts.fields(words, width, *parts.boxed()),
        parts.gap(5 * mm),
        parts.side_by_side("", parts.signature(form.ppkd, place), width),
    ]
    return [
        pdf.para("LAMPIRAN SURAT PENYEDIAAN DANA", size=11, face="b", align="c"),
        pdf.para(f"TAHUN ANGGARAN {form.head.tahun}", size=10, face="b", align="c"),
        parts.gap(3 * mm),
        parts.fields(about, width, label=32 * mm),
        parts.gap(2 * mm),
        _amounts(form, width, tail),
    ]


def _amounts(form: SPDForm, width: float, tail: Sequence[Flowable]) -> Flowable:
    deepest = max((line.depth for line in form.lines), default=0)
    rows, bold, count = [], [], 0
    for at, line in enumerate(form.lines):
        count += line.depth == deepest
        if line.depth < deepest:
            bold.append(at)
        figures = [format_angka(getattr(line, column)) for column in COLUMNS]
        mark = str(count) if line.depth == deepest else ""
        rows.append([mark, f"{line.kode}\n{line.uraian}", *figures])
    rows.append(["JUMLAH", "", *[format_angka(form.total(column)) for column in COLUMNS]])
    size, amount = _fit(rows, width)
    widths = [8 * mm, width - 8 * mm - 4 * amount, *[amount] * 4]
    head = ("No.", "Kode dan nama program/kegiatan/sub kegiatan", "ANGGARAN (Rp)",
            "AKUMULASI SPD SEBELUMNYA (Rp)", "SPD PERIODE INI (Rp)", "SISA (Rp)")  # fmt: skip
    numbers = ("1", "2", "3", "4", "5", "6 = 3 - 4 - 5")
    return parts.ruled(head, rows, widths, "clrrrr", bold=bold, totals=1, size=size,
                       below=numbers, tail=tail)  # fmt: skip


def _fit(rows: Sequence[Sequence[str]], width: float) -> tuple[float, float]:
    """The largest letter at which the four amounts leave room for the names."""
    longest = max((text for row in rows for text in row[2:]), key=len)
    for size in (8.0, 7.5, 7.0, 6.5, 6.0, 5.5):
        amount = max(pdf.text_width(longest, pdf.BOLD, size) + 7, 27 * mm)
        if 4 * amount <= width * 0.64:
            break
    return size, amount
