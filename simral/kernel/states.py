"""A document's life as a table: (state, action) → step. Printable, tested exhaustively."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from simral.kernel.errors import IllegalTransition


@dataclass(frozen=True)
class Step:
    """Where an action leads, who may take it, whether it must say why."""

    to: StrEnum
    by: StrEnum
    reason: bool = False
    inside: bool = False  # taken by another document's command, never by a button


@dataclass(frozen=True)
class StateMachine:
    """The whole life of one kind of document; `name` is the prefix of its audit tags."""

    name: str
    initial: StrEnum
    table: Mapping[tuple[StrEnum, StrEnum], Step]

    def step(self, state: StrEnum, action: StrEnum) -> Step:
        """The step, or IllegalTransition."""
        try:
            return self.table[state, action]
        except KeyError:
            raise IllegalTransition(state=state, action=action) from None

    def actions(self, state: StrEnum) -> list[tuple[StrEnum, Step]]:
        """What a page may offer in this state; the same table decides in the service."""
        steps = self.table.items()
        return [(action, step) for (at, action), step in steps if at == state and not step.inside]
