"""Budget: versions, DPA per OPD, lines with their ceilings, anggaran kas, reservations.

Floor: above the ledger, below the treasury. Doors: `terms` (Ceiling), `queries`, `services`
(lock_ceilings, reserve_pagu, void_reservation, post_reservation, reopen_reservation).
"""
