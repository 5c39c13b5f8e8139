"""What a journal must be before it is posted: pure checks, every finding at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal

from simral.kernel.codes import is_under
from simral.kernel.errors import Finding
from simral.kernel.i18n import N_
from simral.kernel.money import LIMIT, SEN, ZERO, format_rupiah
from simral.ledger.terms import PPKD, Buku, JournalDraft, Posting

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
LO_AKUN = {"1", "2", "3", "7", "8"}
LRA_AKUN = {"4", "5", "6"}
SAL = "3.1.02"  # Ekuitas SAL: the budget's control accounts live in the LRA book


def buku_of(rekening_kode: str) -> Buku | None:
    """The book an account belongs to (keuangan §5.1); None for an unknown akun."""
    akun = rekening_kode.partition(".")[0]
    if akun in LRA_AKUN or is_under(rekening_kode, SAL):
        return Buku.LRA
    return Buku.LO if akun in LO_AKUN else None


def check_draft(draft: JournalDraft) -> list[Finding]:
    """At least two lines, each one-sided and in the right book; debit equals kredit to the sen
    inside each entity and inside each book (PP 71/2010, keuangan §5.1)."""
    findings = []
    if len(draft.postings) < 2:
        findings.append(Finding("dua_baris", N_("Jurnal paling sedikit dua baris.")))
    for line in draft.postings:
        findings += check_posting(line)
    return findings + check_balance(draft.postings)


def check_posting(line: Posting) -> list[Finding]:
    """One line: one side, not negative, whole sen, account in its own book."""
    values = {"kode": line.rekening_kode, "buku": line.buku.value}
    findings = []
    if (line.debit == ZERO) == (line.kredit == ZERO):
        message = N_("%(kode)s: satu baris hanya berisi debit atau kredit.")
        findings.append(Finding("satu_sisi", message, values, at=line.rekening_kode))
    amounts = (line.debit, line.kredit)
    if any(amount < 0 or amount != amount.quantize(SEN) or amount >= LIMIT for amount in amounts):
        message = N_("%(kode)s: nilai harus positif, paling banyak dua angka di belakang koma.")
        findings.append(Finding("nilai", message, values, at=line.rekening_kode))
    if buku_of(line.rekening_kode) is not line.buku:
        message = N_("%(kode)s bukan akun buku %(buku)s.")
        findings.append(Finding("salah_buku", message, values, at=line.rekening_kode))
    return findings


def check_balance(postings: Collection[Posting]) -> list[Finding]:
    """Debit − kredit is nil per entity and book."""
    balance: dict[tuple[str, Buku], Decimal] = defaultdict(lambda: ZERO)
    for line in postings:
        balance[line.entitas, line.buku] += line.debit - line.kredit
    message = N_("Jurnal %(entitas)s buku %(buku)s tidak seimbang, selisih %(selisih)s.")
    return [
        Finding(
            "tidak_seimbang",
            message,
            {"entitas": entitas, "buku": buku.value, "selisih": format_rupiah(selisih)},
        )
        for (entitas, buku), selisih in balance.items()
        if selisih != ZERO
    ]


def check_accounts(
    postings: Collection[Posting], known: Collection[str], tahun: int
) -> list[Finding]:
    """Only leaf accounts that are valid in the year may be posted to."""
    message = N_("Rekening %(kode)s tidak dapat dipakai pada tahun %(tahun)s.")
    missing = sorted({line.rekening_kode for line in postings} - set(known))
    return [
        Finding("rekening_asing", message, {"kode": kode, "tahun": str(tahun)}, at=kode)
        for kode in missing
    ]


def mirror(postings: Collection[Posting]) -> tuple[Posting, ...]:
    """The same lines with debit and kredit exchanged: a correction (PSAP 10)."""
    return tuple(replace(line, debit=line.kredit, kredit=line.debit) for line in postings)


def entity_of(postings: Collection[Posting]) -> str:
    """The entity a journal is numbered for: the OPD that spends, else the PPKD."""
    entities = sorted({line.entitas for line in postings})
    return next((entitas for entitas in entities if entitas != PPKD), PPKD)


def kind_of(draft: JournalDraft) -> str:
    """The `{cara}` of a journal's number: `SP2D` for source `treasury:sp2d`."""
    return draft.source.rpartition(":")[2].upper()


def number_places(draft: JournalDraft, urut: int, wilayah: str) -> dict[str, str | int]:
    """The values of a journal number's template (keuangan §4.6)."""
    return {
        "wilayah": wilayah, "jenis": "JUR", "urut": urut, "cara": kind_of(draft),
        "opd": entity_of(draft.postings), "versi": "-", "bulan": draft.on.month,
        "tahun": draft.on.year,
    }  # fmt: skip


def month_name(on: date) -> str:
    """`November`."""
    return BULAN[on.month - 1]


def check_closing(tahun: int, bulan: int, closed: Collection[int], *, today: date) -> list[Finding]:
    """A month is closed when it is over and every month before it is closed (keuangan §8, 4)."""
    findings = []
    if (tahun, bulan) >= (today.year, today.month):
        message = N_("Bulan %(bulan)s belum berakhir.")
        findings.append(Finding("belum_berakhir", message, {"bulan": f"{bulan:02}-{tahun}"}))
    for month in range(1, bulan):
        if month not in closed:
            message = N_("Bulan %(bulan)s belum dikunci; kunci berurutan.")
            findings.append(Finding("tidak_urut", message, {"bulan": f"{month:02}-{tahun}"}))
            break
    return findings
