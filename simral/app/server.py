"""Serving: waitress, and beside it a thread that folds the ledger's balances."""

from __future__ import annotations

import errno
import logging
from threading import Event, Thread

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from waitress.server import create_server

from simral.config import UPLOAD_MAX
from simral.kernel.cluster import exit_on_signal
from simral.kernel.db import db
from simral.kernel.errors import DomainError
from simral.kernel.i18n import N_
from simral.ledger.services import fold_balances

THREADS = 8
FOLD_SECONDS = 5

log = logging.getLogger("simral.worker")


class PortTaken(DomainError):
    """Somebody listens there already."""

    message = N_("Alamat %(host)s:%(port)s sudah dipakai. Pilih port lain dengan --port.")


class CannotListen(DomainError):
    """The system does not let us listen there."""

    message = N_("Tidak dapat melayani di %(host)s:%(port)s: %(why)s.")


class Folder(Thread):
    """Folds balances every few seconds until it is told to stop."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="fold", daemon=True)
        self.app = app
        self.ended = Event()

    def run(self) -> None:
        while not self.ended.wait(FOLD_SECONDS):
            fold_once(self.app)

    def stop(self) -> None:
        """Let the round in hand end."""
        self.ended.set()
        self.join(timeout=30)


def fold_once(app: Flask) -> int:
    """One round; a database that is away for a moment does not end the worker."""
    with app.app_context():
        try:
            return fold_balances()
        except (SQLAlchemyError, DomainError) as error:
            log.warning("folding balances failed: %s", type(error).__name__)
            return 0


def serve_app(app: Flask, host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl+C: first the web server ends, then the thread, then the pool."""
    try:
        server = create_server(
            app, host=host, port=port, threads=THREADS, ident="simral",
            max_request_body_size=2 * UPLOAD_MAX,  # more is not even read
            clear_untrusted_proxy_headers=False,  # ProxyFix counts the hops, or nobody reads them
        )  # fmt: skip
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(host=host, port=port) from None
        raise CannotListen(host=host, port=port, why=error.strerror or error) from None
    exit_on_signal()
    folder = Folder(app)
    folder.start()
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"SIMRAL melayani di http://{shown}:{port}/  (Ctrl+C untuk berhenti)")
    try:
        server.run()  # waitress ends on SystemExit and KeyboardInterrupt
    finally:
        server.close()
        folder.stop()
        with app.app_context():
            db.engine.dispose()


def work(app: Flask) -> None:
    """The worker in the foreground, until SIGTERM or Ctrl+C."""
    exit_on_signal()
    waiting = Event()
    try:
        while True:
            fold_once(app)
            waiting.wait(FOLD_SECONDS)
    except KeyboardInterrupt:
        return
