"""Code lists: OPD and units, Rekening, programme nomenclature, Sumber Dana, dated settings.

Floor: just above the kernel, beside `identity`. Doors: `models` (everybody may read),
`queries`, `services`.
"""
