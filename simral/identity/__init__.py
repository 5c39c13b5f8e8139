"""Who: users, roles per OPD with dates, sign-in, server sessions, delegation (Plt/Plh).

Floor: just above the kernel, beside `reference` (they do not see each other).
Doors: `terms` (Role), `queries` (actor_of, names), `services` (accounts, grants, sessions).
"""
