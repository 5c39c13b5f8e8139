"""Lines of the budget: search, the tree of sub kegiatan, one line with its versions and months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, text, tuple_

from simral.budgeting.models import DPA, DPAPagu, DPARincian, DPASubKegiatan, VersiAnggaran
from simral.budgeting.states import DPAState
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.paging import SIZE, Page, page_of
from simral.reference.models import OPD, Rekening, SumberDana, Unit


@dataclass(frozen=True)
class LineRow:
    """A budget line with the ceiling now in force, rupiah."""

    id: UUID
    tahun: int
    opd_id: UUID
    opd_kode: str
    opd_nama: str
    unit_kode: str | None
    unit_nama: str | None
    bidang_kode: str
    program_kode: str
    program_nama: str
    kegiatan_kode: str
    kegiatan_nama: str
    sub_id: UUID
    sub_kegiatan_kode: str
    sub_kegiatan_nama: str
    rekening_kode: str
    rekening_nama: str
    uraian: str
    sumber_dana_kode: str
    sumber_dana_nama: str
    pagu: Decimal
    dipesan: Decimal
    realisasi: Decimal

    @property
    def sisa(self) -> Decimal:
        """Pagu less promised and realised, rupiah."""
        return self.pagu - self.dipesan - self.realisasi


@dataclass(frozen=True)
class LineVersion:
    """A line's amount in one version's DPA and its months, rupiah."""

    dpa_id: UUID
    versi_kode: str
    versi_nama: str
    mulai_on: date
    state: DPAState
    nomor: str | None
    pagu: Decimal
    kas: Sequence[Decimal] | None
    kas_is_illustrative: bool
    dana_is_default: bool
    tanggal: date | None  # ratified on


@dataclass(frozen=True)
class TreeRow:
    """A row of the tree: program (2), kegiatan (3) or sub kegiatan (4), with its sums, rupiah."""

    kode: str
    uraian: str
    level: int
    sub_id: UUID | None
    unit_nama: str | None
    pagu: Decimal
    dipesan: Decimal
    realisasi: Decimal

    @property
    def sisa(self) -> Decimal:
        """Pagu less promised and realised, rupiah."""
        return self.pagu - self.dipesan - self.realisasi


def get_line(rincian_id: UUID, *, actor: Actor) -> LineRow:
    """One line; of another OPD: NotFound."""
    row = db.session.execute(_lines().where(DPARincian.id == rincian_id)).first()
    if row is None or not actor.sees(row[2]):
        raise NotFound()
    return LineRow(*row)


def list_lines(
    opd_id: UUID,
    tahun: int,
    *,
    actor: Actor,
    dpa_id: UUID | None = None,
    text: str = "",
    sub_id: UUID | None = None,
    only_left: bool = False,
    after: str = "",
) -> Page[LineRow]:
    """Lines of an OPD in a year by sub kegiatan and account, 50 a page, rupiah.

    `dpa_id`: only lines of this DPA; `text` is found in names and codes; `only_left`: lines
    with a rest; `after`: the key of a page.
    """
    if not actor.sees(opd_id):
        raise NotFound()
    wanted = _lines().where(DPARincian.opd_id == opd_id, DPARincian.tahun == tahun)
    if sub_id is not None:
        wanted = wanted.where(DPASubKegiatan.id == sub_id)
    if dpa_id is not None:
        held = select(DPAPagu.rincian_id).where(DPAPagu.dpa_id == dpa_id)
        wanted = wanted.where(DPARincian.id.in_(held))
    if only_left:
        wanted = wanted.where(DPARincian.pagu > DPARincian.dipesan + DPARincian.realisasi)
    if text:
        wanted = wanted.where(_matches(text))
    keys = DPASubKegiatan.kode, DPARincian.rekening_kode, DPARincian.id
    parts = after.split("|")
    if len(parts) == 3:
        wanted = wanted.where(tuple_(*keys) > tuple_(parts[0], parts[1], UUID(parts[2])))
    rows = [LineRow(*row) for row in db.session.execute(wanted.order_by(*keys).limit(SIZE + 1))]
    return page_of(rows, line_key, first=not after, backward=False)


def line_key(row: LineRow) -> str:
    """The key of a page."""
    return f"{row.sub_kegiatan_kode}|{row.rekening_kode}|{row.id}"


def versions_of(rincian_id: UUID) -> list[LineVersion]:
    """The line in every version's DPA, the oldest first; cancelled drafts left out."""
    rows: Any = db.session.execute(
        select(
            DPA.id, VersiAnggaran.kode, VersiAnggaran.nama, VersiAnggaran.mulai_on, DPA.state,
            DPA.nomor, DPAPagu.pagu, DPAPagu.kas, DPAPagu.kas_is_illustrative,
            DPAPagu.dana_is_default, DPA.tanggal,
        )
        .join(DPA, DPA.id == DPAPagu.dpa_id)
        .join(VersiAnggaran, VersiAnggaran.id == DPA.versi_id)
        .where(DPAPagu.rincian_id == rincian_id, DPA.state != DPAState.BATAL)
        .order_by(VersiAnggaran.mulai_on)
    )  # fmt: skip
    return [LineVersion(*row) for row in rows]


