"""Treasury: Penerima, Tagihan, SPD, SPP, SPM, SP2D, potongan and taxes.

Floor: above budgeting, below reporting. Doors: `errors`, `terms`, `states`, `queries`,
`services` (among them `services.tagihan.register_tagihan`, by which a bill enters from
another package).
"""
