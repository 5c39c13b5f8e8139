"""Commands of the budget: versions, DPA with anggaran kas, reservations on a ceiling."""

from simral.budgeting.services.anggaran_kas import import_anggaran_kas, spread_anggaran_kas
from simral.budgeting.services.dpa import cancel_dpa, ratify_dpa
from simral.budgeting.services.import_dpa import import_dpa
from simral.budgeting.services.kepala import edit_kepala
from simral.budgeting.services.reservation import (
    lock_ceilings,
    post_reservation,
    reopen_reservation,
    reserve_pagu,
    void_reservation,
)
from simral.budgeting.services.versi import create_version

__all__ = [
    "cancel_dpa", "create_version", "edit_kepala", "import_anggaran_kas", "import_dpa",
    "lock_ceilings", "post_reservation", "ratify_dpa", "reopen_reservation", "reserve_pagu",
    "spread_anggaran_kas", "void_reservation",
]  # fmt: skip
