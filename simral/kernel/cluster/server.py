"""Our own PostgreSQL server: started by the first process that needs it, stopped by the last."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from simral.kernel.cluster.home import Home, refuse
from simral.kernel.i18n import N_

if sys.platform != "win32":
    import fcntl

RETRY_SECONDS = 15  # a killed server holds its shared memory for a while
SOCKET_PATH_MAX = 80  # the system's limit is 104, with the name of the socket itself
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
}


class Server:
    """The cluster is `data` in the home; two lock files in `<instance>/run` keep the peace."""

    def __init__(self, instance: Path) -> None:
        self.run_folder = instance / "run"
        self.home = Home(instance)
        self.process = os.getpid()

    @property
    def data(self) -> Path:
        """The cluster itself."""
        return self.home.folder / "data"

    def url(self, database: str) -> str:
        """The address of one database of this server."""
        host = quote(self._socket() or "", safe="/")
        return f"postgresql+psycopg://postgres@/{database}?host={host}&port=5432"

    def enter(self, database: str) -> None:
        """Join the server or start it; the shared lock says as long as we live: it is needed."""
        if sys.platform == "win32":
            refuse(N_("Di Windows, setel DATABASE_URL ke server PostgreSQL."))
        with self._turn(), ExitStack() as on_failure:
            self.lock = on_failure.enter_context(self._open("users.lock"))
            fcntl.flock(self.lock, fcntl.LOCK_SH)
            if not self._answers():
                self._make()
                self._start()
            with self._connect() as connection:
                names = connection.execute("SELECT datname FROM pg_database").fetchall()
                if (database,) not in names:
                    create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database))
                    connection.execute(create)
            on_failure.pop_all()  # all went well: keep the lock

    def leave(self) -> None:
        """Give the lock back; who can have it alone was the last and turns the server off."""
        if self.process != os.getpid():
            return  # a forked child: the lock is its parent's
        with self._turn(), self.lock:
            try:
                fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            socket = self._socket()
            self.home.run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w")
            if socket and Path(socket) != self.home.folder:
                shutil.rmtree(socket, ignore_errors=True)

    def _make(self) -> None:
        """A new cluster: made aside and renamed, so that there is never half of one."""
        if self.data.exists():
            return
        draft = self.data.with_name("data.draft")
        shutil.rmtree(draft, ignore_errors=True)
        version = re.search(r"\d+", self.home.run("initdb", "--version").stdout)
        order = ["--locale=C.UTF-8"]  # names are sorted alike on every machine
        if version and int(version[0]) >= 17:
            order = ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        settings = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--data-checksums"]
        made = self.home.run("initdb", "-D", str(draft), *settings, *order)
        if made.returncode != 0:
            refuse(N_("Basis data tidak dapat dibuat:\n%(why)s"), why=made.stderr.strip())
        draft.rename(self.data)

    def _start(self) -> None:
        settings = SETTINGS | {"unix_socket_directories": str(self._socket_folder())}
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        log = self.data.with_name("log")
        start = ["pg_ctl", "start", "-D", str(self.data), "-l", str(log), "-o", options, "-w"]
        deadline = time.monotonic() + RETRY_SECONDS
        while True:
            self.home.run(*start)
            if self._answers():
                return
            if time.monotonic() > deadline:
                break
            time.sleep(0.5)
        last = "\n".join(log.read_text(errors="replace").splitlines()[-5:]) if log.exists() else ""
        refuse(N_("Basis data tidak mau jalan. Akhir catatannya:\n%(last)s"), last=last)

    def _socket_folder(self) -> Path:
        """The home, unless its name is too long or too odd for a socket."""
        home = str(self.home.folder)
        if re.fullmatch(r"[\w./-]+", home, re.ASCII) and len(home) <= SOCKET_PATH_MAX:
            return self.home.folder
        return self.home.give(Path(tempfile.mkdtemp(prefix="simral-", dir="/tmp")))

    def _socket(self) -> str | None:
        """Where the server listens, in its own words."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        return lines[4] if len(lines) > 4 else None

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection[Any]:
        """To the database every cluster has; nobody listens when there is no socket."""
        host = self._socket() or "/nonexistent"
        return psycopg.connect(
            host=host, port=5432, user="postgres", dbname="postgres", autocommit=True
        )

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        with self._open("turn.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _open(self, name: str) -> IO[str]:
        """Reading is enough for a lock, so that root may have made the file."""
        try:
            self.run_folder.mkdir(mode=0o700, exist_ok=True)
            return os.fdopen(os.open(self.run_folder / name, os.O_RDONLY | os.O_CREAT, 0o644))
        except OSError as error:
            hint = N_("%(error)s. Setel SIMRAL_INSTANCE ke folder milik Anda.")
            refuse(hint, error=error)
