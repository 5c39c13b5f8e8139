"""The error tree: class = kind and HTTP status, Finding = one reason with its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simral.kernel.i18n import N_


@dataclass(frozen=True)
class Finding:
    """One reason: a stable code, an Indonesian sentence with named values, the field it is at."""

    code: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    at: str = ""

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class DomainError(Exception):
    """A refusal that a person may cause and must understand."""

    status = 400
    message = N_("Permintaan tidak dapat dikerjakan.")

    def __init__(self, message: str | None = None, **values: object) -> None:
        self.message = message or type(self).message
        self.values = values
        super().__init__(self.message)

    @property
    def findings(self) -> Sequence[Finding]:
        """The reasons to show; one for a plain error."""
        return [Finding(type(self).__name__, self.message, self.values)]

    def __str__(self) -> str:
        return "; ".join(str(finding) for finding in self.findings)


class NotFound(DomainError):
    """It does not exist, or not for you."""

    status = 404
    message = N_("Data tidak ditemukan.")


class NotAllowed(DomainError):
    """Your role does not include this act."""

    status = 403
    message = N_("Peran Anda tidak berwenang melakukan tindakan ini.")


class Conflict(DomainError):
    """The thing changed or was done meanwhile."""

    status = 409
    message = N_("Data sudah berubah. Muat ulang halaman lalu coba lagi.")


class IllegalTransition(Conflict):
    """The state table has no such step."""

    message = N_("Tindakan “%(action)s” tidak dapat dilakukan pada dokumen berstatus “%(state)s”.")


class RuleBroken(DomainError):
    """One or more rules do not hold; all of them are named."""

    status = 422

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._findings = tuple(findings)
        super().__init__("; ".join(str(finding) for finding in findings))

    @property
    def findings(self) -> Sequence[Finding]:
        return self._findings


def raise_if(findings: Sequence[Finding]) -> None:
    """Raise RuleBroken with every finding, or do nothing."""
    if findings:
        raise RuleBroken(findings)
