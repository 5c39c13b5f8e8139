"""Codes from files: `import opd | rekening | nomenklatur | sumber-dana`, and local accounts.

All or nothing, every bad row named; a file a second time changes nothing. Importers return an
`ImportResult` and take no idempotency key: the content of the file is their key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

from simral.kernel import codes
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.i18n import N_
from simral.kernel.tabular import DryRun, FileRefused, ImportResult, RowError, read_table
from simral.kernel.trail import record, record_bulk
from simral.kernel.unit_of_work import command
from simral.reference.models import OPD, SumberDana, Unit
from simral.reference.queries import find_opd_by_kode, rekening_names
from simral.reference.services.load import put_accounts, put_fund_sources, put_programmes

OPD_CODE = re.compile(r"\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d\.\d{4}")
UNIT_CODE = re.compile(r"\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d\.\d{2}(\d{2})?")
OPD_STEM = 17  # a unit begins with the first 17 characters of its OPD
LEVELS = {"urusan", "bidang", "program", "kegiatan", "sub_kegiatan"}

Table = list[dict[str, str]]


def import_opd(path: Path, tahun: int, *, dry_run: bool = False, actor: Actor) -> ImportResult:
    """OPD (kode_skpd, nama_skpd) or units (kode_sub_skpd, nama_sub_skpd); both in one file too."""
    rows = read_table(path, [])
    if not rows or not ({"kode_skpd", "kode_sub_skpd"} & rows[0].keys()):
        raise FileRefused([RowError(0, "kode_skpd", "", N_("kolom tidak ada"))])
    return _run(lambda: _store_opd(rows, tahun, dry_run, actor))


def import_rekening(path: Path, tahun: int, *, dry_run: bool = False, actor: Actor) -> ImportResult:
    """Accounts (kode, nama[, level, kode_induk]) valid from the year on; old years keep theirs."""
    rows = read_table(path, ["kode", "nama"])
    return _run(lambda: _store_rekening(rows, tahun, path.name, dry_run, actor))


def import_nomenklatur(
    path: Path, tahun: int, *, dry_run: bool = False, actor: Actor
) -> ImportResult:
    """Programme codes (kode, level, nama[, jenis_pemda, kinerja, indikator, satuan])."""
    rows = read_table(path, ["kode", "level", "nama"])
    return _run(lambda: _store_nomenklatur(rows, tahun, path.name, dry_run, actor))


def import_sumber_dana(
    path: Path, tahun: int, *, dry_run: bool = False, actor: Actor
) -> ImportResult:
    """Fund sources (kode, nama[, level, kode_induk]) valid from the year on."""
    rows = read_table(path, ["kode", "nama"])
    return _run(lambda: _store_sumber_dana(rows, tahun, dry_run, actor))


def _run(store: Callable[[], ImportResult]) -> ImportResult:
    try:
        return store()
    except DryRun as rehearsal:
        return rehearsal.result


def _end(result: ImportResult, tag: str, tbl: str, dry_run: bool, actor: Actor) -> ImportResult:
    """Record what was stored; at the end of a rehearsal undo it all."""
    if result.rows_stored:
        facts = {"rows": result.rows_stored, "tahun": result.tahun}
        record_bulk(tag, tbl, str(result.tahun), facts, actor=actor)
    if dry_run:
        raise DryRun(result)
    return result


@command
def _store_opd(rows: Table, tahun: int, dry_run: bool, actor: Actor) -> ImportResult:
    errors: list[RowError] = []
    opd = dict(db.session.execute(db.select(OPD.kode, OPD.id)).all())
    units = set(db.session.scalars(db.select(Unit.kode)))
    stored = 0
    for number, row in enumerate(rows, start=1):
        kode, unit = row.get("kode_skpd", ""), row.get("kode_sub_skpd", "")
        if kode and not OPD_CODE.fullmatch(kode):
            errors.append(RowError(number, "kode_skpd", kode, N_("bukan kode OPD 22 karakter")))
            continue
        if kode and kode not in opd:
            opd[kode] = add_opd(kode, row.get("nama_skpd", "") or kode, tahun, actor=actor)
            stored += 1
        if unit and unit not in units:
            stored += _add_unit(row, number, opd, units, errors, actor)
    if errors:
        raise FileRefused(errors)
    result = ImportResult("opd", tahun, len(rows), stored, len(rows) - stored, Decimal(len(rows)))
    return _end(result, "reference:opd:import", "opd", dry_run, actor)


def _add_unit(
    row: dict[str, str], number: int, opd: Mapping[str, UUID], units: set[str],
    errors: list[RowError], actor: Actor,
) -> int:  # fmt: skip
    kode = row["kode_sub_skpd"]
    owner = opd.get(row.get("kode_skpd", "")) or opd.get(kode[:OPD_STEM] + ".0000")
    if not UNIT_CODE.fullmatch(kode):
        errors.append(RowError(number, "kode_sub_skpd", kode, N_("bukan kode unit")))
    elif owner is None:
        errors.append(RowError(number, "kode_sub_skpd", kode, N_("OPD induknya tidak dikenal")))
    else:
        add_units({kode: (owner, row.get("nama_sub_skpd", "") or kode)}, actor=actor)
        units.add(kode)
        return 1
    return 0


@command
def add_opd(kode: str, nama: str, tahun: int, *, actor: Actor) -> UUID:
    """An OPD that exists from a year on; Conflict when the code is taken."""
    row = OPD(id=uuid4(), kode=kode, nama=nama, tahun_mulai=tahun)
    db.session.add(row)
    record("reference:opd:add", row, actor=actor)
    return row.id


@command
def add_units(new: Mapping[str, tuple[UUID, str]], *, actor: Actor) -> None:
    """Units by code → (OPD, name)."""
    for kode, (opd_id, nama) in new.items():
        unit = Unit(id=uuid4(), opd_id=opd_id, kode=kode, nama=nama)
        db.session.add(unit)
        record("reference:unit:add", unit, actor=actor)


@command
def mark_skpkd(kode: str, *, actor: Actor) -> None:
    """This OPD is the finance agency (SKPKD): its head is PPKD."""
    found = find_opd_by_kode(kode)
    if found is None:
        raise NotFound()
    row = db.session.get_one(OPD, found.id)
    if not row.is_skpkd:
        row.is_skpkd = True
        record("reference:opd:skpkd", row, actor=actor)


@command
def _store_rekening(
    rows: Table, tahun: int, source: str, dry_run: bool, actor: Actor
) -> ImportResult:
    known = rekening_names(tahun)
    errors = _check_codes(rows, known.keys())
    new = []
    for row in rows:
        kode, nama = row["kode"].strip().rstrip("."), row["nama"]
        if known.get(kode) != nama:
            new.append((kode, nama, codes.level(kode), codes.parent(kode), tahun, source))
    if errors:
        raise FileRefused(errors)
    stored = put_accounts(new)
    result = ImportResult(
        "rekening", tahun, len(rows), stored, len(rows) - stored, Decimal(len(rows))
    )
    return _end(result, "reference:rekening:import", "rekening", dry_run, actor)


def _check_codes(rows: Table, known: Collection[str]) -> list[RowError]:
    """Every code is one, stands once, has a name and a parent."""
    errors = []
    in_file = {row["kode"].strip().rstrip(".") for row in rows} | set(known)
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        try:
            kode = codes.parse(row["kode"])
        except ValueError:
            errors.append(RowError(number, "kode", row["kode"], N_("bukan kode bertitik")))
            continue
        if kode in seen:
            errors.append(RowError(number, "kode", kode, N_("kode ganda dalam berkas")))
        seen.add(kode)
        if not row["nama"]:
            errors.append(RowError(number, "nama", "", N_("nama wajib diisi")))
        induk = codes.parent(kode)
        if induk and induk not in in_file:
            errors.append(RowError(number, "kode", kode, N_("kode induknya tidak ada")))
    return errors


@command
def _store_nomenklatur(
    rows: Table, tahun: int, source: str, dry_run: bool, actor: Actor
) -> ImportResult:
    errors, new = [], []
    for number, row in enumerate(rows, start=1):
        level = row["level"].replace(" ", "_").lower()
        if level not in LEVELS:
            errors.append(RowError(number, "level", row["level"], N_("tingkat tidak dikenal")))
        if not row["nama"]:
            errors.append(RowError(number, "nama", "", N_("nama wajib diisi")))
        try:
            kode = codes.normalise_programme(codes.parse(row["kode"]))
        except ValueError:
            errors.append(RowError(number, "kode", row["kode"], N_("bukan kode bertitik")))
            continue
        jenis = row.get("jenis_pemda", "") or _jenis(row)
        more = [row.get(name) or None for name in ("kinerja", "indikator", "satuan")]
        new.append((jenis, kode, level, row["nama"], row.get("kd_fungsi") or None, *more,
                    tahun, None, source))  # fmt: skip
    if errors:
        raise FileRefused(errors)
    stored = put_programmes(new)
    count = len(rows)
    result = ImportResult("nomenklatur", tahun, count, stored, count - stored, Decimal(count))
    return _end(result, "reference:nomenklatur:import", "nomenklatur", dry_run, actor)


def _jenis(row: dict[str, str]) -> str:
    return "PROV" if row.get("jns_pemda_1prov_2kabkota") == "1" else "KABKOT"


@command
def _store_sumber_dana(rows: Table, tahun: int, dry_run: bool, actor: Actor) -> ImportResult:
    wanted = db.select(SumberDana.kode, SumberDana.nama).where(SumberDana.tahun_mulai <= tahun)
    known = dict(db.session.execute(wanted).all())
    errors = _check_codes(rows, known.keys())
    if errors:
        raise FileRefused(errors)
    new = []
    for row in rows:
        kode = row["kode"].strip().rstrip(".")
        if known.get(kode) != row["nama"]:
            new.append((kode, row["nama"], codes.level(kode), codes.parent(kode), tahun))
    stored = put_fund_sources(new)
    count = len(rows)
    result = ImportResult("sumber-dana", tahun, count, stored, count - stored, Decimal(count))
    return _end(result, "reference:sumber_dana:import", "sumber_dana", dry_run, actor)
