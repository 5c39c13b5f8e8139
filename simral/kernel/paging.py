"""`Page`: a slice of a list by key, not by offset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

SIZE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows in order, and the keys to ask for the pages beside it (None = there is none)."""

    rows: Sequence[T]
    before: str | None = None
    after: str | None = None


def page_of(
    rows: Sequence[T], key: Callable[[T], str], *, size: int = SIZE, first: bool, backward: bool
) -> Page[T]:
    """Cut `size + 1` fetched rows to a page. `backward` rows come in reverse order."""
    more = len(rows) > size
    kept = list(rows[:size])
    if backward:
        kept.reverse()
    if not kept:
        return Page(kept)
    has_before = more if backward else not first
    has_after = True if backward else more
    return Page(kept, key(kept[0]) if has_before else None, key(kept[-1]) if has_after else None)
