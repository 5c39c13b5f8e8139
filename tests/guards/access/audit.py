"""The trail is read by Inspektorat and auditors."""

from simral.identity.terms import Role
from tests.guards.access import Access, only

READERS = only(Role.INSPEKTORAT, Role.AUDITOR)

ENDPOINTS: dict[str, Access] = {
    "audit.events": READERS,
    "audit.event": READERS,
}
