"""Drawing for the public: areas of a treemap, and a thousand rupiah split among the urusan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from simral.kernel.money import ZERO

LETTER = 8.0  # average width of a letter of 13 px in the product's typeface, with room to spare
BIG = Decimal("0.10")  # from this share on an area is laid out first and lettered large


@dataclass(frozen=True)
class Area:
    """What an area stands for: code, name, amount in rupiah, how it is written, the tone."""

    kode: str
    nama: str
    nilai: Decimal
    kata: str
    tone: int
    href: str


@dataclass(frozen=True)
class Rect:
    """An area on the drawing; `nama` holds the lines that fit, empty where none fits."""

    x: float
    y: float
    w: float
    h: float
    tone: int
    href: str
    judul: str
    nama: tuple[str, ...]
    nilai: str
    besar: bool


@dataclass(frozen=True)
class Drawing:
    """One drawing of the same areas for one width of screen."""

    kelas: str
    w: int
    h: int
    rects: tuple[Rect, ...]


SIZES = (("wide", 1216, 460), ("mid", 800, 620), ("narrow", 328, 620))  # class, width, height
Box = tuple[float, float, float, float]


def build_treemap(
    areas: Sequence[Area], rest: str, write: Callable[[Decimal], str]
) -> list[Drawing]:
    """Squarified areas in three widths; areas above a tenth first, the small ones beside them.

    What a drawing cannot name stands together as `rest`, in tone 0; `write` puts its amount.
    """
    shown = sorted((a for a in areas if a.nilai > 0), key=lambda a: -a.nilai)
    if not shown:
        return []
    return [Drawing(name, w, h, tuple(_named(shown, rest, write, w, h))) for name, w, h in SIZES]


def _named(
    areas: Sequence[Area], rest: str, write: Callable[[Decimal], str], w: int, h: int
) -> list[Rect]:
    """Areas that have room for their names; one without it joins the others, smallest first."""
    kept, other = list(areas), ZERO
    while True:
        tail = [Area("", rest, other, write(other), 0, areas[-1].href)] if other else []
        drawn = _draw([*kept, *tail], w, h)
        nameless = {rect.judul for rect in drawn if not rect.nama}
        without = [area for area in kept if f"{area.nama}, {area.kata}" in nameless]
        if not without or len(kept) == 1:
            return drawn
        kept.remove(without[-1])
        other += without[-1].nilai


def _draw(areas: Sequence[Area], width: int, height: int) -> list[Rect]:
    total = sum((a.nilai for a in areas), ZERO)
    large = [a for a in areas if a.tone and a.nilai / total >= BIG]
    small = [a for a in areas if a not in large]
    share = float(sum((a.nilai for a in large), ZERO) / total)
    if width > height:
        first: Box = (0, 0, width * share, height)
        second: Box = (width * share, 0, width * (1 - share), height)
    else:
        first = (0, 0, width, height * share)
        second = (0, height * share, width, height * (1 - share))
    boxes = squarify([a.nilai for a in large], first) if large else []
    boxes += _wide([a.nilai for a in small], second) if small else []
    return [
        _rect(area, box, besar=i < len(large))
        for i, (area, box) in enumerate(zip([*large, *small], boxes, strict=True))
    ]


def _wide(values: Sequence[Decimal], box: Box, stretch: float = 2.6) -> list[Box]:
    """Wide boxes hold a name: squarify on a narrower ground and stretch it back."""
    x, y, w, h = box
    narrow = squarify(values, (0, y, w / stretch, h))
    return [(x + bx * stretch, by, bw * stretch, bh) for bx, by, bw, bh in narrow]


def squarify(values: Sequence[Decimal], box: Box) -> list[Box]:
    """Boxes with areas in the ratio of the values (largest first), as square as can be."""
    x, y, w, h = box
    total = sum(float(value) for value in values)  # drawing, not money
    sizes = [float(value) * w * h / total for value in values]  # descending but for the rest
    found: list[Box] = []
    while sizes:
        side = min(w, h)
        row = _row(sizes, side)
        thick = sum(row) / side
        at = 0.0
        for size in row:
            length = size / thick
            if w >= h:
                found.append((x, y + at, thick, length))
            else:
                found.append((x + at, y, length, thick))
            at += length
        if w >= h:
            x, w = x + thick, w - thick
        else:
            y, h = y + thick, h - thick
        sizes = sizes[len(row) :]
    return found


def _row(sizes: Sequence[float], side: float) -> list[float]:
    """As many of the next areas as make the row squarer."""
    row = [sizes[0]]
    for size in sizes[1:]:
        if _worst([*row, size], side) > _worst(row, side):
            break
        row.append(size)
    return row


def _worst(row: Sequence[float], side: float) -> float:
    total = sum(row)
    return max(max(side * side * size / total**2, total**2 / (side * side * size)) for size in row)


def _rect(area: Area, box: Box, *, besar: bool) -> Rect:
    x, y, w, h = box
    gap = 1.0
    lines = _fit(area.nama, w - 18, h - 26, LETTER * (1.28 if besar else 1), 21 if besar else 16)
    room = 26 + len(lines) * (21 if besar else 16) + 24
    nilai = area.kata if lines and room <= h and len(area.kata) * LETTER <= w - 18 else ""
    return Rect(
        x + gap, y + gap, max(w - 2 * gap, 1.0), max(h - 2 * gap, 1.0), area.tone, area.href,
        f"{area.nama}, {area.kata}", lines, nilai, besar,
    )  # fmt: skip


def _fit(name: str, width: float, height: float, letter: float, step: int) -> tuple[str, ...]:
    """The name broken into lines that fit; nothing rather than a cut name."""
    limit = int(width / letter)
    lines: list[str] = []
    for word in name.split():
        if len(word) > limit:
            return ()
        if lines and len(lines[-1]) + 1 + len(word) <= limit:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return tuple(lines) if len(lines) * step <= height else ()


def build_seribu(
    parts: Sequence[tuple[str, Decimal]], most: int = 8, rest: str = ""
) -> list[tuple[str, int]]:
    """A thousand rupiah split by largest remainder; what is small stands together as `rest`."""
    ordered = sorted((p for p in parts if p[1] > 0), key=lambda part: -part[1])
    kept = [*ordered[:most]]
    tail = sum((nilai for _, nilai in ordered[most:]), ZERO)
    if tail > 0:
        kept.append((rest, tail))
    total = sum((nilai for _, nilai in kept), ZERO)
    if total == 0:
        return []
    exact = [nilai * 1000 / total for _, nilai in kept]
    whole = [int(share.quantize(Decimal(1), ROUND_DOWN)) for share in exact]
    by_remainder = sorted(range(len(kept)), key=lambda i: whole[i] - exact[i])
    for i in by_remainder[: 1000 - sum(whole)]:
        whole[i] += 1
    return [(name, share) for (name, _), share in zip(kept, whole, strict=True)]
