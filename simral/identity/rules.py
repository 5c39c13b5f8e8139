"""Rules on accounts: passwords, user names, the reach of a role, roles kept apart, dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from simral.identity.terms import APART, GOVERNMENT_WIDE, LABELS, Role
from simral.kernel.errors import Finding
from simral.kernel.i18n import N_

LENGTH_MIN = 15
LENGTH_MAX = 256
LENGTH_FREE = 20  # from here on a passphrase needs no classes
LEET = str.maketrans("0134578@$!", "oieastbasi")
_USER_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]")


@dataclass(frozen=True)
class Held:
    """A role that the person holds between two dates (None = without end)."""

    role: Role
    mulai_on: date
    sampai_on: date | None


def normalise(sandi: str) -> str:
    """The password as it is hashed: NFC, nothing cut."""
    return unicodedata.normalize("NFC", sandi)


def check_password(
    sandi: str, *, common: Collection[str], context: Sequence[str] = ()
) -> list[Finding]:
    """Length, classes (BSSN 4/2021; none from 20 characters on), not common, not the name.

    `context` holds words an attacker would try first: user name, name, government, product.
    """
    text = normalise(sandi)
    findings = []
    if len(text) < LENGTH_MIN:
        message = N_("Kata sandi paling sedikit %(min)s karakter.")
        findings.append(Finding("sandi_pendek", message, {"min": LENGTH_MIN}, at="sandi"))
    if len(text) > LENGTH_MAX:
        message = N_("Kata sandi paling banyak %(max)s karakter.")
        findings.append(Finding("sandi_panjang", message, {"max": LENGTH_MAX}, at="sandi"))
    if len(text) < LENGTH_FREE and _classes(text) < 4:
        message = N_(
            "Kata sandi di bawah %(batas)s karakter harus memuat huruf besar, huruf kecil, "
            "angka dan tanda; atau pakai kalimat sandi yang lebih panjang."
        )
        findings.append(Finding("sandi_jenis", message, {"batas": LENGTH_FREE}, at="sandi"))
    if is_guessable(text, common, context):
        message = N_("Kata sandi ini mudah ditebak: umum, berulang, atau memuat nama Anda.")
        findings.append(Finding("sandi_umum", message, at="sandi"))
    return findings


def is_guessable(text: str, common: Collection[str], context: Sequence[str]) -> bool:
    """True for a listed password, also with digits and signs around it, doubled, or in leet."""
    plain = text.lower()
    if plain in common or len(set(plain)) < 6 or _is_run(plain):
        return True
    words = [word for one in context for word in re.findall(r"[^\W_]{4,}", one.lower())]
    for core in {_core(plain), _core(plain.translate(LEET))}:
        rest = core
        for word in words:
            rest = rest.replace(word, "")
        if len(re.sub(r"[\W\d_]", "", rest)) < 4 or rest in common or _half(rest) in common:
            return True
    return False


def check_user_name(nama_pengguna: str) -> list[Finding]:
    """Lower case letters, digits, dot, dash; 3 to 40 of them."""
    if _USER_NAME.fullmatch(nama_pengguna):
        return []
    message = N_(
        "Nama pengguna 3 sampai 40 karakter: huruf kecil, angka, titik, garis; "
        "tanpa spasi, diawali dan diakhiri huruf atau angka."
    )
    return [Finding("nama_pengguna", message, at="nama_pengguna")]


def plain_nip(nip: str) -> str:
    """The NIP as it is compared and stored: without the spaces and signs people group it by."""
    return re.sub(r"[\s.\-]", "", nip)


def check_scope(role: Role, opd_id: UUID | None) -> list[Finding]:
    """A role of the whole government carries no OPD, every other one exactly one."""
    if role in GOVERNMENT_WIDE and opd_id is not None:
        message = N_("Peran %(peran)s berlaku untuk seluruh pemerintah daerah, tanpa OPD.")
        return [Finding("tanpa_opd", message, {"peran": LABELS[role]}, at="opd_id")]
    if role not in GOVERNMENT_WIDE and opd_id is None:
        message = N_("Pilih OPD untuk peran %(peran)s.")
        return [Finding("perlu_opd", message, {"peran": LABELS[role]}, at="opd_id")]
    return []


def check_period(mulai_on: date, sampai_on: date | None) -> list[Finding]:
    """A grant does not end before it begins."""
    if sampai_on is None or sampai_on >= mulai_on:
        return []
    message = N_("Tanggal akhir mendahului tanggal mulai.")
    return [Finding("masa_terbalik", message, at="sampai_on")]


def check_apart(
    role: Role, mulai_on: date, sampai_on: date | None, held: Sequence[Held]
) -> list[Finding]:
    """Pairs of PP 12/2019 that one person may not hold on the same day (keuangan §4.1)."""
    findings = []
    for other in held:
        if frozenset((role, other.role)) in APART and _overlap(mulai_on, sampai_on, other):
            message = N_("%(peran)s tidak boleh dirangkap dengan %(lain)s.")
            values = {"peran": LABELS[role], "lain": LABELS[other.role]}
            findings.append(Finding("rangkap", message, values, at="role"))
    return findings


def check_not_self(actor_id: UUID, user_id: UUID) -> list[Finding]:
    """Nobody grants a role to himself."""
    if actor_id != user_id:
        return []
    message = N_("Anda tidak dapat memberi peran kepada diri sendiri.")
    return [Finding("diri_sendiri", message)]


def _overlap(mulai_on: date, sampai_on: date | None, other: Held) -> bool:
    return mulai_on <= (other.sampai_on or date.max) and other.mulai_on <= (sampai_on or date.max)


def _classes(text: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit, lambda c: not c.isalnum())
    return sum(any(test(c) for c in text) for test in tests)


def _core(text: str) -> str:
    """The middle without the digits and signs that people add at both ends."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _half(text: str) -> str:
    """`rahasia` for `rahasiarahasia`; the text itself when it does not repeat."""
    for size in range(1, len(text) // 2 + 1):
        if len(text) % size == 0 and text[:size] * (len(text) // size) == text:
            return text[:size]
    return text


def _is_run(text: str) -> bool:
    """`abcdefghijklmno`, `123456789012345`: most steps go one up, one down or stay."""
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    return bool(steps) and sum(abs(step) <= 1 for step in steps) > 0.7 * len(steps)
