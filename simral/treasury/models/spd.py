"""SPD: funds provided for a period, per DPA line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from simral.kernel.db import Base
from simral.treasury.states import SPDState


class SPD(Base):
    """Surat Penyediaan Dana of one OPD for the months `bulan_dari` to `bulan_sampai`."""

    __tablename__ = "spd"
    __table_args__ = (
        UniqueConstraint("tahun", "opd_id", "urut"),
        CheckConstraint("1 <= bulan_dari AND bulan_dari <= bulan_sampai", name="bulan_urut"),
        CheckConstraint("bulan_sampai <= 12", name="bulan"),
        CheckConstraint("state <> 'terbit' OR nomor IS NOT NULL", name="bernomor"),
        CheckConstraint("issued_by_id <> created_by_id", name="dua_orang"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"), index=True)
    dpa_id: Mapped[UUID] = mapped_column(ForeignKey("dpa.id"))
    bulan_dari: Mapped[int]
    bulan_sampai: Mapped[int]
    urut: Mapped[int | None]
    nomor: Mapped[str | None] = mapped_column(Text, unique=True)
    tanggal: Mapped[date | None]
    state: Mapped[SPDState] = mapped_column(default=SPDState.DRAF)
    created_by_id: Mapped[UUID]
    created_on: Mapped[date]
    issued_by_id: Mapped[UUID | None]
    token: Mapped[str | None] = mapped_column(Text, unique=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class SPDRincian(Base):
    """The funds of one SPD for one line."""

    __tablename__ = "spd_rincian"
    __table_args__ = (CheckConstraint("nilai > 0", name="nilai_positif"),)

    spd_id: Mapped[UUID] = mapped_column(ForeignKey("spd.id"), primary_key=True)
    rincian_id: Mapped[UUID] = mapped_column(
        ForeignKey("dpa_rincian.id"), primary_key=True, index=True
    )
    nilai: Mapped[Decimal]
