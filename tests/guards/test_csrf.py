"""CSRF as it is outside tests: on. Money needs the token, and every page can make one."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from simral.identity.terms import Role
from simral.treasury.states import SP2DState
from tests.factories.budgeting import small_budget
from tests.factories.identity import actor_with
from tests.factories.treasury import sp2d_in, spd_issued

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def guarded(app, database, monkeypatch):
    """The application with CSRF on."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    return app


@pytest.fixture
def draft(work):
    """Kuasa BUD and the address that signs a draft SP2D."""
    budget = work(small_budget)
    work(spd_issued, budget)
    sp2d_id = work(sp2d_in, SP2DState.DRAF, budget=budget)
    return budget[Role.KUASA_BUD], f"/perbendaharaan/sp2d/{sp2d_id}"


def test_a_signature_without_the_token_is_refused(guarded, client, draft):
    bud, page = draft
    answer = client(bud).post(f"{page}/sign", data={"idem": str(uuid4())})
    assert answer.status_code == 400
    assert "Sesi formulir sudah habis" in answer.text


def test_a_signature_with_a_foreign_token_is_refused(guarded, client, draft):
    bud, page = draft
    stranger = client(bud)
    token = TOKEN.search(client(bud).get(page).text)[1]
    stranger.get(page)
    answer = stranger.post(f"{page}/sign", data={"idem": str(uuid4()), "csrf_token": token})
    assert answer.status_code == 400


def test_the_form_of_the_page_carries_a_token_that_is_taken(guarded, client, draft):
    bud, page = draft
    person = client(bud)
    token = TOKEN.search(person.get(page).text)[1]
    answer = person.post(f"{page}/sign", data={"idem": str(uuid4()), "csrf_token": token})
    assert answer.status_code == 302
    assert "ditandatangani" in person.get(page).text.lower()


def test_nobody_signs_in_without_the_token(guarded, client):
    answer = client().post("/masuk", data={"nama_pengguna": "siapa", "sandi": "apa saja"})
    assert answer.status_code == 400


@pytest.mark.parametrize("role", [Role.PPTK, Role.PPKD, Role.ADMIN, Role.AUDITOR])
def test_every_page_renders_with_csrf_on(guarded, client, work, role):
    person, wrong = client(work(actor_with, role)), []
    for rule in guarded.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments - set(rule.defaults or {}):
            continue
        if rule.endpoint != "static":
            status = person.get(rule.rule).status_code
            if status not in {200, 302, 403}:
                wrong.append((rule.rule, status))
    assert wrong == []
