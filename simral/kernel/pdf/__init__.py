"""PDF: paper, fonts, marks, page numbers and tables of everything the product prints.

`table_pdf` draws a list; `Sheet` with `render` sets a form made of flowables. Output is
deterministic: the same data gives the same bytes.
"""

from simral.kernel.pdf.fonts import BOLD, ITALIC, REGULAR, text_width, wrapped
from simral.kernel.pdf.sheet import Paper, Sheet, page_size, render
from simral.kernel.pdf.table import table_pdf
from simral.kernel.pdf.text import escaped, kop, para, qr

__all__ = [
    "BOLD",
    "ITALIC",
    "REGULAR",
    "Paper",
    "Sheet",
    "escaped",
    "kop",
    "page_size",
    "para",
    "qr",
    "render",
    "table_pdf",
    "text_width",
    "wrapped",
]
