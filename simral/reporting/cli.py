"""`report NAME` and `export KIND` of the command line; the shapes are a contract (commands.md)."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

from simral.kernel import clock
from simral.ledger.terms import Buku
from simral.reference.queries import get_setting, is_example
from simral.reporting.adapters import FORMATS, Paper, render, write_hledger
from simral.reporting.queries import REPORTS, book_names, build, iter_journal_lines, make_filter

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("report")
@click.argument("name", type=click.Choice(list(REPORTS)))
@click.option("--tahun", required=True, type=click.IntRange(2000, 2100))
@click.option("--opd", metavar="KODE", help="Kode perangkat daerah; tanpa ini semuanya.")
@click.option("--from", "since", type=DAY, metavar="DATE")
@click.option("--until", type=DAY, metavar="DATE")
@click.option("--level", type=click.IntRange(1, 6))
@click.option("--rekening", metavar="KODE", help="Untuk buku-besar: rekening tingkat mana pun.")
@click.option("--sub-kegiatan", metavar="KODE", help="Untuk kartu-kendali.")
@click.option("--format", "fmt", type=click.Choice(list(FORMATS)), default="json")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path))
def report_cli(
    name: str,
    tahun: int,
    opd: str | None,
    since: datetime | None,
    until: datetime | None,
    level: int | None,
    rekening: str | None,
    sub_kegiatan: str | None,
    fmt: str,
    output: Path | None,
) -> None:
    """Cetak satu laporan sebagai JSON, CSV, XLSX, PDF, atau teks."""
    wanted = make_filter(
        tahun,
        opd=opd,
        since=_day(since),
        until=_day(until),
        level=level,
        rekening=rekening,
        sub_kegiatan=sub_kegiatan,
    )
    content = render(build(name, wanted), fmt, _paper())
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


@click.group("export")
def export_cli() -> None:
    """Tulis data untuk program lain."""


@export_cli.command("hledger")
@click.option("--tahun", required=True, type=click.IntRange(2000, 2100))
@click.option("--output", required=True, type=click.Path(file_okay=False, path_type=Path))
def export_hledger(tahun: int, output: Path) -> None:
    """Satu berkas jurnal setiap buku: lo.journal dan lra.journal."""
    output.mkdir(parents=True, exist_ok=True)
    for buku in Buku:
        path = output / f"{buku.value.lower()}.journal"
        written = write_hledger(
            path, buku, book_names(tahun, buku), iter_journal_lines(tahun, buku)
        )
        click.echo(f"{path}: {written} jurnal", err=True)


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _paper() -> Paper:
    word = current_app.jinja_env.filters["label"]
    return Paper(
        pemda=get_setting("pemda.nama", clock.today()),
        word=word,
        mark=_("CONTOH") if is_example() else None,
        human=False,
    )
