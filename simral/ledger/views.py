"""Pages of the books: journals, one journal, the months of a year."""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.queries import names_of
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.http import asked_args, asked_date, asked_year, current_actor
from simral.kernel.money import ZERO
from simral.kernel.states import Step
from simral.ledger.queries import (
    JournalRow,
    LedgerFilter,
    PeriodeRow,
    get_journal,
    list_journals,
    list_periode,
)
from simral.ledger.services import close_periode, reopen_periode
from simral.ledger.states import PERIODE_FLOW, PeriodeAction
from simral.ledger.terms import PPKD
from simral.reference.queries import list_opd

# source of a journal → (word, endpoint of the document's page, name of its id)
SOURCES = {
    "treasury:tagihan": ("BAST", "treasury.tagihan_detail", "tagihan_id"),
    "treasury:sp2d": ("SP2D", "treasury.sp2d_detail", "sp2d_id"),
    "budgeting:dpa": ("DPA", "budgeting.dpa_detail", "dpa_id"),
}


def journals() -> ResponseReturnValue:
    """The journals of a year, the newest first."""
    wanted = _asked()
    after, before = _number("after"), _number("before")
    page = list_journals(wanted, actor=current_actor(), after=after, before=before)
    return render_template(
        "ledger/journals.html",
        page=page,
        before=_address(before=page.before) if page.before else None,
        after=_address(after=page.after) if page.after else None,
        filters=_filters(wanted),
        sumber=source_of,
        tautan=_links(wanted.tahun, "journals"),
    )


def journal_detail(jurnal_id: UUID) -> ResponseReturnValue:
    """One journal with its lines per entity and book, and the document it came from."""
    jurnal = get_journal(jurnal_id, actor=current_actor())
    kata, href = source_of(jurnal)
    person = names_of([jurnal.posted_by_id]).get(jurnal.posted_by_id)
    groups = []
    for (entitas, buku), lines in groupby(jurnal.lines, key=lambda x: (x.entitas, x.buku)):
        rows = list(lines)
        debit, kredit = sum((x.debit for x in rows), ZERO), sum((x.kredit for x in rows), ZERO)
        groups.append((entitas, buku, rows, debit, kredit))
    oleh = person.nama if person else ""
    return render_template(
        "ledger/journal_detail.html", jurnal=jurnal, kata=kata, href=href, oleh=oleh, groups=groups
    )


def account() -> ResponseReturnValue:
    """The lines of an account: a report like the others."""
    current_actor()
    return redirect(url_for("reporting.buku_besar", **asked_args()))


def trial_balance() -> ResponseReturnValue:
    """Neraca saldo: a report like the others."""
    current_actor()
    return redirect(url_for("reporting.trial_balance", **asked_args()))


def periode_list() -> ResponseReturnValue:
    """The twelve months, with what he may do in each."""
    actor, tahun = current_actor(), asked_year()
    rows = [(row, _offered(row, actor)) for row in list_periode(tahun, clock.today())]
    return render_template("ledger/periode.html", rows=rows, tautan=_links(tahun, "periode_list"))


def _offered(row: PeriodeRow, actor: Actor) -> list[tuple[StrEnum, Step]]:
    """His steps in this month; closing only where its turn has come."""
    steps = PERIODE_FLOW.actions(row.state)
    return [
        (action, step)
        for action, step in steps
        if actor.may(step.by, None) and (action != PeriodeAction.CLOSE or row.may_close)
    ]


def periode_close(tahun: int, bulan: int) -> ResponseReturnValue:
    """Akuntansi closes a month."""
    close_periode(tahun, bulan, actor=current_actor(), today=clock.today())
    flash(_("Periode ditutup."))
    return redirect(url_for("ledger.periode_list", tahun=tahun))


def periode_reopen(tahun: int, bulan: int) -> ResponseReturnValue:
    """PPKD reopens a month with a reason."""
    reopen_periode(tahun, bulan, actor=current_actor(), note=request.form.get("note", ""))
    flash(_("Periode dibuka kembali."))
    return redirect(url_for("ledger.periode_list", tahun=tahun))


def source_of(jurnal: JournalRow) -> tuple[str, str | None]:
    """What the document is called, and its page where there is one."""
    word, endpoint, key = SOURCES.get(jurnal.source, (jurnal.source, "", ""))
    if endpoint not in current_app.view_functions:
        return _(word), None
    ids: dict[str, Any] = {key: jurnal.source_id}
    return _(word), url_for(endpoint, **ids)


def _links(tahun: int, here: str) -> list[tuple[str, str, bool]]:
    pages = (
        (_("Jurnal"), "ledger.journals"),
        (_("Periode"), "ledger.periode_list"),
        (_("Neraca saldo"), "reporting.trial_balance"),
        (_("Buku besar"), "reporting.buku_besar"),
    )
    return [
        (word, url_for(endpoint, tahun=tahun), endpoint == f"ledger.{here}")
        for word, endpoint in pages
    ]


def _asked() -> LedgerFilter:
    args = request.args
    return LedgerFilter(
        asked_year(),
        entitas=args.get("entitas") or None,
        rekening=args.get("rekening", "").strip() or None,
        since=asked_date("dari"),
        until=asked_date("sampai"),
    )


def _filters(wanted: LedgerFilter) -> list[dict[str, object]]:
    units = current_actor().units()
    rows = [(row.kode, f"{row.nama} ({row.kode})") for row in list_opd(wanted.tahun, units)]
    general = [(PPKD, _("PPKD (bendahara umum daerah)"))] if units is None else []
    days = {"dari": wanted.since, "sampai": wanted.until}
    return [
        {"name": "tahun", "label": _("Tahun"), "value": wanted.tahun},
        {"name": "entitas", "label": _("Entitas"), "value": wanted.entitas or "", "grow": True,
         "options": [("", _("Semua entitas")), *general, *rows]},
        {"name": "rekening", "label": _("Rekening"), "value": wanted.rekening or ""},
        *({"name": name, "label": label, "kind": "tanggal",
           "value": f"{day:%d-%m-%Y}" if (day := days[name]) else ""}
          for name, label in (("dari", _("Dari tanggal")), ("sampai", _("Sampai tanggal")))),
    ]  # fmt: skip


def _number(name: str) -> str | None:
    """A key of the keyset; anything that is no number is no key."""
    value = request.args.get(name, type=int)
    return None if value is None else str(min(max(value, 0), 10**9))


def _address(**changes: Any) -> str:
    return url_for("ledger.journals", **(asked_args("after", "before") | changes))
