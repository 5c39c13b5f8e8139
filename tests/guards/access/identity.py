"""Accounts: everybody his own, the rest is for administrators."""

from simral.identity.terms import Role
from tests.guards.access import PUBLIC, SIGNED_IN, Access, only

ADMIN = only(Role.ADMIN)

ENDPOINTS: dict[str, Access] = {
    "identity.sign_in": PUBLIC,
    "identity.sign_out": PUBLIC,
    "identity.set_preference": PUBLIC,
    "identity.profile": SIGNED_IN,
    "identity.save_password": SIGNED_IN,
    "identity.save_language": SIGNED_IN,
    "identity.close_others": SIGNED_IN,
    "identity.close_session": SIGNED_IN,
    "identity.users": ADMIN,
    "identity.new_user": ADMIN,
    "identity.create_user": ADMIN,
    "identity.user": ADMIN,
    "identity.update_user": ADMIN,
    "identity.grant_role": ADMIN,
    "identity.revoke_role": ADMIN,
    "identity.reset_password": ADMIN,
    "identity.deactivate_user": ADMIN,
    "identity.activate_user": ADMIN,
}
