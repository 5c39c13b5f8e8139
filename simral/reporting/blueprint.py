"""Every address of the reports; each hands its name to the one view."""

from __future__ import annotations

from flask import Blueprint

from simral.reporting import views

bp = Blueprint("reporting", __name__, url_prefix="/laporan")
bp.get("", endpoint="index")(views.index)
bp.get("/lra", endpoint="lra", defaults={"name": "lra"})(views.show)
bp.get("/lra-program", endpoint="lra_program", defaults={"name": "lra-program"})(views.show)
bp.get("/kartu-kendali", endpoint="kartu_kendali", defaults={"name": "kartu-kendali"})(views.show)
bp.get("/register-spp", endpoint="register_spp", defaults={"name": "register-spp"})(views.show)
bp.get("/register-spm", endpoint="register_spm", defaults={"name": "register-spm"})(views.show)
bp.get("/register-sp2d", endpoint="register_sp2d", defaults={"name": "register-sp2d"})(views.show)
bp.get("/trial-balance", endpoint="trial_balance", defaults={"name": "trial-balance"})(views.show)
bp.get("/buku-besar", endpoint="buku_besar", defaults={"name": "buku-besar"})(views.show)
