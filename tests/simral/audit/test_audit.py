"""The trail as auditors read it."""

from __future__ import annotations

import pytest

from simral.audit.queries import find_last, get_event, history_of, list_events, list_tags
from simral.identity.services import update_user
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.errors import NotAllowed, NotFound
from tests.factories.identity import actor_with, make_user


@pytest.fixture
def changed(work):
    """A person whose name was corrected: two events."""
    user_id = work(make_user, nama="Budi")
    work(update_user, user_id, nama="Budi S.", nip="1", jabatan="", pangkat="", actor=None)
    return user_id


def test_the_history_of_a_row_is_told_oldest_first(work, changed):
    tags = [event.tag for event in work(history_of, changed)]
    assert tags == ["identity:pengguna:create", "identity:pengguna:update"]
    assert work(history_of) == []
    assert work(find_last, changed, "identity:pengguna:update").pk == str(changed)
    assert work(find_last, changed, "identity:pengguna:nothing") is None


def test_auditors_read_every_event_filtered_and_paged_by_key(work, changed):
    auditor = work(actor_with, Role.AUDITOR)
    page = work(list_events, actor=auditor, pk=str(changed))
    assert page.rows[0].tag == "identity:pengguna:update"
    first = work(list_events, actor=auditor, size=2)
    second = work(list_events, actor=auditor, size=2, after=first.after)
    again = work(list_events, actor=auditor, size=2, before=second.before)
    assert again.rows == first.rows
    assert first.rows[-1].id > second.rows[0].id
    today = clock.today()
    found = work(list_events, actor=auditor, tag="identity:pengguna", since=today, until=today).rows
    assert {event.tbl for event in found} == {"pengguna"}
    assert work(list_events, actor=auditor, pelaku=changed).rows == []
    assert "identity:pengguna:update" in work(list_tags)


def test_an_event_shows_the_row_before_and_after(work, changed):
    auditor = work(actor_with, Role.INSPEKTORAT)
    last = work(find_last, changed, "identity:pengguna:update")
    detail = work(get_event, last.id, actor=auditor)
    assert ("nama", "Budi", "Budi S.") in detail.fields()
    assert "sandi_hash" not in detail.row
    with pytest.raises(NotFound):
        work(get_event, 10**9, actor=auditor)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PPKD, Role.PPTK])
def test_others_do_not_read_the_trail(work, role):
    other = work(actor_with, role)
    with pytest.raises(NotAllowed):
        work(list_events, actor=other)
    with pytest.raises(NotAllowed):
        work(get_event, 1, actor=other)


def test_the_pages_of_the_trail(client, work, changed):
    page = client(work(actor_with, Role.AUDITOR))
    assert "identity:pengguna:update" in page.get("/audit/kejadian").text
    odd = "/audit/kejadian?dari=kapan&sampai=31-12-2030&pelaku=siapa&sesudah=x&jenis=identity"
    assert page.get(odd).status_code == 200
    last = work(find_last, changed, "identity:pengguna:update")
    assert "Budi S." in page.get(f"/audit/kejadian/{last.id}").text
    assert page.get("/audit/kejadian/999999999").status_code == 404
