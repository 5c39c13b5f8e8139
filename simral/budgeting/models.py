"""Tables of budgeting.

`dpa_rincian` is the line itself (unit × sub kegiatan × rekening × sumber dana) with the ceiling
now in force; `dpa_pagu` is its amount in one version's DPA, with the monthly anggaran kas. So a
commitment stays on its line when the version changes, and the CHECK guards every version.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from simral.budgeting.states import DPAState
from simral.budgeting.terms import ReservasiState
from simral.kernel.db import Base


class VersiAnggaran(Base):
    """M (murni), P1, P2 …: exactly one is in force on a date."""

    __tablename__ = "versi_anggaran"
    __table_args__ = (UniqueConstraint("tahun", "kode"), UniqueConstraint("tahun", "mulai_on"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    kode: Mapped[str] = mapped_column(Text)
    nama: Mapped[str] = mapped_column(Text)
    mulai_on: Mapped[date]


class DPA(Base):
    """The budget document of one OPD in one version."""

    __tablename__ = "dpa"
    __table_args__ = (
        Index(
            "uq_dpa_versi_id_opd_id", "versi_id", "opd_id", unique=True,
            postgresql_where=text("state <> 'batal'"),
        ),
        UniqueConstraint("tahun", "opd_id", "urut"),
        CheckConstraint("state <> 'disahkan' OR nomor IS NOT NULL", name="bernomor"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    versi_id: Mapped[UUID] = mapped_column(ForeignKey("versi_anggaran.id"))
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"), index=True)
    urut: Mapped[int | None]
    nomor: Mapped[str | None] = mapped_column(Text, unique=True)
    state: Mapped[DPAState] = mapped_column(default=DPAState.DRAF)
    tanggal: Mapped[date | None]
    ratified_by_id: Mapped[UUID | None]
    is_illustrative: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class DPASubKegiatan(Base):
    """A sub kegiatan of a unit in a year, with the names as ratified and its header data."""

    __tablename__ = "dpa_sub_kegiatan"
    __table_args__ = (
        UniqueConstraint("tahun", "opd_id", "unit_id", "kode", postgresql_nulls_not_distinct=True),
        UniqueConstraint("id", "opd_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    bidang_kode: Mapped[str] = mapped_column(Text)
    program_kode: Mapped[str] = mapped_column(Text)
    program_nama: Mapped[str] = mapped_column(Text)
    kegiatan_kode: Mapped[str] = mapped_column(Text)
    kegiatan_nama: Mapped[str] = mapped_column(Text)
    kode: Mapped[str] = mapped_column(Text)
    nama: Mapped[str] = mapped_column(Text)
    lokasi: Mapped[str] = mapped_column(Text, default="")
    sasaran: Mapped[str] = mapped_column(Text, default="")
    keluaran: Mapped[str] = mapped_column(Text, default="")
    bulan_mulai: Mapped[int] = mapped_column(default=1)
    bulan_selesai: Mapped[int] = mapped_column(default=12)


class DPARincian(Base):
    """The line that guards the last rupiah."""

    __tablename__ = "dpa_rincian"
    __table_args__ = (
        UniqueConstraint("sub_kegiatan_id", "rekening_id", "sumber_dana_id"),
        CheckConstraint("dipesan + realisasi <= pagu", name="pagu_cukup"),
        CheckConstraint("pagu >= 0 AND dipesan >= 0 AND realisasi >= 0", name="tidak_negatif"),
        ForeignKeyConstraint(
            ["sub_kegiatan_id", "opd_id"], ["dpa_sub_kegiatan.id", "dpa_sub_kegiatan.opd_id"],
            name="fk_dpa_rincian_sub_kegiatan_opd",
        ),
        Index(None, "tahun", "opd_id"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"))
    sub_kegiatan_id: Mapped[UUID]
    rekening_id: Mapped[UUID] = mapped_column(ForeignKey("rekening.id"))
    rekening_kode: Mapped[str] = mapped_column(Text)
    sumber_dana_id: Mapped[UUID] = mapped_column(ForeignKey("sumber_dana.id"))
    uraian: Mapped[str] = mapped_column(Text, default="", server_default="")  # as in the DPA
    pagu: Mapped[Decimal]
    dipesan: Mapped[Decimal] = mapped_column(default=Decimal(0))
    realisasi: Mapped[Decimal] = mapped_column(default=Decimal(0))


class DPAPagu(Base):
    """A line's amount in one version's DPA, and its anggaran kas per month."""

    __tablename__ = "dpa_pagu"
    __table_args__ = (
        CheckConstraint("pagu >= 0", name="tidak_negatif"),
        CheckConstraint("kas IS NULL OR cardinality(kas) = 12", name="dua_belas_bulan"),
        Index(None, "rincian_id"),
    )

    dpa_id: Mapped[UUID] = mapped_column(ForeignKey("dpa.id"), primary_key=True)
    rincian_id: Mapped[UUID] = mapped_column(ForeignKey("dpa_rincian.id"), primary_key=True)
    pagu: Mapped[Decimal]
    kas: Mapped[list[Decimal] | None] = mapped_column(ARRAY(Numeric(20, 2)))
    kas_is_illustrative: Mapped[bool] = mapped_column(default=False)
    dana_is_default: Mapped[bool] = mapped_column(default=False)  # source from the setting


class Reservasi(Base):
    """A promise on a line by a document (two-phase); `dipesan` and `realisasi` are its sums."""

    __tablename__ = "reservasi"
    __table_args__ = (
        Index(None, "source", "source_id"),
        Index(None, "rincian_id"),
        CheckConstraint("nilai <> 0", name="bukan_nol"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    rincian_id: Mapped[UUID] = mapped_column(ForeignKey("dpa_rincian.id"))
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"))
    source: Mapped[str] = mapped_column(Text)  # "treasury:spp"
    source_id: Mapped[UUID]
    nilai: Mapped[Decimal]
    state: Mapped[ReservasiState]
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("reservasi.id"))
