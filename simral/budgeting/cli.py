"""`versi …`: the versions of a year's budget, for the operator."""

from __future__ import annotations

from datetime import datetime

import click

from simral.budgeting.queries import list_versions
from simral.budgeting.services import create_version
from simral.identity.terms import Role
from simral.kernel.actor import system_actor

DAY = click.DateTime(["%Y-%m-%d", "%d-%m-%Y"])
YEAR = click.option("--tahun", type=click.IntRange(2000, 2100), required=True)


@click.group("versi")
def versi_cli() -> None:
    """Versi anggaran: M (murni), P1, P2 … (pergeseran dan perubahan)."""


@versi_cli.command("add")
@click.argument("kode")
@click.argument("nama")
@YEAR
@click.option("--mulai", type=DAY, required=True, help="Berlaku mulai tanggal ini.")
def add(kode: str, nama: str, tahun: int, mulai: datetime) -> None:
    """Buat versi; sesudah itu `import dpa … --versi KODE` mengisinya."""
    actor = system_actor(Role)
    click.echo(str(create_version(tahun, kode, nama, mulai.date(), actor=actor)))


@versi_cli.command("list")
@YEAR
def show(tahun: int) -> None:
    """Kode, tanggal mulai, nama (dipisah tab)."""
    for row in list_versions(tahun):
        click.echo(f"{row.kode}\t{row.mulai_on.isoformat()}\t{row.nama}")
