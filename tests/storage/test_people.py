"""The people who look after the service: named side by side, and by links that several open at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from storage import editors, invitations
from storage.db import Store

NOW = datetime(2024, 10, 25, 4, 0, tzinfo=UTC)


def test_two_may_get_to_know_somebody_at_the_same_time(store: Store) -> None:
    def know(name: str) -> None:
        with store.writing() as session:
            editors.keep_name(session, 801, name)
            editors.mark_menu(session, 801, has_menu=True)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(know, ["سامي"] * 24))
    with store.reading() as session:
        assert editors.names(session, [801]) == {801: "سامي"}
        assert list(editors.with_menus(session)) == [801]


def test_of_those_who_open_a_link_at_once_one_is_in_time(store: Store) -> None:
    with store.writing() as session:
        _, secret = invitations.make(session, by=1, now=NOW)

    def opened(user: int) -> bool:
        with store.writing() as session:
            found = invitations.find(session, secret, now=NOW)
            return found is not None and invitations.use(session, found, by=user, now=NOW)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(opened, range(16))) == [False] * 15 + [True]


def test_a_name_is_kept_until_another_is_told_and_found_by_a_part_of_it(store: Store) -> None:
    with store.writing() as session:
        editors.name_editor(session, 801, named_by=1, name="أحمد سامي", now=NOW)
        editors.keep_name(session, 801, "")
    with store.reading() as session:
        assert [one.name for one in editors.listed(session)] == ["أحمد سامي"]
        assert list(editors.called(session, "احمد")) == [801] and not editors.called(session, "منى")
