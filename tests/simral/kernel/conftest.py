"""A house of one room for the kernel: its own tables, a database that really commits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask, g, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import DictLoader
from psycopg import sql
from sqlalchemy import MetaData, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from simral.kernel import http
from simral.kernel.actor import Actor
from simral.kernel.db import NAMES, Base, db
from simral.kernel.numbering import Counter
from simral.kernel.states import StateMachine, Step
from simral.kernel.trail import Event
from simral.kernel.unit_of_work import CommandKey
from tests.conftest import address, administration, drop

TEMPLATES = {"error.html": "<h1>{{ code }}</h1>{% for f in findings %}<li>{{ f }}</li>{% endfor %}"}


class LampState(StrEnum):
    DARK = "dark"
    LIT = "lit"
    BROKEN = "broken"


class LampAction(StrEnum):
    LIGHT = "light"
    BREAK = "break"


class LampRole(StrEnum):
    KEEPER = "keeper"
    VANDAL = "vandal"


LAMP_FLOW = StateMachine(
    "kernel:lamp",
    initial=LampState.DARK,
    table={
        (LampState.DARK, LampAction.LIGHT): Step(LampState.LIT, by=LampRole.KEEPER),
        (LampState.LIT, LampAction.BREAK): Step(LampState.BROKEN, by=LampRole.VANDAL, reason=True),
    },
)


class House(Base):
    """Tables of these tests: their own metadata, so that no migration has to know them."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMES)


class Lamp(House):
    __tablename__ = "uji_lampu"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    opd_id: Mapped[UUID]
    state: Mapped[LampState] = mapped_column(default=LampState.DARK)
    nama: Mapped[str] = mapped_column(unique=True)
    nilai: Mapped[Decimal] = mapped_column(default=Decimal("0.00"))
    tarif: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    dipasang_on: Mapped[date | None]
    dilihat_at_utc: Mapped[datetime | None]
    is_tua: Mapped[bool] = mapped_column(default=False)
    isi: Mapped[dict[str, Any] | None] = mapped_column(JSONB)


UNIT = uuid4()
KEEPER = Actor(uuid4(), frozenset({(LampRole.KEEPER.value, UNIT)}))
VANDAL = Actor(uuid4(), frozenset({(LampRole.VANDAL.value, UNIT)}))
TABLES = [Counter.__table__, CommandKey.__table__, Event.__table__]


@pytest.fixture(scope="session")
def _kernel_app() -> Iterator[Flask]:
    name = f"{os.environ['SIMRAL_TEST_TEMPLATE']}_kernel_{uuid4().hex[:6]}"
    with administration() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    app = Flask("kernel_tests")
    app.jinja_loader = DictLoader(TEMPLATES)  # type: ignore[assignment]
    app.config.update(
        SECRET_KEY="uji", TESTING=True, WTF_CSRF_ENABLED=False,
        SQLALCHEMY_DATABASE_URI=address(name),
    )  # fmt: skip
    db.init_app(app)
    Babel(app)
    CSRFProtect(app)
    app.before_request(_sign_in_by_header)
    http.init_http(app)
    app.post("/lampu")(_view_light)
    with app.app_context():
        Base.metadata.create_all(db.engine, tables=TABLES)
        House.metadata.create_all(db.engine)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        drop(name)


def _sign_in_by_header() -> None:
    g.actor = KEEPER if request.headers.get("X-Who") == "keeper" else None


def _view_light() -> str:
    """Replaced by the tests that ask for it: what the POST does."""
    return str(views["light"]())


views: dict[str, Callable[[], object]] = {}


@pytest.fixture
def kernel_app(_kernel_app: Flask) -> Iterator[Flask]:
    """The application of the kernel's own tests, its tables empty again afterwards."""
    db.session.session_factory.configure(join_transaction_mode="conditional_savepoint")
    yield _kernel_app
    with _kernel_app.app_context():
        names = ", ".join(t.name for t in [*TABLES, *House.metadata.sorted_tables])
        db.session.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        db.session.commit()


@pytest.fixture
def run(kernel_app: Flask) -> Callable[..., Any]:
    """Run one piece in an application context of its own, as a request would."""

    def in_context(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with kernel_app.app_context():
            return function(*args, **kwargs)

    return in_context
