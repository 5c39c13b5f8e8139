"""Every address of the reports."""

from __future__ import annotations

from functools import partial

from flask import Blueprint

from simral.reporting import views

bp = Blueprint("reporting", __name__, url_prefix="/laporan")
bp.get("", endpoint="index")(views.index)
for name, endpoint in (
    ("lra", "lra"),
    ("lra-program", "lra_program"),
    ("kartu-kendali", "kartu_kendali"),
    ("register-spp", "register_spp"),
    ("register-spm", "register_spm"),
    ("register-sp2d", "register_sp2d"),
    ("trial-balance", "trial_balance"),
    ("buku-besar", "buku_besar"),
):
    bp.get(f"/{name}", endpoint=endpoint)(partial(views.show, name))
