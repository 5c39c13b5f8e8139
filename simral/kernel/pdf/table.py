"""`table_pdf`: a register or report as numbered pages, drawn straight on the canvas.

Row by row, so that a list of 30,000 lines costs seconds; the head is repeated on every page,
a row is never split, figures shrink rather than break.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from simral.kernel.pdf.fonts import BOLD, REGULAR, text_width, wrapped
from simral.kernel.pdf.sheet import MARGIN, Sheet, draw_foot, draw_mark, open_canvas, page_size

Column = tuple[str, float, str]
PAD = 3.0
CODE_MAX = 24
HEAD_GREY = Color(0.93, 0.93, 0.93)
LINE_GREY = Color(0.45, 0.45, 0.45)
SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)


@dataclass
class _Row:
    cells: list[list[str]]
    bold: bool
    height: float


@dataclass
class _Plan:
    size: float
    widths: list[float]
    head: _Row
    pages: list[list[_Row]] = field(default_factory=list)


def table_pdf(
    *,
    title: str,
    subtitle: Sequence[str],
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    bold_rows: Collection[int] = (),
    landscape: bool = False,
    paper: str = "A4",
    pemda: str,
    footer: str = "",
    mark: str | None = None,
) -> bytes:
    """The list on paper; columns are (head, relative width, "l" | "r" | "c").

    `bold_rows` are indexes of total rows. The same arguments give the same bytes.
    """
    sheet = Sheet(title=title, paper=paper, landscape=landscape, footer=footer, mark=mark)
    width, height = page_size(paper, landscape=landscape)
    plan = _plan(columns, rows, frozenset(bold_rows), width - 2 * MARGIN)
    first = _heading_height(title, subtitle, width)
    _paginate(plan, rows, frozenset(bold_rows), height - 2 * MARGIN, first)
    buffer = io.BytesIO()
    canvas = open_canvas(buffer, sheet)
    for number, page in enumerate(plan.pages, start=1):
        draw_mark(canvas, sheet)
        top = height - MARGIN
        if number == 1:
            top = _draw_heading(canvas, pemda, title, subtitle, width, top)
        _draw_rows(canvas, plan, columns, page, top, empty=not rows)
        draw_foot(canvas, sheet, number, len(plan.pages))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _plan(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], bold: frozenset[int], room: float
) -> _Plan:
    """The largest letter at which every figure fits on one line, and the columns' widths."""
    needs = [_need(columns, rows, bold, at) for at in range(len(columns))]
    total = sum(weight for _, weight, _ in columns)
    for size in SIZES:
        least = [need * size + 2 * PAD + 1 for need in needs]
        widths = _share([weight * room / total for _, weight, _ in columns], least, room)
        if widths:
            break
    else:
        size = (room - len(needs) * (2 * PAD + 1)) / sum(needs)
        widths = [need * size + 2 * PAD + 1 for need in needs]
    heads = [
        wrapped(head, BOLD, size, width - 2 * PAD)
        for (head, _, _), width in zip(columns, widths, strict=True)
    ]
    return _Plan(size, widths, _Row(heads, True, _height(heads, size) + 3))


def _need(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], bold: frozenset[int], at: int
) -> float:
    """The width per point that a column cannot do without: its longest figure, date or code."""
    head, _, align = columns[at]
    words = max((text_width(word, BOLD, 1) for word in head.split()), default=0.0)
    longest = {True: "", False: ""}
    for number, row in enumerate(rows):
        text = row[at] if align != "l" else _code(row[at])
        is_bold = number in bold
        if len(text) > len(longest[is_bold]):
            longest[is_bold] = text
    fixed = (text_width(text, BOLD if b else REGULAR, 1) for b, text in longest.items())
    return max(words, *fixed)


def _code(text: str) -> str:
    """The text when it is a dotted code, which is never broken over lines."""
    return text if len(text) <= CODE_MAX and not text.strip("0123456789.X") else ""


def _share(wanted: list[float], least: list[float], room: float) -> list[float]:
    """Widths of at least `least` that fill the room; empty when they do not fit."""
    if sum(least) > room:
        return []
    fixed = [False] * len(wanted)
    widths = list(wanted)
    while True:
        free = room - sum(low for low, is_fixed in zip(least, fixed, strict=True) if is_fixed)
        open_sum = sum(want for want, is_fixed in zip(wanted, fixed, strict=True) if not is_fixed)
        short = False
        for i, want in enumerate(wanted):
            widths[i] = least[i] if fixed[i] else want * free / open_sum
            if not fixed[i] and widths[i] < least[i]:
                fixed[i] = short = True
        if not short:
            return widths


