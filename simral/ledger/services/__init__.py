"""Posting, reversing, closing a month, and the balances that reports are read from."""

from simral.ledger.services.folding import fold_balances, rebuild_balances
from simral.ledger.services.periode import close_periode, reopen_periode
from simral.ledger.services.posting import post_journal, reverse_journal

__all__ = [
    "close_periode",
    "fold_balances",
    "post_journal",
    "rebuild_balances",
    "reopen_periode",
    "reverse_journal",
]
