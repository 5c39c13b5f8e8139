"""What other rooms may ask the ledger: periods, journals, balances, its invariants."""

from simral.ledger.queries.balances import (
    balances,
    label_balances,
    level_balances,
)
from simral.ledger.queries.checks import list_violations
from simral.ledger.queries.journals import (
    JournalRow,
    LedgerFilter,
    LineRow,
    credits_of,
    entities_of,
    get_journal,
    journals_of,
    list_journals,
)
from simral.ledger.queries.lines import AccountLine, list_account_lines, opening_balance
from simral.ledger.queries.periode import PeriodeRow, is_open, list_periode

__all__ = [
    "AccountLine", "JournalRow", "LedgerFilter", "LineRow", "PeriodeRow", "balances",
    "credits_of", "entities_of", "get_journal", "is_open", "journals_of", "label_balances",
    "level_balances", "list_account_lines", "list_journals", "list_periode", "list_violations",
    "opening_balance",
]  # fmt: skip
