"""DPA: ratified by PPKD, or given up. A ratified DPA is changed by a new version only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text

from simral.budgeting.errors import NoDraft
from simral.budgeting.models import DPA, VersiAnggaran
from simral.budgeting.postings import BudgetTotals, budget_journal
from simral.budgeting.rules.kas import LineSum, check_ratification
from simral.budgeting.services.reservation import lock_budget
from simral.budgeting.states import DPA_FLOW, DPAAction, DPAState
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound, raise_if
from simral.kernel.numbering import fill_template, next_number
from simral.kernel.trail import move, record_bulk
from simral.kernel.unit_of_work import command, explain
from simral.ledger.services import post_journal
from simral.reference.queries import OPDRow, get_opd, settings_on

explain("dpa_tidak_berubah", NoDraft)

_UNEVEN = text("""
    SELECT s.kode, r.rekening_kode, p.pagu, coalesce(k.jumlah, 0)
    FROM dpa_pagu p JOIN dpa_rincian r ON r.id = p.rincian_id
    JOIN dpa_sub_kegiatan s ON s.id = r.sub_kegiatan_id
    CROSS JOIN LATERAL (SELECT sum(b) AS jumlah FROM unnest(p.kas) b) k
    WHERE p.dpa_id = :dpa_id AND coalesce(k.jumlah, 0) <> p.pagu
    ORDER BY s.kode, r.rekening_kode
""")
_OVERSPENT = text("""
    SELECT s.kode, r.rekening_kode, coalesce(p.pagu, 0), r.dipesan + r.realisasi
    FROM dpa_rincian r JOIN dpa_sub_kegiatan s ON s.id = r.sub_kegiatan_id
    LEFT JOIN dpa_pagu p ON p.rincian_id = r.id AND p.dpa_id = :dpa_id
    WHERE r.tahun = :tahun AND r.opd_id = :opd_id
        AND r.dipesan + r.realisasi > coalesce(p.pagu, 0)
    ORDER BY s.kode, r.rekening_kode
""")
# The ceilings now in force become this version's; a line it no longer has gets none.
_PUT_IN_FORCE = text("""
    UPDATE dpa_rincian r SET pagu = b.pagu
    FROM (SELECT l.id, coalesce(p.pagu, 0) AS pagu FROM dpa_rincian l
          LEFT JOIN dpa_pagu p ON p.rincian_id = l.id AND p.dpa_id = :dpa_id
          WHERE l.tahun = :tahun AND l.opd_id = :opd_id) b
    WHERE r.id = b.id AND r.pagu <> b.pagu
""")
_TOTALS = text("""
    SELECT coalesce(sum(p.pagu) FILTER (WHERE r.rekening_kode LIKE '4.%'), 0),
           coalesce(sum(p.pagu) FILTER (WHERE r.rekening_kode LIKE '5.%'), 0),
           coalesce(sum(p.pagu) FILTER (WHERE r.rekening_kode LIKE '6.1.%'), 0),
           coalesce(sum(p.pagu) FILTER (WHERE r.rekening_kode LIKE '6.2.%'), 0), count(*)
    FROM dpa_pagu p JOIN dpa_rincian r ON r.id = p.rincian_id WHERE p.dpa_id = :dpa_id
""")


@command
def ratify_dpa(dpa_id: UUID, *, actor: Actor, today: date) -> None:
    """PPKD puts a DPA in force: number, ceilings of its lines, budget journal (PP 12/2019).

    Raises RuleBroken with every line whose anggaran kas does not sum to its pagu or whose new
    pagu is below what is committed; IllegalTransition, NotAllowed, NotFound.
    """
    dpa = _load(dpa_id, actor)
    step = DPA_FLOW.step(dpa.state, DPAAction.RATIFY)
    actor.require(step.by, dpa.opd_id)
    names = {"dpa_id": dpa.id, "tahun": dpa.tahun, "opd_id": dpa.opd_id}
    version = db.session.get_one(VersiAnggaran, dpa.versi_id)
    opd = get_opd(dpa.opd_id)
    lock_budget(dpa.opd_id, dpa.tahun)
    totals, lines = _totals(dpa.id)
    previous, superseded = _others(dpa, version)
    raise_if(
        check_ratification(
            today=today,
            tahun=dpa.tahun,
            starts_on=version.mulai_on,
            superseded=superseded,
            lines=lines,
            uneven=[LineSum(*row) for row in db.session.execute(_UNEVEN, names)],
            overspent=[LineSum(*row) for row in db.session.execute(_OVERSPENT, names)],
        )
    )
    before = _totals(previous)[0]
    db.session.execute(_PUT_IN_FORCE, names)
    dpa.tanggal, dpa.ratified_by_id = today, actor.user_id
    _number(dpa, opd, version, today)
    move(dpa, DPA_FLOW, DPAAction.RATIFY, actor=actor)
    facts = {"opd": opd.kode, "rows": lines, "belanja": totals.belanja}
    record_bulk("budgeting:pagu:in_force", "dpa_rincian", str(dpa.id), facts, actor=actor,
                role=step.by)  # fmt: skip
    journal = budget_journal(
        dpa_id=dpa.id, opd_kode=opd.kode, on=today, totals=totals, before=before,
        uraian=f"Anggaran {opd.nama}, DPA {dpa.nomor}",
    )  # fmt: skip
    if journal is not None:
        post_journal(journal, actor=actor)


@command
def cancel_dpa(dpa_id: UUID, *, actor: Actor, note: str) -> None:
    """PPKD gives a draft up, with a reason; another draft of the version may follow."""
    move(_load(dpa_id, actor), DPA_FLOW, DPAAction.CANCEL, actor=actor, note=note)


def _load(dpa_id: UUID, actor: Actor) -> DPA:
    """Locked; a document of another OPD does not exist for you."""
    dpa = db.session.get(DPA, dpa_id, with_for_update=True, populate_existing=True)
    if dpa is None or not actor.sees(dpa.opd_id):
        raise NotFound()
    return dpa


def _totals(dpa_id: UUID | None) -> tuple[BudgetTotals, int]:
    row = db.session.execute(_TOTALS, {"dpa_id": dpa_id}).one()
    amounts: list[Decimal] = [row[at] for at in range(4)]
    return BudgetTotals(*amounts), row[4]


def _others(dpa: DPA, version: VersiAnggaran) -> tuple[UUID | None, bool]:
    """The ratified DPA in force until now, and whether a later version is ratified already."""
    rows = db.session.execute(
        db.select(DPA.id, VersiAnggaran.mulai_on)
        .join(VersiAnggaran, VersiAnggaran.id == DPA.versi_id)
        .where(DPA.opd_id == dpa.opd_id, DPA.tahun == dpa.tahun, DPA.state == DPAState.DISAHKAN)
        .order_by(VersiAnggaran.mulai_on)
    ).all()
    earlier = [row_id for row_id, mulai_on in rows if mulai_on < version.mulai_on]
    return (earlier[-1] if earlier else None), len(rows) > len(earlier)


def _number(dpa: DPA, opd: OPDRow, version: VersiAnggaran, today: date) -> None:
    settings = settings_on(today)
    dpa.urut = next_number(f"dpa:{dpa.opd_id}", dpa.tahun, today)
    dpa.nomor = fill_template(
        settings["nomor.dpa"], wilayah=settings["pemda.kode_wilayah"], jenis="DPA", cara="",
        urut=dpa.urut, opd=opd.kode, versi=version.kode, bulan=today.month, tahun=dpa.tahun,
    )  # fmt: skip
