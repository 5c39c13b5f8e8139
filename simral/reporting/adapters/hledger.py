"""A book as a journal file that hledger reads: one transaction per journal, full account paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from simral.kernel.codes import ancestors
from simral.ledger.terms import Buku
from simral.reporting.terms import ExportLine

_BREAKS = re.compile(r"[\s;|]+")


def write_hledger(
    path: Path, buku: Buku, names: Mapping[str, str], lines: Iterable[ExportLine]
) -> int:
    """Write the file; how many transactions. Amounts `33300000.00 IDR`, kredit negative."""
    written = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"; {buku.value}\ncommodity 1000.00 IDR\n\n")
        for kode, nama in names.items():
            out.write(f"account {_account(kode)}  ; {_clean(nama)}\n")
        for nomor, group in groupby(lines, key=lambda line: line.nomor):
            postings = list(group)
            first = postings[0]
            code = nomor.replace("(", "[").replace(")", "]")
            out.write(f"\n{first.tanggal.isoformat()} ({code}) {_clean(first.uraian)}\n")
            for line in postings:
                amount = line.debit - line.kredit
                account = _account(line.rekening_kode)
                out.write(f"    {account}  {amount:.2f} IDR  ; entitas:{line.entitas}\n")
            written += 1
    return written


def _account(kode: str) -> str:
    return ":".join(ancestors(kode))


def _clean(text: str) -> str:
    """One line; `;` would begin a comment and `|` a note."""
    return _BREAKS.sub(" ", text).strip()
