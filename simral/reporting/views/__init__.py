"""Pages of the reports; the same address with `?format=` is the download."""

from __future__ import annotations

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.kernel import clock
from simral.kernel.http import current_actor
from simral.reference.queries import get_setting, is_example
from simral.reporting.adapters import FORMATS, Paper, file_name, render
from simral.reporting.queries import REPORTS, build, lra
from simral.reporting.terms import Report
from simral.reporting.views.filter import asked_filter, opened_branches
from simral.reporting.views.pages import frame, lra_page, report_page


def index() -> ResponseReturnValue:
    """The reports that there are."""
    current_actor()
    kinds = [
        (kind, url_for(f"reporting.{kind.name.replace('-', '_')}")) for kind in REPORTS.values()
    ]
    return render_template("reporting/index.html", kinds=kinds)


def show(name: str) -> ResponseReturnValue:
    """One report: a page, or a file when a format is asked for."""
    wanted = asked_filter()
    if name == "buku-besar" and not wanted.rekening:
        return render_template("reporting/report.html", report=None, **frame(name, wanted))
    report = lra(wanted, opened_branches()) if name == "lra" else build(name, wanted)
    if request.args.get("format") in FORMATS:
        return _file(report, request.args["format"])
    page = lra_page(report) if name == "lra" else report_page(report)
    template = "reporting/lra.html" if name == "lra" else "reporting/report.html"
    return render_template(template, report=report, **page, **frame(name, wanted))


def _file(report: Report, fmt: str) -> Response:
    response = Response(render(report, fmt, _paper()), mimetype=FORMATS[fmt].mimetype)
    place = "inline" if fmt in ("json", "pdf") else "attachment"
    name = file_name(report, fmt, is_example=is_example())
    response.headers["Content-Disposition"] = f'{place}; filename="{name}"'
    return response


def _paper() -> Paper:
    today = clock.today()
    return Paper(
        pemda=get_setting("pemda.nama", today),
        word=current_app.jinja_env.filters["label"],
        paper=get_setting("cetak.kertas", today),
        mark=_("CONTOH") if is_example() else None,
    )
