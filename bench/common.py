"""What the measurements share: databases, interleaved rounds, ratios, and how the machine was.

An absolute time on a shared machine means little; the ratio of two sides that run in turn in one
script does. A side is a function that returns seconds; `rounds` turns the order every round.
"""

from __future__ import annotations

import hashlib
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import flask_migrate
import psycopg
from flask import Flask
from psycopg import sql
from sqlalchemy import make_url

from simral.app import create_app
from simral.example.load import load_example
from simral.kernel import cluster
from simral.kernel.db import db

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "simral_bench_"
Side = Callable[[], float]


# ── databases ─────────────────────────────────────────────────────────────────────────────────
def url_of(name: str) -> str:
    """The address of a database of our server, for SQLAlchemy."""
    return make_url(cluster.database_url()).set(database=name).render_as_string(hide_password=False)


def connect(name: str, *, autocommit: bool = False) -> psycopg.Connection[Any]:
    """A plain psycopg connection to a database of our server."""
    return psycopg.connect(url_of(name).replace("+psycopg", "", 1), autocommit=autocommit)


def administer(statement: str, *names: str) -> None:
    """CREATE and DROP DATABASE, from the database every cluster has."""
    with connect("postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def copy_of(template: str) -> Iterator[str]:
    """A fresh copy of a database, dropped afterwards."""
    name = f"{PREFIX}{uuid4().hex[:8]}"
    administer("CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield name
    finally:
        administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def application(name: str) -> Iterator[Flask]:
    """The application over a database; nothing stays connected afterwards."""
    app = create_app(url_of(name))
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def prepared(kind: str, fill: Callable[[Flask], None], base: str | None = None) -> str:
    """A database of this kind, made once and kept for copies, until schema or example change."""
    name = f"{PREFIX}{kind}_{_state_of_source()}"
    with connect("postgres", autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
    if name in known:
        return name
    for old in known:
        if old.startswith((f"{PREFIX}{kind}_", f"{PREFIX}draft_{kind}")):
            administer("DROP DATABASE {} WITH (FORCE)", old)
    draft = f"{PREFIX}draft_{kind}"
    if base:
        administer("CREATE DATABASE {} TEMPLATE {}", draft, base)
    else:
        administer("CREATE DATABASE {}", draft)
    print(f"making the database {name} …", flush=True)
    with application(draft) as app:
        with app.app_context():
            flask_migrate.upgrade()
        fill(app)
    with connect(draft, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
    administer("ALTER DATABASE {} RENAME TO {}", draft, name)
    return name


def example() -> str:
    """The whole example government, as `demo` loads it."""
    return prepared("example", _load_example)


def _load_example(app: Flask) -> None:
    with app.app_context():
        load_example(lambda step: print("  " + step, flush=True))


def _state_of_source() -> str:
    digest = hashlib.sha256()
    for folder in ("migrations", "simral/example", "simral/reference"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


# ── rounds ────────────────────────────────────────────────────────────────────────────────────
def rounds(sides: Mapping[str, Side], count: int) -> dict[str, list[float]]:
    """Every side once a round, each round beginning with another one; seconds per side."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    names = list(sides)
    for number in range(count):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            taken[name].append(sides[name]())
        shown = "  ".join(f"{name} {taken[name][-1]:.3f} s" for name in names)
        print(f"round {number + 1}: {shown}  (load {os.getloadavg()[0]:.1f})", flush=True)
    return taken


def ratio(above: list[float], below: list[float]) -> str:
    """Median, least and most of the paired ratios of one round each."""
    pairs = [a / b for a, b in zip(above, below, strict=True)]
    return f"{_digits(statistics.median(pairs))} ({_digits(min(pairs))}–{_digits(max(pairs))})"


def seconds(taken: list[float]) -> str:
    """The median, with least and most."""
    low, high = min(taken), max(taken)
    return f"{_digits(statistics.median(taken))} s ({_digits(low)}–{_digits(high)})"


def timed(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _digits(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


# ── the machine ───────────────────────────────────────────────────────────────────────────────
def machine() -> str:
    """What ran, how busy it was, and what a commit costs on its disk."""
    version = platform.python_version()
    with connect("postgres") as connection:
        server = connection.info.server_version // 10000
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')}; {os.cpu_count()} cores {platform.machine()}, "
        f"Python {version}, PostgreSQL {server}; load {load}; fsync {fsync_probe():.2f} ms"
    )


def fsync_probe(writes: int = 50) -> float:
    """Median milliseconds of writing 8 KiB and waiting for the disk, beside the instance."""
    path = cluster.instance_dir() / f"fsync-{uuid4().hex}"
    taken = []
    try:
        with path.open("wb", buffering=0) as file:
            for _ in range(writes):
                file.write(b"\0" * 8192)
                taken.append(timed(lambda: os.fsync(file.fileno())))
    finally:
        path.unlink(missing_ok=True)
    return statistics.median(taken) * 1000