def _height(cells: list[list[str]], size: float) -> float:
    return float(max(map(len, cells), default=1) * size * 1.2 + 4)


def _paginate(
    plan: _Plan,
    rows: Sequence[Sequence[str]],
    bold: frozenset[int],
    room: float,
    first: float,
) -> None:
    """Fill the pages; a total row never stands alone on a new page."""
    page: list[_Row] = []
    left = room - first - plan.head.height
    for number, cells in enumerate(rows):
        is_bold = number in bold
        font = BOLD if is_bold else REGULAR
        lines = [
            wrapped(text, font, plan.size, width - 2 * PAD)
            for text, width in zip(cells, plan.widths, strict=True)
        ]
        row = _Row(lines, is_bold, min(_height(lines, plan.size), room - plan.head.height))
        if row.height > left and (page or not plan.pages):
            kept = page[-1:] if is_bold and len(page) > 1 and number == len(rows) - 1 else []
            plan.pages.append(page[: len(page) - len(kept)])
            page = kept
            left = room - plan.head.height - sum(one.height for one in kept)
        page.append(row)
        left -= row.height
    plan.pages.append(page)


def _heading_height(title: str, subtitle: Sequence[str], width: float) -> float:
    lines = len(wrapped(title, BOLD, 11, width - 2 * MARGIN))
    rest = sum(len(wrapped(text, REGULAR, 9, width - 2 * MARGIN)) for text in subtitle)
    return 16.0 + 14 * lines + 12 * rest + 3 * mm


def _draw_heading(
    canvas: Canvas, pemda: str, title: str, subtitle: Sequence[str], width: float, top: float
) -> float:
    """PEMERINTAH …, the title and the lines under it, centred; returns where the table begins."""
    start = top
    canvas.setFont(BOLD, 12)
    canvas.drawCentredString(width / 2, top - 11, pemda)
    top -= 16
    for size, font, step, texts in ((11, BOLD, 14, [title]), (9, REGULAR, 12, subtitle)):
        canvas.setFont(font, size)
        for text in texts:
            for line in wrapped(text, font, size, width - 2 * MARGIN):
                canvas.drawCentredString(width / 2, top - size, line)
                top -= step
    return start - _heading_height(title, subtitle, width)


def _draw_rows(
    canvas: Canvas,
    plan: _Plan,
    columns: Sequence[Column],
    rows: list[_Row],
    top: float,
    *,
    empty: bool,
) -> None:
    """Head, rows and the lines between them."""
    right = MARGIN + sum(plan.widths)
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(LINE_GREY)
    canvas.setFillColor(HEAD_GREY)
    canvas.rect(MARGIN, top - plan.head.height, right - MARGIN, plan.head.height, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.line(MARGIN, top, right, top)
    y = _draw_row(canvas, plan, ["c"] * len(columns), plan.head, top, right)
    for row in rows:
        y = _draw_row(canvas, plan, [align for _, _, align in columns], row, y, right)
    if empty:
        canvas.setFont(REGULAR, 9)
        canvas.drawCentredString((MARGIN + right) / 2, y - 16, "Tidak ada data.")
    x = MARGIN
    for width in [0.0, *plan.widths]:
        x += width
        canvas.line(x, top, x, y)


def _draw_row(
    canvas: Canvas, plan: _Plan, aligns: Sequence[str], row: _Row, top: float, right: float
) -> float:
    font, size = BOLD if row.bold else REGULAR, plan.size
    canvas.setFont(font, size)
    x = MARGIN
    for lines, width, align in zip(row.cells, plan.widths, aligns, strict=True):
        y = top - size - 1.5
        for line in lines[: max(1, int((row.height - 4) / (size * 1.2)))]:
            spare = width - 2 * PAD - text_width(line, font, size) if align != "l" else 0
            canvas.drawString(x + PAD + (spare / 2 if align == "c" else spare), y, line)
            y -= size * 1.2
        x += width
    bottom = top - row.height
    canvas.line(MARGIN, bottom, right, bottom)
    return bottom
