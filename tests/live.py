"""The running web application, in a process of its own, and a client that speaks real HTTP.

`python -m tests.live URL [MUTANT]` is what `serving` starts: waitress on a free port, the
configuration of a real government (CSRF on). A mutant is a fault planted in that process only.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[1]
THREADS = 16
_INPUT = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


# ── the server's side ─────────────────────────────────────────────────────────────────────────
def main(url: str, mutant: str = "") -> None:
    """Serve until the process is ended."""
    from waitress.server import create_server  # noqa: PLC0415 - not for who only imports the client

    from simral.app import create_app  # noqa: PLC0415

    app = create_app(url)
    if mutant:
        {"without-lock": _without_lock}[mutant]()
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS)
    print(server.effective_port, flush=True)
    server.run()


def _without_lock() -> None:
    """M-a1: no lock on the line, and read-then-write where test and write were one statement."""
    from simral.budgeting.models import DPARincian  # noqa: PLC0415
    from simral.budgeting.queries.ceilings import read_ceilings  # noqa: PLC0415
    from simral.budgeting.services import reservation  # noqa: PLC0415
    from simral.kernel.db import db  # noqa: PLC0415
    from simral.treasury.services import spp  # noqa: PLC0415

    def promise(line_id: Any, nilai: Any) -> Any:
        line = db.session.get_one(DPARincian, line_id)
        db.session.execute(
            db.update(DPARincian)
            .where(DPARincian.id == line_id)
            .values(dipesan=DPARincian.dipesan + nilai)
            .execution_options(synchronize_session=False)
        )
        return line.opd_id

    reservation._promise = promise
    spp.lock_ceilings = read_ceilings  # type: ignore[assignment]


# ── the tests' side ───────────────────────────────────────────────────────────────────────────
@contextmanager
def serving(url: str, mutant: str = "") -> Iterator[str]:
    """The base address of an application over this database."""
    command = [sys.executable, "-m", "tests.live", url, *([mutant] if mutant else [])]
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=said, text=True
        ) as process,
    ):
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        try:
            assert port, "the server did not start"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)
            said.seek(0)
            print(said.read()[-4000:], file=sys.stderr)  # shown when the test fails


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    location: str

    @property
    def alerts(self) -> str:
        """The words of the page without its tags, one line."""
        body = self.text.partition("<main")[2] or self.text
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@dataclass
class Web:
    """A browser without a screen: one person's cookies."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: Mapping[str, object]) -> Answer:
        return self._ask("POST", path, urlencode(list(fields.items())))

    def sign_in(self, nama_pengguna: str, sandi: str) -> None:
        """By the form, as everybody."""
        page = self.get("/masuk")
        words = {"username": nama_pengguna, "password": sandi}
        answer = self.post("/masuk", hidden_fields(page.text, "") | words)
        assert answer.status == 302, answer.alerts

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = HTTPConnection(urlsplit(self.base).netloc, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie") or ():
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            location = response.headers.get("Location", "")
            return Answer(response.status, response.read().decode(), location)
        finally:
            connection.close()


def hidden_fields(page: str, action: str) -> dict[str, str]:
    """csrf_token, idem and their like of the form that posts to `action` ("" = the page itself)."""
    for form in re.findall(r"<form method=\"post\".*?</form>", page, re.DOTALL):
        found = re.match(r'<form method="post" action="([^"]*)"', form)
        if (found[1] if found else "") == action:
            return {name: unescape(value) for name, value in _INPUT.findall(form)}
    raise AssertionError(f"no form posts to {action!r}")


if __name__ == "__main__":
    main(*sys.argv[1:])
