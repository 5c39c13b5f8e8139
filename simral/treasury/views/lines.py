"""The browser of DPA lines, and one line with all that was paid from it."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.kernel.fields import tidy
from simral.kernel.http import asked_year, current_actor
from simral.treasury.queries.jejak import trace_line as load_trace
from simral.treasury.queries.lines import LineFilter, all_lines, list_lines, list_subs, sum_lines
from simral.treasury.views.common import (
    opd_filter,
    opds_of,
    pages,
    people,
    table_file,
    uuid_arg,
)


def line_list() -> ResponseReturnValue:
    """Lines with ceiling, SPD, promised, realised, left."""
    actor, chosen = current_actor(), _filter()
    if request.args.get("format") in {"csv", "xlsx"}:
        return _file(chosen)
    page = list_lines(
        chosen,
        actor=actor,
        after=request.args.get("after", ""),
        before=request.args.get("before", ""),
    )
    subs = list_subs(chosen.opd_id, chosen.tahun, actor=actor) if chosen.opd_id else []
    return render_template(
        "treasury/line_list.html", page=page, chosen=chosen, subs=subs,
        totals=sum_lines(chosen, actor=actor), opd_filter=opd_filter(opds_of(actor), chosen.opd_id),
        **pages(page.before, page.after),
    )  # fmt: skip


def line_trace(rincian_id: UUID) -> ResponseReturnValue:
    """One line: versions, SPD, bills, payments, journals."""
    trace = load_trace(rincian_id, actor=current_actor())
    names = people(*(spd.person_id for spd in trace.spd))
    return render_template("treasury/line_trace.html", trace=trace, line=trace.line, names=names)


def _filter() -> LineFilter:
    return LineFilter(
        tahun=asked_year(), opd_id=uuid_arg("opd"), sub_id=uuid_arg("sub"),
        q=tidy(request.args.get("q")), only_sisa=request.args.get("sisa") == "1",
    )  # fmt: skip


def _file(chosen: LineFilter) -> ResponseReturnValue:
    head = [_("Perangkat daerah"), _("Kode sub kegiatan"), _("Sub kegiatan"), _("Kode rekening"),
            _("Rekening"), _("Sumber dana"), _("Pagu"), _("SPD"), _("Dipesan"), _("Realisasi"),
            _("Sisa")]  # fmt: skip
    rows = [
        (r.opd_nama, r.sub_kegiatan_kode, r.sub_kegiatan_nama, r.rekening_kode, r.rekening_nama,
         r.sumber_dana, r.pagu, r.spd, r.dipesan, r.realisasi, r.sisa)
        for r in all_lines(chosen, actor=current_actor())
    ]  # fmt: skip
    return table_file(request.args["format"], "rincian-dpa", head, rows)
