"""Passwords: argon2id, at most four hashes at once, the list of common ones."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from simral.identity.rules import normalise

DATA = Path(__file__).resolve().parents[1] / "data" / "sandi_umum.txt.gz"

_hashers = {"now": PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)}
_turn = BoundedSemaphore(4)  # 64 MiB each: more at once would be a denial of service


CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def use_cheap_hashes() -> None:
    """For tests: a hash in a millisecond."""
    _hashers["now"] = CHEAP
    nobody.cache_clear()


@contextmanager
def cheap_hashes() -> Iterator[None]:
    """While an example is made: its password is public anyway; signing in hashes it properly."""
    before, _hashers["now"] = _hashers["now"], CHEAP
    try:
        yield
    finally:
        _hashers["now"] = before


def hash_password(sandi: str) -> str:
    """The argon2id hash, with its parameters and salt."""
    with _turn:
        return _hashers["now"].hash(normalise(sandi))


def verify_password(stored: str, sandi: str) -> bool:
    """True when the password belongs to the hash."""
    with _turn:
        try:
            return _hashers["now"].verify(stored, normalise(sandi))
        except (Argon2Error, InvalidHashError):
            return False


def needs_rehash(stored: str) -> bool:
    """True when the hash was made with other parameters than today's."""
    return _hashers["now"].check_needs_rehash(stored)


@cache
def nobody() -> str:
    """A hash to verify against when the user does not exist: the answer takes as long."""
    return hash_password("tidak ada pengguna dengan nama ini")


@cache
def common_passwords() -> frozenset[str]:
    """Passwords that attackers try first, in lower case."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)
