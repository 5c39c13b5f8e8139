"""Pages by key: forwards, backwards, first and last."""

from __future__ import annotations

import pytest

from simral.kernel.paging import page_of


def test_the_first_page_offers_only_what_comes_after():
    page = page_of([1, 2, 3], str, size=2, first=True, backward=False)
    assert (list(page.rows), page.before, page.after) == ([1, 2], None, "2")


def test_a_middle_page_offers_both_sides():
    page = page_of([3, 4, 5], str, size=2, first=False, backward=False)
    assert (list(page.rows), page.before, page.after) == ([3, 4], "3", "4")


def test_the_last_page_offers_only_what_came_before():
    page = page_of([5, 6], str, size=2, first=False, backward=False)
    assert (list(page.rows), page.before, page.after) == ([5, 6], "5", None)


@pytest.mark.parametrize(("rows", "before"), [([4, 3, 2], "3"), ([2, 1], None)])
def test_backward_rows_are_turned_round(rows, before):
    page = page_of(rows, str, size=2, first=False, backward=True)
    assert list(page.rows) == sorted(rows[:2])
    assert page.before == before
    assert page.after == str(rows[0])


def test_an_empty_page_offers_nothing():
    page = page_of([], str, first=True, backward=False)
    assert (list(page.rows), page.before, page.after) == ([], None, None)


def test_walking_forward_meets_every_row_once():
    everything, seen, last = list(range(1, 24)), [], 0
    while True:
        rows = [row for row in everything if row > last][:6]
        page = page_of(rows, str, size=5, first=last == 0, backward=False)
        seen += page.rows
        if page.after is None:
            break
        last = int(page.after)
    assert seen == everything
