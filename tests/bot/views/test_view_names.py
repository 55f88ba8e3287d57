"""Who took part, in words."""

from __future__ import annotations

from datetime import date

import pytest
from botroom import person

from bot.commands.request import Defaults
from bot.views.names import Names
from bot.views.subjects import listed
from storage.model import EventType, Participant, Role

DAY = date(2024, 10, 24)


@pytest.fixture
def names(defaults: Defaults) -> Names:
    return Names(defaults.dossier)


def who(
    names: Names,
    kind: EventType,
    *participants: Participant,
    place: str | None = None,
    day: date | None = DAY,
) -> str:
    return listed(names.acting(kind, participants, place, day))


def test_people_stand_with_the_office_of_the_day_and_their_parties_are_not_repeated(names: Names) -> None:
    said = who(
        names,
        EventType.MEETING,
        Participant("قطر"),
        Participant("الولايات المتحدة"),
        person("تميم بن حمد آل ثاني", "قطر"),
        person("أنتوني بلينكن", "الولايات المتحدة"),
    )
    assert said == "أمير قطر تميم بن حمد آل ثاني ووزير الخارجية الأمريكي أنتوني بلينكن"


def test_an_office_stands_with_the_first_mention_only(names: Names) -> None:
    blinken = person("أنتوني بلينكن", "الولايات المتحدة")
    assert names.named(blinken, DAY) == "وزير الخارجية الأمريكي أنتوني بلينكن"
    assert names.named(blinken, DAY) == "أنتوني بلينكن"


def test_the_office_is_that_of_the_day(names: Names) -> None:
    trump = person("دونالد ترامب", "الولايات المتحدة")
    assert names.named(trump, date(2024, 12, 2)) == "الرئيس الأمريكي المنتخب دونالد ترامب"
    assert names.named(trump, date(2025, 2, 4)) == "الرئيس الأمريكي دونالد ترامب"
    assert names.named(trump, None) == "دونالد ترامب"


def test_parties_without_people_are_named_beside_those_with(names: Names) -> None:
    said = who(
        names,
        EventType.TALKS,
        person("ديفيد بارنيا", "الموساد"),
        Participant("إسرائيل"),
        Participant("الموساد"),
        Participant("قطر"),
        Participant("مصر"),
    )
    assert said == "رئيس الموساد ديفيد بارنيا، وقطر، ومصر"


def test_parties_alone_are_joined_plainly_and_a_part_stands_for_its_whole(names: Names) -> None:
    parties = [Participant(name) for name in ("قطر", "مصر", "إسرائيل", "الموساد")]
    assert who(names, EventType.TALKS, *parties) == "قطر ومصر والموساد"


def test_of_a_visit_only_the_visitor_is_named(names: Names) -> None:
    guest, host = Participant("مصر"), Participant("قطر")
    assert who(names, EventType.VISIT, host, guest, place="الدوحة") == "مصر"
    assert who(names, EventType.VISIT, Participant("قطر", Role.HOST), guest) == "مصر"


def test_one_who_speaks_is_named_without_their_state_and_without_those_addressed(names: Names) -> None:
    said = who(
        names,
        EventType.STATEMENT,
        Participant("الولايات المتحدة"),
        person("أنتوني بلينكن", "الولايات المتحدة"),
        Participant("إسرائيل", Role.RECIPIENT),
    )
    assert said == "وزير الخارجية الأمريكي أنتوني بلينكن"


def test_mediators_are_told_apart(names: Names) -> None:
    participants = [
        Participant("حماس"),
        Participant("إسرائيل"),
        Participant("قطر", Role.MEDIATOR),
        Participant("مصر", Role.MEDIATOR),
    ]
    assert who(names, EventType.TALKS, *participants) == "حماس وإسرائيل"
    assert names.mediators(participants) == "قطر ومصر"


def test_a_long_list_is_cut_short(names: Names) -> None:
    many = [person(f"الشخص {number}") for number in range(9)]
    assert who(names, EventType.MEETING, *many).endswith("والشخص 5، وآخرون")
