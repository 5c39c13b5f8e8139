"""HTTP plumbing: headers on every answer, keys of forms, refusals as page and as JSON."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from simral.kernel.db import db
from simral.kernel.errors import Conflict, Finding, NotAllowed, NotFound, RuleBroken
from simral.kernel.http import HEADERS, attempt, find_actor
from simral.kernel.unit_of_work import command
from tests.simral.kernel.conftest import UNIT, Lamp, views

KEEPER = {"X-Who": "keeper"}
JSON = {"Accept": "application/json"}


@command
def hang_up() -> str:
    db.session.add(Lamp(nama=f"lampu {uuid4()}", opd_id=UNIT))
    return "tergantung"


def refuse(error: Exception):
    def run() -> str:
        raise error

    return run


@pytest.fixture
def http(kernel_app, monkeypatch):
    monkeypatch.setitem(views, "light", hang_up)
    return kernel_app.test_client()


@pytest.fixture
def lamps(run):
    return lambda: run(lambda: db.session.scalar(select(func.count()).select_from(Lamp)))


@pytest.mark.parametrize("path", ["/", "/tidak/ada", "/lampu", "/static/tidak.css"])
def test_headers_are_on_every_answer(http, path):
    answer = http.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in answer.headers


def test_a_secure_answer_asks_for_https_from_now_on(http):
    assert "Strict-Transport-Security" in http.get("/", base_url="https://localhost").headers


def test_what_a_person_sees_is_not_kept_by_anybody(http):
    answer = http.post("/lampu", data={"idem": str(uuid4())}, headers=KEEPER)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("data", [{}, {"idem": ""}, {"idem": "x"}, {"idem": "0; DROP"}])
def test_a_form_without_its_key_is_not_taken(http, lamps, data):
    answer = http.post("/lampu", data=data, headers=KEEPER)
    assert answer.status_code == 400
    assert "kunci permintaan" in answer.text
    assert lamps() == 0


def test_the_same_form_sent_twice_has_one_effect_and_one_answer(http, lamps):
    form = {"idem": str(uuid4()), "nama": "a"}
    first = http.post("/lampu", data=form, headers=KEEPER)
    second = http.post("/lampu", data=form, headers=KEEPER)
    assert (first.status_code, first.text) == (second.status_code, second.text)
    assert lamps() == 1


def test_the_same_key_with_another_entry_is_refused(http, lamps):
    key = str(uuid4())
    http.post("/lampu", data={"idem": key, "nama": "a"}, headers=KEEPER)
    answer = http.post("/lampu", data={"idem": key, "nama": "b"}, headers=KEEPER)
    assert answer.status_code == 409
    assert lamps() == 1


def test_the_csrf_token_and_the_order_of_fields_are_no_part_of_the_entry(http, lamps):
    key = str(uuid4())
    for token in ("satu", "dua"):
        form = {"idem": key, "nama": "a", "csrf_token": token}
        assert http.post("/lampu", data=form, headers=KEEPER).status_code == 200
    assert lamps() == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [(NotFound(), 404), (NotAllowed(), 403), (Conflict(), 409),
     (RuleBroken([Finding("a", "Alasan satu."), Finding("b", "Alasan dua.")]), 422)],
)  # fmt: skip
def test_a_refusal_is_a_page_with_its_status_and_every_reason(http, monkeypatch, error, status):
    monkeypatch.setitem(views, "light", refuse(error))
    answer = http.post("/lampu", data={"idem": str(uuid4())}, headers=KEEPER)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    for finding in error.findings:
        assert str(finding) in answer.text


def test_a_refusal_is_json_for_whom_asks_for_it(http, monkeypatch):
    values = {"sisa": "Rp 5"}
    error = RuleBroken([Finding("melebihi", "Sisa %(sisa)s.", values, at="nilai")])
    monkeypatch.setitem(views, "light", refuse(error))
    answer = http.post("/lampu", data={"idem": str(uuid4())}, headers=KEEPER | JSON)
    assert answer.status_code == 422
    assert answer.json == {
        "status": 422,
        "findings": [{"code": "melebihi", "message": "Sisa Rp 5.", "at": "nilai"}],
    }


@pytest.mark.parametrize(("method", "path", "status"), [("get", "/x", 404), ("get", "/lampu", 405)])
def test_an_error_of_the_address_has_page_and_json_too(http, method, path, status):
    assert getattr(http, method)(path).status_code == status
    assert getattr(http, method)(path, headers=JSON).json == {"status": status, "findings": []}


def test_nothing_in_an_error_page_is_executed(http, monkeypatch):
    script = "<script>alert(1)</script>"
    error = RuleBroken([Finding("x", "Nama %(nama)s.", {"nama": script})])
    monkeypatch.setitem(views, "light", refuse(error))
    answer = http.post("/lampu", data={"idem": str(uuid4())}, headers=KEEPER)
    assert script not in answer.text


def test_an_entry_form_gets_its_refusals_back(kernel_app):
    findings = [Finding("a", "Satu."), Finding("b", "Dua.")]
    with kernel_app.app_context():
        assert attempt(lambda: 7) == (7, [])
        assert attempt(refuse(RuleBroken(findings))) == (None, findings)
        with pytest.raises(NotFound):
            attempt(refuse(NotFound()))


def test_a_visitor_is_nobody(kernel_app):
    with kernel_app.app_context():
        assert find_actor() is None


# ── the whole application ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("path", ["/", "/masuk", "/tidak/ada", "/static/css/app.css"])
def test_the_product_sends_its_headers_with_everything(client, path):
    answer = client().get(path)
    assert answer.status_code in {200, 404}
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    answer.close()


def test_the_error_page_of_the_product_speaks_both_languages(client):
    visitor = client()
    assert "tidak ditemukan" in visitor.get("/tidak/ada").text
    english = visitor.get("/tidak/ada?lang=en")
    assert english.status_code == 404
    assert "not found" in english.text
