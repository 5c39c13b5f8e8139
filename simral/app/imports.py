"""`import KIND FILE`: one subcommand per kind, each room's importer behind it (commands.md)."""

from __future__ import annotations

import csv
import importlib
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from flask_babel import force_locale
from flask_babel import gettext as _

from simral.identity.terms import Role
from simral.kernel.actor import Actor, system_actor
from simral.kernel.tabular import FileRefused, ImportResult

SYSTEM: Actor = system_actor(Role)

# kind: room's module and function (path, tahun, *, dry_run, actor, …) → ImportResult
IMPORTERS: dict[str, tuple[str, str, str]] = {
    "opd": ("simral.reference.services", "import_opd", "OPD dan unit"),
    "rekening": ("simral.reference.services", "import_rekening", "rekening mulai tahun ini"),
    "nomenklatur": ("simral.reference.services", "import_nomenklatur", "kode program"),
    "sumber-dana": ("simral.reference.services", "import_sumber_dana", "sumber dana"),
    "dpa": (
        "simral.budgeting.services", "import_dpa",
        "DPA satu versi anggaran (draf). Kolom yang boleh ada: kode_sumber_dana, lokasi, "
        "kelompok_sasaran, keluaran, bulan_mulai, bulan_selesai",
    ),
    "anggaran-kas": (
        "simral.budgeting.services", "import_anggaran_kas", "anggaran kas DPA yang masih draf",
    ),
}  # fmt: skip

VERSION = click.option("--versi", default="M", show_default=True, help="Kode versi: M, P1, P2 …")
MISSING = click.option(
    "--add-missing", is_flag=True,
    help="Tambahkan rekening, OPD dan unit yang belum ada, dan sebutkan satu per satu.",
)  # fmt: skip
OPTIONS: dict[str, tuple[Callable[..., Any], ...]] = {
    "dpa": (VERSION, MISSING),
    "anggaran-kas": (VERSION,),
}


@click.group("import")
def import_cli() -> None:
    """Muat data dari CSV, CSV.gz atau XLSX; semua baris atau tidak sama sekali."""


def importer(module: str, function: str) -> Callable[..., ImportResult]:
    """The room's importer; loaded when it is used, so that `--help` loads nothing."""
    found: Callable[..., ImportResult] = getattr(importlib.import_module(module), function)
    return found


def _make(kind: str, module: str, function: str, help_text: str) -> click.Command:
    def run(file: Path, tahun: int, dry_run: bool, errors: Path | None, **options: Any) -> None:
        try:
            result = importer(module, function)(
                file, tahun, dry_run=dry_run, actor=SYSTEM, **options
            )
        except FileRefused as refused:
            _refuse(refused, errors)
        else:
            _report(result)

    for option in OPTIONS.get(kind, ()):
        run = option(run)
    run = click.option("--errors", type=click.Path(dir_okay=False, path_type=Path),
                       help="Tulis kesalahan ke berkas CSV ini.")(run)  # fmt: skip
    run = click.option("--dry-run", is_flag=True, help="Periksa saja; tidak menyimpan apa pun.")(
        run
    )
    run = click.option("--tahun", type=click.IntRange(2000, 2100), required=True)(run)
    run = click.argument("file", type=click.Path(path_type=Path))(run)
    return click.command(kind, help=f"Impor {help_text}.")(run)


def _refuse(refused: FileRefused, errors: Path | None) -> None:
    """Every bad row on standard error, as CSV with `--errors`; nothing was stored: exit 2."""
    with force_locale("id"):
        rows = [(e.row, e.column, e.value, str(_(e.reason))) for e in refused.errors]
    listed = io.StringIO()
    csv.writer(listed, lineterminator="\n").writerows(rows)
    click.echo(listed.getvalue(), err=True, nl=False)
    if errors is not None:
        _write_errors(errors, rows)
    click.echo(f"Berkas ditolak: {len(rows)} kesalahan; tidak ada yang disimpan.", err=True)
    sys.exit(2)


def _write_errors(path: Path, rows: Sequence[tuple[int, str, str, str]]) -> None:
    """As CSV; a path that cannot be written is said, the file stays refused all the same."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("row", "column", "value", "reason"))
            writer.writerows(rows)
    except OSError as error:
        click.echo(f"{path}: {error.strerror}", err=True)


def _report(result: ImportResult) -> None:
    for note in result.notes:
        click.echo(note, err=True)
    click.echo(
        json.dumps(
            {
                "kind": result.kind,
                "tahun": result.tahun,
                "rows_read": result.rows_read,
                "rows_stored": result.rows_stored,
                "rows_unchanged": result.rows_unchanged,
                "total": f"{result.total:.2f}",
            }
        )
    )


for _kind, (_module, _function, _help) in IMPORTERS.items():
    import_cli.add_command(_make(_kind, _module, _function, _help))
