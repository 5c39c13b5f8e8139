"""SPP: the bendahara's request for payment, its lines and the completeness checklist."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from simral.kernel.db import Base
from simral.treasury.states import SPPState
from simral.treasury.terms import JenisSPP


class SPP(Base):
    """Surat Permintaan Pembayaran; a bill stands in one live SPP at most."""

    __tablename__ = "spp"
    __table_args__ = (
        UniqueConstraint("tahun", "opd_id", "urut"),
        Index(
            "uq_spp_tagihan", "tagihan_id", unique=True, postgresql_where=text("state <> 'batal'")
        ),
        CheckConstraint("state IN ('draf', 'batal') OR nomor IS NOT NULL", name="bernomor"),
        CheckConstraint("verified_by_id <> submitted_by_id", name="pemeriksa_lain"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"), index=True)
    urut: Mapped[int | None]  # given at the first submit, kept for ever
    nomor: Mapped[str | None] = mapped_column(Text, unique=True)
    tanggal: Mapped[date | None]
    jenis: Mapped[JenisSPP] = mapped_column(default=JenisSPP.LS)
    tagihan_id: Mapped[UUID] = mapped_column(ForeignKey("tagihan.id"))
    uraian: Mapped[str] = mapped_column(Text)
    state: Mapped[SPPState] = mapped_column(default=SPPState.DRAF)
    created_by_id: Mapped[UUID]
    created_on: Mapped[date]
    submitted_by_id: Mapped[UUID | None]
    submitted_on: Mapped[date | None]
    verified_by_id: Mapped[UUID | None]
    verified_on: Mapped[date | None]
    token: Mapped[str | None] = mapped_column(Text, unique=True)
    version: Mapped[int] = mapped_column()
    rincian: Mapped[list[SPPRincian]] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class SPPRincian(Base):
    """What one SPP asks from one DPA line."""

    __tablename__ = "spp_rincian"
    __table_args__ = (
        CheckConstraint("nilai > 0", name="nilai_positif"),
        UniqueConstraint("spp_id", "dpa_rincian_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    spp_id: Mapped[UUID] = mapped_column(ForeignKey("spp.id"))
    dpa_rincian_id: Mapped[UUID] = mapped_column(ForeignKey("dpa_rincian.id"), index=True)
    nilai: Mapped[Decimal]


class SPPKelengkapan(Base):
    """A paper that PPK-SKPD found present when he verified the SPP."""

    __tablename__ = "spp_kelengkapan"

    spp_id: Mapped[UUID] = mapped_column(ForeignKey("spp.id"), primary_key=True)
    butir: Mapped[str] = mapped_column(Text, primary_key=True)
    checked_by_id: Mapped[UUID]
    checked_on: Mapped[date]
