"""Tables of reference, all effective-dated by budget year: an old year keeps its codes."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from simral.kernel.db import Base


class Pengaturan(Base):
    """A setting in force from a date on; the latest row not after the date wins."""

    __tablename__ = "pengaturan"

    kunci: Mapped[str] = mapped_column(Text, primary_key=True)
    mulai_on: Mapped[date] = mapped_column(primary_key=True)
    nilai: Mapped[str] = mapped_column(Text)
    dasar: Mapped[str] = mapped_column(Text, default="")


class OPD(Base):
    """A spending agency (SKPD); `kode` has 22 characters (keuangan §1.3)."""

    __tablename__ = "opd"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kode: Mapped[str] = mapped_column(Text, unique=True)
    nama: Mapped[str] = mapped_column(Text)
    is_skpkd: Mapped[bool] = mapped_column(default=False)  # the finance agency (PPKD)
    tahun_mulai: Mapped[int]
    tahun_sampai: Mapped[int | None]


class Unit(Base):
    """A unit of an OPD that budgets (UPTD, bagian, puskesmas, kelurahan)."""

    __tablename__ = "unit"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"), index=True)
    kode: Mapped[str] = mapped_column(Text, unique=True)
    nama: Mapped[str] = mapped_column(Text)


class Rekening(Base):
    """An account of any of the six levels; a later version of a code is a new row."""

    __tablename__ = "rekening"
    __table_args__ = (
        UniqueConstraint("kode", "tahun_mulai"),
        CheckConstraint("tahun_sampai IS NULL OR tahun_sampai >= tahun_mulai", name="masa"),
        Index("ix_rekening_kode_pola", "kode", postgresql_ops={"kode": "text_pattern_ops"}),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kode: Mapped[str] = mapped_column(Text)
    nama: Mapped[str] = mapped_column(Text)
    level: Mapped[int]
    induk_kode: Mapped[str | None] = mapped_column(Text)
    tahun_mulai: Mapped[int]
    tahun_sampai: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(default=True)  # False: kept, not to be used
    sumber: Mapped[str] = mapped_column(Text)  # the regulation or list it came from


class PetaRekening(Base):
    """Belanja leaf → the account its spending posts to (beban, aset tetap) or owes to (utang)."""

    __tablename__ = "peta_rekening"
    __table_args__ = (
        UniqueConstraint("jenis", "belanja_kode", "tahun_mulai"),
        CheckConstraint("jenis IN ('lawan', 'utang')", name="jenis"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    jenis: Mapped[str] = mapped_column(Text)  # lawan: 8.x or 1.x; utang: 2.1.06
    belanja_kode: Mapped[str] = mapped_column(Text)
    tujuan_kode: Mapped[str] = mapped_column(Text)
    tahun_mulai: Mapped[int]
    sumber: Mapped[str] = mapped_column(Text)


class Nomenklatur(Base):
    """Urusan … sub kegiatan in one version of the national list."""

    __tablename__ = "nomenklatur"
    __table_args__ = (
        UniqueConstraint("jenis_pemda", "kode", "tahun_mulai"),
        CheckConstraint(
            "tingkat IN ('urusan', 'bidang', 'program', 'kegiatan', 'sub_kegiatan')",
            name="tingkat",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    jenis_pemda: Mapped[str] = mapped_column(Text)  # PROV or KABKOT
    kode: Mapped[str] = mapped_column(Text)
    tingkat: Mapped[str] = mapped_column(Text)
    nama: Mapped[str] = mapped_column(Text)
    fungsi: Mapped[str | None] = mapped_column(Text)
    kinerja: Mapped[str | None] = mapped_column(Text)
    indikator: Mapped[str | None] = mapped_column(Text)
    satuan: Mapped[str | None] = mapped_column(Text)
    tahun_mulai: Mapped[int]
    tahun_sampai: Mapped[int | None]
    sumber: Mapped[str] = mapped_column(Text)


class SumberDana(Base):
    """A fund source; every budget line carries exactly one."""

    __tablename__ = "sumber_dana"
    __table_args__ = (UniqueConstraint("kode", "tahun_mulai"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kode: Mapped[str] = mapped_column(Text)
    nama: Mapped[str] = mapped_column(Text)
    level: Mapped[int]
    induk_kode: Mapped[str | None] = mapped_column(Text)
    tahun_mulai: Mapped[int]


class Satuan(Base):
    """A unit of measure and its other names."""

    __tablename__ = "satuan"

    nama: Mapped[str] = mapped_column(Text, primary_key=True)
    sebutan_lain: Mapped[str] = mapped_column(Text, default="")


class HariLibur(Base):
    """A day on which the government does not work, beside Saturday and Sunday."""

    __tablename__ = "hari_libur"

    tanggal: Mapped[date] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(Text)
