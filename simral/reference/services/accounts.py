"""Local accounts: what a budget uses and the chart of its year lacks, added openly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import uuid4

from simral.kernel import codes
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.trail import record, record_bulk
from simral.kernel.unit_of_work import command
from simral.reference.models import PetaRekening, Rekening
from simral.reference.queries import rekening_names


@command
def add_local_accounts(
    new: Mapping[str, str], tahun: int, *, source: str, actor: Actor
) -> str | None:
    """Accounts (kode → nama) that a budget uses and the chart of its year lacks.

    A leaf that is no four-digit leaf is a left-over of an older chart: kept, not to be used.
    Parents and partner accounts of the later edition are opened from the same year on. Answers
    their codes, separated by spaces, or None.
    """
    accounts = [
        _account(kode, nama, tahun, source, len(kode.rpartition(".")[2]) == 4)
        for kode, nama in sorted(new.items())
    ]
    partners = _copy_partners(list(new), tahun, source)
    known = rekening_names(tahun).keys() | new.keys()
    more = sorted({up for kode in [*new, *partners] for up in codes.ancestors(kode)} - known)
    names = _names_of(more)
    opened = [_account(kode, names.get(kode, kode), tahun, source, True) for kode in more]
    db.session.add_all([*accounts, *opened])
    for account in [*accounts, *opened]:
        record("reference:rekening:add", account, actor=actor)
    facts = {"source": source, "tahun": tahun, "kode": sorted(new), "dibuka": more}
    record_bulk("reference:rekening:add_missing", "rekening", str(tahun), facts, actor=actor)
    return " ".join(more) or None


def _account(kode: str, nama: str, tahun: int, source: str, usable: bool) -> Rekening:
    return Rekening(
        id=uuid4(), kode=kode, nama=nama, level=codes.level(kode), induk_kode=codes.parent(kode),
        tahun_mulai=tahun, is_active=usable, sumber=source,
    )  # fmt: skip


def _copy_partners(kodes: list[str], tahun: int, source: str) -> list[str]:
    """Let the partners that the later chart knows hold from this year on; their codes."""
    later = db.session.scalars(
        db.select(PetaRekening)
        .where(PetaRekening.belanja_kode.in_(kodes), PetaRekening.tahun_mulai > tahun)
        .order_by(PetaRekening.tahun_mulai.desc())
    ).all()
    earliest = {(row.jenis, row.belanja_kode): row.tujuan_kode for row in later}
    for (jenis, belanja), tujuan in earliest.items():
        row = PetaRekening(id=uuid4(), jenis=jenis, belanja_kode=belanja, tujuan_kode=tujuan,
                           tahun_mulai=tahun, sumber=source)  # fmt: skip
        db.session.add(row)
        record("reference:peta_rekening:add", row, actor=None)
    return list(earliest.values())


def _names_of(kodes: Collection[str]) -> dict[str, str]:
    """The names in any edition of the chart, the oldest one first."""
    rows = db.session.execute(
        db.select(Rekening.kode, Rekening.nama)
        .where(Rekening.kode.in_(list(kodes)))
        .order_by(Rekening.tahun_mulai.desc())
    )
    return dict(rows.all())
