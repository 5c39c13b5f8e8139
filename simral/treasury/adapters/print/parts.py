"""Parts of the forms: label rows, ruled tables, signatures, the QR to the verification page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, Spacer, Table, TableStyle

from simral.kernel import pdf
from simral.kernel.money import format_angka, terbilang
from simral.treasury.adapters.print.papers import Deduction, FormLine, Head, Signer

BULAN = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
GREY = Color(0.94, 0.94, 0.94)
HAIR = 0.5
AMOUNT = 39 * mm  # 18 digits and the sen at 8 points
DOTS = "." * 44
WHOLE = 600  # characters: a longer row may be split, so that it cannot outgrow a page
Command = tuple[Any, ...]
UNRULED: tuple[Command, ...] = (
    ("SPAN", (0, -1), (-1, -1)),
    ("LEFTPADDING", (0, -1), (-1, -1), 0),
    ("RIGHTPADDING", (0, -1), (-1, -1), 0),
    ("TOPPADDING", (0, -1), (-1, -1), 0),
)


def width_of(head: Head) -> float:
    """The width between the margins."""
    return pdf.page_size(head.paper)[0] - 30 * mm


def day(value: date | None) -> str:
    """`4 Oktober 2021`; dots where the date is still to come."""
    return f"{value.day}\u00a0{BULAN[value.month - 1]}\u00a0{value.year}" if value else "." * 24


def number(nomor: str) -> str:
    """The number, or dots while the document has none."""
    return nomor or "." * 40


def rupiah(amount: Decimal) -> str:
    """`Rp 1.234.567,89`, unbroken."""
    return f"Rp\u00a0{format_angka(amount)}"


def words(amount: Decimal) -> str:
    """The amount in words with a capital."""
    text = terbilang(amount)
    return text[0].upper() + text[1:]


def said(amount: Decimal) -> str:
    """`Rp 1.000,00 (Seribu rupiah)`."""
    return f"{rupiah(amount)} ({words(amount)})"


def gap(height: float = 2 * mm) -> Spacer:
    """Empty height."""
    return Spacer(1, height)


def plain(rows: list[list[Any]], widths: list[float], *style: Command) -> Table:
    """A table without lines and with little air."""
    table = Table(rows, colWidths=widths, splitInRow=1)
    base: list[Command] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
    table.setStyle(TableStyle([*base, *style]))
    return table


def at_slash(text: str, room: float, size: float) -> str:
    """A number or address too long for one line, broken after a slash."""
    if " " in text or "/" not in text:
        return text
    return "\n".join(pdf.wrapped(text, pdf.REGULAR, size, room))


def boxed(*style: Command) -> tuple[Command, ...]:
    """The outline of a form's section."""
    return (
        ("BOX", (0, 0), (-1, -1), HAIR, "black"),
        ("TOPPADDING", (0, 0), (-1, 0), 2.5),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 3.5),
        *style,
    )


def fields(
    pairs: Sequence[tuple[str, str]], width: float, *style: Command, label: float = 40 * mm,
    size: float = 8.5, bold: Sequence[int] = (),
) -> Table:  # fmt: skip
    """Rows of label : value; long values wrap under themselves."""
    room = width - label - 4 * mm - 7
    rows = [
        [pdf.para(name, size=size), pdf.para(":", size=size),
         pdf.para(at_slash(value, room, size), size=size, face="b" if at in bold else "")]
        for at, (name, value) in enumerate(pairs)
    ]  # fmt: skip
    return plain(rows, [label, 4 * mm, width - label - 4 * mm], *style)


def numbered(texts: Sequence[str], width: float, marks: Sequence[str], size: float = 9) -> Table:
    """A list with its own marks, text justified."""
    rows = [
        [pdf.para(mark, size=size), pdf.para(text, size=size, align="j")]
        for mark, text in zip(marks, texts, strict=True)
    ]
    return plain(rows, [7 * mm, width - 7 * mm])


def ruled(
    head: Sequence[str],
    rows: Sequence[Sequence[Any]],
    widths: list[float],
    aligns: str,
    *style: Command,
    bold: Sequence[int] = (),
    totals: int = 0,
    size: float = 8,
    above: str = "",
    below: Sequence[str] = (),
    tail: Sequence[Flowable] = (),
) -> LongTable:
    """A table with lines: head repeated on every page, rows whole, totals with the row before.

    Figures are plain strings, texts paragraphs; `above` is a title row over the head, `below`
    the row of column numbers under it; `tail` (terbilang, signatures) stays with the last rows.
    """
    titles = [[pdf.para(above, size=size, face="b"), *[""] * (len(head) - 1)]] if above else []
    heads = [
        [pdf.para(text, size=size, face="b" if row is head else "", align="c") for text in row]
        for row in (head, below)
        if row
    ]
    top = len(titles) + len(heads)
    body: list[list[Any]] = [*titles, *heads]
    for at, row in enumerate(rows):
        face = "b" if at in bold or at >= len(rows) - totals else ""
        body.append([_cell(c, size, face, a) for c, a in zip(row, aligns, strict=True)])
    last_row = -1
    if tail:
        body.append([list(tail), *[""] * (len(head) - 1)])
        style = (*style, *UNRULED)
        last_row = -2
    is_long = any(len(str(cell)) >= WHOLE for row in rows for cell in row)
    table = LongTable(body, colWidths=widths, repeatRows=top, splitInRow=int(is_long))
    table.setStyle(TableStyle([*_rules(aligns, size, top, len(titles), last_row), *style]))
    _embolden(table, rows, top, bold, totals, aligns)
    last = [str(cell) for row in rows[-totals - 1 :] for cell in row]
    if totals and max(map(len, last), default=0) < WHOLE:
        table.setStyle(
            TableStyle([("NOSPLIT", (0, max(top, top + len(rows) - totals - 2)), (-1, -1))])
        )
    return table


