"""The only writer of postings: a finished draft in, a numbered journal out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import exists, insert, select, text

from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound, raise_if
from simral.kernel.numbering import fill_template, next_number
from simral.kernel.trail import record_bulk
from simral.kernel.unit_of_work import command, explain
from simral.ledger.errors import (
    AlreadyPosted,
    AlreadyReversed,
    PeriodeLocked,
    PeriodeLockedMeanwhile,
)
from simral.ledger.models import Jurnal, Periode, PostingRow
from simral.ledger.rules import check_accounts, check_draft, mirror, month_name, number_places
from simral.ledger.states import PeriodeState
from simral.ledger.terms import JournalDraft, Posting
from simral.reference.queries import rekening_ids, settings_on

explain("uq_jurnal_source_source_id_purpose", AlreadyPosted)
explain("uq_jurnal_reverses_id", AlreadyReversed)
explain("periode_terkunci", PeriodeLockedMeanwhile)

# Postings and their deltas in one round trip, whatever their number.
_INSERT_POSTINGS = text("""
    WITH baris AS (
        SELECT * FROM unnest(
            CAST(:baris AS int[]), CAST(:entitas AS text[]), CAST(:buku AS text[]),
            CAST(:rekening_id AS uuid[]), CAST(:kode AS text[]),
            CAST(:debit AS numeric(20,2)[]), CAST(:kredit AS numeric(20,2)[]),
            CAST(:label AS uuid[])
        ) AS b(baris, entitas, buku, rekening_id, kode, debit, kredit, label)
    ), delta AS (
        INSERT INTO saldo_delta (tahun, bulan, entitas, buku, rekening_kode, label, debit, kredit)
        SELECT :tahun, :bulan, entitas, buku, kode, label, debit, kredit FROM baris
    )
    INSERT INTO posting (jurnal_id, baris, entitas, buku, rekening_id, rekening_kode,
                         debit, kredit, label)
    SELECT :jurnal_id, baris, entitas, buku, rekening_id, kode, debit, kredit, label FROM baris
""")


@command
def post_journal(draft: JournalDraft, *, actor: Actor) -> UUID:
    """Post a finished journal, once; the only writer of postings. Amounts in rupiah.

    Raises RuleBroken (unbalanced, wrong book, unknown account), PeriodeLocked, AlreadyPosted.
    """
    raise_if(check_draft(draft))
    _refuse_closed(draft)
    accounts = rekening_ids({line.rekening_kode for line in draft.postings}, draft.on.year)
    raise_if(check_accounts(draft.postings, accounts, draft.on.year))
    return _write(draft, accounts, actor)


@command
def reverse_journal(
    source: str, source_id: UUID, purpose: str, *, on: date, uraian: str, actor: Actor
) -> UUID:
    """Post the mirror of a posted journal (`purpose:reversal`); nothing is ever deleted.

    Raises NotFound, AlreadyReversed, PeriodeLocked for the month of `on`.
    """
    original = db.session.execute(
        select(Jurnal.id).where(
            Jurnal.source == source, Jurnal.source_id == source_id, Jurnal.purpose == purpose
        )
    ).scalar()
    if original is None:
        raise NotFound()
    rows = db.session.scalars(
        select(PostingRow).where(PostingRow.jurnal_id == original).order_by(PostingRow.baris)
    ).all()
    lines = [
        Posting(row.entitas, row.buku, row.rekening_kode, row.debit, row.kredit, row.label)
        for row in rows
    ]
    draft = JournalDraft(on, uraian, source, source_id, f"{purpose}:reversal", mirror(lines))
    _refuse_closed(draft, AlreadyReversed)
    accounts = {row.rekening_kode: row.rekening_id for row in rows}
    return _write(draft, accounts, actor, reverses_id=original)


def _refuse_closed(
    draft: JournalDraft, already: type[AlreadyPosted] | type[AlreadyReversed] = AlreadyPosted
) -> None:
    """In one question: is the month open, is it posted already? The database asks again."""
    closed = exists().where(
        Periode.tahun == draft.on.year,
        Periode.bulan == draft.on.month,
        Periode.state == PeriodeState.DIKUNCI,
    )
    posted = exists().where(
        Jurnal.source == draft.source,
        Jurnal.source_id == draft.source_id,
        Jurnal.purpose == draft.purpose,
    )
    is_closed, is_posted = db.session.execute(select(closed, posted)).one()
    if is_posted:
        raise already()
    if is_closed:
        raise PeriodeLocked(bulan=month_name(draft.on), tahun=str(draft.on.year))


def _write(
    draft: JournalDraft,
    accounts: Mapping[str, UUID],
    actor: Actor,
    *,
    reverses_id: UUID | None = None,
) -> UUID:
    """Number last, then journal, postings with deltas, and one event that carries them all."""
    settings = settings_on(draft.on)
    template, wilayah = settings["nomor.jurnal"], settings["pemda.kode_wilayah"]
    tahun = draft.on.year
    # Journals follow their documents' dates, which may lie before the last journal's: the
    # series is the order of posting, so its own date stays at the start of the year.
    urut = next_number("jurnal", tahun, date(tahun, 1, 1))
    jurnal: dict[str, Any] = {
        "id": uuid4(), "tahun": tahun, "tanggal": draft.on, "urut": urut,
        "nomor": fill_template(template, **number_places(draft, urut, wilayah)),
        "uraian": draft.uraian, "source": draft.source, "source_id": draft.source_id,
        "purpose": draft.purpose, "jumlah_baris": len(draft.postings),
        "reverses_id": reverses_id, "posted_by_id": actor.user_id, "posted_at_utc": clock.now(),
    }  # fmt: skip
    db.session.execute(insert(Jurnal).values(jurnal))
    rows = [_row(number, line, accounts) for number, line in enumerate(draft.postings, 1)]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    month = {"jurnal_id": jurnal["id"], "tahun": tahun, "bulan": draft.on.month}
    db.session.execute(_INSERT_POSTINGS, columns | month)
    facts = {key: value for key, value in jurnal.items() if value is not None} | {"posting": rows}
    tag = "ledger:jurnal:post" if reverses_id is None else "ledger:jurnal:reverse"
    record_bulk(tag, "jurnal", str(jurnal["id"]), facts, actor=actor)
    posted: UUID = jurnal["id"]
    return posted


def _row(number: int, line: Posting, accounts: Mapping[str, UUID]) -> dict[str, Any]:
    return {
        "baris": number, "entitas": line.entitas, "buku": line.buku.value,
        "rekening_id": accounts[line.rekening_kode], "kode": line.rekening_kode,
        "debit": line.debit, "kredit": line.kredit, "label": line.label,
    }  # fmt: skip
