"""SP2D signed per second: the service against the same work in plain SQL, 1 and 16 clients.

Every run signs all drafts of a fresh copy of one database: the real budget of 2021, its SPD, and
`DRAFTS` SP2D on as many budget lines, two taxes and eight postings each. The first `WARM` of
every client are not counted. `service` is `sign_sp2d` with every check and event; `plain` is
`bench/plain_sign.py`. Clients are threads of one process, or processes of their own.

    python -m bench.sp2d [ROUNDS [DRAFTS]]
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import event

from bench.common import (
    application,
    connect,
    copy_of,
    example,
    machine,
    prepared,
    ratio,
    rounds,
    timed,
)
from bench.drafts import actor_named, make_drafts
from bench.plain_sign import sign
from simral.example.load import CURTAIN
from simral.kernel.db import db
from simral.treasury.services.sp2d import sign_sp2d

DRAFTS, WARM = 160, 3
Work = Callable[[UUID], object]
processes = multiprocessing.get_context("fork")


def drafts_of(name: str) -> list[UUID]:
    """The drafts that wait, in a fixed order."""
    find = "SELECT d.id FROM sp2d d JOIN spm m ON m.id = d.spm_id JOIN spp p ON p.id = m.spp_id"
    find += " WHERE d.state = 'draf' AND p.uraian LIKE 'Bench %' ORDER BY p.uraian"
    with connect(name) as connection:
        return [row[0] for row in connection.execute(find)]


def race(start: Callable[[], Work], drafts: Sequence[UUID], clients: int, *, forked: bool) -> float:
    """Seconds per SP2D, from the moment all clients are warm until the last one is done."""
    make: Any = processes.Process if forked else threading.Thread
    barrier: Any = (processes if forked else threading).Barrier(clients + 1)
    shares = [drafts[number::clients] for number in range(clients)]

    def client(share: Sequence[UUID]) -> None:
        work = start()
        for draft in share[:WARM]:
            work(draft)
        barrier.wait(60)
        for draft in share[WARM:]:
            work(draft)

    workers = [make(target=client, args=(share,)) for share in shares]
    for worker in workers:
        worker.start()
    barrier.wait(60)
    took = timed(lambda: [worker.join() for worker in workers])
    return took / (len(drafts) - clients * WARM)


def by_service(template: str, clients: int, forked: bool = False) -> float:
    """Through `sign_sp2d`, an application context per SP2D as a request has it."""
    with copy_of(template) as name, application(name) as app:
        drafts = drafts_of(name)
        with app.app_context():
            bud = actor_named("kuasabud")
            db.session.remove()
            db.engine.dispose()

        def work(draft: UUID) -> None:
            with app.app_context():
                sign_sp2d(draft, actor=bud, today=CURTAIN)

        took = race(lambda: work, drafts, clients, forked=forked)
        _check(name, len(drafts))
        return took


def by_plain(template: str, clients: int, forked: bool = False) -> float:
    """Through psycopg, prepared statements, a connection per client."""
    with copy_of(template) as name:
        drafts = drafts_of(name)
        with application(name) as app, app.app_context():
            actor_id = actor_named("kuasabud").user_id

        def start() -> Work:
            connection = connect(name)
            connection.prepare_threshold = 1
            return lambda draft: sign(connection, draft, actor_id, CURTAIN)

        took = race(start, drafts, clients, forked=forked)
        _check(name, len(drafts))
        return took


def _check(name: str, count: int) -> None:
    """Every draft was signed and has a balanced journal."""
    with connect(name) as connection:
        row = connection.execute("""
            SELECT count(*), sum(b.selisih) FROM spp p JOIN spm m ON m.spp_id = p.id
            JOIN sp2d d ON d.spm_id = m.id AND d.state = 'ditandatangani'
            JOIN jurnal j ON j.source_id = d.id CROSS JOIN LATERAL (
                SELECT sum(debit - kredit) AS selisih FROM posting WHERE jurnal_id = j.id) b
            WHERE p.uraian LIKE 'Bench %'""").fetchone()
    assert row == (count, 0), row


def count_statements(template: str) -> int:
    """How many statements one `sign_sp2d` sends, without BEGIN and COMMIT."""
    sent: list[str] = []
    with copy_of(template) as name, application(name) as app, app.app_context():
        bud = actor_named("kuasabud")
        db.session.commit()
        event.listen(db.engine, "before_cursor_execute", lambda *args: sent.append(args[2]))
        sign_sp2d(drafts_of(name)[0], actor=bud, today=CURTAIN)
    return len(sent)


def main(count: int = 5, drafts: int = DRAFTS) -> None:
    template = prepared(f"drafts{drafts}", partial(make_drafts, count=drafts), base=example())
    print("statements of one sign_sp2d:", count_statements(template))
    sides = {
        "service × 1": partial(by_service, template, 1),
        "plain × 1": partial(by_plain, template, 1),
        "service × 16 threads": partial(by_service, template, 16),
        "plain × 16 threads": partial(by_plain, template, 16),
        "service × 16 processes": partial(by_service, template, 16, True),
        "plain × 16 processes": partial(by_plain, template, 16, True),
    }
    taken = rounds(sides, count)
    print(machine())
    for side, values in taken.items():
        rates = sorted(1 / value for value in values)
        print(f"{side}: {rates[len(rates) // 2]:.0f}/s ({rates[0]:.0f}–{rates[-1]:.0f})")
    for clients in ("1", "16 threads", "16 processes"):
        found = ratio(taken[f"plain × {clients}"], taken[f"service × {clients}"])
        print(f"service / plain, {clients}: {found} of the plain rate")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
