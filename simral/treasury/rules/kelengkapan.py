"""Papers of an SPP-LS for goods and services (keuangan §4.3, completeness lists)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from simral.kernel.errors import Finding
from simral.kernel.i18n import N_


@dataclass(frozen=True)
class Paper:
    """A paper of the list, by its code."""

    code: str
    label: str


BASE = (
    Paper("pengantar", N_("Surat pengantar SPP")),
    Paper("ringkasan", N_("Ringkasan SPP")),
    Paper("rincian", N_("Rincian rencana penggunaan")),
    Paper("salinan_spd", N_("Salinan SPD")),
    Paper("kuitansi", N_("Kuitansi bermeterai, angka dan huruf sama tanpa coretan")),
    Paper("ba_pembayaran", N_("Berita acara pembayaran")),
    Paper("sptjm", N_("Surat pernyataan tanggung jawab mutlak (SPTJM)")),
)
CONTRACT = (
    Paper("kontrak", N_("Surat perjanjian atau SPK dengan nomor rekening penyedia")),
    Paper("ba_penyelesaian", N_("Berita acara penyelesaian pekerjaan")),
)
HANDOVER = (
    Paper("ba_pemeriksaan", N_("Berita acara pemeriksaan barang atau pekerjaan")),
    Paper("bast", N_("Berita acara serah terima")),
)
TAX = (Paper("pajak", N_("Faktur pajak dan bukti ID billing")),)


def papers_for(*, has_kontrak: bool, has_bast: bool, has_tax: bool) -> list[Paper]:
    """The papers that this payment needs, in the order of the file."""
    papers = list(BASE)
    papers += CONTRACT if has_kontrak else ()
    papers += HANDOVER if has_bast else ()
    papers += TAX if has_tax else ()
    return papers


def check_papers(papers: Collection[Paper], checked: Collection[str]) -> list[Finding]:
    """PPK-SKPD finds every paper present, or the SPP is not verified."""
    message = N_("Kelengkapan belum dicentang: %(nama)s.")
    return [
        Finding("tidak_lengkap", message, {"nama": paper.label}, at=f"butir_{paper.code}")
        for paper in papers
        if paper.code not in checked
    ]
