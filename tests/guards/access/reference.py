"""Code lists are everybody's; the admin adds a dated value to a setting."""

from simral.identity.terms import Role
from tests.guards.access import SIGNED_IN, Access, only

ENDPOINTS: dict[str, Access] = {
    "reference.index": SIGNED_IN,
    "reference.opd_detail": SIGNED_IN,
    "reference.rekening": SIGNED_IN,
    "reference.settings": SIGNED_IN,
    "reference.setting_add": only(Role.ADMIN),
}
