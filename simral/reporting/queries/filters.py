"""From what was asked to what may be shown: the OPD of the reader, the days of the year."""

from __future__ import annotations

from datetime import date

from simral.kernel.actor import Actor
from simral.kernel.errors import Finding, NotFound, raise_if
from simral.kernel.i18n import N_
from simral.ledger.terms import PPKD
from simral.reference.queries import OPDRow, list_opd
from simral.reporting.terms import ReportFilter

LEVELS = range(1, 7)


def make_filter(
    tahun: int,
    *,
    actor: Actor | None = None,
    opd: str | None = None,
    since: date | None = None,
    until: date | None = None,
    level: int | None = None,
    rekening: str | None = None,
    sub_kegiatan: str | None = None,
) -> ReportFilter:
    """`opd` is a code; another one's OPD is NotFound. `actor` None: the operator at the command
    line, who sees all. RuleBroken for days outside the year."""
    until = until or date(tahun, 12, 31)
    raise_if(_check_days(tahun, since, until, level))
    visible = readable_opd(tahun, actor)
    chosen = next((row for row in visible if row.kode == opd), None)
    if opd and chosen is None:
        raise NotFound(N_("OPD berkode %(kode)s tidak ada."), kode=opd)
    rows = [chosen] if chosen else visible
    everything = chosen is None and (actor is None or actor.units() is None)
    return ReportFilter(
        tahun=tahun,
        since=since,
        until=until,
        opd_ids=None if everything else frozenset(row.id for row in rows),
        entities=None if everything else _entities(rows),
        opd_kode=chosen.kode if chosen else None,
        opd_nama=chosen.nama if chosen else "",
        level=level,
        rekening=rekening or None,
        sub_kegiatan=sub_kegiatan or None,
    )


def readable_opd(tahun: int, actor: Actor | None) -> list[OPDRow]:
    """The OPD of the year whose figures he may read."""
    return list_opd(tahun, None if actor is None else actor.units())


def _entities(rows: list[OPDRow]) -> frozenset[str]:
    """The finance agency's books include those of the PPKD."""
    own = {row.kode for row in rows}
    return frozenset(own | {PPKD} if any(row.is_skpkd for row in rows) else own)


def _check_days(tahun: int, since: date | None, until: date, level: int | None) -> list[Finding]:
    findings = []
    if until.year != tahun or (since and since.year != tahun):
        message = N_("Tanggal harus berada di tahun anggaran %(tahun)s.")
        findings.append(Finding("luar_tahun", message, {"tahun": str(tahun)}, at="sampai"))
    if since and since > until:
        message = N_("Tanggal awal tidak boleh sesudah tanggal akhir.")
        findings.append(Finding("terbalik", message, at="dari"))
    if level is not None and level not in LEVELS:
        findings.append(Finding("level", N_("Rincian harus 1 sampai 6."), at="level"))
    return findings
