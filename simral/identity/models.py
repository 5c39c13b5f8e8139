"""Tables of identity: Pengguna, Peran (grants with dates), Sesi, PercobaanMasuk."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from simral.identity.terms import Role
from simral.kernel.db import Base


class Pengguna(Base):
    """A person with an account; what he may do stands in his grants."""

    __tablename__ = "pengguna"
    __table_args__ = (
        CheckConstraint("nama_pengguna = lower(nama_pengguna)", name="huruf_kecil"),
        Index("uq_pengguna_nip", "nip", unique=True, postgresql_where=text("nip <> ''")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nama_pengguna: Mapped[str] = mapped_column(Text, unique=True)
    nama: Mapped[str] = mapped_column(Text)
    nip: Mapped[str] = mapped_column(Text, default="")
    jabatan: Mapped[str] = mapped_column(Text, default="")
    pangkat: Mapped[str] = mapped_column(Text, default="")
    sandi_hash: Mapped[str] = mapped_column(Text)
    sandi_changed_at_utc: Mapped[datetime]
    wajib_ganti: Mapped[bool] = mapped_column(default=False)  # somebody else knows the password
    is_active: Mapped[bool] = mapped_column(default=True)
    bahasa: Mapped[str] = mapped_column(Text, default="id")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Peran(Base):
    """A role of a person in an OPD (None = whole government) between two dates, by a decree."""

    __tablename__ = "peran"
    __table_args__ = (
        CheckConstraint("sampai_on IS NULL OR sampai_on >= mulai_on", name="masa"),
        Index(None, "pengguna_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pengguna_id: Mapped[UUID] = mapped_column(ForeignKey("pengguna.id"))
    role: Mapped[Role]
    opd_id: Mapped[UUID | None] = mapped_column(ForeignKey("opd.id"))
    mulai_on: Mapped[date]
    sampai_on: Mapped[date | None]
    dasar: Mapped[str] = mapped_column(Text, default="")  # number of the decree (SK)


class Sesi(Base):
    """A server session: the cookie holds a token, this table its SHA-256."""

    __tablename__ = "sesi"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    pengguna_id: Mapped[UUID] = mapped_column(ForeignKey("pengguna.id"), index=True)
    created_at_utc: Mapped[datetime]
    last_seen_at_utc: Mapped[datetime]
    ended_at_utc: Mapped[datetime | None]
    user_agent: Mapped[str] = mapped_column(Text, default="")


class PercobaanMasuk(Base):
    """A password that was tried, stored before it is looked at; gone when its user got in.

    Counted per user and per address for the limits: at `/masuk`, and for one's own old password.
    """

    __tablename__ = "percobaan_masuk"
    __table_args__ = (Index(None, "nama_pengguna", "at"), Index(None, "alamat", "at"))

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    nama_pengguna: Mapped[str] = mapped_column(Text)
    alamat: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
