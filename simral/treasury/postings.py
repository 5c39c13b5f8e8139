"""Documents of the treasury → JournalDraft, pure (keuangan §5.2).

LS posts at the SP2D: the OPD owes less or spends (LO) and realises its budget (LRA); the PPKD
pays the net and keeps the taxes as PFK. A bill with a BAST posts the debt when registered, for
all its lines or, when one has no payable leaf, for none (docs/adr/0018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from simral.kernel.money import ZERO
from simral.ledger.terms import PPKD, Buku, JournalDraft, Posting

RK_PPKD = "3.1.03.01.01.0001"
RK_SKPD = "1.1.13.01.01.0001"
KAS_DAERAH = "1.1.01.01.01.0001"
PERUBAHAN_SAL = "3.1.02.05.01.0001"
DEBT_SOURCE, DEBT = "treasury:tagihan", "bast"


@dataclass(frozen=True)
class SpendingLine:
    """One DPA line that is spent: belanja leaf, the account it becomes, the debt; rupiah."""

    rincian_id: UUID
    belanja: str
    lawan: str  # 8.x or 1.x
    utang: str | None  # 2.1.06, when a BAST posted it before
    nilai: Decimal


def bast_journal(
    tagihan_id: UUID, entitas: str, lines: Sequence[SpendingLine], *, on: date, uraian: str
) -> JournalDraft | None:
    """BAST: Dr beban or asset / Cr utang belanja, dated on the BAST, book LO of the OPD.

    None when a line has no payable leaf: the SP2D then books the whole bill directly.
    """
    postings = []
    for line in lines:
        if line.utang is None:
            return None
        postings.append(
            Posting(entitas, Buku.LO, line.lawan, debit=line.nilai, label=line.rincian_id)
        )
        postings.append(
            Posting(entitas, Buku.LO, line.utang, kredit=line.nilai, label=line.rincian_id)
        )
    return JournalDraft(on, uraian, DEBT_SOURCE, tagihan_id, DEBT, tuple(postings))


def sp2d_journal(
    sp2d_id: UUID,
    entitas: str,
    lines: Sequence[SpendingLine],
    withheld: Sequence[tuple[str, Decimal]],
    *,
    on: date,
    uraian: str,
) -> JournalDraft:
    """SP2D-LS: `withheld` = (PFK leaf, rupiah) for every tax that stays with the PPKD."""
    gross = sum((line.nilai for line in lines), ZERO)
    kept = sum((nilai for _, nilai in withheld), ZERO)
    postings = []
    for line in lines:
        owed = line.utang or line.lawan
        postings.append(Posting(entitas, Buku.LO, owed, debit=line.nilai, label=line.rincian_id))
    postings.append(Posting(entitas, Buku.LO, RK_PPKD, kredit=gross))
    for line in lines:
        postings.append(
            Posting(entitas, Buku.LRA, line.belanja, debit=line.nilai, label=line.rincian_id)
        )
    postings.append(Posting(entitas, Buku.LRA, PERUBAHAN_SAL, kredit=gross))
    postings.append(Posting(PPKD, Buku.LO, RK_SKPD, debit=gross))
    if gross > kept:
        postings.append(Posting(PPKD, Buku.LO, KAS_DAERAH, kredit=gross - kept))
    for leaf, nilai in withheld:
        postings.append(Posting(PPKD, Buku.LO, leaf, kredit=nilai))
    return JournalDraft(on, uraian, "treasury:sp2d", sp2d_id, "sp2d", tuple(postings))
