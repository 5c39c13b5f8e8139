"""Actor: who acts, with which roles in which units. Everything below the view knows only this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from simral.kernel.errors import NotAllowed


@dataclass(frozen=True)
class Actor:
    """A person with the grants valid today; unit None = the whole government."""

    user_id: UUID
    grants: frozenset[tuple[str, UUID | None]] = frozenset()

    def sees(self, unit_id: UUID | None) -> bool:
        """True when any grant reaches the unit; another unit's documents do not exist for him."""
        return any(unit in (None, unit_id) for _, unit in self.grants)

    def may(self, role: StrEnum, unit_id: UUID | None) -> bool:
        """True when he holds the role in the unit or in the whole government."""
        return (role.value, unit_id) in self.grants or (role.value, None) in self.grants

    def require(self, role: StrEnum, unit_id: UUID | None) -> None:
        """Raise NotAllowed unless `may`."""
        if not self.may(role, unit_id):
            raise NotAllowed()

    def holds(self, role: StrEnum) -> bool:
        """True when he holds the role anywhere."""
        return any(held == role.value for held, _ in self.grants)

    def units(self) -> frozenset[UUID] | None:
        """The units he sees; None = all of them."""
        if any(unit is None for _, unit in self.grants):
            return None
        return frozenset(unit for _, unit in self.grants if unit is not None)


SYSTEM_ID = UUID(int=0)  # the operator at the command line and the product's own jobs


def system_actor(roles: Iterable[StrEnum]) -> Actor:
    """Who acts at the command line: the given roles in the whole government."""
    return Actor(SYSTEM_ID, frozenset((role.value, None) for role in roles))
