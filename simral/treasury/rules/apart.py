"""Who may not do what he did before (keuangan §4.1): four eyes, then eight."""

from __future__ import annotations

from uuid import UUID

from simral.kernel.errors import Finding
from simral.kernel.i18n import N_


def check_apart(person_id: UUID, *before: UUID | None) -> list[Finding]:
    """The person who made, verified or approved a document does not take a later step on it."""
    if person_id not in before:
        return []
    message = N_("Anda sudah bertindak pada dokumen ini; langkah ini harus dilakukan orang lain.")
    return [Finding("orang_yang_sama", message)]
