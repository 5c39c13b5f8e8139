"""The desk of a person: what waits for him, by limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from simral.kernel import clock
from simral.kernel.http import asked_args, asked_year, current_actor
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO, format_rupiah
from simral.treasury.queries.inbox import Pile, Waiting, count_accounts, list_piles, list_waiting
from simral.treasury.queries.papers import Kind
from simral.treasury.views.common import (
    opd_filter,
    opds_of,
    paper_href,
    table_file,
    uuid_arg,
)
from simral.treasury.views.steps import short

TABS = {
    "tagihan:terdaftar": N_("Tagihan menunggu SPP"),
    "spd:draf": N_("SPD menunggu terbit"),
    "spp:draf": N_("SPP draf"),
    "spp:diajukan": N_("SPP menunggu verifikasi"),
    "spp:diverifikasi": N_("SPP menunggu SPM"),
    "spp:dikembalikan": N_("SPP dikembalikan"),
    "spm:draf": N_("SPM menunggu persetujuan"),
    "spm:ditolak": N_("SPM ditolak"),
    "spm:disetujui": N_("SPM menunggu diserahkan"),
    "spm:diserahkan": N_("SPM menunggu SP2D"),
    "sp2d:draf": N_("SP2D menunggu tanda tangan"),
    "sp2d:ditandatangani": N_("SP2D menunggu dikirim"),
    "sp2d:dikirim": N_("SP2D menunggu kabar bank"),
}
GROUPS = (
    ("late", N_("Lewat batas")),
    ("today", N_("Jatuh batas hari ini")),
    ("soon", N_("Batas mendatang")),
    ("none", N_("Tanpa batas waktu")),
)


@dataclass(frozen=True)
class InboxRow:
    """A row as the template shows it."""

    id: UUID
    href: str
    nomor: str
    jenis: str
    uraian: str
    opd: str
    penerima: str
    nilai: Decimal
    batas_kind: str
    batas_text: str
    sejak: str
    state: str


def inbox() -> ResponseReturnValue:
    """The chosen tab, the earliest limit first."""
    actor = current_actor()
    piles = list_piles(actor, asked_year())
    pile = _chosen(piles)
    waiting = _waiting(pile)
    if request.args.get("format") in {"csv", "xlsx"}:
        return _file(waiting)
    opds = opds_of(actor)
    return render_template(
        "treasury/inbox.html",
        summary=_summary(pile, waiting),
        tabs=_tabs(piles, pile, count_accounts(actor)),
        groups=_groups(waiting),
        filters=_filters(pile, opds, uuid_arg("opd")) if len(opds) > 1 and pile else None,
        total=_total(waiting),
    )


def _waiting(pile: Pile | None) -> list[Waiting]:
    if pile is None:
        return []
    return list_waiting(
        pile.kind, pile.state, actor=current_actor(), tahun=asked_year(), today=clock.today(),
        opd_id=uuid_arg("opd"),
    )  # fmt: skip


def inbox_short() -> ResponseReturnValue:
    """The short address that the frame prints."""
    return redirect(url_for("treasury.inbox", **asked_args()))


def _chosen(piles: Sequence[Pile]) -> Pile | None:
    wanted = request.args.get("jenis", "")
    for pile in piles:
        if _tab_key(pile) == wanted:
            return pile
    return max(piles, key=lambda pile: pile.count, default=None)


def _tab_key(pile: Pile) -> str:
    return f"{pile.kind}:{pile.state}"


def _tabs(piles: Sequence[Pile], chosen: Pile | None, accounts: int) -> list[tuple[Any, ...]]:
    tabs: list[tuple[Any, ...]] = [
        (_tab_key(p), _(TABS.get(_tab_key(p), _tab_key(p))), p.count,
         url_for("treasury.inbox", jenis=_tab_key(p), tahun=request.args.get("tahun")), p is chosen)
        for p in piles
    ]  # fmt: skip
    if accounts:
        href = url_for("treasury.penerima_list", menunggu=1)
        tabs.append(("rekening_bank", _("Rekening bank menunggu diperiksa"), accounts, href, False))
    return tabs


def _summary(pile: Pile | None, waiting: Sequence[Waiting]) -> Markup | str:
    if pile is None:
        return _("Tidak ada dokumen yang menunggu Anda.")
    late = sum(row.group == "late" for row in waiting)
    due = sum(row.group == "today" for row in waiting)
    total = sum((row.paper.nilai for row in waiting), ZERO)
    parts = [Markup("<b>{} {}</b>, {}.").format(
        len(waiting), _(TABS.get(_tab_key(pile), "")), format_rupiah(total))]  # fmt: skip
    if late:
        parts.append(Markup('<b class="is-bad">{}</b>.').format(_("%(n)s lewat batas", n=late)))
    if due:
        parts.append(
            Markup('<b class="is-wait">{}</b>.').format(_("%(n)s jatuh batas hari ini", n=due))
        )
    return Markup(" ").join(parts)


def _groups(waiting: Sequence[Waiting]) -> list[tuple[str, str, str, Decimal, list[InboxRow]]]:
    groups = []
    for kind, word in GROUPS:
        rows = [row for row in waiting if row.group == kind]
        if rows:
            total = sum((row.paper.nilai for row in rows), ZERO)
            count = ngettext("%(num)s dokumen", "%(num)s dokumen", len(rows))
            groups.append((kind, _(word), count, total, [_row(row) for row in rows]))
    return groups


def _row(row: Waiting) -> InboxRow:
    paper = row.paper
    nomor = paper.nomor if paper.kind is Kind.TAGIHAN else short(paper.nomor)
    return InboxRow(
        paper.id, paper_href(paper.kind, paper.id),
        nomor or "", "" if paper.kind is Kind.TAGIHAN else paper.kind.value.upper(), paper.uraian,
        paper.opd_nama, paper.pihak, paper.nilai, row.group, _due(row),
        _("sejak %(tanggal)s, %(hari)s hari kerja",
          tanggal=f"{paper.since:%d-%m-%Y}", hari=row.age),
        paper.state.value,
    )  # fmt: skip


def _due(row: Waiting) -> str:
    if row.left is None:
        return _("tanpa batas")
    if row.left < 0:
        return _("Terlambat %(hari)s hari kerja", hari=-row.left)
    if row.left == 0:
        return _("Hari ini")
    return _("%(hari)s hari kerja lagi", hari=row.left)


def _filters(pile: Pile, opds: Any, opd_id: UUID | None) -> list[dict[str, Any]]:
    kept = {"name": "jenis", "value": _tab_key(pile), "kind": "hidden"}
    return [kept, opd_filter(opds, opd_id)]


def _total(waiting: Sequence[Waiting]) -> tuple[str, Decimal] | None:
    if not waiting:
        return None
    total = sum((row.paper.nilai for row in waiting), ZERO)
    return _("Jumlah %(n)s dokumen", n=len(waiting)), total


def _file(waiting: Sequence[Waiting]) -> ResponseReturnValue:
    head = [_("Nomor"), _("Tanggal"), _("Perangkat daerah"), _("Penerima"), _("Keperluan"),
            _("Nilai"), _("Menunggu sejak"), _("Hari kerja"), _("Batas")]  # fmt: skip
    rows = [
        (w.paper.nomor or "", w.paper.tanggal, w.paper.opd_nama, w.paper.pihak, w.paper.uraian,
         w.paper.nilai, w.paper.since, w.age, w.due_on)
        for w in waiting
    ]  # fmt: skip
    return table_file(request.args["format"], "perlu-tindakan", head, rows)
