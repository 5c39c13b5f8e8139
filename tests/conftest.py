"""Server, databases, application, clients: what tests stand on.

One embedded server per run (or `DATABASE_URL`, whose role must be allowed to create databases),
one migrated template on it, one copy per worker. An ordinary test lives in one transaction that
is rolled back; a test marked `real_commit` has a copy of its own and really commits.

A test never holds an application context open around the client: the request would share its
session, and a view that forgot its command would go unnoticed. Use `work(function, …)`.
"""

from __future__ import annotations

import importlib
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import flask_migrate
import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from psycopg import sql
from sqlalchemy import Connection, Engine, event, make_url, text

from simral.kernel import clock, cluster
from simral.kernel.actor import Actor
from simral.kernel.db import db
from tests.sign_in import sign_in

TEMPLATE = "SIMRAL_TEST_TEMPLATE"  # set once per run, inherited by the workers
EXAMPLE = "_contoh"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")
LOCAL = ("127.0.0.1", "::1", "localhost")

settings.register_profile("simral", deadline=None, print_blob=True)
settings.load_profile("simral")

Client = Callable[..., FlaskClient]
Work = Callable[..., Any]


# ── one run ───────────────────────────────────────────────────────────────────────────────────
def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    instance = Path(tempfile.mkdtemp(prefix="simral-test-"))
    instance.chmod(0o711)  # root's server runs under another account
    os.environ["SIMRAL_INSTANCE"] = str(instance)
    os.environ[TEMPLATE] = f"simral_test_{uuid4().hex[:8]}"


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    if os.environ.get("DATABASE_URL"):
        drop(os.environ[TEMPLATE] + EXAMPLE)
        drop(os.environ[TEMPLATE])
    cluster.stop()
    instance = Path(os.environ["SIMRAL_INSTANCE"])
    shutil.rmtree((instance / "postgres").resolve(), ignore_errors=True)
    shutil.rmtree(instance, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _stay_at_home() -> Iterator[None]:
    """No test speaks to another machine; the database driver has its own sockets."""
    connect = socket.socket.connect

    def connect_at_home(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOCAL:
            self.close()
            raise AssertionError(f"a test may not connect to {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_at_home)
        yield


# ── databases ─────────────────────────────────────────────────────────────────────────────────
def address(name: str) -> str:
    """The address of one database of the run's server."""
    url = make_url(cluster.database_url()).set(database=name)
    return url.render_as_string(hide_password=False)


@contextmanager
def administration(turn: str = "simral-test") -> Iterator[psycopg.Connection[Any]]:
    """A connection that may create databases; one process at a time."""
    url = cluster.database_url().replace("+psycopg", "", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [turn])
        yield connection


def rename(old: str, new: str) -> None:
    with administration() as connection:
        rename_it = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename_it.format(sql.Identifier(old), sql.Identifier(new)))


def drop(name: str) -> None:
    with administration() as connection:
        drop_it = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        connection.execute(drop_it.format(sql.Identifier(name)))


@contextmanager
def copied(template: str, name: str) -> Iterator[str]:
    """A copy of the template, dropped afterwards."""
    with administration() as connection:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield address(name)
    finally:
        drop(name)


@contextmanager
def application(url: str) -> Iterator[Flask]:
    """The application is loaded by the first test that asks for it: rules do without."""
    app = importlib.import_module("simral.app").create_app(url, testing=True)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def template() -> str:
    """The migrated database all others are copied from; the first worker makes it."""
    name, draft = os.environ[TEMPLATE], os.environ[TEMPLATE] + "_draft"
    with administration() as connection:
        known = connection.execute("SELECT datname FROM pg_database").fetchall()
        if (name,) not in known:
            new = sql.Identifier(draft)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(new))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(new))
            with application(address(draft)) as app, app.app_context():
                flask_migrate.upgrade()
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(new, sql.Identifier(name)))
    return name


