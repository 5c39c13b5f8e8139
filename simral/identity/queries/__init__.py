"""What others may ask identity: who acts, names, holders of a role, accounts, sessions."""

from simral.identity.queries.accounts import (
    GrantRow,
    UserRow,
    find_opd_id,
    find_user_id,
    get_user,
    list_grants,
    list_opd_choices,
    list_users,
)
from simral.identity.queries.example import DemoAccountRow, demo_accounts
from simral.identity.queries.people import PersonRow, actor_of, holders_of, names_of
from simral.identity.queries.sessions import (
    SessionRow,
    find_session,
    hash_token,
    list_sessions,
)
from simral.identity.queries.violations import list_violations

__all__ = [
    "DemoAccountRow",
    "GrantRow",
    "PersonRow",
    "SessionRow",
    "UserRow",
    "actor_of",
    "demo_accounts",
    "find_opd_id",
    "find_session",
    "find_user_id",
    "get_user",
    "hash_token",
    "holders_of",
    "list_grants",
    "list_opd_choices",
    "list_sessions",
    "list_users",
    "list_violations",
    "names_of",
]
