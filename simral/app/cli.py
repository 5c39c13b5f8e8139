"""`python3 -m simral …`: the commands of the house. No rules here, no tracebacks for users."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click
import flask_migrate
from flask import Flask, has_app_context
from sqlalchemy.exc import OperationalError, ProgrammingError

from simral.app.backup import back_up, empty_database, has_tables, put_back
from simral.app.factory import create_app
from simral.app.imports import SYSTEM, import_cli
from simral.app.server import CannotListen, PortTaken, serve_app, work
from simral.budgeting.cli import versi_cli
from simral.config import is_production
from simral.identity.cli import user_cli
from simral.identity.queries import demo_accounts, list_users
from simral.kernel import clock
from simral.kernel.cluster import ClusterError, exit_on_signal
from simral.kernel.db import allow_long_work
from simral.kernel.errors import DomainError
from simral.kernel.i18n import N_
from simral.reference.queries import find_working_date, is_example
from simral.reference.services import load_reference
from simral.reporting.cli import export_cli, report_cli

CHECKED_ROOMS = ("identity", "audit", "ledger", "budgeting", "treasury")  # with invariants
FAILED = (ClusterError, PortTaken, CannotListen)  # nothing was asked wrongly: exit 1, not 2

Check = tuple[str, bool, int, str]


class NotAnExample(DomainError):
    """`demo` works on an empty database or an example's, never on a real government's."""


class House(click.Group):
    """Turns refusals into sentences on standard error: 2 = refused, 1 = failed."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exceptions that a user can cause end it without a traceback."""
        try:
            return super().invoke(ctx)
        except FAILED as error:
            _explain([str(error)], 1)
        except DomainError as error:
            _explain([str(finding) for finding in error.findings], 2)
        except OperationalError as error:
            _explain([f"Basis data tidak dapat dihubungi: {_first_line(error)}"], 1)
        except ProgrammingError as error:
            hint = "Skema basis data belum siap; jalankan python3 -m simral migrate."
            _explain([hint, _first_line(error)], 1)
        except OSError as error:
            _explain([f"{error.filename or ''} {error.strerror or error}".strip()], 1)


