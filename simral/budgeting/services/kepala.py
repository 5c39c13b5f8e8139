"""Header data of a sub kegiatan: from the file of `import dpa`, or written by PPKD.

PPKD does it as the hand of the TAPD, which checks the drafts that the OPD hand in (keuangan
§2.4, §4.1): he imports and ratifies the DPA, so what it says above its lines is his too.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select, text

from simral.budgeting.errors import NoDraft
from simral.budgeting.models import DPA, DPASubKegiatan
from simral.budgeting.rules.kepala import Kepala, KepalaKey, check_kepala
from simral.budgeting.states import DPAState
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import copy_rows, db
from simral.kernel.errors import NotFound, raise_if
from simral.kernel.i18n import N_
from simral.kernel.tabular import FileRefused, RowError
from simral.kernel.trail import record, record_bulk
from simral.kernel.unit_of_work import command

COLUMNS = {
    "opd_id": "uuid", "unit_id": "uuid", "sub": "text", "lokasi": "text", "sasaran": "text",
    "keluaran": "text", "mulai": "int", "selesai": "int",
}  # fmt: skip
# The headers of the file that are not as stored.
_DIFFERENT = """
    FROM masuk_kepala m
    WHERE s.tahun = :tahun AND s.opd_id = m.opd_id AND s.unit_id = m.unit_id AND s.kode = m.sub
        AND (s.lokasi, s.sasaran, s.keluaran, s.bulan_mulai, s.bulan_selesai) IS DISTINCT FROM (
            coalesce(m.lokasi, s.lokasi), coalesce(m.sasaran, s.sasaran),
            coalesce(m.keluaran, s.keluaran), coalesce(m.mulai, s.bulan_mulai),
            coalesce(m.selesai, s.bulan_selesai))
"""
_RATIFIED = text(f"""
    SELECT DISTINCT o.kode FROM dpa d JOIN opd o ON o.id = d.opd_id
    WHERE d.versi_id = :versi_id AND d.state = 'disahkan' AND EXISTS (
        SELECT 1 FROM dpa_sub_kegiatan s, LATERAL (SELECT 1 {_DIFFERENT}) x
        WHERE s.opd_id = d.opd_id)
    ORDER BY o.kode
""")  # noqa: S608 - our own text
_STORE = text(f"""
    UPDATE dpa_sub_kegiatan s SET lokasi = coalesce(m.lokasi, s.lokasi),
        sasaran = coalesce(m.sasaran, s.sasaran), keluaran = coalesce(m.keluaran, s.keluaran),
        bulan_mulai = coalesce(m.mulai, s.bulan_mulai),
        bulan_selesai = coalesce(m.selesai, s.bulan_selesai)
    {_DIFFERENT} RETURNING s.id
""")  # noqa: S608 - our own text
# Rows of the file that are new only by what stands above them.
_TOUCHED = text("""
    SELECT count(*) FROM masuk_pagu w JOIN dpa_rincian r ON r.id = w.rincian_id
    JOIN dpa_pagu p ON p.dpa_id = w.dpa_id AND p.rincian_id = w.rincian_id
    WHERE r.sub_kegiatan_id = ANY(:ids) AND p.pagu = w.nilai AND p.dana_is_default = w.dana_bawaan
""")


@command
def store_kepala(
    heads: Mapping[KepalaKey, Kepala], opd: Mapping[str, UUID], units: Mapping[str, UUID],
    *, tahun: int, versi_id: UUID, actor: Actor,
) -> int:  # fmt: skip
    """Part of `import dpa`, before its amounts: how many rows only their header changes.

    Raises FileRefused naming the OPD whose DPA of this version is ratified and says another.
    """
    if not heads:
        return 0
    copy_rows("masuk_kepala", COLUMNS, (
        (opd[kode], units[unit], sub, head.lokasi, head.sasaran, head.keluaran, head.bulan_mulai,
         head.bulan_selesai)
        for (kode, unit, sub), head in heads.items()
    ))  # fmt: skip
    names = {"tahun": tahun, "versi_id": versi_id}
    ratified = db.session.execute(_RATIFIED, names).scalars().all()
    if ratified:
        reason = N_("DPA OPD ini sudah disahkan; perubahan memakai versi baru")
        raise FileRefused([RowError(0, "kode_skpd", kode, reason) for kode in ratified])
    changed = db.session.execute(_STORE, names).scalars().all()
    if not changed:
        return 0
    facts = {"rows": len(changed), "tahun": tahun}
    record_bulk("budgeting:sub_kegiatan:import", "dpa_sub_kegiatan", str(versi_id), facts,
                actor=actor, role=Role.PPKD)  # fmt: skip
    return int(db.session.execute(_TOUCHED, {"ids": changed}).scalar_one())


@command
def edit_kepala(sub_id: UUID, kepala: Kepala, *, actor: Actor) -> None:
    """PPKD writes the header of a sub kegiatan while a DPA of its OPD is a draft.

    Raises NotFound, NotAllowed, NoDraft (409), RuleBroken for months in the wrong order.
    """
    sub = db.session.get(DPASubKegiatan, sub_id, with_for_update=True, populate_existing=True)
    if sub is None or not actor.sees(sub.opd_id):
        raise NotFound()
    actor.require(Role.PPKD, sub.opd_id)
    draft = select(DPA.id).where(
        DPA.opd_id == sub.opd_id, DPA.tahun == sub.tahun, DPA.state == DPAState.DRAF
    )
    if db.session.scalar(draft.with_for_update(read=True).limit(1)) is None:
        raise NoDraft()
    raise_if(check_kepala(kepala))
    sub.lokasi, sub.sasaran = kepala.lokasi or "", kepala.sasaran or ""
    sub.keluaran = kepala.keluaran or ""
    sub.bulan_mulai, sub.bulan_selesai = kepala.bulan_mulai or 1, kepala.bulan_selesai or 12
    record("budgeting:sub_kegiatan:edit", sub, actor=actor, role=Role.PPKD)
