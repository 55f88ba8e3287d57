"""Pictures are drawn beside the bot, follow the words the first time, and are not drawn twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from bot.drawing import Artist, DrawingError, Gallery
from bot.preview.world.files import photo_size
from bot.views.pictures.activity import activity

MONTHS = [(date(2024, month, 1), month) for month in range(1, 8)]


@pytest.fixture
def artist() -> Iterator[Artist]:
    artist = Artist()
    yield artist
    artist.close()


def test_a_picture_is_drawn_in_another_process(artist: Artist) -> None:
    drawn = artist.draw(partial(activity, "نشاط قطر", MONTHS))
    assert photo_size(drawn)[0] == 800


def test_what_cannot_be_drawn_hinders_nothing_that_comes_after_it(artist: Artist) -> None:
    with pytest.raises(DrawingError, match="TypeError"):
        artist.draw(partial(activity, "نشاط قطر", MONTHS, 3))  # type: ignore[call-arg]
    assert artist.draw(partial(activity, "نشاط قطر", MONTHS)).startswith(b"\x89PNG")


def test_one_that_was_ended_begins_again(artist: Artist) -> None:
    first = artist.draw(partial(activity, "نشاط قطر", MONTHS))
    artist.close()
    assert artist.draw(partial(activity, "نشاط قطر", MONTHS)) == first


def test_a_picture_is_known_by_what_is_on_it_to_the_bot_that_sent_it() -> None:
    gallery = Gallery(most=2)
    draw, same = partial(activity, "نشاط قطر", MONTHS), partial(activity, "نشاط قطر", list(MONTHS))
    gallery.keep(7, draw, "file")
    assert gallery.known(7, same) == "file"
    assert gallery.known(8, same) is None
    assert gallery.known(7, partial(activity, "نشاط مصر", MONTHS)) is None
    gallery.forget(7, same)
    assert gallery.known(7, draw) is None
