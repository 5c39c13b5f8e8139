"""What every issued paper gets: its sequence, its number as printed, its verification token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from simral.budgeting.queries.dpa import find_active_dpa
from simral.kernel.numbering import fill_template, next_number
from simral.reference.queries import get_opd, settings_on


@dataclass(frozen=True)
class NumberSeries:
    """A series with everything but the sequence, prepared before the counter is locked."""

    name: str
    tahun: int
    on: date
    template: str
    values: dict[str, str | int]

    def take(self) -> tuple[int, str]:
        """(urut, nomor): locks the counter; gap-free, not dated before its predecessor (§4.6)."""
        urut = next_number(self.name, self.tahun, self.on)
        return urut, fill_template(self.template, urut=urut, **self.values)


def prepare_series(
    jenis: str, opd_id: UUID, tahun: int, on: date, *, per_opd: bool, cara: str = "LS"
) -> NumberSeries:
    """SPP and SPM run per OPD, SP2D per pemda; all kinds of payment share the sequence."""
    dpa, settings = find_active_dpa(opd_id, on), settings_on(on)
    values: dict[str, str | int] = {
        "wilayah": settings["pemda.kode_wilayah"],
        "jenis": jenis,
        "cara": cara,
        "opd": dpa.opd_kode if dpa else get_opd(opd_id).kode,
        "versi": dpa.versi_kode if dpa else "M",
        "bulan": on.month,
        "tahun": tahun,
    }
    name = f"{jenis}:{opd_id}" if per_opd else jenis
    return NumberSeries(name, tahun, on, settings[f"nomor.{jenis}"], values)


def new_token() -> str:
    """The unguessable address of a paper's verification page: 128 bits."""
    return secrets.token_urlsafe(16)
