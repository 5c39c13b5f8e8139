"""Reports: statements, registers, books; reads every table, commands nothing.

Floor: above the treasury, below transparency. Door: `queries` (make_filter, build).
"""
