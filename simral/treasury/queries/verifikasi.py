"""Verification: is the printed paper genuine? Public, therefore without persons and accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ScalarSelect, literal, select

from simral.kernel.db import db
from simral.reference.models import OPD
from simral.reference.queries import is_example
from simral.treasury.models import SPM, SPP, Tagihan
from simral.treasury.queries.papers import Kind, model_of, nilai_of, potongan_of


@dataclass(frozen=True)
class GenuineRow:
    """What the register says of the paper; rupiah."""

    kind: Kind
    nomor: str
    tanggal: date
    opd_nama: str
    nilai: Decimal
    potongan: Decimal
    state: StrEnum
    is_illustrative: bool

    @property
    def dibayar(self) -> Decimal:
        """What the payee receives; rupiah."""
        return self.nilai - self.potongan


def find_genuine(token: str) -> GenuineRow | None:
    """The paper with this token, or None."""
    for kind in (Kind.SP2D, Kind.SPM, Kind.SPP, Kind.SPD):
        model = model_of(kind)
        statement = select(
            model.nomor, model.tanggal, OPD.nama, nilai_of(kind), potongan_of(kind), model.state,
            _example(kind),
        ).select_from(model).join(OPD, OPD.id == model.opd_id)  # fmt: skip
        if kind is Kind.SPM:
            statement = statement.join(SPP, SPP.id == SPM.spp_id)
        row = db.session.execute(statement.where(model.token == token)).first()
        if row is not None:
            return GenuineRow(*[kind, *row[:-1], row[-1] or is_example()])
    return None


def _example(kind: Kind) -> ScalarSelect[bool]:
    model = model_of(kind)
    if kind is Kind.SPD:
        return select(literal(False)).scalar_subquery()
    bill = select(Tagihan.is_illustrative).join(SPP, SPP.tagihan_id == Tagihan.id)
    if kind is Kind.SPP:
        return select(Tagihan.is_illustrative).where(Tagihan.id == SPP.tagihan_id).scalar_subquery()
    if kind is Kind.SPM:
        return bill.where(SPP.id == model.spp_id).correlate(model).scalar_subquery()
    return (
        bill.join(SPM, SPM.spp_id == SPP.id).where(SPM.id == model.spm_id).correlate(model)
        .scalar_subquery()
    )  # fmt: skip
