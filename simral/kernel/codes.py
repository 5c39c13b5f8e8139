"""Dotted codes: parse, compare, parent, level (`5.1.02.01.01.0024`)."""

from __future__ import annotations

import re

_CODE = re.compile(r"[0-9X]+(?:\.[0-9X]+)*")
_ZERO_LEVEL = re.compile(r"^(\d\.\d\d\.\d\d)\.0([1-8])(?=\.)")


def parse(text: str) -> str:
    """The code without surrounding space; ValueError when it is not a dotted code."""
    code = text.strip().rstrip(".")
    if not _CODE.fullmatch(code):
        raise ValueError(f"not a dotted code: {text!r}")
    return code


def level(code: str) -> int:
    """1 for `5`, 6 for `5.1.02.01.01.0024`."""
    return code.count(".") + 1


def parent(code: str) -> str | None:
    """The code one level up; None at the top."""
    head, dot, _ = code.rpartition(".")
    return head if dot else None


def ancestors(code: str) -> list[str]:
    """From the top down to the code itself."""
    parts = code.split(".")
    return [".".join(parts[:i]) for i in range(1, len(parts) + 1)]


def at_level(code: str, depth: int) -> str:
    """The code cut to `depth` parts."""
    return ".".join(code.split(".")[:depth])


def is_under(code: str, ancestor: str) -> bool:
    """True for the ancestor itself and everything below it."""
    return code == ancestor or code.startswith(ancestor + ".")


def normalise_programme(code: str) -> str:
    """`1.01.01.02.01.0001` was seen for `1.01.01.2.01.0001`: authority has one digit."""
    return _ZERO_LEVEL.sub(r"\1.\2", code)
