"""Time limits of the database, proxies in front, names the site answers to."""

from __future__ import annotations

import pytest
from flask import request
from sqlalchemy import text

from simral.app import create_app
from simral.app.cli import run_checks
from simral.kernel import db as kernel_db
from simral.kernel.db import TIME_LIMITS, allow_long_work, db
from simral.kernel.unit_of_work import Busy, TooLong, command

ASK = "SELECT setting FROM pg_settings WHERE name = :name"


def limits():
    return {name: int(db.session.scalar(text(ASK), {"name": name})) for name in TIME_LIMITS}


@pytest.mark.real_commit
def test_every_connection_has_its_limits_and_long_work_lifts_them_once(committed_work):
    assert committed_work(limits) == TIME_LIMITS

    @command
    def work_long():
        allow_long_work()
        assert limits()["statement_timeout"] == kernel_db.LONG_WORK

    committed_work(work_long)
    committed_work(lambda: (run_checks(), db.session.rollback()))
    assert committed_work(limits) == TIME_LIMITS


@pytest.mark.parametrize(
    ("setting", "sql", "error", "status"),
    [
        ("statement_timeout", "SELECT pg_sleep(5)", TooLong, 503),
        ("lock_timeout", "LOCK TABLE pengaturan", Busy, 409),
    ],
)
@pytest.mark.real_commit
def test_a_limit_that_is_reached_is_said_in_words(committed_app, setting, sql, error, status):
    def late():
        db.session.execute(text(f"SET LOCAL {setting} = 100"))
        db.session.execute(text(sql))
        return ""

    with committed_app.app_context():
        holder = db.engine.connect()
        holder.execute(text("LOCK TABLE pengaturan IN ACCESS SHARE MODE"))
    committed_app.add_url_rule("/lambat", view_func=late)
    try:
        with committed_app.app_context(), pytest.raises(error) as refused:
            command(late)()
        assert refused.value.status == status
        assert committed_app.test_client().get("/lambat").status_code == status
    finally:
        holder.close()


@pytest.mark.parametrize(
    ("hops", "seen", "host"),
    [("0", "127.0.0.1", "dalam"), ("1", "10.0.0.9", "luar.example"), ("2", "203.0.113.7", "dalam")],
)
def test_only_the_counted_proxies_are_believed(monkeypatch, database, app, hops, seen, host):
    monkeypatch.setenv("SIMRAL_PROXY_HOPS", hops)
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    behind = create_app(url, testing=True)
    behind.add_url_rule("/siapa", view_func=lambda: f"{request.remote_addr} {request.host}")
    headers = {
        "Host": "dalam", "X-Forwarded-For": "198.51.100.1, 203.0.113.7, 10.0.0.9",
        "X-Forwarded-Host": "luar.example",
    }  # fmt: skip
    assert behind.test_client().get("/siapa", headers=headers).text == f"{seen} {host}"
    with behind.app_context():
        db.engine.dispose()


def test_another_host_name_is_not_answered(monkeypatch, database, app):
    monkeypatch.setenv("SIMRAL_HOSTS", "simral.example")
    named = create_app(app.config["SQLALCHEMY_DATABASE_URI"], testing=True)
    visitor = named.test_client()
    assert visitor.get("/healthz", headers={"Host": "simral.example"}).status_code == 200
    assert visitor.get("/bantuan", headers={"Host": "jahat.example"}).status_code == 400
    with named.app_context():
        db.engine.dispose()
