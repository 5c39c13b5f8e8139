"""The budget journal: a DPA, or its change, in the LRA book of its OPD (keuangan §5.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from simral.kernel.money import ZERO
from simral.ledger.terms import Buku, JournalDraft, Posting

ESTIMASI_PENDAPATAN = "3.1.02.01.01.0001"
ESTIMASI_PENERIMAAN = "3.1.02.02.01.0001"
APROPRIASI_BELANJA = "3.1.02.03.01.0001"
APROPRIASI_PENGELUARAN = "3.1.02.04.01.0001"
PERUBAHAN_SAL = "3.1.02.05.01.0001"


@dataclass(frozen=True)
class BudgetTotals:
    """Totals of a DPA, rupiah: akun 4, 5, 6.1 and 6.2."""

    pendapatan: Decimal = ZERO
    belanja: Decimal = ZERO
    penerimaan: Decimal = ZERO
    pengeluaran: Decimal = ZERO

    def __sub__(self, before: BudgetTotals) -> BudgetTotals:
        return BudgetTotals(
            self.pendapatan - before.pendapatan,
            self.belanja - before.belanja,
            self.penerimaan - before.penerimaan,
            self.pengeluaran - before.pengeluaran,
        )


def budget_journal(
    *,
    dpa_id: UUID,
    opd_kode: str,
    on: date,
    uraian: str,
    totals: BudgetTotals,
    before: BudgetTotals,
) -> JournalDraft | None:
    """What the ratified DPA changes against the one before it; None when nothing changes.

    Estimates of income (Dr 3.1.02.01, .02) and appropriations (Cr 3.1.02.03, .04) against
    Estimasi Perubahan SAL (3.1.02.05); a lower budget stands on the other side.
    """
    change = totals - before
    sides = (
        (ESTIMASI_PENDAPATAN, change.pendapatan),
        (ESTIMASI_PENERIMAAN, change.penerimaan),
        (APROPRIASI_BELANJA, -change.belanja),
        (APROPRIASI_PENGELUARAN, -change.pengeluaran),
    )
    balance = -sum((amount for _, amount in sides), ZERO)
    postings = tuple(
        Posting(opd_kode, Buku.LRA, kode, debit=max(amount, ZERO), kredit=max(-amount, ZERO))
        for kode, amount in (*sides, (PERUBAHAN_SAL, balance))
        if amount
    )
    if not postings:
        return None
    return JournalDraft(on, uraian, "budgeting:dpa", dpa_id, "anggaran", postings)
