"""Measurements against anchors; run by hand, one at a time: `python -m bench.import_dpa`."""
