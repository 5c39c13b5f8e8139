"""SIMRAL, the finance house of a regional government. The floor map, top to bottom:

app            create_app(): blueprints, error page, command line. No rules
example        the example government: builds legal objects by calling services
transparency   public pages and open data: reads what reporting publishes
reporting      statements and registers: reads every table, writes only its snapshots
treasury       Tagihan, SPD, SPP, SPM, SP2D, BKU, taxes, SPJ, STS
budgeting      RKA, DPA, anggaran kas, reservations on a ceiling
ledger         balances, periode, jurnal, buku besar; does not know what an SP2D is
audit          gives every event its place in the log: Merkle tree, checkpoint, proof
identity       users, roles per OPD with dates, sign-in
reference      tahun anggaran, OPD, Rekening tree, sumber dana, dated settings
kernel         knows nothing of government: money, states, clock, errors, db, web plumbing

A room calls down, never up. `identity` and `reference` stand side by side and do not see each
other. Later rooms have their floor already: evaluation, attendance, planning, records, signing.

This file imports nothing: `python3 -m simral` reads it before any package is installed.
"""
