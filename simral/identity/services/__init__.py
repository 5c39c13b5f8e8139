"""Commands of identity: accounts, grants, sessions and sign-in."""

from simral.identity.services.grants import grant_role, revoke_role
from simral.identity.services.sandi import use_cheap_hashes
from simral.identity.services.sessions import (
    end_all_sessions,
    end_session,
    register_attempt,
    sign_in,
    start_session,
    touch_session,
)
from simral.identity.services.users import (
    activate_user,
    change_password,
    create_user,
    deactivate_user,
    set_language,
    set_password,
    update_user,
)

__all__ = [
    "activate_user",
    "change_password",
    "create_user",
    "deactivate_user",
    "end_all_sessions",
    "end_session",
    "grant_role",
    "register_attempt",
    "revoke_role",
    "set_language",
    "set_password",
    "sign_in",
    "start_session",
    "touch_session",
    "update_user",
    "use_cheap_hashes",
]
