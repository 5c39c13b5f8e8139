"""Anggaran kas: twelve months per line of a draft DPA, from a file or spread evenly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from uuid import UUID

from sqlalchemy import CursorResult, text

from simral.budgeting.models import DPA
from simral.budgeting.queries.versi import find_version
from simral.budgeting.rules.rows import KAS_COLUMNS, KasFile, read_kas
from simral.budgeting.services.versi import lock_version
from simral.budgeting.states import DPAAction, DPAState
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import allow_long_work, copy_rows, db
from simral.kernel.errors import IllegalTransition, NotFound
from simral.kernel.i18n import N_
from simral.kernel.tabular import DryRun, FileRefused, ImportResult, RowError, read_table
from simral.kernel.trail import record_bulk
from simral.kernel.unit_of_work import command

COLUMNS = {
    "baris": "int", "unit": "text", "sub": "text", "rekening": "text", "dana": "text",
    "bulan": "numeric(20,2)[]", "total": "numeric",
}  # fmt: skip

_MATCH = text("""
    CREATE TEMPORARY TABLE masuk_kas_baris ON COMMIT DROP AS
    SELECT m.baris, m.rekening, m.bulan, m.total, p.dpa_id, p.rincian_id, p.pagu, p.kas, d.state,
        count(*) OVER (PARTITION BY m.baris) AS sebanyak
    FROM masuk_kas m
    LEFT JOIN (unit u
        JOIN dpa_sub_kegiatan s ON s.unit_id = u.id AND s.tahun = :tahun
        JOIN dpa_rincian r ON r.sub_kegiatan_id = s.id
        JOIN sumber_dana f ON f.id = r.sumber_dana_id
        JOIN dpa_pagu p ON p.rincian_id = r.id
        JOIN dpa d ON d.id = p.dpa_id AND d.versi_id = :versi_id AND d.state <> 'batal')
        ON u.kode = m.unit AND s.kode = m.sub AND r.rekening_kode = m.rekening
        AND m.dana IN ('', f.kode)
""")
_BAD = text("""
    SELECT baris, rekening, total, pagu, state, sebanyak FROM masuk_kas_baris
    WHERE rincian_id IS NULL OR sebanyak > 1 OR pagu <> total
        OR (state = 'disahkan' AND kas IS DISTINCT FROM bulan)
    ORDER BY baris
""")
_STORE = text("""
    UPDATE dpa_pagu p SET kas = k.bulan, kas_is_illustrative = false
    FROM masuk_kas_baris k
    WHERE p.dpa_id = k.dpa_id AND p.rincian_id = k.rincian_id
        AND (p.kas IS DISTINCT FROM k.bulan OR p.kas_is_illustrative)
""")
_SPREAD = text("""
    UPDATE dpa_pagu SET kas_is_illustrative = true,
        kas = array_fill(trunc(pagu / 12), ARRAY[11]) || (pagu - 11 * trunc(pagu / 12))
    WHERE dpa_id = :dpa_id AND kas IS NULL
""")


def import_anggaran_kas(
    path: Path, tahun: int, *, versi: str = "M", dry_run: bool = False, actor: Actor
) -> ImportResult:
    """Months of the lines of draft DPA; every key exists there and the total is its pagu, rupiah.

    FileRefused names every bad row; a ratified DPA is not changed.
    """
    rows = read_table(path, KAS_COLUMNS)
    try:
        return _store(read_kas(rows), path.name, tahun, versi, dry_run, actor)
    except DryRun as rehearsal:
        return rehearsal.result


@command
def _store(
    file: KasFile, name: str, tahun: int, versi: str, dry_run: bool, actor: Actor
) -> ImportResult:
    actor.require(Role.PPKD, None)
    allow_long_work()
    version = find_version(tahun, versi)
    if version is None:
        raise FileRefused([RowError(0, "versi", versi, N_("versi anggaran belum dibuat"))])
    lock_version(version.id)
    copy_rows(
        "masuk_kas",
        COLUMNS,
        ((number, *key, months, sum(months)) for number, key, months in file.rows),
    )
    db.session.execute(text("DROP TABLE IF EXISTS pg_temp.masuk_kas_baris"))
    db.session.execute(_MATCH, {"tahun": tahun, "versi_id": version.id})
    errors = file.errors + [_explain(*row) for row in db.session.execute(_BAD)]
    if errors:
        raise FileRefused(sorted(errors, key=lambda error: error.row))
    stored = db.session.execute(_STORE)
    assert isinstance(stored, CursorResult)
    count, changed = len(file.rows), stored.rowcount
    total = Decimal(sum(sum(months) for _, _, months in file.rows))
    result = ImportResult("anggaran-kas", tahun, count, changed, count - changed, total)
    if changed:
        facts = {"file": name, "rows": count, "stored": changed, "total": total}
        record_bulk("budgeting:anggaran_kas:import", "dpa_pagu", str(version.id), facts,
                    actor=actor, role=Role.PPKD)  # fmt: skip
    if dry_run:
        raise DryRun(result)
    return result


def _explain(
    baris: int, rekening: str, total: Decimal, pagu: Decimal | None, state: str | None, many: int
) -> RowError:
    if pagu is None:
        reason = N_("tidak ada baris DPA dengan unit, sub kegiatan dan rekening ini")
    elif many > 1:
        reason = N_("beberapa sumber dana: isi kolom kode_sumber_dana")
    elif pagu != total:
        return RowError(baris, "total", f"{total:f}", N_("total tidak sama dengan pagu DPA"))
    else:
        reason = N_("DPA OPD ini sudah disahkan; perubahan memakai versi baru")
    return RowError(baris, "kode_rekening", rekening, reason)


@command
def spread_anggaran_kas(dpa_id: UUID, *, actor: Actor) -> None:
    """Lines without anggaran kas get equal months in whole rupiah, the rest in December (PPKD).

    They are marked as illustrative (data README §4.2).
    """
    dpa = db.session.get(DPA, dpa_id, with_for_update=True, populate_existing=True)
    if dpa is None or not actor.sees(dpa.opd_id):
        raise NotFound()
    actor.require(Role.PPKD, dpa.opd_id)
    if dpa.state is not DPAState.DRAF:
        raise IllegalTransition(state=dpa.state, action=DPAAction.RATIFY)
    spread = db.session.execute(_SPREAD, {"dpa_id": dpa_id})
    assert isinstance(spread, CursorResult)
    if spread.rowcount:
        facts = {"rows": spread.rowcount, "is_illustrative": True}
        record_bulk("budgeting:anggaran_kas:spread", "dpa_pagu", str(dpa_id), facts, actor=actor,
                    role=Role.PPKD)  # fmt: skip
