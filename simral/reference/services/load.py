"""Load the lists the product ships. A second call finds them there and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import CursorResult, text

from simral.kernel.actor import Actor
from simral.kernel.db import copy_rows, db
from simral.kernel.trail import Event, record_bulk
from simral.kernel.unit_of_work import command
from simral.reference.services import packed

TAG = "reference:load"


@command
def load_reference(*, actor: Actor | None = None) -> None:
    """Charts, partner accounts, programmes, fund sources, units of measure, holidays."""
    mark = packed.fingerprint()
    if db.session.scalar(db.select(Event.id).where(Event.tag == TAG, Event.pk == mark).limit(1)):
        return
    chart = packed.accounts()
    stored = {
        "rekening": put_accounts(chart),
        "peta_rekening": _put(
            "peta_rekening",
            {"jenis": "text", "belanja_kode": "text", "tujuan_kode": "text",
             "tahun_mulai": "int", "sumber": "text"},
            packed.partners(chart),
        ),
        "nomenklatur": put_programmes(packed.programmes()),
        "sumber_dana": put_fund_sources(packed.fund_sources()),
        "satuan": _put("satuan", {"nama": "text", "sebutan_lain": "text"},
                       packed.units_of_measure(), has_id=False),
        "hari_libur": _put("hari_libur", {"tanggal": "date", "nama": "text"},
                           packed.holidays(), has_id=False),
    }  # fmt: skip
    for table, rows in stored.items():
        record_bulk(TAG, table, mark, {"rows": rows, "sha256": mark}, actor=actor)


def put_accounts(rows: Iterable[Sequence[object]]) -> int:
    """Accounts (kode, nama, level, induk, from, source) that are not there yet; how many."""
    columns = {"kode": "text", "nama": "text", "level": "int", "induk_kode": "text",
               "tahun_mulai": "int", "sumber": "text"}  # fmt: skip
    return _put("rekening", columns, rows, extra={"is_active": "true"})


def put_programmes(rows: Iterable[Sequence[object]]) -> int:
    """Rows of the nomenclature that are not there yet; how many."""
    columns = {"jenis_pemda": "text", "kode": "text", "tingkat": "text", "nama": "text",
               "fungsi": "text", "kinerja": "text", "indikator": "text", "satuan": "text",
               "tahun_mulai": "int", "tahun_sampai": "int", "sumber": "text"}  # fmt: skip
    return _put("nomenklatur", columns, rows)


def put_fund_sources(rows: Iterable[Sequence[object]]) -> int:
    """Fund sources (kode, nama, level, induk, from) that are not there yet; how many."""
    columns = {"kode": "text", "nama": "text", "level": "int", "induk_kode": "text",
               "tahun_mulai": "int"}  # fmt: skip
    return _put("sumber_dana", columns, rows)


def _put(
    table: str,
    columns: dict[str, str],
    rows: Iterable[Sequence[object]],
    *,
    has_id: bool = True,
    extra: dict[str, str] | None = None,
) -> int:
    """Insert what is not there; existing rows stay as they are."""
    copy_rows("masuk", columns, rows)
    names = ", ".join(columns)
    more = extra or {}
    heads = ", ".join((["id"] if has_id else []) + list(columns) + list(more))
    values = ", ".join((["gen_random_uuid()"] if has_id else []) + [names] + list(more.values()))
    statement = f"INSERT INTO {table} ({heads}) SELECT {values} FROM masuk ON CONFLICT DO NOTHING"  # noqa: S608 - names of this file only
    result = db.session.execute(text(statement))
    assert isinstance(result, CursorResult)
    return result.rowcount
