"""Every address of the budget."""

from __future__ import annotations

from flask import Blueprint

from simral.budgeting.views import dpa, lines, sub, versi

bp = Blueprint("budgeting", __name__, url_prefix="/anggaran")
bp.get("/dpa", endpoint="dpa_list")(dpa.dpa_list)
bp.get("/dpa/<uuid:dpa_id>", endpoint="dpa_detail")(dpa.dpa_detail)
bp.get("/dpa/<uuid:dpa_id>/rincian", endpoint="dpa_lines")(lines.dpa_lines)
bp.get("/dpa/<uuid:dpa_id>/sahkan", endpoint="dpa_review")(dpa.dpa_review)
bp.post("/dpa/<uuid:dpa_id>/ratify", endpoint="dpa_ratify")(dpa.dpa_ratify)
bp.post("/dpa/<uuid:dpa_id>/cancel", endpoint="dpa_cancel")(dpa.dpa_cancel)
bp.get("/rincian/<uuid:rincian_id>", endpoint="line_detail")(lines.line_detail)
bp.get("/versi", endpoint="versi_list")(versi.versi_list)
bp.post("/versi", endpoint="versi_create")(versi.versi_create)

SUB = "/sub-kegiatan/<uuid:sub_id>"
bp.get(SUB, endpoint="sub_detail")(sub.sub_detail)
bp.get(f"{SUB}/ubah", endpoint="sub_edit")(sub.sub_edit)
bp.post(f"{SUB}/ubah", endpoint="sub_update")(sub.sub_update)
