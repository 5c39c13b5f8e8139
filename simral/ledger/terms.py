"""Words that the ledger lends: the two books, a posting, a journal that is not yet posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from simral.kernel.i18n import N_
from simral.kernel.money import ZERO

PPKD = "PPKD"  # the entity of the treasurer general; every other entity is an OPD's code


class Buku(StrEnum):
    """LO: accrual (akun 1, 2, 3, 7, 8). LRA: cash against budget (akun 4, 5, 6 and 3.1.02)."""

    LO = "LO"
    LRA = "LRA"


BUKU_LABELS = {Buku.LO: N_("Buku LO dan Neraca"), Buku.LRA: N_("Buku LRA")}


@dataclass(frozen=True)
class Posting:
    """One side of one account, rupiah."""

    entitas: str  # an OPD's code, or the PPKD's
    buku: Buku
    rekening_kode: str
    debit: Decimal = ZERO
    kredit: Decimal = ZERO
    label: UUID | None = None  # the DPA line: carried and summed, never understood


@dataclass(frozen=True)
class JournalDraft:
    """A finished journal of a document, handed down to be posted once."""

    on: date
    uraian: str
    source: str  # "treasury:sp2d"; with source_id and purpose UNIQUE: posted once
    source_id: UUID
    purpose: str
    postings: tuple[Posting, ...]
