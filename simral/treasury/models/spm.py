"""SPM: the order to pay, prepared by PPK-SKPD, approved by PA."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from simral.kernel.db import Base
from simral.treasury.states import SPMState


class SPM(Base):
    """Surat Perintah Membayar. Maker, verifier and approver are three people."""

    __tablename__ = "spm"
    __table_args__ = (
        UniqueConstraint("tahun", "opd_id", "urut"),
        Index("uq_spm_spp", "spp_id", unique=True, postgresql_where=text("state <> 'batal'")),
        CheckConstraint(
            "state IN ('draf', 'ditolak', 'batal') OR nomor IS NOT NULL", name="bernomor"
        ),
        CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id NOT IN (maker_id, verifier_id)",
            name="penyetuju_lain",
        ),
        CheckConstraint("maker_id <> verifier_id", name="pemeriksa_lain"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"), index=True)
    urut: Mapped[int | None]
    nomor: Mapped[str | None] = mapped_column(Text, unique=True)
    tanggal: Mapped[date | None]
    spp_id: Mapped[UUID] = mapped_column(ForeignKey("spp.id"))
    state: Mapped[SPMState] = mapped_column(default=SPMState.DRAF)
    created_by_id: Mapped[UUID]
    created_on: Mapped[date]
    maker_id: Mapped[UUID]  # who submitted the SPP
    verifier_id: Mapped[UUID]  # who verified it
    approved_by_id: Mapped[UUID | None]
    approved_on: Mapped[date | None]  # `tanggal` stays with the number
    handed_over_on: Mapped[date | None]  # the "lengkap" stamp: the time limit runs from here
    token: Mapped[str | None] = mapped_column(Text, unique=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
