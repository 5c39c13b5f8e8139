"""Public pages: no login, figures as sentences first."""

from __future__ import annotations

from decimal import Decimal

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from simral.kernel import clock
from simral.kernel.money import format_short, percent
from simral.kernel.tabular import write_csv, write_xlsx
from simral.reference.queries import is_example
from simral.reporting.queries.public import BidangSums
from simral.transparency.queries import Home, get_home
from simral.transparency.rules import Area, build_seribu, build_treemap

TONES = {"1": 1, "4": 2, "5": 2, "6": 2, "2": 3, "3": 3, "7": 4, "8": 4, "9": 4}


def home() -> ResponseReturnValue:
    """`/`: this year's budget and how much of it is spent, by bidang urusan."""
    data = get_home(clock.today())
    write = FILES.get(request.args.get("format", ""))
    return write(data) if write else render_template("transparency/home.html", **_page(data))


def _page(data: Home) -> dict[str, object]:
    """What the page shows: the same figures as sentences, drawing, list and table."""
    areas = [_area(row) for row in data.bidang]
    return {
        "tahun": data.tahun,
        "pagu": data.pagu,
        "realisasi": data.realisasi,
        "persen_realisasi": data.persen,
        "persen_tahun": _year_gone(data),
        "data_date": data.data_date,
        "pernyataan": _sentences(data),
        "judul_urusan": _headline(data),
        "per_urusan": [(r.kode, r.nama, r.pagu, r.realisasi, r.persen) for r in data.bidang],
        "treemap": build_treemap(areas, _("Urusan lainnya"), format_short),
        "seribu": build_seribu([(r.nama, r.pagu) for r in data.bidang], rest=_("Urusan lainnya")),
        "terbaru": [
            ("", p.sub_kegiatan, p.nilai, f"{p.opd_nama} · {p.nomor}") for p in data.latest
        ],
    }


def _sentences(data: Home) -> list[Markup]:
    bold = Markup("<b>{}</b>")
    first = _("Tahun %(tahun)s tersedia belanja %(pagu)s untuk seluruh urusan pemerintahan.",
              tahun=data.tahun, pagu=bold.format(format_short(data.pagu)))  # fmt: skip
    second = _("Sampai %(tanggal)s telah terbit SP2D senilai %(realisasi)s, "
               "sebelum potongan pajak.",
               tanggal=f"{data.data_date:%d-%m-%Y}",
               realisasi=bold.format(format_short(data.realisasi)))  # fmt: skip
    third = _("Setiap rupiah yang keluar dapat ditelusuri sampai kegiatan yang dibiayainya.")
    return [Markup(first), Markup(second), Markup(third)]  # noqa: S704 - the parts are escaped


def _headline(data: Home) -> str:
    if len(data.bidang) < 2 or data.pagu == 0:
        return str(_("Belanja menurut urusan"))
    one, two = data.bidang[:2]
    share = int(percent(one.pagu + two.pagu, data.pagu))
    return str(
        _("%(satu)s dan %(dua)s memakai %(bagian)s dari setiap 100 rupiah",
          satu=one.nama, dua=two.nama.lower(), bagian=share)
    )  # fmt: skip


def _year_gone(data: Home) -> Decimal:
    return percent(Decimal(data.data_date.timetuple().tm_yday), Decimal(365))


def _area(row: BidangSums) -> Area:
    tone = TONES.get(row.kode[0], 3)
    return Area(row.kode, row.nama, row.pagu, format_short(row.pagu), tone, "#h-urusan")


COLUMNS = ("kode", "urusan", "anggaran", "realisasi", "persen")


def _csv(data: Home) -> ResponseReturnValue:
    rows = [(r.kode, r.nama, r.pagu, r.realisasi, r.persen) for r in data.bidang]
    return _file(write_csv(COLUMNS, rows, human=True), "text/csv", f"apbd-{data.tahun}.csv")


def _xlsx(data: Home) -> ResponseReturnValue:
    rows = [(r.kode, r.nama, r.pagu, r.realisasi, r.persen) for r in data.bidang]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(write_xlsx("Urusan", COLUMNS, rows), kind, f"apbd-{data.tahun}.xlsx")


def _json(data: Home) -> ResponseReturnValue:
    lines = [
        {"kode": r.kode, "uraian": r.nama, "anggaran": f"{r.pagu:.2f}",
         "realisasi": f"{r.realisasi:.2f}", "persen": f"{r.persen:.2f}"}
        for r in data.bidang
    ]  # fmt: skip
    totals = {"anggaran": f"{data.pagu:.2f}", "realisasi": f"{data.realisasi:.2f}"}
    marked = {"contoh": True} if is_example() else {}
    return {"tahun": data.tahun, "until": data.data_date.isoformat(), "lines": lines,
            "totals": totals, **marked}  # fmt: skip


def _file(body: bytes, kind: str, name: str) -> Response:
    name = f"contoh-{name}" if is_example() else name
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=kind, headers=head)


FILES = {"csv": _csv, "xlsx": _xlsx, "json": _json}
