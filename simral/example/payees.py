"""Illustrative payees: invented firms with invented tax numbers and accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from simral.kernel.actor import Actor
from simral.treasury.queries.penerima import list_rekening_bank
from simral.treasury.services.penerima import register_penerima, verify_rekening_bank
from simral.treasury.terms import JenisBelanja

J = JenisBelanja


@dataclass(frozen=True)
class Payee:
    """A payee with his verified account and what he sells."""

    id: UUID
    rekening_bank_id: UUID
    inisial: str
    is_pkp: bool
    jenis: JenisBelanja


# (name, initials, VAT-registered, what he sells, bank)
FIRMS = (
    ("CV Rimba Aksara", "RA", True, J.BARANG, "Bank BJB"),
    ("CV Cahaya Priangan", "CP", True, J.BARANG, "Bank BJB"),
    ("Toko Sumber Tulis", "ST", False, J.BARANG, "Bank BRI"),
    ("PT Husada Farma Nusantara", "HFN", True, J.BARANG, "Bank Mandiri"),
    ("PT Energi Daya Lestari", "EDL", True, J.JASA, "Bank Mandiri"),
    ("PT Serat Nusa Data", "SND", True, J.JASA, "Bank BNI"),
    ("CV Graha Mandiri Teknik", "GMT", True, J.JASA, "Bank BJB"),
    ("Katering Dapur Sunda", "DS", False, J.KATERING, "Bank BRI"),
    ("Boga Rasa Cibinong", "BRC", False, J.KATERING, "Bank BJB"),
    ("PT Bumi Karsa Utama", "BKU", True, J.KONSTRUKSI_MENENGAH, "Bank BJB"),
    ("CV Jaya Karya Beton", "JKB", True, J.KONSTRUKSI_KECIL, "Bank BJB"),
    ("PT Komputindo Prima Sarana", "KPS", True, J.BARANG, "Bank BNI"),
)


def register(
    opd_id: UUID, pptk: Actor, ppk: Actor, today: date, progress: Callable[[str], None]
) -> list[Payee]:
    """Every firm entered by one person and its account verified by another."""
    progress(f"penerima contoh: {len(FIRMS)}")
    found = []
    for number, (nama, inisial, is_pkp, jenis, bank) in enumerate(FIRMS, start=1):
        npwp = f"99{number:03d}0000403000"[:15] if is_pkp or number % 2 else ""
        penerima_id = register_penerima(
            opd_id, nama, npwp, f"Jalan Contoh Nomor {number}, Kabupaten Bogor", is_pkp, bank,
            f"00990{number:08d}", nama, actor=pptk, today=today, is_illustrative=True,
        )  # fmt: skip
        account = list_rekening_bank(penerima_id)[0]
        verify_rekening_bank(account.id, actor=ppk)
        found.append(Payee(penerima_id, account.id, inisial, is_pkp, jenis))
    return found
