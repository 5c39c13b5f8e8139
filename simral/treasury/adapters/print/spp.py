"""SPP on paper: the request, its summary, the plan of use, the statement of responsibility."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from simral.kernel import pdf
from simral.kernel.money import ZERO, format_angka
from simral.treasury.adapters.print import parts
from simral.treasury.adapters.print.papers import Reference, SPPForm, account

KINDS = {"LS": "LANGSUNG (SPP-LS)"}
HEAD = ("No.", "Kode Rekening", "Uraian", "Nilai (Rp)")


def spp_pdf(form: SPPForm) -> bytes:
    """The SPP as PDF bytes; four papers, each on its own page."""
    width = parts.width_of(form.head)
    papers = (_letter, _summary, _plan, _statement)
    story = [one for paper in papers for one in [*paper(form, width), PageBreak()]]
    return pdf.render(story[:-1], parts.sheet(form.head, "SPP", form.nomor))


def _title(form: SPPForm, width: float, *lines: str) -> list[Flowable]:
    head = form.head
    kind = f"PEMBAYARAN {KINDS.get(form.jenis, form.jenis)}"
    return [
        pdf.kop(width, head.pemda, head.opd_nama, head.tahun),
        parts.gap(3 * mm),
        *[pdf.para(line, size=11, face="b", align="c") for line in (*lines, kind)],
        pdf.para(f"Nomor: {parts.number(form.nomor)}", size=9, align="c"),
        parts.gap(3 * mm),
    ]


def _letter(form: SPPForm, width: float) -> list[Flowable]:
    """The request itself: ten points, tables I and II, two signatures."""
    total = sum((one.nilai for one in form.dasar), ZERO)
    dasar = "\n".join(f"{one.nomor} tanggal {parts.day(one.tanggal)}" for one in form.dasar)
    points = [
        ("SKPD/Unit Kerja", " / ".join(
            part for part in (f"{form.head.opd_kode} {form.head.opd_nama}", form.unit) if part)),
        ("Kode dan Nama Sub Kegiatan", "\n".join(f"{k} {n}" for k, n in form.sub_kegiatan)),
        ("Nama Pengguna Anggaran", form.pa.nama or parts.DOTS),
        ("Nama PPTK", form.pptk.nama or parts.DOTS),
        ("Nama Bendahara Pengeluaran", form.bendahara.nama or parts.DOTS),
        ("Nama dan NPWP Penerima", f"{form.payee.nama} / {form.payee.npwp or '–'}"),
        ("Nama Bank", form.payee.bank),
        ("Nomor Rekening Bank", account(form.payee)),
        ("Untuk Keperluan", form.keperluan),
        ("Dasar Pengeluaran", f"SPD Nomor {dasar or parts.DOTS}\nsebesar {parts.said(total)}"),
        ("Jumlah yang diminta", parts.said(form.nilai)),
    ]  # fmt: skip
    rows = [
        [pdf.para(f"{at}.", size=9), pdf.para(name, size=9), pdf.para(":", size=9),
         pdf.para(value, size=9, face="b" if at == len(points) else "")]
        for at, (name, value) in enumerate(points, start=1)
    ]  # fmt: skip
    return [
        *_title(form, width, "SURAT PERMINTAAN PEMBAYARAN (SPP)"),
        parts.plain(rows, [7 * mm, 50 * mm, 4 * mm, width - 61 * mm]),
        parts.gap(3 * mm),
        _cited("I. SPD (untuk rekening yang diminta)", "Nomor SPD", form.dasar, width),
        parts.gap(),
        _cited("II. SP2D sebelumnya (untuk rekening yang diminta)", "Nomor SP2D", form.sebelumnya,
               width),
        parts.gap(),
        pdf.para("Bersama ini disampaikan lampiran: ringkasan, rincian rencana penggunaan, surat "
                 "pernyataan tanggung jawab mutlak, dan bukti-bukti yang sah.", size=8.5),
        parts.gap(4 * mm),
        _signatures(form, width),
    ]  # fmt: skip


def _cited(title: str, name: str, items: Sequence[Reference], width: float) -> Flowable:
    """Date, number, rupiah of other papers, with the sum."""
    rows = [
        [str(at), parts.day(one.tanggal), one.nomor, format_angka(one.nilai)]
        for at, one in enumerate(items, start=1)
    ] or [["", "–", "–", format_angka(ZERO)]]
    rows.append(["JUMLAH", "", "", format_angka(sum((one.nilai for one in items), ZERO))])
    widths = [9 * mm, 38 * mm, width - 47 * mm - parts.AMOUNT, parts.AMOUNT]
    head = ("No.", "Tanggal", name, "Jumlah (Rp)")
    return parts.ruled(head, rows, widths, "cclr", totals=1, above=title)


def _signatures(form: SPPForm, width: float) -> Flowable:
    left = parts.signature(form.pptk, "Mengetahui,")
    right = parts.signature(form.bendahara, f"{form.head.tempat}, {parts.day(form.tanggal)}")
    both = parts.side_by_side(left, right, width)
    return KeepTogether([both, parts.gap(), parts.proof(form.head, width)])


def _summary(form: SPPForm, width: float) -> list[Flowable]:
    """DPA, all SPD of the OPD, spending to date: I - II and II - III are what is left."""
    provided = sum((one.nilai for one in form.spd), ZERO)
    spent = sum((amount for _, amount in form.belanja), ZERO)
    spending = [[str(at), name, format_angka(amount)]
                for at, (name, amount) in enumerate(form.belanja, start=1)]  # fmt: skip
    spending.append(["JUMLAH (III)", "", format_angka(spent)])
    dpa = [
        ["Nomor DPA-SKPD", form.dpa.nomor or "–"],
        ["Tanggal DPA-SKPD", parts.day(form.dpa.tanggal)],
    ]
    half = width - 9 * mm - parts.AMOUNT
    return [
        *_title(form, width, "RINGKASAN", "SURAT PERMINTAAN PEMBAYARAN"),
        parts.fields([(name, value) for name, value in dpa], width),
        parts.gap(),
        _result([("Jumlah dana DPA-SKPD (I)", form.dpa.nilai)], width),
        parts.gap(),
        _cited("Ringkasan SPD (II)", "Nomor SPD", form.spd, width),
        _result([("Sisa dana yang belum di-SPD-kan (I - II)", form.dpa.nilai - provided)], width),
        parts.gap(),
        parts.ruled(("No.", "Belanja", "Jumlah (Rp)"), spending, [9 * mm, half, parts.AMOUNT],
                    "clr", totals=1, above="Ringkasan belanja"),
        _result([("Sisa SPD yang belum dibelanjakan (II - III)", provided - spent)], width),
        parts.gap(4 * mm),
        _signatures(form, width),
    ]  # fmt: skip


def _result(rows: Sequence[tuple[str, Decimal]], width: float) -> Flowable:
    """A figure that follows from the table above it."""
    cells = [[pdf.para(name, size=8, face="b"), format_angka(amount)] for name, amount in rows]
    style = (("GRID", (0, 0), (-1, -1), parts.HAIR, "black"), ("ALIGN", (1, 0), (1, -1), "RIGHT"),
             ("FONT", (1, 0), (1, -1), pdf.BOLD, 8, 9.6))  # fmt: skip
    return parts.plain(cells, [width - parts.AMOUNT, parts.AMOUNT], *style)


def _plan(form: SPPForm, width: float) -> list[Flowable]:
    """No | Kode rekening | Uraian | Nilai, terbilang, PA and bendahara."""
    left = parts.signature(form.pa, "Mengetahui,")
    right = parts.signature(form.bendahara, f"{form.head.tempat}, {parts.day(form.tanggal)}")
    words = [("Terbilang", parts.words(form.nilai))]
    tail = [
        parts.fields(words, width, *parts.boxed(), label=20 * mm),
        parts.gap(4 * mm),
        parts.side_by_side(left, right, width),
    ]
    return [
        *_title(form, width, "RINCIAN RENCANA PENGGUNAAN", "SURAT PERMINTAAN PEMBAYARAN"),
        parts.charges(form.lines, width, HEAD, "JUMLAH", tail),
    ]


def _statement(form: SPPForm, width: float) -> list[Flowable]:
    """SPTJM: the PA answers for what is asked."""
    who = [("Nama", form.pa.nama or parts.DOTS), ("NIP", form.pa.nip or parts.DOTS),
           ("Jabatan", form.pa.jabatan), ("SKPD", form.head.opd_nama)]  # fmt: skip
    asked = f"SPP-{form.jenis} Nomor {parts.number(form.nomor)} tanggal {parts.day(form.tanggal)}"
    points = (
        f"Jumlah {asked} sebesar {parts.said(form.nilai)} telah dihitung dengan benar dan "
        "dipergunakan untuk keperluan sebagaimana tersebut dalam SPP ini.",
        "Apabila di kemudian hari terdapat kelebihan atas pembayaran tersebut, saya bersedia "
        "menyetorkan kelebihannya ke Rekening Kas Umum Daerah.",
        "Bukti-bukti pengeluaran disimpan sesuai ketentuan pada SKPD untuk kelengkapan "
        "administrasi dan keperluan pemeriksaan aparat pengawas.",
        "Apabila pernyataan ini tidak benar, saya bertanggung jawab sepenuhnya sesuai ketentuan "
        "peraturan perundang-undangan.",
    )
    place = f"{form.head.tempat}, {parts.day(form.tanggal)}"
    marks = [f"{at}." for at in range(1, len(points) + 1)]
    return [
        *_title(form, width, "SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK (SPTJM)"),
        pdf.para("Yang bertanda tangan di bawah ini:", size=9.5),
        parts.gap(),
        parts.fields(who, width, label=25 * mm, size=9.5),
        parts.gap(),
        pdf.para("menyatakan dengan sesungguhnya bahwa:", size=9.5),
        parts.gap(),
        parts.numbered(points, width, marks, size=9.5),
        parts.gap(),
        pdf.para("Demikian surat pernyataan ini dibuat dengan sebenarnya.", size=9.5),
        parts.gap(6 * mm),
        parts.side_by_side(parts.proof(form.head, width / 2 - 6), parts.signature(form.pa, place),
                           width),
    ]  # fmt: skip
