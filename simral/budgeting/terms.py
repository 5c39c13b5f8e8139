"""Words that budgeting lends: the ceiling of a line, the state of a reservation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class ReservasiState(StrEnum):
    """A promise is open, then realised or given up, once."""

    DIPESAN = "dipesan"
    DIREALISASI = "direalisasi"
    DILEPAS = "dilepas"


@dataclass(frozen=True)
class Ceiling:
    """What a budget line still allows, read under its lock; rupiah.

    `own` is what the asking document itself has already promised on the line: it counts
    as free for that document, so the same check serves every later step.
    """

    rincian_id: UUID
    opd_id: UUID
    unit_id: UUID | None
    sub_kegiatan_id: UUID
    sub_kegiatan_kode: str
    rekening_kode: str
    sumber_dana_id: UUID
    pagu: Decimal
    dipesan: Decimal
    realisasi: Decimal
    kas_sd: Decimal  # anggaran kas of the months up to now
    dana_sisa: Decimal  # left of the fund source in the sub kegiatan
    own: Decimal

    @property
    def committed(self) -> Decimal:
        """Promised and realised by others, each rupiah once."""
        return self.dipesan + self.realisasi - self.own

    @property
    def pagu_sisa(self) -> Decimal:
        return self.pagu - self.committed

    @property
    def kas_sisa(self) -> Decimal:
        return self.kas_sd - self.committed
