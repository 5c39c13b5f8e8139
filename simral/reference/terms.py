"""Words of reference."""

from __future__ import annotations

from enum import StrEnum


class Keeper(StrEnum):
    """Who keeps the settings: the role as `identity` grants it; the two rooms do not meet."""

    ADMIN = "admin"
