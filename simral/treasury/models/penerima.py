"""Penerima (payee), his bank accounts with a second person's eye, and contracts.

Person and account stand apart from amounts: an erasure never touches money.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from simral.kernel.db import Base
from simral.treasury.states import KontrakState, PenerimaState, RekeningBankState


class Penerima(Base):
    """Who may be paid; never edited: a wrong one is closed, a change is a new payee."""

    __tablename__ = "penerima"
    __table_args__ = (
        CheckConstraint("npwp ~ '^([0-9]{15,16})?$'", name="npwp"),
        Index(
            "uq_penerima_npwp", "npwp", unique=True,
            postgresql_where=text("npwp <> '' AND state = 'aktif'"),
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"))  # who registered him
    nama: Mapped[str] = mapped_column(Text)
    npwp: Mapped[str] = mapped_column(Text, default="")  # digits only; empty = none
    alamat: Mapped[str] = mapped_column(Text, default="")
    is_pkp: Mapped[bool] = mapped_column(default=False)
    is_illustrative: Mapped[bool] = mapped_column(default=False)
    state: Mapped[PenerimaState] = mapped_column(default=PenerimaState.AKTIF)
    created_by_id: Mapped[UUID]


class RekeningBank(Base):
    """A bank account of a payee; used only after another person has verified it."""

    __tablename__ = "rekening_bank"
    __table_args__ = (
        Index(
            "uq_rekening_bank_terpakai", "bank", "nomor", "penerima_id", unique=True,
            postgresql_where=text("state <> 'ditutup'"),
        ),
        CheckConstraint("verified_by_id <> created_by_id", name="dua_orang"),  # NULL passes
        CheckConstraint("nomor ~ '^[0-9]{5,20}$'", name="nomor"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    penerima_id: Mapped[UUID] = mapped_column(ForeignKey("penerima.id"), index=True)
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"))
    bank: Mapped[str] = mapped_column(Text)
    nomor: Mapped[str] = mapped_column(Text)
    atas_nama: Mapped[str] = mapped_column(Text)
    state: Mapped[RekeningBankState] = mapped_column(default=RekeningBankState.MENUNGGU)
    created_by_id: Mapped[UUID]
    created_on: Mapped[date]
    verified_by_id: Mapped[UUID | None]


class Kontrak(Base):
    """A contract; the sum of its bills stays within its amount; a wrong one is cancelled."""

    __tablename__ = "kontrak"
    __table_args__ = (
        Index(
            "uq_kontrak_nomor", "opd_id", "nomor", unique=True,
            postgresql_where=text("state <> 'batal'"),
        ),
        CheckConstraint("nilai > 0", name="nilai_positif"),
        CheckConstraint("selesai_on >= mulai_on", name="masa"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"))
    penerima_id: Mapped[UUID] = mapped_column(ForeignKey("penerima.id"))
    nomor: Mapped[str] = mapped_column(Text)
    tanggal: Mapped[date]
    uraian: Mapped[str] = mapped_column(Text)
    nilai: Mapped[Decimal]
    mulai_on: Mapped[date]
    selesai_on: Mapped[date]
    state: Mapped[KontrakState] = mapped_column(default=KontrakState.BERLAKU)
    created_by_id: Mapped[UUID]
