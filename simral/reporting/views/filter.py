"""What a report's page asks of the address, and the form that changes it."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from simral.kernel import clock
from simral.kernel.http import asked_args, asked_date, asked_year, current_actor
from simral.kernel.i18n import N_
from simral.reporting.queries import make_filter, readable_opd
from simral.reporting.terms import ReportFilter

LEVELED = {"lra", "lra-program", "trial-balance"}
PROGRAMME_WORDS = (
    N_("Urusan"), N_("Bidang"), N_("OPD"), N_("Program"), N_("Kegiatan"), N_("Sub kegiatan"),
)  # fmt: skip
ACCOUNT_WORDS = (
    N_("Akun"), N_("Kelompok"), N_("Jenis"), N_("Objek"), N_("Rincian"), N_("Sub rincian"),
)  # fmt: skip
DEFAULT_LEVEL = {"lra": 3, "trial-balance": 6}


def asked_filter() -> ReportFilter:
    """The filter of the address; the days end today unless it says otherwise."""
    args = request.args
    tahun = asked_year()
    today = clock.today()
    until = asked_date("sampai") or (today if today.year == tahun else None)
    return make_filter(
        tahun,
        actor=current_actor(),
        opd=args.get("opd") or None,
        since=asked_date("dari"),
        until=until,
        level=args.get("level", type=int),
        rekening=args.get("rekening", "").strip(),
        sub_kegiatan=args.get("sub_kegiatan", "").strip(),
    )


def opened_branches() -> list[str]:
    """The accounts whose next level is shown too."""
    return [kode for kode in request.args.get("buka", "").split(",") if kode]


def filter_fields(name: str, wanted: ReportFilter) -> list[dict[str, object]]:
    """The fields of the filter, as form.saring takes them."""
    rows = readable_opd(wanted.tahun, current_actor())
    options = [(row.kode, f"{row.nama} ({row.kode})") for row in rows]
    everything = _("Semua, %(jumlah)s perangkat daerah", jumlah=len(rows))
    since = f"{wanted.since:%d-%m-%Y}" if wanted.since else ""
    filters: list[dict[str, object]] = [
        {"name": "tahun", "label": _("Tahun"), "value": wanted.tahun},
        {"name": "opd", "label": _("Perangkat daerah"), "value": wanted.opd_kode or "",
         "options": [("", everything), *options], "grow": True},
    ]  # fmt: skip
    if name == "buku-besar":
        filters.append({"name": "rekening", "label": _("Rekening"), "value": wanted.rekening or ""})
    if name == "kartu-kendali":
        value = wanted.sub_kegiatan or ""
        filters.append({"name": "sub_kegiatan", "label": _("Sub kegiatan"), "value": value})
    filters += [
        {"name": "dari", "label": _("Dari tanggal"), "value": since, "kind": "tanggal"},
        {"name": "sampai", "label": _("Sampai tanggal"), "value": f"{wanted.until:%d-%m-%Y}",
         "kind": "tanggal"},
    ]  # fmt: skip
    kept = {"level": wanted.level} if name in LEVELED and wanted.level else {}
    return filters + [{"name": k, "value": v, "kind": "hidden"} for k, v in kept.items()]


def level_links(name: str, wanted: ReportFilter) -> list[tuple[str, str, bool]]:
    """Links that choose the depth; each keeps the rest of the filter."""
    words = PROGRAMME_WORDS if name == "lra-program" else ACCOUNT_WORDS
    now = wanted.level or DEFAULT_LEVEL.get(name)
    return [
        (_(word), address(level=str(depth)), depth == now) for depth, word in enumerate(words, 1)
    ]


def address(**changes: str) -> str:
    """This page's address with some of its arguments changed; an empty one goes away."""
    asked = asked_args("format", "halaman") | changes
    kept: dict[str, Any] = {key: value for key, value in asked.items() if value}
    return url_for(request.endpoint or "reporting.index", **kept)
