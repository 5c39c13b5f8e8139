"""Papers: what every document of the room has in common, as one SELECT per kind.

Lists, registers, the inbox and the search all read these columns, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from simral.kernel.actor import Actor
from simral.kernel.states import StateMachine
from simral.reference.models import OPD
from simral.reference.queries import is_example
from simral.treasury.models import (
    SP2D,
    SPD,
    SPM,
    SPP,
    Penerima,
    Potongan,
    SPDRincian,
    SPPRincian,
    Tagihan,
    TagihanRincian,
)
from simral.treasury.states import SP2D_FLOW, SPD_FLOW, SPM_FLOW, SPP_FLOW, TAGIHAN_FLOW


class Kind(StrEnum):
    """The kinds of paper, as they stand in addresses."""

    TAGIHAN = "tagihan"
    SPD = "spd"
    SPP = "spp"
    SPM = "spm"
    SP2D = "sp2d"


FLOWS: dict[Kind, StateMachine] = {
    Kind.TAGIHAN: TAGIHAN_FLOW,
    Kind.SPD: SPD_FLOW,
    Kind.SPP: SPP_FLOW,
    Kind.SPM: SPM_FLOW,
    Kind.SP2D: SP2D_FLOW,
}


@dataclass(frozen=True)
class PaperRow:
    """One document in a list; amounts in rupiah, `nomor` None while it is a draft."""

    id: UUID
    tahun: int
    urut: int | None
    nomor: str | None
    tanggal: date  # its own date, before that the date it was made
    opd_id: UUID
    opd_nama: str
    pihak: str
    uraian: str
    nilai: Decimal
    potongan: Decimal
    state: StrEnum
    since: date  # since when it waits
    is_illustrative: bool
    kind: Kind

    @property
    def dibayar(self) -> Decimal:
        """What the payee receives; rupiah."""
        return self.nilai - self.potongan


def _sum(column: InstrumentedAttribute[Decimal], where: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.coalesce(func.sum(column), 0)).where(where).scalar_subquery()


def nilai_of(kind: Kind) -> ColumnElement[Any]:
    """The gross amount of a paper as a column; rupiah."""
    if kind is Kind.SP2D:
        return SP2D.__table__.c.nilai
    if kind is Kind.SPD:
        return _sum(SPDRincian.nilai, SPDRincian.spd_id == SPD.id)
    if kind is Kind.TAGIHAN:
        return _sum(TagihanRincian.nilai, TagihanRincian.tagihan_id == Tagihan.id)
    return _sum(SPPRincian.nilai, SPPRincian.spp_id == SPP.id)


def potongan_of(kind: Kind) -> ColumnElement[Any]:
    """What is withheld, as a column; rupiah."""
    if kind is Kind.SP2D:
        return SP2D.__table__.c.potongan
    if kind is Kind.SPD:
        return literal(Decimal("0.00"))
    return _sum(Potongan.nilai, Potongan.tagihan_id == Tagihan.id)


def select_papers(kind: Kind) -> Any:
    """All papers of a kind with the columns of `PaperRow`; the caller restricts and orders."""
    nilai, potongan = nilai_of(kind), potongan_of(kind)
    if kind is Kind.TAGIHAN:
        return (
            select(
                Tagihan.id, Tagihan.tahun, literal(None), Tagihan.nomor, Tagihan.tanggal, OPD.id,
                OPD.nama, Penerima.nama, Tagihan.uraian, nilai, potongan, Tagihan.state,
                Tagihan.registered_on, Tagihan.is_illustrative,
            )
            .join(OPD, OPD.id == Tagihan.opd_id)
            .join(Penerima, Penerima.id == Tagihan.penerima_id)
        )  # fmt: skip
    if kind is Kind.SPD:
        return select(
            SPD.id, SPD.tahun, SPD.urut, SPD.nomor, date_of(kind), OPD.id, OPD.nama,
            literal(""), func.concat(SPD.bulan_dari, "–", SPD.bulan_sampai), nilai, potongan,
            SPD.state, SPD.created_on, literal(False),
        ).join(OPD, OPD.id == SPD.opd_id)  # fmt: skip
    return _select_payment(kind, nilai, potongan)


def _select_payment(kind: Kind, nilai: ColumnElement[Any], potongan: ColumnElement[Any]) -> Any:
    model = model_of(kind)
    statement: Any = select(
        model.id, model.tahun, model.urut, model.nomor, date_of(kind), OPD.id, OPD.nama,
        Penerima.nama, SPP.uraian, nilai, potongan, model.state, since_of(kind),
        Tagihan.is_illustrative,
    ).select_from(model)  # fmt: skip
    if kind is Kind.SP2D:
        statement = statement.join(SPM, SPM.id == SP2D.spm_id)
    if kind is not Kind.SPP:
        statement = statement.join(SPP, SPP.id == SPM.spp_id)
    return (
        statement.join(Tagihan, Tagihan.id == SPP.tagihan_id)
        .join(Penerima, Penerima.id == Tagihan.penerima_id)
        .join(OPD, OPD.id == model.opd_id)
    )


def date_of(kind: Kind) -> ColumnElement[Any]:
    """The date of the paper, before it has one the date it was made."""
    if kind is Kind.TAGIHAN:
        return Tagihan.__table__.c.tanggal
    model = model_of(kind)
    return func.coalesce(model.tanggal, model.created_on)


def since_of(kind: Kind) -> ColumnElement[Any]:
    """Since when the paper waits where it is now."""
    if kind is Kind.SPP:
        return func.coalesce(SPP.verified_on, SPP.submitted_on, SPP.created_on)
    if kind is Kind.SPM:
        return func.coalesce(SPM.handed_over_on, SPM.tanggal, SPM.created_on)
    if kind is Kind.SP2D:
        return func.coalesce(SP2D.sent_on, SP2D.tanggal, SP2D.created_on)
    return Tagihan.__table__.c.registered_on if kind is Kind.TAGIHAN else SPD.__table__.c.created_on


def model_of(kind: Kind) -> Any:
    """The table of a kind."""
    return {
        Kind.TAGIHAN: Tagihan, Kind.SPD: SPD, Kind.SPP: SPP, Kind.SPM: SPM, Kind.SP2D: SP2D,
    }[kind]  # fmt: skip


def seen_by(kind: Kind, actor: Actor) -> list[ColumnElement[bool]]:
    """Only what the actor's grants reach."""
    units = actor.units()
    return [] if units is None else [model_of(kind).opd_id.in_(units)]


def like(text: str) -> str:
    """A pattern that finds the text anywhere, with its special signs quoted."""
    quoted = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{quoted}%"


def matches(kind: Kind, text: str) -> ColumnElement[bool]:
    """Number, purpose or payee holds the text."""
    model, pattern = model_of(kind), like(text)
    if kind is Kind.SPD:
        return or_(SPD.nomor.ilike(pattern), OPD.nama.ilike(pattern))
    uraian = Tagihan.uraian if kind is Kind.TAGIHAN else SPP.uraian
    return or_(
        model.nomor.ilike(pattern), uraian.ilike(pattern), Penerima.nama.ilike(pattern),
        Tagihan.nomor.ilike(pattern),
    )  # fmt: skip


def rows_of(kind: Kind, rows: Sequence[Any]) -> list[PaperRow]:
    """Result rows as papers; in an example government every one of them is illustrative."""
    example = is_example()
    return [PaperRow(*[*row[:-1], row[-1] or example, kind]) for row in rows]
