"""Addresses of the house itself."""

from tests.guards.access import PUBLIC, Access

ENDPOINTS: dict[str, Access] = {
    "app_health.healthz": PUBLIC,
    "app_health.readyz": PUBLIC,
    "app_health.security_txt": PUBLIC,
    "app_health.help_page": PUBLIC,
}
