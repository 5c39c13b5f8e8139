"""Search over the papers of the room: number, purpose, payee; only what the actor sees."""

from __future__ import annotations

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.treasury.queries.papers import (
    Kind,
    PaperRow,
    date_of,
    matches,
    model_of,
    rows_of,
    seen_by,
    select_papers,
)

EACH = 20


def search_papers(q: str, *, actor: Actor) -> dict[Kind, list[PaperRow]]:
    """The newest EACH hits per kind; nothing for fewer than two signs."""
    if len(q) < 2:
        return {}
    found = {}
    for kind in reversed(Kind):
        statement = select_papers(kind).where(matches(kind, q), *seen_by(kind, actor))
        order = date_of(kind).desc(), model_of(kind).id
        rows = rows_of(kind, db.session.execute(statement.order_by(*order).limit(EACH)).all())
        if rows:
            found[kind] = rows
    return found
