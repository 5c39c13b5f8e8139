"""Figures that are public: budget and spending per bidang urusan, the newest payments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from simral.budgeting.models import DPARincian, DPASubKegiatan
from simral.kernel.db import db
from simral.kernel.money import percent
from simral.reference.models import OPD, Nomenklatur
from simral.treasury.models import SP2D, SPM, SPPRincian
from simral.treasury.states import SP2DState


@dataclass(frozen=True)
class BidangSums:
    """A bidang urusan; rupiah."""

    kode: str
    nama: str
    pagu: Decimal
    realisasi: Decimal

    @property
    def persen(self) -> Decimal:
        """Spent, percent of the budget."""
        return percent(self.realisasi, self.pagu)


@dataclass(frozen=True)
class LatestPayment:
    """A cashed SP2D, as far as it is public: no payee, no account, no typed text."""

    nomor: str | None
    tanggal: date | None
    opd_nama: str
    sub_kegiatan: str
    nilai: Decimal


def sum_bidang(tahun: int) -> Sequence[BidangSums]:
    """Belanja per bidang urusan, rupiah: the ceilings in force and what is realised on them."""
    known = db.session.execute(
        select(Nomenklatur.kode, Nomenklatur.nama)
        .where(Nomenklatur.tingkat == "bidang", Nomenklatur.tahun_mulai <= tahun)
        .order_by(Nomenklatur.tahun_mulai)
    )
    names = {row.kode: row.nama for row in known}
    rows = db.session.execute(
        select(
            DPASubKegiatan.bidang_kode,
            func.sum(DPARincian.pagu),
            func.sum(DPARincian.realisasi),
        )
        .join(DPARincian, DPARincian.sub_kegiatan_id == DPASubKegiatan.id)
        .where(DPARincian.tahun == tahun, DPARincian.rekening_kode.like("5.%"))
        .group_by(DPASubKegiatan.bidang_kode)
    )
    return [BidangSums(kode, _plain(names.get(kode, kode)), *sums) for kode, *sums in rows]


def _plain(nama: str) -> str:
    """The subject itself, as a citizen would say it."""
    short = nama.upper().removeprefix("URUSAN PEMERINTAHAN ").removeprefix("BIDANG ")
    return short.capitalize().replace(" dprd", " DPRD")


def latest_payments(tahun: int, most: int = 5) -> Sequence[LatestPayment]:
    """The newest cashed SP2D, named by what they pay for."""
    purpose = (
        select(func.min(DPASubKegiatan.nama))
        .join(DPARincian, DPARincian.sub_kegiatan_id == DPASubKegiatan.id)
        .join(SPPRincian, SPPRincian.dpa_rincian_id == DPARincian.id)
        .where(SPPRincian.spp_id == SPM.spp_id)
        .correlate(SPM)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(SP2D.nomor, SP2D.cair_on, OPD.nama, purpose, SP2D.nilai)
        .join(SPM, SPM.id == SP2D.spm_id)
        .join(OPD, OPD.id == SP2D.opd_id)
        .where(SP2D.tahun == tahun, SP2D.state == SP2DState.CAIR)
        .order_by(SP2D.cair_on.desc(), SP2D.urut.desc())
        .limit(most)
    )
    return [LatestPayment(*row) for row in rows]
