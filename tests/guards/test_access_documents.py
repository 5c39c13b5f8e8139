"""Every address that leads to a document × every role of its OPD, of another OPD, and nobody.

The documents are real and in the state that the step needs (`world.py`), so an answer of 403
says something about the role and 404 something about the unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection
from werkzeug.routing import Rule

from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.treasury.queries.review import kelengkapan_of
from simral.treasury.states import TagihanState
from tests.conftest import clients_of, rolled_back, working_in
from tests.guards.access import PUBLIC, SIGNED_IN, Access
from tests.guards.test_access import ROOMS, declared
from tests.guards.world import World, build_world, url_rules

DONE = {200, 302}
REFUSED_BY_STATE = {409, 422}
# what everybody may read although an OPD registered it (payees and code lists are shared) …
SHARED = {
    "treasury.penerima_detail", "treasury.rekening_bank_create", "treasury.register",
    "reference.opd_detail", "treasury.verify",
}  # fmt: skip
# … a payee is everybody's to read and his OPD's to close …
READ_ONLY = {"treasury.penerima_close"}
# … what belongs to the whole government, so that other OPDs are refused by role
GENERAL = {"ledger.periode_close", "ledger.periode_reopen", "audit.event"}
# a step of two roles: which paper waits for the second one
SECOND = {("treasury.spm_refuse", Role.KUASA_BUD): ("spm_id", "spm:diserahkan")}
# forms refused by their empty fields, and steps whose checks of money may refuse in this world
ENTRY = {
    "identity.",
    "budgeting.sub_",
    "treasury.rekening_bank_create",
    "treasury.spp_billing",
    "budgeting.dpa_ratify",
}


@dataclass
class House:
    """The prepared state, and who asks in it."""

    connection: Connection
    world: World
    clients: dict[Actor | None, FlaskClient]
    rules: list[Rule]
    papers: frozenset[str]

    def ask(self, who: Actor | None, rule: Rule, method: str, role: Role | None = None) -> int:
        """The answer's status; whatever it did is undone."""
        values = self.world.values(rule.endpoint, rule.arguments)
        name, key = SECOND.get((rule.endpoint, role), ("", ""))  # type: ignore[arg-type]
        if name:
            values[name] = self.world.documents[key]
        adapter = self.clients[None].application.url_map.bind("localhost")
        form = {"idem": str(uuid4()), "note": "alasan untuk uji"}
        form |= {f"butir_{paper}": "1" for paper in self.papers}
        savepoint = self.connection.begin_nested()
        try:
            path = adapter.build(rule.endpoint, values, method)
            answer = self.clients[who].open(path, method=method, data=form)
            to_sign_in = answer.status_code == 302 and "/masuk" in answer.headers["Location"]
            return 401 if to_sign_in else answer.status_code
        finally:
            savepoint.rollback()


@pytest.fixture(scope="module")
def house(app) -> Iterator[House]:
    with rolled_back(app) as connection:
        work, client = working_in(app), clients_of(app)
        world = work(build_world)
        clients: dict[Any, FlaskClient] = {who: client(who) for who in world.people.values()}
        rules = [rule for rule in url_rules(app) if rule.arguments - set(rule.defaults or {})]
        papers = work(kelengkapan_of, world.documents["spp:diajukan"])
        codes = frozenset(code for code, *_rest in papers)
        yield House(connection, world, {None: client(), **clients}, rules, codes)


def access_of(endpoint: str) -> Access:
    room = endpoint.partition(".")[0]
    assert room in ROOMS
    return declared(room)[endpoint]


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) & {"GET", "POST"})


def wanted(endpoint: str, method: str, access: Access, role: Role, same: bool) -> set[int]:
    """The answers that the declaration allows."""
    if endpoint == "identity.close_session":
        return {404}  # there is no such session of his
    if not same and endpoint in READ_ONLY:
        return {403}
    if not same and endpoint not in SHARED | GENERAL and not endpoint.startswith("identity."):
        return {404}
    if access in (PUBLIC, SIGNED_IN) or role in access:
        entry = method == "POST" and endpoint.startswith(tuple(ENTRY))
        return DONE | REFUSED_BY_STATE if entry or "sub_" in endpoint else DONE
    return {403}


def faults_of(house: House, role: Role, same: bool, changed: dict[str, Access]) -> list[Any]:
    """Every answer to this person that is not as declared."""
    who, found = house.world.people[role, same], []
    for rule in house.rules:
        access = changed.get(rule.endpoint, access_of(rule.endpoint))
        for method in methods(rule):
            if rule.endpoint in changed or not changed:
                allowed = wanted(rule.endpoint, method, access, role, same)
                status = house.ask(who, rule, method, role)
                if status not in allowed:
                    found.append((method, rule.endpoint, role.value, status, sorted(allowed)))
    return found


@pytest.mark.parametrize("role", list(Role))
def test_a_role_of_the_same_opd_does_exactly_what_is_declared(house, role):
    assert faults_of(house, role, True, {}) == []


def test_a_document_of_another_opd_does_not_exist(house):
    strangers = [role for role, same in house.world.people if not same]
    assert [fault for role in strangers for fault in faults_of(house, role, False, {})] == []


def test_nobody_is_sent_to_sign_in(house):
    wrong = []
    for rule in house.rules:
        for method in methods(rule):
            status = house.ask(None, rule, method)
            public = access_of(rule.endpoint) == PUBLIC
            if status != (200 if public else 401):
                wrong.append((method, rule.endpoint, status))
    assert wrong == []


@pytest.mark.parametrize(
    ("endpoint", "planted"),
    [
        ("treasury.sp2d_sign", frozenset({Role.AUDITOR})),
        ("treasury.spp_detail", frozenset({Role.PPTK})),
        ("treasury.spp_submit", SIGNED_IN),
        ("budgeting.dpa_ratify", frozenset({Role.PA})),
    ],
)
def test_a_wrong_declaration_is_found(house, endpoint, planted):
    roles = [role for role, same in house.world.people if same]
    assert [fault for role in roles for fault in faults_of(house, role, True, {endpoint: planted})]


def test_every_document_is_where_its_step_begins(house):
    """The world itself: each prepared paper has the state that its name says."""
    assert {key.partition(":")[2] for key in house.world.documents if ":" in key} >= {
        TagihanState.TERDAFTAR.value, "diajukan", "diverifikasi", "disetujui", "diserahkan",
        "ditandatangani", "dikirim", "draf",
    }  # fmt: skip