@pytest.fixture(scope="session")
def example_template(template: str) -> str:
    """The example government to copy from; the first worker that asks loads it (about 40 s).

    `SIMRAL_TEST_CONTOH` names a loaded one on the server of `DATABASE_URL`: it is copied instead.
    """
    if "SIMRAL_TEST_CONTOH" in os.environ:
        return os.environ["SIMRAL_TEST_CONTOH"]
    name, draft = template + EXAMPLE, template + EXAMPLE + "_draf"
    with administration("simral-test-contoh") as turn:
        known = turn.execute("SELECT datname FROM pg_database").fetchall()
        if (name,) not in known:
            drop(draft)
            load = importlib.import_module("simral.example.load").load_example
            before = clock.working_date()
            with copied(template, draft) as url:
                try:
                    with application(url) as app, app.app_context():
                        load(lambda _text: None)
                finally:
                    clock.configure("Asia/Jakarta", before)
                rename(draft, name)
    return name


@pytest.fixture(scope="session")
def example_url(example_template: str) -> Iterator[str]:
    """The address of this worker's copy of the example, for tests that only read it."""
    with copied(example_template, f"{os.environ[TEMPLATE]}_{WORKER}_baca") as url:
        yield url


# ── the ordinary test: one transaction, rolled back ───────────────────────────────────────────
@pytest.fixture(scope="session")
def app(template: str) -> Iterator[Flask]:
    """The application over this worker's own database."""
    with copied(template, f"{template}_{WORKER}") as url, application(url) as app:
        yield app


@contextmanager
def rolled_back(app: Flask) -> Iterator[Connection]:
    """One outer transaction; everything in it works in savepoints."""
    with app.app_context():
        engines, engine = db.engines, db.engine
    db.session.session_factory.configure(join_transaction_mode="create_savepoint")
    with engine.connect() as connection:
        outer = connection.begin()
        engines[None] = connection  # type: ignore[assignment]
        try:
            yield connection
        finally:
            engines[None] = engine
        # what COMMIT would have checked: deferred triggers speak although none is reached
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        outer.rollback()


@pytest.fixture
def database(app: Flask) -> Iterator[None]:
    """One outer transaction per test."""
    with rolled_back(app):
        yield


@pytest.fixture
def work(app: Flask, database: None) -> Work:
    """Run one piece of a test in an application context of its own, as a request would."""
    return working_in(app)


@pytest.fixture
def client(app: Flask, database: None) -> Client:
    """`client()` is a visitor, `client(actor)` or `client(user_id)` a person who signed in."""
    return clients_of(app)


# ── the test that really commits ──────────────────────────────────────────────────────────────
@pytest.fixture
def committed_app(request: pytest.FixtureRequest, template: str) -> Iterator[Flask]:
    """The application over a database of this test alone, for several real connections."""
    assert request.node.get_closest_marker("real_commit"), "mark this test real_commit"
    db.session.session_factory.configure(join_transaction_mode="conditional_savepoint")
    name = f"{template}_{uuid4().hex[:8]}"
    with copied(template, name) as url, application(url) as app:
        yield app


@pytest.fixture
def committed_work(committed_app: Flask) -> Work:
    """`work`, over the test's own database."""
    return working_in(committed_app)


@pytest.fixture
def committed_client(committed_app: Flask) -> Client:
    """`client`, over the test's own database."""
    return clients_of(committed_app)


# ── tools ─────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as statements:` collects what is asked meanwhile, savepoints apart."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            if not statement.startswith(SAVEPOINTS):
                statements.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return counting


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """`tool("hledger")` is its path; missing, the test is skipped, or fails where it must be."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            missing = pytest.fail if os.environ.get("SIMRAL_REQUIRE_TOOLS") else pytest.skip
            missing(f"{name} is not installed here")
        return str(path)

    return find


def working_in(app: Flask) -> Work:
    def run(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with app.app_context():
            return function(*args, **kwargs)

    return run


def clients_of(app: Flask) -> Client:
    def make(who: Actor | UUID | None = None) -> FlaskClient:
        client = app.test_client()
        if who is not None:
            sign_in(client, who.user_id if isinstance(who, Actor) else who)
        return client

    return make
