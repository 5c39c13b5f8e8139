"""The public pages."""

from tests.guards.access import PUBLIC, Access

ENDPOINTS: dict[str, Access] = {
    "transparency.home": PUBLIC,
}
