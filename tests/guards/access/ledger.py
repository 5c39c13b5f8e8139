"""The books are read by everybody of his own OPD; months are closed by Akuntansi."""

from simral.identity.terms import Role
from tests.guards.access import SIGNED_IN, Access, only

ENDPOINTS: dict[str, Access] = {
    "ledger.journals": SIGNED_IN,
    "ledger.journal_detail": SIGNED_IN,
    "ledger.account": SIGNED_IN,
    "ledger.trial_balance": SIGNED_IN,
    "ledger.periode_list": SIGNED_IN,
    "ledger.periode_close": only(Role.AKUNTANSI),
    "ledger.periode_reopen": only(Role.PPKD),
}
