"""SP2D: the order to disburse, signed by Kuasa BUD, sent to the bank, cashed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from simral.kernel.db import Base
from simral.treasury.states import SP2DState


class SP2D(Base):
    """Surat Perintah Pencairan Dana. Maker, verifier, approver, payer are four people."""

    __tablename__ = "sp2d"
    __table_args__ = (
        UniqueConstraint("tahun", "urut"),
        Index(
            "uq_sp2d_spm", "spm_id", unique=True,
            postgresql_where=text("state NOT IN ('retur', 'batal')"),
        ),
        CheckConstraint("state IN ('draf', 'batal') OR nomor IS NOT NULL", name="bernomor"),
        CheckConstraint("nilai > 0 AND potongan >= 0 AND potongan <= nilai", name="nilai"),
        CheckConstraint(
            "signed_by_id IS NULL OR signed_by_id NOT IN (maker_id, verifier_id, approver_id)",
            name="empat_orang",
        ),
        CheckConstraint(
            "maker_id <> verifier_id AND approver_id NOT IN (maker_id, verifier_id)",
            name="tiga_orang",
        ),
        Index(None, "tahun", "tanggal"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"), index=True)
    urut: Mapped[int | None]
    nomor: Mapped[str | None] = mapped_column(Text, unique=True)
    tanggal: Mapped[date | None]
    spm_id: Mapped[UUID] = mapped_column(ForeignKey("spm.id"))
    rekening_bank_id: Mapped[UUID] = mapped_column(ForeignKey("rekening_bank.id"))
    nilai: Mapped[Decimal]  # asked, gross
    potongan: Mapped[Decimal]
    state: Mapped[SP2DState] = mapped_column(default=SP2DState.DRAF)
    created_by_id: Mapped[UUID]
    created_on: Mapped[date]
    maker_id: Mapped[UUID]
    verifier_id: Mapped[UUID]
    approver_id: Mapped[UUID]
    signed_by_id: Mapped[UUID | None]
    sent_on: Mapped[date | None]
    cair_on: Mapped[date | None]
    ended_on: Mapped[date | None]  # retur or batal
    token: Mapped[str | None] = mapped_column(Text, unique=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
