"""DPA per OPD and version, with what is realised of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, text

from simral.budgeting.models import DPA, DPAPagu, DPARincian, VersiAnggaran
from simral.budgeting.states import DPAState
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.money import ZERO
from simral.reference.models import OPD


@dataclass(frozen=True)
class DPARow:
    """A DPA; pagu is of this DPA, dipesan and realisasi of its lines until now, rupiah."""

    id: UUID
    tahun: int
    versi_id: UUID
    versi_kode: str
    versi_nama: str
    mulai_on: date
    opd_id: UUID
    opd_kode: str
    opd_nama: str
    nomor: str | None
    state: DPAState
    tanggal: date | None
    is_illustrative: bool
    version: int
    line_count: int
    pagu: Decimal
    dipesan: Decimal
    realisasi: Decimal

    @property
    def sisa(self) -> Decimal:
        """Pagu less promised and realised, rupiah."""
        return self.pagu - self.dipesan - self.realisasi

    @property
    def persen(self) -> Decimal:
        """Realised in percent of the pagu."""
        return (self.realisasi * 100 / self.pagu).quantize(Decimal("0.01")) if self.pagu else ZERO


@dataclass(frozen=True)
class ActiveDPA:
    """The ratified DPA that a document of a date stands on."""

    id: UUID
    nomor: str
    tanggal: date
    versi_kode: str
    opd_kode: str


_ACTIVE = text("""
    SELECT d.id, d.nomor, d.tanggal, v.kode, o.kode
    FROM dpa d JOIN versi_anggaran v ON v.id = d.versi_id JOIN opd o ON o.id = d.opd_id
    WHERE d.opd_id = :opd_id AND d.state = 'disahkan' AND d.versi_id = (
        SELECT id FROM versi_anggaran WHERE tahun = :tahun AND mulai_on <= :hari
        ORDER BY mulai_on DESC LIMIT 1)
