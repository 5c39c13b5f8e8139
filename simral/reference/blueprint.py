"""Every address of reference."""

from __future__ import annotations

from flask import Blueprint

from simral.reference.views import pages

bp = Blueprint("reference", __name__, url_prefix="/referensi")
bp.get("", endpoint="index")(pages.index)
bp.get("/opd/<uuid:opd_id>", endpoint="opd_detail")(pages.opd_detail)
bp.get("/rekening", endpoint="rekening")(pages.rekening)
bp.get("/pengaturan", endpoint="settings")(pages.settings)
bp.post("/pengaturan", endpoint="setting_add")(pages.add_setting)
