"""Words of a report: its filter, columns, lines, totals and cross-checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

Cell = str | Decimal | date | None


class Kind(StrEnum):
    """How a column is shown and exported."""

    KODE = "kode"
    TEKS = "teks"
    UANG = "uang"
    PERSEN = "persen"
    TANGGAL = "tanggal"
    STATE = "state"


@dataclass(frozen=True)
class Column:
    """`key` is the name in JSON and machine CSV; `width` is relative, for paper."""

    key: str
    label: str
    kind: Kind
    width: float


@dataclass(frozen=True)
class Line:
    """A row. `about` says what stands behind it: ("rekening", "5.1.02"), ("sp2d", id)."""

    cells: Mapping[str, Cell]
    level: int = 0
    about: tuple[str, str] | None = None
    is_total: bool = False  # an official total: on paper and screen, not in machine files


@dataclass(frozen=True)
class Check:
    """Two sources of one figure, rupiah; they should be equal."""

    label: str
    here: Decimal
    other: Decimal

    @property
    def difference(self) -> Decimal:
        return self.here - self.other

    @property
    def ok(self) -> bool:
        return self.here == self.other


@dataclass(frozen=True)
class ReportFilter:
    """What the reader asked for, and what he may see; None = everything."""

    tahun: int
    since: date | None
    until: date
    opd_ids: frozenset[UUID] | None = None
    entities: frozenset[str] | None = None  # the ledger's entities of these OPD
    opd_kode: str | None = None
    opd_nama: str = ""
    level: int | None = None
    rekening: str | None = None  # buku-besar
    sub_kegiatan: str | None = None  # kartu-kendali


@dataclass(frozen=True)
class Report:
    """A finished report: every format is made from it, so that they agree."""

    name: str
    title: str
    filter: ReportFilter
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    totals: Mapping[str, object]
    generated_at: datetime
    checks: tuple[Check, ...] = field(default=())

    @property
    def machine_lines(self) -> list[Line]:
        """Without the rows that only repeat the totals."""
        return [line for line in self.lines if not line.is_total]


@dataclass(frozen=True)
class ExportLine:
    """A posting with the head of its journal, for plain-text ledgers; rupiah."""

    nomor: str
    tanggal: date
    uraian: str
    entitas: str
    rekening_kode: str
    debit: Decimal
    kredit: Decimal
