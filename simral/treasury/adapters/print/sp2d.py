"""SP2D on paper: the official layout (keuangan §7; Permendagri 77/2020)."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from simral.kernel import pdf
from simral.kernel.money import format_angka
from simral.treasury.adapters.print import parts
from simral.treasury.adapters.print.papers import SP2DForm, account

LEMBAR = (
    "Bank yang ditunjuk",
    "Pengguna Anggaran/Kuasa Pengguna Anggaran",
    "BUD/Kuasa BUD",
    "Pihak penerima",
    "Arsip",
)


def sp2d_pdf(form: SP2DForm) -> bytes:
    """The SP2D as PDF bytes; at least four rows of potongan, QR to the verification page."""
    width = parts.width_of(form.head)
    story: list[Flowable] = [
        *_top(form, width),
        _order(form, width),
        _payee(form, width),
        parts.charges(form.lines, width, HEAD, "JUMLAH"),
        parts.deductions("Potongan-potongan", form.potongan, width, least=4),
        parts.deductions(
            "Informasi (tidak mengurangi jumlah pembayaran SP2D)", form.informasi, width, least=2
        ),
        _close(form, width),
    ]
    return pdf.render(story, parts.sheet(form.head, "SP2D", form.nomor))


HEAD = ("No.", "Kode Kegiatan/Sub Kegiatan/Rekening", "Uraian", "Jumlah (Rp)")


def _top(form: SP2DForm, width: float) -> list[Flowable]:
    head = form.head
    left = [
        ("Nomor SPM", form.spm.nomor),
        ("Tanggal SPM", parts.day(form.spm.tanggal)),
        ("Nama SKPD", f"{head.opd_kode} {head.opd_nama}"),
        *([("Unit SKPD", form.unit)] if form.unit else []),
    ]
    right = [
        ("Dari", form.kuasa_bud.jabatan),
        ("NPWP", form.npwp_pengirim or "–"),
        ("Tahun Anggaran", str(head.tahun)),
    ]
    title: list[Any] = [
        pdf.para("SURAT PERINTAH PENCAIRAN DANA (SP2D)", size=11, face="b", align="c"),
        parts.gap(1 * mm),
        pdf.para(f"Nomor: {parts.number(form.nomor)}", size=8, align="c"),
        pdf.para(f"Tanggal: {parts.day(form.tanggal)}", size=8.5, align="c"),
    ]
    half = width / 2
    middle = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
    air = (("TOPPADDING", (0, 0), (-1, -1), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 4))
    line = ("LINEBEFORE", (1, 0), (1, 0), parts.HAIR, "black")
    kop = pdf.kop(half - 6, head.pemda, "", head.tahun, rule=False)
    names = parts.fields(left, half - 6, label=22 * mm, size=8)
    sender = parts.fields(right, half - 6, label=25 * mm, size=8, bold=(0,))
    return [
        parts.side_by_side(kop, title, width, *parts.boxed(line, middle, *air)),
        parts.side_by_side(names, sender, width, *parts.boxed(line)),
    ]


def _order(form: SP2DForm, width: float) -> Flowable:
    text = (
        f"Hendaklah mencairkan/memindahbukukan dari baki Rekening Nomor {form.rkud or parts.DOTS}"
    )
    rows = [
        [pdf.para(f"Bank Pengirim: {form.bank_pengirim or parts.DOTS}", size=8.5)],
        [pdf.para(text, size=8.5)],
        [pdf.para(f"Uang sebesar {parts.rupiah(form.dibayarkan)}", size=10, face="b")],
        [pdf.para(f"({parts.words(form.dibayarkan)})", size=8.5, face="i")],
    ]
    return parts.plain(rows, [width], *parts.boxed())


def _payee(form: SP2DForm, width: float) -> Flowable:
    payee = form.payee
    pairs = [
        ("Kepada", payee.nama),
        ("NPWP", payee.npwp or "–"),
        ("No. Rekening Bank", account(payee)),
        ("Bank Penerima", payee.bank),
        ("Keperluan untuk", form.keperluan),
        ("Pagu Anggaran", parts.rupiah(form.pagu)),
    ]
    return parts.fields(pairs, width, *parts.boxed(), bold=(0,))


def _close(form: SP2DForm, width: float) -> Flowable:
    """What is paid, in figures and words, with the signature: never apart."""
    copies = [pdf.para(f"Lembar {at} : {who}", size=7.5) for at, who in enumerate(LEMBAR, 1)]
    left = [*copies, parts.gap(), parts.proof(form.head, width / 2 - 6)]
    place = f"{form.head.tempat}, {parts.day(form.tanggal)}"
    right = parts.signature(form.kuasa_bud, place)
    words = [[pdf.para("Uang sejumlah", size=8.5), pdf.para(":", size=8.5),
              pdf.para(parts.words(form.dibayarkan), size=8.5, face="b")]]  # fmt: skip
    return KeepTogether([
        paid(form, width, "SP2D yang dibayarkan"),
        parts.plain(words, [40 * mm, 4 * mm, width - 44 * mm], *parts.boxed()),
        parts.side_by_side(left, right, width, *parts.boxed(
            ("TOPPADDING", (0, 0), (-1, -1), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        )),
    ])  # fmt: skip


def paid(form: SP2DForm, width: float, title: str) -> Flowable:
    """Asked, withheld, paid."""
    rows = [
        ["Jumlah yang Diminta", format_angka(form.nilai)],
        ["Jumlah Potongan", format_angka(form.potongan_total)],
        ["Jumlah yang Dibayarkan", format_angka(form.dibayarkan)],
    ]
    head = (title, "Jumlah (Rp)")
    return parts.ruled(head, rows, [width - parts.AMOUNT, parts.AMOUNT], "lr", totals=1)
