"""Tables of the ledger. Posted rows are immutable by trigger; see the migration.

`posting` is the truth. `saldo` holds folded balances with every ancestor of the account and of
the entity ('' = whole government); `saldo_delta` what is posted and not yet folded. A report is
folded + deltas, therefore always exact; `check` proves both against `posting`.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from simral.kernel.db import Base
from simral.ledger.states import PeriodeState
from simral.ledger.terms import Buku


class Periode(Base):
    """A month that may be posted to, or is locked."""

    __tablename__ = "periode"
    __table_args__ = (
        UniqueConstraint("tahun", "bulan"),
        CheckConstraint("bulan BETWEEN 1 AND 12", name="bulan"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    bulan: Mapped[int]
    state: Mapped[PeriodeState] = mapped_column(default=PeriodeState.DIBUKA)
    opd_id: Mapped[UUID | None]  # always None: a period is the whole government's

    def __init__(self, *, tahun: int, bulan: int) -> None:
        super().__init__(tahun=tahun, bulan=bulan, state=PeriodeState.DIBUKA)


class Jurnal(Base):
    """A posted journal; a correction is a new journal with `reverses_id`."""

    __tablename__ = "jurnal"
    __table_args__ = (
        UniqueConstraint("source", "source_id", "purpose"),
        UniqueConstraint("tahun", "urut"),
        CheckConstraint("jumlah_baris >= 2", name="dua_baris"),
        Index(None, "tahun", "tanggal"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tahun: Mapped[int]
    tanggal: Mapped[date]
    urut: Mapped[int]
    nomor: Mapped[str] = mapped_column(Text, unique=True)
    uraian: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    source_id: Mapped[UUID] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(Text)
    jumlah_baris: Mapped[int]  # postings it has; one more or less is refused by trigger
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("jurnal.id"), unique=True)
    posted_by_id: Mapped[UUID]
    posted_at_utc: Mapped[datetime]


class PostingRow(Base):
    """One side of one account. Debit = kredit per journal, entity and book (deferred trigger)."""

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("(debit = 0) <> (kredit = 0)", name="satu_sisi"),
        CheckConstraint("debit >= 0 AND kredit >= 0", name="tidak_negatif"),
        UniqueConstraint("jurnal_id", "baris"),
        Index(None, "rekening_kode", postgresql_ops={"rekening_kode": "text_pattern_ops"}),
        Index(None, "label"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    jurnal_id: Mapped[UUID] = mapped_column(ForeignKey("jurnal.id"))
    baris: Mapped[int]
    entitas: Mapped[str] = mapped_column(Text)
    buku: Mapped[Buku]
    rekening_id: Mapped[UUID] = mapped_column(ForeignKey("rekening.id"))
    rekening_kode: Mapped[str] = mapped_column(Text)
    debit: Mapped[Decimal]
    kredit: Mapped[Decimal]
    label: Mapped[UUID | None]


class SaldoDelta(Base):
    """Posted in this transaction and not yet folded; append-only, no hot row."""

    __tablename__ = "saldo_delta"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    tahun: Mapped[int]
    bulan: Mapped[int]
    entitas: Mapped[str] = mapped_column(Text)
    buku: Mapped[Buku]
    rekening_kode: Mapped[str] = mapped_column(Text)
    label: Mapped[UUID | None]
    debit: Mapped[Decimal]
    kredit: Mapped[Decimal]


class Saldo(Base):
    """Movements of a month, of an account of any level, of an entity ('' = all of them)."""

    __tablename__ = "saldo"

    tahun: Mapped[int] = mapped_column(primary_key=True)
    buku: Mapped[Buku] = mapped_column(primary_key=True)
    entitas: Mapped[str] = mapped_column(Text, primary_key=True)
    rekening_kode: Mapped[str] = mapped_column(Text, primary_key=True)
    bulan: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[int]
    debit: Mapped[Decimal]
    kredit: Mapped[Decimal]


class SaldoLabel(Base):
    """Movements of a month in the LRA book per label (the DPA line) and account."""

    __tablename__ = "saldo_label"

    label: Mapped[UUID] = mapped_column(primary_key=True)
    rekening_kode: Mapped[str] = mapped_column(Text, primary_key=True)
    tahun: Mapped[int] = mapped_column(primary_key=True)
    bulan: Mapped[int] = mapped_column(primary_key=True)
    debit: Mapped[Decimal]
    kredit: Mapped[Decimal]