""")


@dataclass(frozen=True)
class JenisRow:
    """One jenis of a DPA, rupiah; a `level` 1 or 2 row sums those under it."""

    kode: str
    uraian: str
    level: int
    line_count: int
    pagu: Decimal
    dipesan: Decimal
    realisasi: Decimal

    @property
    def sisa(self) -> Decimal:
        """Pagu less promised and realised, rupiah."""
        return self.pagu - self.dipesan - self.realisasi


@dataclass(frozen=True)
class KasState:
    """How far anggaran kas is: lines in all, lines that sum, illustrative and default-fund ones."""

    lines: int
    even: int
    illustrative: int
    default_fund: int
    months: tuple[Decimal, ...]


def get_dpa(dpa_id: UUID, *, actor: Actor) -> DPARow:
    """One DPA; of another OPD: NotFound."""
    rows = _rows(DPA.id == dpa_id)
    if not rows or not actor.sees(rows[0].opd_id):
        raise NotFound()
    return rows[0]


def list_dpa(
    tahun: int,
    *,
    actor: Actor,
    versi_id: UUID | None = None,
    opd_id: UUID | None = None,
    state: DPAState | None = None,
) -> list[DPARow]:
    """DPA of a year that the actor sees, by OPD code and version."""
    where: list[ColumnElement[bool]] = [DPA.tahun == tahun]
    if versi_id is not None:
        where.append(DPA.versi_id == versi_id)
    if opd_id is not None:
        where.append(DPA.opd_id == opd_id)
    if state is not None:
        where.append(DPA.state == state)
    units = actor.units()
    if units is not None:
        where.append(DPA.opd_id.in_(units))
    return _rows(*where)


def find_active_dpa(opd_id: UUID, on: date) -> ActiveDPA | None:
    """The ratified DPA of the version in force on the date; None = "DPA belum disahkan"."""
    row = db.session.execute(_ACTIVE, {"opd_id": opd_id, "hari": on, "tahun": on.year}).first()
    if row is None or row[2] is None or row[2] > on:
        return None
    return ActiveDPA(row[0], row[1] or "", row[2], row[3], row[4])


def kas_lines(dpa_id: UUID, dari: int, sampai: int) -> dict[UUID, Decimal]:
    """Line → Σ anggaran kas of the months `dari` to `sampai` (1–12), rupiah."""
    return {row[0]: row[1] for row in db.session.execute(kas_of_lines(dpa_id, dari, sampai))}


def kas_of_lines(dpa_id: UUID, dari: int, sampai: int) -> Select[UUID, Decimal]:
    """The same as a SELECT (line, rupiah): an SPD takes it over in one INSERT."""
    months = func.unnest(DPAPagu.kas[dari:sampai]).column_valued("bulan")
    total = select(func.coalesce(func.sum(months), ZERO)).scalar_subquery()
    return select(DPAPagu.rincian_id, total.label("nilai")).where(
        DPAPagu.dpa_id == dpa_id, DPAPagu.kas.is_not(None)
    )


def kas_state(dpa_id: UUID) -> KasState:
    """What the page says about anggaran kas before ratification, with the sum of each month."""
    row = db.session.execute(
        text("""
            SELECT count(*), count(*) FILTER (WHERE coalesce(k.jumlah, 0) = p.pagu),
                   count(*) FILTER (WHERE p.kas_is_illustrative),
                   count(*) FILTER (WHERE p.dana_is_default)
            FROM dpa_pagu p
            CROSS JOIN LATERAL (SELECT sum(b) AS jumlah FROM unnest(p.kas) b) k
            WHERE p.dpa_id = :dpa_id
        """),
        {"dpa_id": dpa_id},
    ).one()
    months = db.session.execute(
        text("""
            SELECT b.bulan, sum(b.nilai) FROM dpa_pagu p
            CROSS JOIN LATERAL unnest(p.kas) WITH ORDINALITY AS b(nilai, bulan)
            WHERE p.dpa_id = :dpa_id GROUP BY b.bulan
        """),
        {"dpa_id": dpa_id},
    )
    sums = {int(bulan): nilai for bulan, nilai in months}
    return KasState(
        row[0], row[1], row[2], row[3], tuple(sums.get(month, ZERO) for month in range(1, 13))
    )


def jenis_of(dpa_id: UUID) -> list[JenisRow]:
    """Summary by akun, kelompok and jenis, in the order of the codes."""
    rows = db.session.execute(
        text("""
            WITH baris AS (
                SELECT r.rekening_kode AS kode, p.pagu, r.dipesan, r.realisasi
                FROM dpa_pagu p JOIN dpa_rincian r ON r.id = p.rincian_id
                WHERE p.dpa_id = :dpa_id
            )
            SELECT potong.kode,
                   (SELECT nama FROM rekening n WHERE n.kode = potong.kode
                    ORDER BY n.tahun_mulai LIMIT 1),
                   potong.level, count(*), sum(pagu), sum(dipesan), sum(realisasi)
            FROM baris CROSS JOIN LATERAL (VALUES (left(kode, 1), 1), (left(kode, 3), 2),
                                                  (left(kode, 6), 3)) potong(kode, level)
            GROUP BY potong.kode, potong.level ORDER BY potong.kode
        """),
        {"dpa_id": dpa_id},
    )
    return [JenisRow(row[0], row[1] or row[0], *row[2:]) for row in rows]


def _rows(*where: ColumnElement[bool]) -> list[DPARow]:
    sums = (
        select(
            DPAPagu.dpa_id.label("dpa_id"),
            func.count().label("lines"),
            func.sum(DPAPagu.pagu).label("pagu"),
            func.sum(DPARincian.dipesan).label("dipesan"),
            func.sum(DPARincian.realisasi).label("realisasi"),
        )
        .join(DPARincian, DPARincian.id == DPAPagu.rincian_id)
        .where(DPAPagu.dpa_id == DPA.id)
        .group_by(DPAPagu.dpa_id)
        .lateral("s")
    )
    zero = func.coalesce
    rows: Any = db.session.execute(
        select(
            DPA.id, DPA.tahun, VersiAnggaran.id, VersiAnggaran.kode, VersiAnggaran.nama,
            VersiAnggaran.mulai_on, OPD.id, OPD.kode, OPD.nama, DPA.nomor, DPA.state,
            DPA.tanggal, DPA.is_illustrative, DPA.version, zero(sums.c.lines, 0),
            zero(sums.c.pagu, 0), zero(sums.c.dipesan, 0), zero(sums.c.realisasi, 0),
        )
        .join(VersiAnggaran, VersiAnggaran.id == DPA.versi_id)
        .join(OPD, OPD.id == DPA.opd_id)
        .outerjoin(sums, sums.c.dpa_id == DPA.id)
        .where(*where)
        .order_by(OPD.kode, VersiAnggaran.mulai_on, DPA.state.desc())
    )  # fmt: skip
    return [DPARow(*row) for row in rows]
