"""Every address of the books."""

from __future__ import annotations

from flask import Blueprint

from simral.ledger import views

MONTH = "/periode/<int:tahun>/<int:bulan>"

bp = Blueprint("ledger", __name__, url_prefix="/akuntansi")
bp.get("", endpoint="journals")(views.journals)
bp.get("/jurnal/<uuid:jurnal_id>", endpoint="journal_detail")(views.journal_detail)
bp.get("/buku-besar", endpoint="account")(views.account)
bp.get("/neraca-saldo", endpoint="trial_balance")(views.trial_balance)
bp.get("/periode", endpoint="periode_list")(views.periode_list)
bp.post(f"{MONTH}/close", endpoint="periode_close")(views.periode_close)
bp.post(f"{MONTH}/reopen", endpoint="periode_reopen")(views.periode_reopen)
