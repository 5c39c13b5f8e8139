"""The embedded fonts: Arimo (OFL), Latin with its extensions, all digits of one width."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "Arimo", "Arimo-Bold", "Arimo-Italic"
FILES = {
    REGULAR: "arimo-5.3.0-regular.ttf",
    BOLD: "arimo-5.3.0-bold.ttf",
    ITALIC: "arimo-5.3.0-italic.ttf",
}
_SPACE = re.compile("[ \t]+")  # a no-break space holds its words together
FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor" / "fonts"


def register_fonts() -> None:
    """Make the fonts known once per process."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in FILES.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD)


def text_width(text: str, font: str, size: float) -> float:
    """The width of one line of text in points."""
    return size * _width(text, font)


@lru_cache(maxsize=65536)
def _width(text: str, font: str) -> float:
    """The width at one point; words of registers come again and again."""
    return float(pdfmetrics.stringWidth(text, font, 1))


def wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    """The lines of a text in `room` points; a word longer than the room is cut."""
    if "\n" not in text and text_width(text, font, size) <= room:
        return [text]
    lines: list[str] = []
    for part in text.splitlines():
        lines.extend(_filled(_SPACE.split(part.strip(" \t")), font, room / size))
    return lines or [""]


def _filled(words: list[str], font: str, room: float) -> list[str]:
    lines: list[str] = []
    line, used, space = "", 0.0, _width(" ", font)
    for word in (piece for whole in words for piece in _chopped(whole, font, room)):
        width = _width(word, font)
        if line and used + space + width > room:
            lines.append(line)
            line, used = "", 0.0
        line, used = (f"{line} {word}", used + space + width) if line else (word, width)
    return [*lines, line]


def _chopped(word: str, font: str, room: float) -> list[str]:
    """The word in pieces no wider than the room, cut after a slash where there is one."""
    pieces = []
    while _width(word, font) > room and len(word) > 1:
        cut = max(1, int(len(word) * room / _width(word, font)))
        while cut > 1 and _width(word[:cut], font) > room:
            cut -= 1
        cut = word.rfind("/", 1, cut) + 1 or cut
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


rl_config.useA85 = 0  # binary streams: a fifth smaller and faster
register_fonts()
