"""Text on forms: paragraphs of plain text, the kop, the QR code."""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape
from typing import Any, Literal

import segno
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from simral.kernel.pdf.fonts import BOLD, ITALIC, REGULAR, text_width, wrapped

Alignment = Literal[0, 1, 2, 4]
ALIGN: dict[str, Alignment] = {"l": 0, "c": 1, "r": 2, "j": 4}
SHIFT = {"l": 0.0, "c": 0.5, "r": 1.0}
FACE = {"": REGULAR, "b": BOLD, "i": ITALIC}


def escaped(text: str) -> str:
    """What a person typed, harmless inside a paragraph; line ends are kept."""
    return escape(text, quote=False).replace("\r\n", "\n").replace("\n", "<br/>")


def para(
    text: str, *, size: float = 8.5, face: str = "", align: str = "l", is_underlined: bool = False
) -> Flowable:
    """A paragraph of plain text; `face` is "", "b" or "i", `align` l, r, c or j."""
    if align == "j":
        return Paragraph(escaped(text), _style(size, face, align))
    return _Text(text, FACE[face], size, align, is_underlined=is_underlined)


class _Text(Flowable):
    """Lines of plain text: nothing in it is markup, and it is several times faster than one."""

    def __init__(
        self, text: str, font: str, size: float, align: str, *, is_underlined: bool
    ) -> None:
        super().__init__()
        self.text, self.font, self.size, self.align = text, font, size, align
        self.is_underlined = is_underlined
        self.leading = round(size * 1.2, 1)
        self.lines: list[str] = []

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.lines = wrapped(self.text, self.font, self.size, room)
        self.width, self.height = room, self.leading * len(self.lines)
        return self.width, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        self.wrap(room, height)
        count = min(int(height // self.leading), len(self.lines) - 1)  # both parts hold something
        if count < 1:
            return []
        return [self._part(self.lines[:count]), self._part(self.lines[count:])]

    def _part(self, lines: list[str]) -> Flowable:
        text = "\n".join(lines)
        return _Text(text, self.font, self.size, self.align, is_underlined=self.is_underlined)

    def draw(self) -> None:
        pen, y = self.canv, self.height - self.size
        pen.setFont(self.font, self.size)
        for line in self.lines:
            used = text_width(line, self.font, self.size)
            x = (self.width - used) * SHIFT[self.align]
            pen.drawString(x, y, line)
            if self.is_underlined:
                pen.setLineWidth(self.size / 16)
                pen.line(x, y - self.size * 0.13, x + used, y - self.size * 0.13)
            y -= self.leading


@cache
def _style(size: float, face: str, align: str) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{face}{align}",
        fontName=FACE[face],
        fontSize=size,
        leading=round(size * 1.2, 1),
        alignment=ALIGN[align],
        splitLongWords=1,
    )


class Seal(Flowable):
    """Where the seal of the government goes: a drawn shield until one is supplied."""

    def __init__(self, width: float = 13 * mm) -> None:
        super().__init__()
        self.width, self.height = width, width * 1.25

    def draw(self) -> None:
        w, h, pen = self.width, self.height, self.canv
        pen.saveState()
        pen.setLineWidth(0.9)
        for inset in (0, w * 0.09):
            _shield(pen, inset, w, h)
            pen.setLineWidth(0.4)
        _star(pen, w / 2, h * 0.62, w * 0.2)
        pen.line(w * 0.25, h * 0.36, w * 0.75, h * 0.36)
        pen.line(w * 0.31, h * 0.29, w * 0.69, h * 0.29)
        pen.restoreState()


def _shield(pen: Canvas, inset: float, w: float, h: float) -> None:
    left, right, top, low = inset, w - inset, h - inset, inset * 1.2
    path = pen.beginPath()
    path.moveTo(left, top)
    path.lineTo(right, top)
    path.lineTo(right, h * 0.45)
    path.curveTo(right, h * 0.2, w * 0.68, h * 0.1, w / 2, low)
    path.curveTo(w * 0.32, h * 0.1, left, h * 0.2, left, h * 0.45)
    path.close()
    pen.drawPath(path, stroke=1, fill=0)


# cos and sin of the ten corners of a five-pointed star, outer and inner by turns
_CORNERS = (
    (0.0, 1.0), (0.225, 0.309), (0.951, 0.309), (0.363, -0.118), (0.588, -0.809),
    (0.0, -0.382), (-0.588, -0.809), (-0.363, -0.118), (-0.951, 0.309), (-0.225, 0.309),
)  # fmt: skip


def _star(pen: Canvas, x: float, y: float, radius: float) -> None:
    path = pen.beginPath()
    for number, (dx, dy) in enumerate(_CORNERS):
        step = path.lineTo if number else path.moveTo
        step(x + dx * radius, y + dy * radius)
    path.close()
    pen.drawPath(path, stroke=0, fill=1)


def kop(width: float, pemda: str, opd: str, tahun: int, *, rule: bool = True) -> Table:
    """The head of a paper: seal, PEMERINTAH …, OPD, TAHUN ANGGARAN, and the double rule."""
    lines = [para(pemda.upper(), size=12, face="b", align="c")]
    if opd:
        lines.append(para(opd.upper(), size=11, face="b", align="c"))
    lines.append(para(f"TAHUN ANGGARAN {tahun}", size=9.5, align="c"))
    left = 18 * mm
    right = left if rule else 2 * mm
    table = Table([[Seal(), lines, ""]], colWidths=[left, width - left - right, right])
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    if rule:
        style.append(("LINEBELOW", (0, 0), (-1, -1), 0.5, "black", 0, None, None, 2, 1.2))
    table.setStyle(TableStyle(style))
    return table


class _QR(Flowable):
    """A QR code drawn as one path, so that it stays sharp on any printer."""

    def __init__(self, address: str, side: float) -> None:
        super().__init__()
        self.address, self.width, self.height = address, side, side

    def draw(self) -> None:
        modules, path = _modules(self.address)
        self.canv.saveState()
        self.canv.scale(self.width / modules, self.height / modules)
        # Hundreds of rectangles, written at once: one by one they cost more than the form.
        self.canv._code.append(path)  # type: ignore[attr-defined]  # missing in the stubs
        self.canv.restoreState()


@lru_cache(maxsize=64)
def _modules(address: str) -> tuple[int, str]:
    """How many modules wide the code is, and its dark runs as PDF path; error correction M."""
    rows = [_runs(row) for row in segno.make(address, error="m", micro=False).matrix]
    path = [
        f"{start} {len(rows) - 1 - y} {length} 1 re"
        for y, runs in enumerate(rows)
        for start, length in runs
    ]
    return len(rows), " ".join([*path, "f"])


def _runs(row: bytearray) -> tuple[tuple[int, int], ...]:
    runs, start = [], -1
    for x, dark in enumerate([*row, 0]):
        if dark and start < 0:
            start = x
        elif not dark and start >= 0:
            runs.append((start, x - start))
            start = -1
    return tuple(runs)


def qr(address: str, side: float = 20 * mm) -> Flowable:
    """The QR code of an address, with a caption-free square of `side` points."""
    return _QR(address, side)
