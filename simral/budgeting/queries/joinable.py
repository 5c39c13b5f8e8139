"""Lines and sub kegiatan as plain columns, for a SELECT of a room above that joins them.

A door of values: the tables stay this room's own, the database flattens the sub-selects.
"""

from __future__ import annotations

from sqlalchemy import select

from simral.budgeting.models import DPARincian, DPASubKegiatan

LINE = select(
    DPARincian.id, DPARincian.tahun, DPARincian.opd_id, DPARincian.sub_kegiatan_id,
    DPARincian.rekening_id, DPARincian.rekening_kode, DPARincian.sumber_dana_id,
    DPARincian.pagu, DPARincian.dipesan, DPARincian.realisasi,
).subquery("baris")  # fmt: skip

SUB = select(
    DPASubKegiatan.id, DPASubKegiatan.tahun, DPASubKegiatan.opd_id, DPASubKegiatan.unit_id,
    DPASubKegiatan.program_kode, DPASubKegiatan.program_nama, DPASubKegiatan.kegiatan_kode,
    DPASubKegiatan.kegiatan_nama, DPASubKegiatan.kode, DPASubKegiatan.nama,
).subquery("sub_kegiatan")  # fmt: skip