@click.group(cls=House, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """SIMRAL: keuangan pemerintah daerah, dari anggaran sampai SP2D dan laporannya."""


def _host_and_port(run: Callable[..., Any]) -> Callable[..., Any]:
    port = click.option("--port", default=8000, type=click.IntRange(0, 65535), show_default=True)
    host = click.option("--host", default="127.0.0.1", show_default=True)
    return host(port(run))


@cli.command()
@_host_and_port
@click.option("--no-serve", is_flag=True, help="Berhenti sebelum melayani.")
@click.option("--fresh", is_flag=True, help="Kosongkan contoh lama lebih dahulu.")
def demo(host: str, port: int, no_serve: bool, fresh: bool) -> None:
    """Siapkan contoh pemerintah daerah, tampilkan akunnya, lalu layani."""
    exit_on_signal()
    app = create_app()
    with app.app_context():
        _prepare_example(fresh=fresh)
        clock.configure(app.config["ZONE"], find_working_date())
        _print_accounts()
    if not no_serve:
        serve_app(app, host, port)


@cli.command()
@_host_and_port
def serve(host: str, port: int) -> None:
    """Layani apa yang ada, tanpa memuat contoh."""
    app = create_app()
    with app.app_context():
        if not has_tables():
            raise ProgrammingError("", None, Exception("alembic_version"))
    serve_app(app, host, port)


@cli.command()
def migrate() -> None:
    """Bawa basis data ke skema kode ini, dengan kode dan rekening yang dibawa produk."""
    with create_app().app_context():
        _migrate()
        load_reference(actor=SYSTEM)


@cli.command()
def worker() -> None:
    """Jalankan pekerjaan latar: melipat saldo buku besar."""
    work(create_app())


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def check(as_json: bool) -> None:
    """Periksa semua ketentuan buku dan dokumen; keluar 1 bila ada yang tidak terpenuhi."""
    with create_app().app_context():
        checks = run_checks()
    _print_checks(checks, as_json=as_json)
    if not all(ok for _name, ok, _rows, _detail in checks):
        sys.exit(1)


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def backup(folder: Path) -> None:
    """Tulis cadangan ke DIR."""
    with create_app().app_context():
        click.echo(str(back_up(folder)))


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Ganti isi basis data yang sekarang.")
def restore(folder: Path, replace: bool) -> None:
    """Muat cadangan dari DIR, lalu periksa isinya; yang lama hilang hanya bila semua cocok."""
    with create_app().app_context():
        sound = put_back(folder, replace=replace, prove=_prove)
    if not sound:
        sys.exit(1)


def _prove() -> bool:
    """Bring what was loaded to the schema of this code and ask the doctor."""
    _migrate()
    checks = run_checks()
    _print_checks(checks, as_json=False)
    return all(ok for _name, ok, _rows, _detail in checks)


def run_checks() -> list[Check]:
    """Ask every room for its invariants."""
    checks: list[Check] = []
    allow_long_work()
    for room in CHECKED_ROOMS:
        checks.extend(importlib.import_module(f"simral.{room}.queries").list_violations())
    return checks


def _print_checks(checks: Sequence[Check], *, as_json: bool) -> None:
    rows = [dict(zip(("name", "ok", "rows", "detail"), one, strict=True)) for one in checks]
    if as_json:
        answer = {"ok": all(row["ok"] for row in rows), "checks": rows}
        click.echo(json.dumps(answer, ensure_ascii=False, default=str))
        return
    for row in rows:
        mark = "ya   " if row["ok"] else "TIDAK"
        click.echo(f"{mark} {row['name']}  {row['rows'] or ''} {row['detail']}".rstrip())


def _prepare_example(*, fresh: bool) -> None:
    """The schema and the whole example; what is there already is left, half of one is not."""
    if is_production():
        raise NotAnExample(N_("SIMRAL_ENV=production: demo tidak dijalankan di sini."))
    example = importlib.import_module("simral.example.load")
    _refuse_real_government()
    if fresh and has_tables():
        _say("Mengosongkan contoh …")
        empty_database()
    _migrate()
    if example.is_loaded():
        return
    if is_example():
        _say("Contoh yang ada tidak lengkap; dimuat ulang …")
        empty_database()
        _migrate()
    example.load_example(_say)


def _print_accounts() -> None:
    """The demo accounts in columns."""
    head = ("NAMA PENGGUNA", "KATA SANDI", "PERAN", "OPD")
    rows = demo_accounts(clock.today())
    table = [head, *((one.username, one.password, one.role, one.opd) for one in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for line in table:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _migrate() -> None:
    flask_migrate.upgrade()


def _refuse_real_government() -> None:
    if has_tables() and not is_example() and list_users(on=clock.today(), size=1).rows:
        raise NotAnExample(N_("Basis data ini bukan contoh; demo tidak menyentuhnya."))


def in_app(command: click.Command) -> click.Command:
    """Commands of the rooms run inside the application; `--help` starts no database."""
    if isinstance(command, click.Group):
        for child in command.commands.values():
            in_app(child)
    elif command.callback is not None:
        command.callback = _with_app(command.callback)
    return command


def _with_app(run: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(run)
    def inside(*args: Any, **kwargs: Any) -> Any:
        if has_app_context():
            return run(*args, **kwargs)
        app: Flask = create_app()
        with app.app_context():
            return run(*args, **kwargs)

    return inside


def _explain(lines: Iterable[str], code: int) -> None:
    for line in lines:
        _say(line)
    sys.exit(code)


def _say(text: str) -> None:
    click.echo(text, err=True)


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", error)).strip().partition("\n")[0]


for one in (user_cli, versi_cli, import_cli, report_cli, export_cli):
    cli.add_command(in_app(one))
