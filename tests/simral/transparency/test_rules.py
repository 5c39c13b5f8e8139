"""Drawing for the public: what has no room for its name stands with the others."""

from __future__ import annotations

from decimal import Decimal

from simral.kernel.money import format_short
from simral.transparency.rules import Area, build_treemap

SIZES = (2400, 1500, 1100, 400, 300, 180, 120, 90, 60, 45, 25, 15, 8, 3, 1)


def area(number: int, size: int) -> Area:
    nilai = Decimal(size) * 10**9
    name = f"Urusan nomor {number} dengan nama yang panjang"
    return Area(str(number), name, nilai, format_short(nilai), 1, "#h-urusan")


def test_no_area_of_a_drawing_is_without_a_name_and_nothing_is_lost():
    areas = [area(number, size) for number, size in enumerate(SIZES)]
    drawings = build_treemap(areas, "Urusan lainnya", format_short)
    assert [drawing.kelas for drawing in drawings] == ["wide", "mid", "narrow"]
    for drawing in drawings:
        assert all(rect.nama for rect in drawing.rects)
        assert len(drawing.rects) > 3
        assert drawing.rects[-1].judul.startswith("Urusan lainnya")
        covered = sum((rect.w + 2) * (rect.h + 2) for rect in drawing.rects)
        assert abs(covered / (drawing.w * drawing.h) - 1) < 0.01


def test_what_can_be_named_altogether_is_not_grouped():
    areas = [area(1, 500), area(2, 400), area(3, 300)]
    wide = build_treemap(areas, "Urusan lainnya", format_short)[0]
    assert [rect.judul.partition(" dengan")[0] for rect in wide.rects] == [
        "Urusan nomor 1", "Urusan nomor 2", "Urusan nomor 3",
    ]  # fmt: skip
