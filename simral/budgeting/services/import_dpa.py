"""`import dpa`: a whole budget from a file, set by set, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, TextClause, text

from simral.budgeting.models import DPA, VersiAnggaran
from simral.budgeting.rules.kepala import Kepala, KepalaKey, read_kepala
from simral.budgeting.rules.rows import (
    DPA_COLUMNS,
    OPD_STEM,
    DPAFile,
    Known,
    read_dpa,
)
from simral.budgeting.services import import_sql as sql
from simral.budgeting.services.kepala import store_kepala
from simral.budgeting.services.versi import create_version, lock_version
from simral.budgeting.states import DPAState
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import allow_long_work, copy_rows, db
from simral.kernel.i18n import N_
from simral.kernel.tabular import DryRun, FileRefused, ImportResult, RowError, read_table
from simral.kernel.trail import record, record_bulk
from simral.kernel.unit_of_work import command
from simral.reference.models import OPD, Rekening, Unit
from simral.reference.queries import (
    get_setting,
    list_opd,
    sumber_dana_ids,
)
from simral.reference.queries.rekening import in_year
from simral.reference.services import add_local_accounts, add_opd, add_units

MURNI = "M"
MANY = 1000  # so many new rows that the planner must hear of them before the next statement


@dataclass(frozen=True)
class _Order:
    path: Path
    tahun: int
    versi: str
    add_missing: bool
    dry_run: bool
    is_illustrative: bool


def import_dpa(
    path: Path,
    tahun: int,
    *,
    versi: str = MURNI,
    add_missing: bool = False,
    dry_run: bool = False,
    is_illustrative: bool = False,
    actor: Actor,
) -> ImportResult:
    """Draft DPA of every OPD in the file, in one version; rupiah whole.

    Each OPD in the file is replaced by what the file says. FileRefused names every bad row;
    missing accounts, OPD and units are added from this year on only with `add_missing`.
    A ratified DPA is not changed: a file that says the same is unchanged, another is refused.
    """
    order = _Order(path, tahun, versi, add_missing, dry_run, is_illustrative)
    rows = read_table(path, DPA_COLUMNS)
    try:
        return _store(order, rows, actor)
    except DryRun as rehearsal:
        return rehearsal.result


@command
def _store(order: _Order, rows: list[dict[str, str]], actor: Actor) -> ImportResult:
    actor.require(Role.PPKD, None)
    allow_long_work()
    versi_id = _version(order, actor)
    known = _known(order.tahun)
    file, heads = read_dpa(rows, known), read_kepala(rows)
    notes = []
    if file.errors and order.add_missing:
        notes += _add_missing(order, file, actor)
        known = _known(order.tahun)
        file = read_dpa(rows, known)
    if file.errors or heads.errors:
        raise FileRefused(sorted([*file.errors, *heads.errors], key=lambda error: error.row))
    if file.without_unit:
        notes.append(f"{file.without_unit} baris tanpa unit dicatat pada unit induk OPD-nya")
    _own_units(file, known, actor)
    _copy(file, known, order.tahun)
    stored = _merge(order, versi_id, heads.heads, known, actor)
    total = Decimal(sum(line.nilai for line in file.lines))
    count = len(file.lines)
    result = ImportResult("dpa", order.tahun, count, stored, count - stored, total, tuple(notes))
    if stored:
        facts = {"file": order.path.name, "rows": count, "stored": stored, "total": total}
        record_bulk("budgeting:dpa:import", "dpa_pagu", str(versi_id), facts, actor=actor,
                    role=Role.PPKD)  # fmt: skip
    if order.dry_run:
        raise DryRun(result)
    return result


def _version(order: _Order, actor: Actor) -> UUID:
    """The version of the file; the first one of a year is made by its first import."""
    found: UUID | None = db.session.scalar(
        db.select(VersiAnggaran.id).where(
            VersiAnggaran.tahun == order.tahun, VersiAnggaran.kode == order.versi
        )
    )
    if found is not None:
        return found
    if order.versi == MURNI:
        nama = "APBD Murni"
        return create_version(order.tahun, MURNI, nama, date(order.tahun, 1, 1), actor=actor)
    raise FileRefused([RowError(0, "versi", order.versi, N_("versi anggaran belum dibuat"))])


def _known(tahun: int) -> Known:
    accounts = db.session.execute(
        in_year(tahun)
        .where(Rekening.level == 6, Rekening.kode >= "4", Rekening.kode < "7")
        .with_only_columns(Rekening.kode, Rekening.is_active)
    )
    units = db.session.execute(db.select(Unit.kode, Unit.id))
    return Known(
        opd={row.kode: row.id for row in list_opd(tahun)},
        units=dict(units.all()),
        accounts=dict(accounts.all()),
        funds=sumber_dana_ids(tahun),
        default_fund=get_setting("sumber_dana.bawaan", date(tahun, 1, 1)),
    )


def _add_missing(order: _Order, file: DPAFile, actor: Actor) -> list[str]:
    """Add exactly the codes that are missing, and say which."""
    notes = []
    for kode, nama in sorted(file.missing_opd.items()):
        add_opd(kode, nama, order.tahun, actor=actor)
        notes.append(f"OPD ditambahkan: {kode} {nama}")
    owners = dict(db.session.execute(db.select(OPD.kode, OPD.id)).all())
    units = {
        kode: (owners[kode[:OPD_STEM] + ".0000"], nama)
        for kode, nama in file.missing_units.items()
        if kode[:OPD_STEM] + ".0000" in owners
    }
    add_units(units, actor=actor)
    notes += [f"unit ditambahkan: {kode} {units[kode][1]}" for kode in sorted(units)]
    new = file.missing_accounts
    if new:
        source = f"lokal, dipakai {order.path.name}"
        opened = add_local_accounts(new, order.tahun, source=source, actor=actor)
        for kode, nama in sorted(new.items()):
            kind = "rekening" if len(kode.rpartition(".")[2]) == 4 else "rekening lama, tidak aktif"
            notes.append(f"{kind} ditambahkan mulai {order.tahun}: {kode} {nama}")
        for kode in (opened or "").split():
            notes.append(f"rekening induk atau lawan dibuka mulai {order.tahun}: {kode}")
    return notes


def _own_units(file: DPAFile, known: Known, actor: Actor) -> None:
    """An OPD that budgets without a unit is a unit itself, with its own code."""
    names = dict(db.session.execute(db.select(OPD.kode, OPD.nama)).all())
    new = {
        line.unit: (known.opd[line.opd], names[line.opd])
        for line in file.lines
        if line.unit == line.opd and line.unit not in known.units
    }
    add_units(new, actor=actor)


def _copy(file: DPAFile, known: Known, tahun: int) -> None:
    units = dict(db.session.execute(db.select(Unit.kode, Unit.id)).all())
    leaves = in_year(tahun).where(Rekening.level == 6).with_only_columns(Rekening.kode, Rekening.id)
    ids = dict(db.session.execute(leaves).all())
    rows = (
        (known.opd[line.opd], units[line.unit], *line.sub, ids[line.rekening], line.rekening,
         line.uraian, known.funds[line.fund], line.fund_is_default, line.nilai)
        for line in file.lines
    )  # fmt: skip
    copy_rows("masuk_dpa", sql.COLUMNS, rows)


def _merge(
    order: _Order, versi_id: UUID, heads: Mapping[KepalaKey, Kepala], known: Known, actor: Actor
) -> int:
    """Bring the tables to what the file says; how many rows of the file were new or changed."""
    names = {"tahun": order.tahun, "versi_id": versi_id}
    lock_version(versi_id)
    _make_drafts(order, versi_id, actor)
    _put(sql.SUB, names, "dpa, dpa_sub_kegiatan")
    _put(sql.LINES, names, "dpa_rincian")
    db.session.execute(text("DROP TABLE IF EXISTS pg_temp.masuk_pagu"))
    db.session.execute(sql.WANTED, names)
    db.session.execute(text("ANALYZE masuk_pagu"))
    ratified = db.session.execute(sql.CHANGED_RATIFIED, names).scalars().all()
    if ratified:
        reason = N_("DPA OPD ini sudah disahkan; perubahan memakai versi baru")
        raise FileRefused([RowError(0, "kode_skpd", kode, reason) for kode in ratified])
    units = dict(db.session.execute(db.select(Unit.kode, Unit.id)).all()) if heads else {}
    above = store_kepala(heads, known.opd, units, tahun=order.tahun, versi_id=versi_id, actor=actor)
    stored = db.session.execute(sql.STORE)
    db.session.execute(sql.DROP)
    assert isinstance(stored, CursorResult)
    if stored.rowcount > MANY:
        db.session.execute(text("ANALYZE dpa_pagu"))
    return stored.rowcount + above


def _put(statement: TextClause, names: Mapping[str, object], tables: str) -> None:
    """Insert, and count anew at once: the next joins are planned by what is there now."""
    stored = db.session.execute(statement, names)
    assert isinstance(stored, CursorResult)
    if stored.rowcount > MANY:
        db.session.execute(text(f"ANALYZE {tables}"))


def _make_drafts(order: _Order, versi_id: UUID, actor: Actor) -> None:
    have = set(
        db.session.scalars(
            db.select(DPA.opd_id).where(DPA.versi_id == versi_id, DPA.state != DPAState.BATAL)
        )
    )
    wanted = db.session.scalars(
        text("SELECT DISTINCT m.opd_id FROM masuk_dpa m").columns(OPD.id)
    ).all()
    for opd_id in sorted(set(wanted) - have):
        dpa = DPA(
            id=uuid4(), tahun=order.tahun, versi_id=versi_id, opd_id=opd_id,
            is_illustrative=order.is_illustrative,
        )  # fmt: skip
        db.session.add(dpa)
        record("budgeting:dpa:create", dpa, actor=actor, role=Role.PPKD)