def _cell(content: Any, size: float, face: str, align: str) -> Any:
    if align == "r" or not isinstance(content, str) or not content:
        return content
    return pdf.para(content, size=size, face=face, align=align)


def _rules(aligns: str, size: float, top: int, titles: int, last_row: int) -> list[Command]:
    style: list[Command] = [
        ("GRID", (0, 0), (-1, last_row), HAIR, "black"),
        ("BACKGROUND", (0, titles), (-1, top - 1), GREY),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, top - 1), "MIDDLE"),
        ("FONT", (0, 0), (-1, -1), pdf.REGULAR, size, size * 1.2),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
    ]
    if titles:
        style.append(("SPAN", (0, 0), (-1, 0)))
    for column, align in enumerate(aligns):
        if align == "r":
            style.append(("ALIGN", (column, top), (column, -1), "RIGHT"))
    return style


def _embolden(
    table: LongTable, rows: Sequence[Any], top: int, bold: Sequence[int], totals: int, aligns: str
) -> None:
    """Figures of bold rows; a total's label runs over the columns before its first figure."""
    marked = {*bold, *range(len(rows) - totals, len(rows))}
    style: list[Command] = [("FONTNAME", (0, top + at), (-1, top + at), pdf.BOLD) for at in marked]
    first = aligns.index("r", 1) if "r" in aligns[1:] else 0
    for at in range(len(rows) - totals, len(rows)):
        style.append(("SPAN", (0, top + at), (first - 1, top + at)))
    table.setStyle(TableStyle(style))


def charges(
    lines: Sequence[FormLine],
    width: float,
    head: Sequence[str],
    total: str,
    tail: Sequence[Flowable] = (),
) -> LongTable:
    """No | code | text | amount: headings of the programme bold, accounts numbered, one total."""
    rows: list[list[str]] = []
    bold, count = [], 0
    for at, line in enumerate(lines):
        count += line.depth == 3
        if line.depth < 3:
            bold.append(at)
        amount = format_angka(line.nilai)
        rows.append([str(count) if line.depth == 3 else "", line.kode, line.uraian, amount])
    asked = sum((line.nilai for line in lines if line.depth == 3), Decimal("0.00"))
    rows.append([total, "", "", format_angka(asked)])
    widths = [9 * mm, 35 * mm, width - 44 * mm - AMOUNT, AMOUNT]
    return ruled(head, rows, widths, "cllr", bold=bold, totals=1, tail=tail)


def deductions(title: str, items: Sequence[Deduction], width: float, *, least: int) -> LongTable:
    """No | Uraian (No. Rekening) | Jumlah | Keterangan, with at least `least` rows."""
    rows = [
        [str(at), _with_code(one), format_angka(one.nilai), one.keterangan]
        for at, one in enumerate(items, start=1)
    ]
    rows += [[str(at), "", "", ""] for at in range(len(rows) + 1, least + 1)]
    rows.append(["JUMLAH", "", format_angka(sum((one.nilai for one in items), Decimal(0))), ""])
    widths = [9 * mm, width - 57 * mm - AMOUNT, AMOUNT, 48 * mm]
    head = ("No.", "Uraian (No. Rekening)", "Jumlah (Rp)", "Keterangan")
    return ruled(head, rows, widths, "clrl", totals=1, above=title)


def _with_code(one: Deduction) -> str:
    return f"{one.uraian} ({one.kode})" if one.kode else one.uraian


def signature(signer: Signer, *above: str, size: float = 8.5) -> list[Flowable]:
    """Place and date, office, room to sign, name underlined, rank, NIP."""
    lines = [pdf.para(text, size=size, align="c") for text in above if text]
    lines.append(pdf.para(signer.jabatan, size=size, face="b", align="c"))
    is_known = bool(signer.nama)
    name = pdf.para(
        signer.nama or DOTS, size=size, face="b" if is_known else "", align="c",
        is_underlined=is_known,
    )  # fmt: skip
    foot = [pdf.para(text, size=size, align="c") for text in _credentials(signer)]
    return [*lines, gap(16 * mm), name, *foot]


def _credentials(signer: Signer) -> list[str]:
    return [text for text in (signer.pangkat, f"NIP. {signer.nip}" if signer.nip else "") if text]


def side_by_side(left: Any, right: Any, width: float, *style: Command, share: float = 0.5) -> Table:
    """Two blocks on one height, kept together."""
    table = plain([[left, right]], [width * share, width * (1 - share)], *style)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def proof(head: Head, width: float, side: float = 21 * mm) -> Flowable:
    """The QR code and the address it holds; a sentence while there is nothing to verify."""
    if not head.address:
        text = "Belum bernomor: tidak sah sebagai dasar pembayaran."
        return pdf.para(text, size=7.5, face="i")
    room = max(width - side - 4 * mm, 20 * mm)
    address = at_slash(head.address, room - 7, 7)
    text = f"Keaslian dokumen ini dapat diperiksa di\n{address}"
    cells = [[pdf.qr(head.address, side), pdf.para(text, size=7)]]
    return plain(cells, [side + 3 * mm, room], ("VALIGN", (0, 0), (-1, -1), "MIDDLE"))


def sheet(head: Head, title: str, nomor: str) -> pdf.Sheet:
    """Paper, foot and marks of a form."""
    foot = " · ".join(part for part in (f"{title} {nomor}".strip(), head.printed) if part)
    return pdf.Sheet(
        title=f"{title} {nomor}".strip(), paper=head.paper, footer=foot, mark=head.mark
    )
