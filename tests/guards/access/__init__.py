"""Who may open what: one file per room, `ENDPOINTS = {endpoint: access}`.

access is one of
    PUBLIC      everybody, without signing in
    SIGNED_IN   everybody who signed in, whatever his roles
    a set of Role: holders of one of these roles, in whichever OPD; everybody else is refused

To add a room: make `tests/guards/access/<blueprint name>.py` with `ENDPOINTS`; the key is the
endpoint as `url_for` takes it (`treasury.spp_detail`). To add an address: add its line. An
endpoint without a line fails `test_access.py`, so does a line without an endpoint.

For an address with a part that varies (`/spp/<uuid:spp_id>`) the roles are those that may see
such a page of their own OPD; the test asks for one that does not exist and wants 404 or 403.
For a POST the roles are those that may take the step at all.
"""

from __future__ import annotations

from simral.identity.terms import Role

Access = str | frozenset[Role]

PUBLIC = "public"
SIGNED_IN = "signed in"
EVERY_ROLE = frozenset(Role)


def only(*roles: Role) -> frozenset[Role]:
    """These roles and no other."""
    return frozenset(roles)