def tree_of(dpa_id: UUID) -> list[TreeRow]:
    """Program, kegiatan and sub kegiatan of a DPA with their sums, in the order of the codes."""
    rows = db.session.execute(
        text("""
            WITH sub AS (
                SELECT s.id, s.program_kode, s.program_nama, s.kegiatan_kode, s.kegiatan_nama,
                       s.kode, s.nama, u.nama AS unit, sum(p.pagu) AS pagu,
                       sum(r.dipesan) AS dipesan, sum(r.realisasi) AS realisasi
                FROM dpa_pagu p JOIN dpa_rincian r ON r.id = p.rincian_id
                JOIN dpa_sub_kegiatan s ON s.id = r.sub_kegiatan_id
                LEFT JOIN unit u ON u.id = s.unit_id
                WHERE p.dpa_id = :dpa_id GROUP BY s.id, u.nama
            )
            SELECT program_kode AS kode, min(program_nama), 2 AS level, NULL::uuid, NULL,
                   sum(pagu), sum(dipesan), sum(realisasi) FROM sub GROUP BY program_kode
            UNION ALL
            SELECT kegiatan_kode, min(kegiatan_nama), 3, NULL, NULL,
                   sum(pagu), sum(dipesan), sum(realisasi) FROM sub GROUP BY kegiatan_kode
            UNION ALL
            SELECT kode, nama, 4, id, unit, pagu, dipesan, realisasi FROM sub
            ORDER BY kode, level, 5
        """),
        {"dpa_id": dpa_id},
    )
    return [TreeRow(*row) for row in rows]


def _matches(wanted: str) -> Any:
    like = "%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return or_(
        DPARincian.uraian.ilike(like),
        Rekening.nama.ilike(like),
        DPASubKegiatan.nama.ilike(like),
        DPARincian.rekening_kode.like(like.removeprefix("%")),
        DPASubKegiatan.kode.like(like.removeprefix("%")),
    )


def _lines() -> Any:
    line, sub = DPARincian, DPASubKegiatan
    return (
        select(
            line.id, line.tahun, OPD.id, OPD.kode, OPD.nama, Unit.kode, Unit.nama,
            sub.bidang_kode, sub.program_kode, sub.program_nama, sub.kegiatan_kode,
            sub.kegiatan_nama, sub.id, sub.kode, sub.nama, line.rekening_kode, Rekening.nama,
            func.coalesce(func.nullif(line.uraian, ""), Rekening.nama), SumberDana.kode,
            SumberDana.nama, line.pagu, line.dipesan, line.realisasi,
        )
        .join(sub, sub.id == line.sub_kegiatan_id)
        .join(OPD, OPD.id == line.opd_id)
        .join(Rekening, Rekening.id == line.rekening_id)
        .join(SumberDana, SumberDana.id == line.sumber_dana_id)
        .outerjoin(Unit, Unit.id == sub.unit_id)
    )  # fmt: skip
