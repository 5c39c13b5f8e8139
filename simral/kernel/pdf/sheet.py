"""Paper and what stands on every page: the mark behind the text, the foot with its numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from simral.kernel.pdf.fonts import BOLD, REGULAR, text_width

Paper = Literal["A4", "F4"]
SIZES = {"A4": (210 * mm, 297 * mm), "F4": (215 * mm, 330 * mm)}
MARGIN = 15 * mm
FOOT = 7
MARK_GREY = Color(0.91, 0.91, 0.91)
RULE_GREY = Color(0.55, 0.55, 0.55)


@dataclass(frozen=True)
class Sheet:
    """How a document is put on paper; `mark` is DRAF, SALINAN, CONTOH or several of them."""

    title: str
    paper: str = "A4"
    landscape: bool = False
    footer: str = ""
    mark: str | None = None
    author: str = "SIMRAL"


def page_size(paper: str, *, landscape: bool = False) -> tuple[float, float]:
    """Width and height in points; A4 for an unknown paper."""
    width, height = SIZES.get(paper, SIZES["A4"])
    return (height, width) if landscape else (width, height)


def open_canvas(buffer: io.BytesIO, sheet: Sheet) -> Canvas:
    """A canvas whose output depends on the data alone."""
    size = page_size(sheet.paper, landscape=sheet.landscape)
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1, lang="id-ID")
    describe(canvas, sheet)
    return canvas


def describe(canvas: Canvas, sheet: Sheet) -> None:
    """Title and author for the reader's window."""
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.author)
    canvas.setSubject(sheet.title)


def draw_mark(canvas: Canvas, sheet: Sheet) -> None:
    """The mark across the page, light, under the text."""
    if not sheet.mark:
        return
    width, height = page_size(sheet.paper, landscape=sheet.landscape)
    room = (width**2 + height**2) ** 0.5 * 0.72
    size = min(110.0, 110 * room / max(text_width(sheet.mark, BOLD, 110), 1))
    canvas.saveState()
    canvas.setFillColor(MARK_GREY)
    canvas.setFont(BOLD, size)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(35 if sheet.landscape else 52)
    canvas.drawCentredString(0, -size / 3, sheet.mark)
    canvas.restoreState()


def draw_foot(canvas: Canvas, sheet: Sheet, page: int, pages: int) -> None:
    """A thin line, the footer's text and `Halaman n dari m`."""
    width, _ = page_size(sheet.paper, landscape=sheet.landscape)
    number = f"Halaman {page} dari {pages}"
    room = width - 2 * MARGIN - text_width(number, REGULAR, FOOT) - 4 * mm
    canvas.saveState()
    canvas.setStrokeColor(RULE_GREY)
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, MARGIN - 3 * mm, width - MARGIN, MARGIN - 3 * mm)
    canvas.setFont(REGULAR, FOOT)
    canvas.drawString(MARGIN, MARGIN - 6.5 * mm, fitted(sheet.footer, REGULAR, FOOT, room))
    canvas.drawRightString(width - MARGIN, MARGIN - 6.5 * mm, number)
    canvas.restoreState()


def fitted(text: str, font: str, size: float, room: float) -> str:
    """The text on one line, cut with an ellipsis where it does not fit."""
    if text_width(text, font, size) <= room:
        return text
    while text and text_width(text + "…", font, size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


class _NumberedCanvas(Canvas):
    """Holds the pages back until their count is known."""

    sheet: Sheet

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._held.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # missing in the stubs

    def save(self) -> None:
        for number, state in enumerate(self._held, start=1):
            self.__dict__.update(state)
            draw_foot(self, self.sheet, number, len(self._held))
            super().showPage()
        super().save()


def render(story: Sequence[Flowable], sheet: Sheet, *, margin: float = MARGIN) -> bytes:
    """Set the flowables on numbered pages; `story` is used up."""
    size = page_size(sheet.paper, landscape=sheet.landscape)
    width, height = size
    buffer = io.BytesIO()
    frame = Frame(
        margin, MARGIN, width - 2 * margin, height - 2 * MARGIN + 3 * mm,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    template = BaseDocTemplate(buffer, pagesize=size, invariant=1, pageCompression=1, lang="id-ID")

    def start(canvas: Canvas, _document: object) -> None:
        describe(canvas, sheet)
        draw_mark(canvas, sheet)

    template.addPageTemplates([PageTemplate(frames=[frame], onPage=start)])

    def make(*args: Any, **kwargs: Any) -> Canvas:
        canvas = _NumberedCanvas(*args, **kwargs)
        canvas.sheet = sheet
        return canvas

    template.build(list(story), canvasmaker=make)
    return buffer.getvalue()
