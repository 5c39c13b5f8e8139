"""What may be reported, by name; every format is made from what `build` returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simral.kernel.errors import NotFound
from simral.kernel.i18n import N_
from simral.reporting.queries.books import book_names, buku_besar, iter_journal_lines, trial_balance
from simral.reporting.queries.filters import make_filter, readable_opd
from simral.reporting.queries.kendali import kartu_kendali
from simral.reporting.queries.lra import lra
from simral.reporting.queries.program import lra_program
from simral.reporting.queries.registers import register_sp2d, register_spm, register_spp
from simral.reporting.terms import Report, ReportFilter


@dataclass(frozen=True)
class ReportKind:
    """A report that is offered: its title, what it tells, and how it is made."""

    name: str
    title: str
    about: str
    make: Callable[[ReportFilter], Report]


REPORTS = {
    kind.name: kind
    for kind in (
        ReportKind(
            "lra",
            N_("Laporan Realisasi Anggaran"),
            N_("Anggaran dan realisasi per rekening, surplus, pembiayaan, dan SiLPA."),
            lra,
        ),
        ReportKind(
            "lra-program",
            N_("Realisasi per program"),
            N_("Urusan, perangkat daerah, program, kegiatan, sub kegiatan, dan jenis belanja."),
            lra_program,
        ),
        ReportKind(
            "kartu-kendali",
            N_("Kartu kendali sub kegiatan"),
            N_("Pagu, realisasi LS, UP/GU, TU, dan sisa setiap rekening."),
            kartu_kendali,
        ),
        ReportKind(
            "register-spp",
            N_("Register SPP"),
            N_("Setiap SPP bernomor, berurutan tanpa lompatan."),
            register_spp,
        ),
        ReportKind(
            "register-spm",
            N_("Register SPM"),
            N_("Setiap SPM bernomor, berurutan tanpa lompatan."),
            register_spm,
        ),
        ReportKind(
            "register-sp2d",
            N_("Register SP2D"),
            N_("Setiap SP2D bernomor, berurutan tanpa lompatan."),
            register_sp2d,
        ),
        ReportKind(
            "trial-balance",
            N_("Neraca saldo"),
            N_("Saldo setiap rekening di buku LO dan buku LRA."),
            trial_balance,
        ),
        ReportKind(
            "buku-besar",
            N_("Buku besar"),
            N_("Setiap jurnal pada satu rekening, dengan saldo berjalan."),
            buku_besar,
        ),
    )
}


def build(name: str, wanted: ReportFilter) -> Report:
    """The report of that name; NotFound when there is none."""
    if name not in REPORTS:
        raise NotFound()
    return REPORTS[name].make(wanted)


__all__ = [
    "REPORTS",
    "ReportKind",
    "book_names",
    "build",
    "iter_journal_lines",
    "lra",
    "make_filter",
    "readable_opd",
]
