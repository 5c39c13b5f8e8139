"""The access matrix: every address × nobody and every role alone, as `access/<room>.py` says.

How to declare an address: see `tests/guards/access/__init__.py`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from simral.identity.terms import Role
from simral.kernel.db import db
from simral.kernel.trail import Event
from tests.factories.identity import actor_with, make_opd
from tests.guards.access import PUBLIC, SIGNED_IN, Access

HERE = Path(__file__).parent / "access"
ROOMS = sorted(path.stem for path in HERE.glob("[a-z]*.py"))
NOTHING = {"uuid": lambda: str(uuid4()), "int": lambda: 987654321}  # what does not exist
ANSWERED = {200, 302}
REFUSED = {403, 404}


def declared(room: str) -> dict[str, Access]:
    return importlib.import_module(f"tests.guards.access.{room}").ENDPOINTS


def test_every_endpoint_is_declared_and_every_declared_one_exists(app):
    known = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    lines = {endpoint for room in ROOMS for endpoint in declared(room)}
    assert sorted(known - lines) == [], "endpoints without a line in tests/guards/access"
    assert sorted(lines - known) == [], "lines without an endpoint"


@pytest.mark.parametrize("room", ROOMS)
def test_nobody_sees_what_is_not_public(app, client, room):
    visitor = client()
    wrong = []
    for rule, path, method in requests_of(app, room):
        form = {"idem": str(uuid4())}
        answer = visitor.open(path, method=method, data=form, follow_redirects=method == "GET")
        to_sign_in = bool(answer.history) and answer.request.path == "/masuk"
        if declared(room)[rule.endpoint] == PUBLIC:
            good = answer.status_code < 500 and answer.status_code not in (401, 403)
            good = good and not to_sign_in
        elif method == "GET":
            good = to_sign_in or (bool(rule._converters) and answer.status_code == 404)
        else:
            good = answer.status_code == 401
        if not good:
            wrong.append((method, path, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("room", ROOMS)
def test_each_role_alone_opens_exactly_what_is_declared(app, client, work, room, role):
    actor = work(actor_with, role)
    work(make_opd)  # whose choice a role of the whole government has
    person, wrong = client(actor), []
    for rule, path, method in requests_of(app, room):
        allowed = declared(room)[rule.endpoint]
        may = allowed in (PUBLIC, SIGNED_IN) or role in allowed
        before = work(count_events)
        answer = person.open(path, method=method, data={"idem": str(uuid4())})
        written = work(count_events) - before
        if not as_declared(rule, method, may, answer.status_code, written):
            wrong.append((method, path, "may" if may else "may not", answer.status_code, written))
        if rule.endpoint == "identity.sign_out":
            person = client(actor)
    assert wrong == []


def as_declared(rule: Rule, method: str, may: bool, status: int, written: int) -> bool:
    if not may:
        return status in REFUSED and written == 0
    if method == "GET":
        wanted = {404} if rule._converters else ANSWERED
        return status in wanted and written == 0
    return status < 500 and status not in (401, 403)


def requests_of(app: Flask, room: str) -> Iterator[tuple[Rule, str, str]]:
    """Every rule of the room with an address that leads to nothing, per method."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in declared(room):
            for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
                yield rule, adapter.build(rule.endpoint, values_of(rule), method), method


def values_of(rule: Rule) -> dict[str, object]:
    values: dict[str, object] = {}
    for name in rule._converters:
        kind = type(rule._converters[name]).__name__.removesuffix("Converter").lower()
        values[name] = NOTHING.get({"integer": "int"}.get(kind, kind), lambda: "tidak-ada")()
    return values


def count_events() -> int:
    return db.session.scalar(select(func.count(Event.id))) or 0
