"""Tagihan: a bill with its lines and what is withheld from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from simral.kernel.db import Base
from simral.treasury.states import TagihanState
from simral.treasury.terms import JenisBelanja, JenisPotongan


class Tagihan(Base):
    """A claim of a payee; a live invoice number is unique per payee (no double payment)."""

    __tablename__ = "tagihan"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        Index(
            "uq_tagihan_penerima_nomor", "penerima_id", "nomor",
            unique=True, postgresql_where=text("state <> 'batal'"),
        ),
        Index(None, "tahun", "opd_id"),
        CheckConstraint("(bast_on IS NULL) = (bast_nomor = '')", name="bast_lengkap"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    opd_id: Mapped[UUID] = mapped_column(ForeignKey("opd.id"))
    source: Mapped[str] = mapped_column(Text)
    source_id: Mapped[UUID]
    penerima_id: Mapped[UUID] = mapped_column(ForeignKey("penerima.id"))
    rekening_bank_id: Mapped[UUID] = mapped_column(ForeignKey("rekening_bank.id"))
    kontrak_id: Mapped[UUID | None] = mapped_column(ForeignKey("kontrak.id"), index=True)
    jenis: Mapped[JenisBelanja]
    uraian: Mapped[str] = mapped_column(Text)
    nomor: Mapped[str] = mapped_column(Text)
    tanggal: Mapped[date]
    bast_nomor: Mapped[str] = mapped_column(Text, default="")
    bast_on: Mapped[date | None]
    faktur_pajak: Mapped[str] = mapped_column(Text, default="")
    is_bebas_ppn: Mapped[bool] = mapped_column(default=False)
    is_bebas_pph: Mapped[bool] = mapped_column(default=False)
    state: Mapped[TagihanState] = mapped_column(default=TagihanState.TERDAFTAR)
    registered_on: Mapped[date]
    created_by_id: Mapped[UUID]
    is_illustrative: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()
    rincian: Mapped[list[TagihanRincian]] = relationship(
        lazy="raise", order_by="TagihanRincian.baris"
    )
    potongan: Mapped[list[Potongan]] = relationship(lazy="raise", order_by="Potongan.jenis")

    __mapper_args__ = {"version_id_col": version}


class TagihanRincian(Base):
    """A part of the bill, charged to one DPA line."""

    __tablename__ = "tagihan_rincian"
    __table_args__ = (
        UniqueConstraint("tagihan_id", "rincian_id"),
        CheckConstraint("nilai > 0", name="nilai_positif"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tagihan_id: Mapped[UUID] = mapped_column(ForeignKey("tagihan.id"))
    baris: Mapped[int]
    rincian_id: Mapped[UUID] = mapped_column(ForeignKey("dpa_rincian.id"), index=True)
    nilai: Mapped[Decimal]
    aset_kode: Mapped[str | None] = mapped_column(Text)


class Potongan(Base):
    """A tax withheld; base, rate and amount as computed by the rule of the date."""

    __tablename__ = "potongan"
    __table_args__ = (
        UniqueConstraint("tagihan_id", "jenis"),
        CheckConstraint("nilai >= 0 AND dasar >= 0", name="tidak_negatif"),
        CheckConstraint("id_billing ~ '^([0-9]{15})?$'", name="id_billing"),
        Index(
            "uq_potongan_id_billing",
            "id_billing",
            unique=True,
            postgresql_where=text("id_billing <> ''"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tagihan_id: Mapped[UUID] = mapped_column(ForeignKey("tagihan.id"))
    jenis: Mapped[JenisPotongan]
    dasar: Mapped[Decimal]
    tarif: Mapped[Decimal] = mapped_column(Numeric(9, 6))  # percent
    nilai: Mapped[Decimal]
    rekening_kode: Mapped[str] = mapped_column(Text)  # PFK leaf, 2.1.01
    id_billing: Mapped[str] = mapped_column(Text, default="")
