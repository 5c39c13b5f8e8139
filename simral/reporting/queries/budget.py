"""The budget in force on a date, and the names that the reports print."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, UnaryExpression, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from simral.budgeting.models import DPA, DPAPagu, DPARincian, VersiAnggaran
from simral.budgeting.states import DPAState
from simral.kernel.db import db
from simral.ledger.terms import PPKD
from simral.reference.models import OPD, Nomenklatur, Rekening
from simral.reporting.terms import ReportFilter


def dpa_in_force(wanted: ReportFilter) -> list[UUID]:
    """The ratified DPA of every OPD in its newest version that has begun by `until`."""
    return list(db.session.scalars(_ratified(wanted, VersiAnggaran.mulai_on.desc())))


def dpa_first(wanted: ReportFilter) -> list[UUID]:
    """The ratified DPA of every OPD in its first version: the pagu penetapan."""
    return list(db.session.scalars(_ratified(wanted, VersiAnggaran.mulai_on.asc())))


def _ratified(wanted: ReportFilter, order: UnaryExpression[date]) -> Select[Any]:
    query = (
        select(DPA.id)
        .join(VersiAnggaran, VersiAnggaran.id == DPA.versi_id)
        .where(
            DPA.tahun == wanted.tahun,
            DPA.state == DPAState.DISAHKAN,
            VersiAnggaran.mulai_on <= wanted.until,
        )
        .ext(distinct_on(DPA.opd_id))
        .order_by(DPA.opd_id, order)
    )
    return query if wanted.opd_ids is None else query.where(DPA.opd_id.in_(wanted.opd_ids))


def entities_with_dpa(wanted: ReportFilter) -> frozenset[str]:
    """The ledger's entities whose budget is a DPA; the finance agency's is also the PPKD's."""
    rows = db.session.execute(
        select(OPD.kode, OPD.is_skpkd)
        .join(DPA, DPA.opd_id == OPD.id)
        .where(DPA.id.in_(dpa_in_force(wanted)))
    ).all()
    return frozenset([kode for kode, _ in rows] + [PPKD for _, is_skpkd in rows if is_skpkd])


def anggaran_by_account(wanted: ReportFilter) -> dict[str, Decimal]:
    """The budget in force per leaf account, rupiah."""
    rows = db.session.execute(
        select(DPARincian.rekening_kode, func.sum(DPAPagu.pagu))
        .join(DPAPagu, DPAPagu.rincian_id == DPARincian.id)
        .where(DPAPagu.dpa_id.in_(dpa_in_force(wanted)))
        .group_by(DPARincian.rekening_kode)
    )
    return dict(rows.all())


def account_names(kodes: Collection[str], tahun: int) -> dict[str, str]:
    """Names of accounts of any level as they stand in the year."""
    rows = db.session.execute(
        select(Rekening.kode, Rekening.nama)
        .where(
            Rekening.kode.in_(list(kodes)),
            Rekening.tahun_mulai <= tahun,
            or_(Rekening.tahun_sampai.is_(None), Rekening.tahun_sampai >= tahun),
        )
        .ext(distinct_on(Rekening.kode))
        .order_by(Rekening.kode, Rekening.tahun_mulai.desc())
    )
    return dict(rows.all())


def programme_names(kodes: Collection[str], tahun: int) -> dict[str, str]:
    """Names of urusan and bidang as they stand in the year, else in any version."""
    rows = db.session.execute(
        select(Nomenklatur.kode, Nomenklatur.nama)
        .where(Nomenklatur.kode.in_(list(kodes)))
        .order_by(Nomenklatur.tahun_mulai <= tahun, Nomenklatur.tahun_mulai)
    )
    return dict(rows.all())
