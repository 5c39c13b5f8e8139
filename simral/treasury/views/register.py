"""Lists and registers of papers: filter in the address, totals, pages, files."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.errors import NotFound
from simral.kernel.fields import tidy
from simral.kernel.http import asked_date, asked_year, current_actor
from simral.kernel.i18n import N_
from simral.kernel.money import format_angka
from simral.kernel.pdf import table_pdf
from simral.reference.queries import get_setting, is_example
from simral.treasury.queries.papers import FLOWS, Kind, PaperRow
from simral.treasury.queries.register import PaperFilter, all_papers, list_papers, sum_papers
from simral.treasury.views.common import (
    download,
    label,
    opd_filter,
    opds_of,
    pages,
    table_file,
    uuid_arg,
)

TITLES = {
    Kind.TAGIHAN: N_("Tagihan"),
    Kind.SPD: N_("Surat Penyediaan Dana"),
    Kind.SPP: N_("Surat Permintaan Pembayaran"),
    Kind.SPM: N_("Surat Perintah Membayar"),
    Kind.SP2D: N_("Surat Perintah Pencairan Dana"),
}
MAKERS = {
    Kind.TAGIHAN: (Role.PPTK,),
    Kind.SPD: (Role.KUASA_BUD,),
}


def tagihan_list() -> ResponseReturnValue:
    """All bills, the newest first."""
    return _show(Kind.TAGIHAN)


def spd_list() -> ResponseReturnValue:
    """All SPD, the newest first."""
    return _show(Kind.SPD)


def spp_list() -> ResponseReturnValue:
    """All SPP, the newest first."""
    return _show(Kind.SPP)


def spm_list() -> ResponseReturnValue:
    """All SPM, the newest first."""
    return _show(Kind.SPM)


def sp2d_list() -> ResponseReturnValue:
    """All SP2D, the newest first."""
    return _show(Kind.SP2D)


def register(kind: str) -> ResponseReturnValue:
    """The register: every paper that got its number, without a gap."""
    current_actor()
    if kind not in {"spp", "spm", "sp2d"}:
        raise NotFound()
    return _show(Kind(kind), numbered=True)


def _show(kind: Kind, *, numbered: bool = False) -> ResponseReturnValue:
    actor, chosen = current_actor(), _filter(numbered)
    if request.args.get("format") in {"csv", "xlsx", "pdf"}:
        return _file(kind, chosen)
    page = list_papers(
        kind, chosen, actor=actor, after=request.args.get("after", ""),
        before=request.args.get("before", ""),
    )  # fmt: skip
    opds = opds_of(actor)
    may_make = kind in MAKERS and any(actor.holds(role) for role in MAKERS[kind])
    return render_template(
        "treasury/paper_list.html", kind=kind, title=_title(kind, numbered), page=page,
        chosen=chosen, numbered=numbered, totals=sum_papers(kind, chosen, actor=actor),
        filters=_filters(kind, chosen, opds), may_make=may_make, **pages(page.before, page.after),
    )  # fmt: skip


def _title(kind: Kind, numbered: bool) -> str:
    if numbered:
        return _("Register %(jenis)s", jenis=kind.upper())
    return _(TITLES[kind])


def _filter(numbered: bool) -> PaperFilter:
    return PaperFilter(
        tahun=asked_year(), opd_id=uuid_arg("opd"), state=request.args.get("state", ""),
        dari=asked_date("dari"), sampai=asked_date("sampai"), q=tidy(request.args.get("q")),
        numbered=numbered,
    )  # fmt: skip


def _filters(kind: Kind, chosen: PaperFilter, opds: Any) -> list[dict[str, Any]]:
    flow = FLOWS[kind]
    states = dict.fromkeys([flow.initial.value, *(step.to.value for step in flow.table.values())])
    return [
        opd_filter(opds, chosen.opd_id),
        {"name": "state", "label": _("Keadaan"), "value": chosen.state,
         "options": [("", _("Semua")), *((state, label(state)) for state in states)]},
        {"name": "dari", "label": _("Dari tanggal"), "value": request.args.get("dari", ""),
         "kind": "tanggal"},
        {"name": "sampai", "label": _("Sampai tanggal"), "value": request.args.get("sampai", ""),
         "kind": "tanggal"},
        {"name": "q", "label": _("Nomor, keperluan, penerima"), "value": chosen.q, "grow": True},
    ]  # fmt: skip


def _file(kind: Kind, chosen: PaperFilter) -> ResponseReturnValue:
    papers = all_papers(kind, chosen, actor=current_actor())
    if request.args["format"] == "pdf":
        return _pdf_file(kind, chosen, papers)
    head = [_("Nomor"), _("Tanggal"), _("Perangkat daerah"), _("Penerima"), _("Uraian"),
            _("Nilai"), _("Potongan"), _("Jumlah bersih"), _("Keadaan")]  # fmt: skip
    rows: list[tuple[object, ...]] = [
        (p.nomor or "", p.tanggal, p.opd_nama, p.pihak, p.uraian, p.nilai, p.potongan, p.dibayar,
         label(p.state))
        for p in papers
    ]  # fmt: skip
    if any(p.is_illustrative for p in papers):
        head.append(_("Contoh"))
        rows = [(*row, _("contoh") if p.is_illustrative else "")
                for row, p in zip(rows, papers, strict=True)]  # fmt: skip
    return table_file(request.args["format"], f"register-{kind}", head, rows)


def _pdf_file(kind: Kind, chosen: PaperFilter, papers: list[PaperRow]) -> ResponseReturnValue:
    name = f"register-{kind}-{chosen.tahun}.pdf"
    return download(_pdf(kind, chosen, papers), name, "application/pdf")


def _pdf(kind: Kind, chosen: PaperFilter, papers: list[PaperRow]) -> bytes:
    today = clock.today()
    totals = sum_papers(kind, chosen, actor=current_actor())
    rows = [
        (str(at), f"{p.tanggal:%d-%m-%Y}", p.nomor or "–", p.opd_nama, p.pihak, p.uraian,
         format_angka(p.nilai), format_angka(p.potongan), format_angka(p.dibayar), label(p.state))
        for at, p in enumerate(papers, start=1)
    ]  # fmt: skip
    rows.append(
        ("", "", "", _("Jumlah tanpa yang batal dan retur"), "", "", format_angka(totals.nilai),
         format_angka(totals.potongan), format_angka(totals.dibayar), "")
    )  # fmt: skip
    return table_pdf(
        title=_("REGISTER %(jenis)s", jenis=kind.upper()),
        subtitle=[_("Tahun anggaran %(tahun)s", tahun=chosen.tahun)],
        columns=[("No", 3, "r"), (_("Tanggal"), 7, "l"), (_("Nomor"), 20, "l"), (_("OPD"), 14, "l"),
                 (_("Penerima"), 12, "l"), (_("Uraian"), 18, "l"),
                 (_("Nilai (Rp)"), 12, "r"),
                 (_("Potongan (Rp)"), 10, "r"), (_("Jumlah bersih (Rp)"), 12, "r"),
                 (_("Keadaan"), 8, "l")],
        rows=rows, bold_rows={len(rows) - 1}, landscape=True,
        pemda=get_setting("pemda.judul", today),
        paper=get_setting("cetak.kertas", today),
        mark=_("CONTOH") if is_example() else None,
    )  # fmt: skip
