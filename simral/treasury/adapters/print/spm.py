"""SPM on paper: one page where the lines allow (keuangan §7)."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from simral.kernel import pdf
from simral.kernel.money import format_angka
from simral.treasury.adapters.print import parts
from simral.treasury.adapters.print.papers import Head, Payee, SPMForm, account

HEAD = ("No.", "Kode Rekening", "Uraian", "Nilai (Rp)")
VALID = "SPM ini sah apabila telah ditandatangani dan distempel oleh SKPD."


def spm_pdf(form: SPMForm) -> bytes:
    """The SPM as PDF bytes: charges, potongan, informasi, what is paid, signature of PA."""
    width = parts.width_of(form.head)
    informasi = "Informasi (tidak mengurangi jumlah pembayaran SPM)"
    story: list[Flowable] = [
        *_top(form, width),
        _order(form, width),
        parts.charges(form.lines, width, HEAD, "Jumlah SPP yang diminta"),
        _asked(form, width),
        parts.deductions("Potongan-potongan", form.potongan, width, least=4),
        parts.deductions(informasi, form.informasi, width, least=2),
        _close(form, width),
    ]
    return pdf.render(story, parts.sheet(form.head, "SPM", form.nomor))


def _top(form: SPMForm, width: float) -> list[Flowable]:
    head = form.head
    title = [
        [pdf.para("SURAT PERINTAH MEMBAYAR (SPM)", size=11.5, face="b", align="c")],
        [pdf.para(f"Nomor: {parts.number(form.nomor)}", size=9, align="c")],
        [pdf.para(f"Tanggal: {parts.day(form.tanggal)} · Jenis: {form.jenis}", size=9, align="c")],
    ]
    air = (("BOTTOMPADDING", (0, 2), (0, 2), 4), ("TOPPADDING", (0, 0), (0, 0), 4))
    return [
        pdf.kop(width, head.pemda, head.opd_nama, head.tahun),
        parts.gap(),
        parts.plain(title, [width], *parts.boxed(*air)),
    ]


def _order(form: SPMForm, width: float) -> Flowable:
    """To whom the order goes, and for whom."""
    where = form.head.pemda.removeprefix("PEMERINTAH ").strip()
    text = [
        pdf.para(f"KUASA BENDAHARA UMUM DAERAH {where}", size=8.5, face="b"),
        pdf.para("Supaya menerbitkan SP2D kepada:", size=8.5),
    ]
    dasar = "\n".join(
        f"SPD Nomor {one.nomor} tanggal {parts.day(one.tanggal)}" for one in form.dasar
    )
    pairs = [
        *opd_fields(form.head, form.unit),
        ("Bendahara/Pihak Lain", form.payee.nama),
        *bank_fields(form.payee),
        ("Dasar pembayaran", dasar or "–"),
        ("Untuk keperluan", form.keperluan),
        ("Pembebanan pada", "kode rekening di bawah ini"),
    ]
    rows: list[list[Any]] = [
        [text],
        [parts.fields(pairs, width - 6, bold=(2 if form.unit else 1,))],
    ]
    return parts.plain(rows, [width], *parts.boxed(("TOPPADDING", (0, 0), (0, 0), 3)))


def opd_fields(head: Head, unit: str) -> list[tuple[str, str]]:
    """The OPD and, where there is one, its unit."""
    named = [("SKPD", f"{head.opd_kode} {head.opd_nama}")]
    return [*named, ("Unit SKPD", unit)] if unit else named


def bank_fields(payee: Payee) -> list[tuple[str, str]]:
    """Account, bank, NPWP of who is paid."""
    return [
        ("No. Rekening Bank", account(payee)),
        ("Nama Bank", payee.bank),
        ("NPWP", payee.npwp or "–"),
    ]


def _asked(form: SPMForm, width: float) -> Flowable:
    pairs = [
        ("Terbilang", parts.words(form.nilai)),
        ("Nomor dan tanggal SPP", f"{form.spp.nomor}, {parts.day(form.spp.tanggal)}"),
    ]
    return parts.fields(pairs, width, *parts.boxed())


def _close(form: SPMForm, width: float) -> Flowable:
    """What is paid, with terbilang and the signature: never apart."""
    rows = [
        ["Jumlah SPP yang diminta", format_angka(form.nilai)],
        ["Jumlah potongan", format_angka(form.potongan_total)],
        ["Jumlah yang dibayarkan", format_angka(form.dibayarkan)],
    ]
    figures = parts.ruled(
        ("SPM yang dibayarkan", "Jumlah (Rp)"), rows, [width - parts.AMOUNT, parts.AMOUNT], "lr",
        totals=1,
    )  # fmt: skip
    words = [("Terbilang", parts.words(form.dibayarkan))]
    sign = parts.signature(form.pa, f"{form.head.tempat}, {parts.day(form.tanggal)}")
    left = [parts.proof(form.head, width / 2 - 6), parts.gap(3 * mm),
            pdf.para(VALID, size=7.5, face="i")]  # fmt: skip
    air = (("TOPPADDING", (0, 0), (-1, -1), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 4))
    return KeepTogether([
        figures,
        parts.fields(words, width, *parts.boxed(), bold=(0,)),
        parts.side_by_side(left, sign, width, *parts.boxed(*air)),
    ])  # fmt: skip
