"""What stands on the printed forms: frozen values, complete before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from simral.kernel.money import ZERO


@dataclass(frozen=True)
class Head:
    """What every form shares: whose it is, on which paper, with which marks.

    `address` is the page that verifies the form, "" while it has no number.
    """

    pemda: str  # PEMERINTAH KABUPATEN BOGOR
    opd_kode: str
    opd_nama: str
    tahun: int
    tempat: str  # Cibinong
    paper: str = "A4"
    mark: str | None = None  # DRAF, SALINAN, CONTOH
    printed: str = ""
    address: str = ""


@dataclass(frozen=True)
class Signer:
    """One signature: office, name, rank, NIP; an unknown name leaves a dotted line."""

    jabatan: str
    nama: str = ""
    pangkat: str = ""
    nip: str = ""


@dataclass(frozen=True)
class FormLine:
    """A row of the charges, rupiah; depth 0 program, 1 kegiatan, 2 sub kegiatan, 3 rekening."""

    kode: str
    uraian: str
    nilai: Decimal
    depth: int = 3


@dataclass(frozen=True)
class Deduction:
    """A potongan or an informasi: what, its account, rupiah, and the billing id as a note."""

    uraian: str
    kode: str
    nilai: Decimal
    keterangan: str = ""


@dataclass(frozen=True)
class Reference:
    """Another paper, cited by date, number and rupiah."""

    tanggal: date | None
    nomor: str
    nilai: Decimal


@dataclass(frozen=True)
class Payee:
    """Who is paid, and where."""

    nama: str
    npwp: str = ""
    bank: str = ""
    rekening: str = ""
    atas_nama: str = ""
    alamat: str = ""


@dataclass(frozen=True)
class SPDLine:
    """A row of the annex of an SPD, rupiah; depth as in FormLine."""

    kode: str
    uraian: str
    depth: int
    anggaran: Decimal
    sebelumnya: Decimal
    periode: Decimal

    @property
    def sisa(self) -> Decimal:
        """Not yet provided: 6 = 3 - 4 - 5 of the annex."""
        return self.anggaran - self.sebelumnya - self.periode


@dataclass(frozen=True)
class SPDForm:
    """Surat Penyediaan Dana: the decree and its annex."""

    head: Head
    nomor: str
    tanggal: date | None
    dpa_nomor: str
    kepala: Signer
    bulan_dari: int
    bulan_sampai: int
    lines: tuple[SPDLine, ...]
    mengingat: tuple[str, ...]
    ppkd: Signer

    def total(self, column: str) -> Decimal:
        """Sum of one amount over the deepest rows."""
        deepest = max((line.depth for line in self.lines), default=0)
        found = (getattr(line, column) for line in self.lines if line.depth == deepest)
        return sum(found, ZERO)


@dataclass(frozen=True)
class SPPForm:
    """Surat Permintaan Pembayaran with summary, plan of use and statement of responsibility."""

    head: Head
    nomor: str
    tanggal: date | None
    jenis: str  # LS
    unit: str
    sub_kegiatan: tuple[tuple[str, str], ...]  # code, name
    pa: Signer
    pptk: Signer
    bendahara: Signer
    payee: Payee
    keperluan: str
    dasar: tuple[Reference, ...]  # table I: SPD, for the lines asked
    sebelumnya: tuple[Reference, ...]  # table II: SP2D, for the lines asked
    lines: tuple[FormLine, ...]
    dpa: Reference
    spd: tuple[Reference, ...]  # summary: all SPD of the OPD
    belanja: tuple[tuple[str, Decimal], ...]  # summary: UP, GU, TU, LS to date

    @property
    def nilai(self) -> Decimal:
        """What is asked, rupiah."""
        return line_total(self.lines)


@dataclass(frozen=True)
class SPMForm:
    """Surat Perintah Membayar."""

    head: Head
    nomor: str
    tanggal: date | None
    jenis: str
    unit: str
    spp: Reference
    payee: Payee
    dasar: tuple[Reference, ...]
    keperluan: str
    lines: tuple[FormLine, ...]
    potongan: tuple[Deduction, ...]
    pa: Signer
    informasi: tuple[Deduction, ...] = field(default=())

    @property
    def nilai(self) -> Decimal:
        """Asked, gross rupiah."""
        return line_total(self.lines)

    @property
    def potongan_total(self) -> Decimal:
        """Withheld, rupiah."""
        return sum((one.nilai for one in self.potongan), ZERO)

    @property
    def dibayarkan(self) -> Decimal:
        """Paid, rupiah: asked less withheld; informasi reduces nothing."""
        return self.nilai - self.potongan_total


@dataclass(frozen=True)
class SP2DForm(SPMForm):
    """Surat Perintah Pencairan Dana; `tanggal` and `nomor` are the SP2D's own."""

    spm: Reference = Reference(None, "", ZERO)
    bank_pengirim: str = ""
    rkud: str = ""
    npwp_pengirim: str = ""
    pagu: Decimal = ZERO
    kuasa_bud: Signer = Signer("Kuasa Bendahara Umum Daerah")


def line_total(lines: tuple[FormLine, ...]) -> Decimal:
    """Sum of the accounts (depth 3); headings repeat it."""
    return sum((line.nilai for line in lines if line.depth == 3), ZERO)


def account(payee: Payee) -> str:
    """`0012345678901 a.n. PT Cahaya Abadi`."""
    return f"{payee.rekening} a.n. {payee.atas_nama or payee.nama}"
