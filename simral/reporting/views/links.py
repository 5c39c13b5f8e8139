"""Where a figure leads: to the ledger, to the document, to the trace of its line."""

from __future__ import annotations

from typing import Any

from flask import url_for

from simral.reporting.terms import Line, ReportFilter

DOCUMENTS = {
    "spp": ("treasury.spp_detail", "spp_id"),
    "spm": ("treasury.spm_detail", "spm_id"),
    "sp2d": ("treasury.sp2d_detail", "sp2d_id"),
    "jurnal": ("ledger.journal_detail", "jurnal_id"),
    "rincian": ("treasury.trace_line", "rincian_id"),
}


def behind(line: Line, wanted: ReportFilter) -> str | None:
    """The page that a figure of the line leads to, with the same filter."""
    if line.about is None:
        return None
    what, key = line.about
    if what in DOCUMENTS:
        endpoint, name = DOCUMENTS[what]
        return url_for(endpoint, **{name: key})  # type: ignore[arg-type]
    days: dict[str, Any] = {"tahun": wanted.tahun, "sampai": f"{wanted.until:%d-%m-%Y}"}
    if wanted.since:
        days["dari"] = f"{wanted.since:%d-%m-%Y}"
    if what == "rekening":
        return url_for("reporting.buku_besar", rekening=key, opd=wanted.opd_kode, **days)
    if what == "opd":
        return url_for("reporting.lra_program", opd=key, level=6, **days)
    opd, _space, kode = key.partition(" ")
    return url_for("reporting.kartu_kendali", opd=opd, sub_kegiatan=kode, **days)
