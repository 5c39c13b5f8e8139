"""Words that the treasury lends: kinds of payment and purchase, the bill as it enters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from simral.kernel.i18n import N_


class JenisSPP(StrEnum):
    """How the money leaves the treasury (keuangan §4.2)."""

    LS = "LS"


class JenisBelanja(StrEnum):
    """What a bill pays for, as far as taxes tell the difference (keuangan §4.8)."""

    BARANG = "barang"
    JASA = "jasa"
    KATERING = "katering"
    SEWA_TANAH_BANGUNAN = "sewa_tanah_bangunan"
    KONSTRUKSI_KECIL = "konstruksi_kecil"
    KONSTRUKSI_MENENGAH = "konstruksi_menengah"
    KONSTRUKSI_TANPA_KUALIFIKASI = "konstruksi_tanpa_kualifikasi"
    KONSULTANSI_KONSTRUKSI = "konsultansi_konstruksi"
    KONSULTANSI_TANPA_KUALIFIKASI = "konsultansi_tanpa_kualifikasi"
    HONOR_PNS_III = "honor_pns_iii"
    HONOR_PNS_IV = "honor_pns_iv"
    NARASUMBER = "narasumber"
    BUKAN_OBJEK = "bukan_objek"


JENIS_BELANJA_LABELS = {
    JenisBelanja.BARANG: N_("Barang"),
    JenisBelanja.JASA: N_("Jasa atau sewa selain tanah dan bangunan"),
    JenisBelanja.KATERING: N_("Jasa boga (katering)"),
    JenisBelanja.SEWA_TANAH_BANGUNAN: N_("Sewa tanah atau bangunan"),
    JenisBelanja.KONSTRUKSI_KECIL: N_("Konstruksi, kualifikasi kecil"),
    JenisBelanja.KONSTRUKSI_MENENGAH: N_("Konstruksi, kualifikasi menengah atau besar"),
    JenisBelanja.KONSTRUKSI_TANPA_KUALIFIKASI: N_("Konstruksi tanpa kualifikasi"),
    JenisBelanja.KONSULTANSI_KONSTRUKSI: N_("Konsultansi konstruksi"),
    JenisBelanja.KONSULTANSI_TANPA_KUALIFIKASI: N_("Konsultansi konstruksi tanpa kualifikasi"),
    JenisBelanja.HONOR_PNS_III: N_("Honor PNS golongan III"),
    JenisBelanja.HONOR_PNS_IV: N_("Honor PNS golongan IV"),
    JenisBelanja.NARASUMBER: N_("Narasumber bukan PNS"),
    JenisBelanja.BUKAN_OBJEK: N_("Bukan objek pajak (BBM, air, listrik, telekomunikasi, pos)"),
}


class JenisPotongan(StrEnum):
    """What is withheld from a payment."""

    PPN = "ppn"
    PPH_21 = "pph_21"
    PPH_22 = "pph_22"
    PPH_23 = "pph_23"
    PPH_4_2 = "pph_4_2"


POTONGAN_LABELS = {
    JenisPotongan.PPN: N_("PPN"),
    JenisPotongan.PPH_21: N_("PPh pasal 21"),
    JenisPotongan.PPH_22: N_("PPh pasal 22"),
    JenisPotongan.PPH_23: N_("PPh pasal 23"),
    JenisPotongan.PPH_4_2: N_("PPh pasal 4 ayat 2"),
}


@dataclass(frozen=True)
class TagihanLine:
    """A part of a bill charged to one DPA line, rupiah incl. tax."""

    rincian_id: UUID
    nilai: Decimal
    aset_kode: str | None = None  # asset leaf chosen by the officer where the map has none (BLUD)


@dataclass(frozen=True)
class TagihanInput:
    """A bill as it enters, typed by hand or handed over by another package.

    UNIQUE (source, source_id): registering the same source twice registers once.
    """

    opd_id: UUID
    tahun: int
    rekening_bank_id: UUID  # the payee's verified account; the payee follows from it
    jenis: JenisBelanja
    uraian: str
    nomor: str  # invoice number
    tanggal: date
    lines: tuple[TagihanLine, ...]
    kontrak_id: UUID | None = None
    bast_nomor: str = ""
    bast_on: date | None = None
    faktur_pajak: str = ""
    is_bebas_ppn: bool = False
    is_bebas_pph: bool = False
    source: str = "manual"
    source_id: UUID | None = None
    is_illustrative: bool = False
    billing: dict[JenisPotongan, str] = field(default_factory=dict)
