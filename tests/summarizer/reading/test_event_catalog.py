"""Every event type's examples are read as it says, and its counter-examples are not."""

import pytest

from storage.catalog import load_dossier, load_event_kinds
from storage.catalog.schema import EventKind, Example
from storage.model import Article, Report, Status
from summarizer.reading import read

# A paragraph that makes any sentence an article about the dossier, and tells nothing itself.
CONTEXT = "تتابع الأوساط السياسية ملف الرهائن في قطاع غزة وملف الأسرى الفلسطينيين وشؤون معبر رفح منذ أشهر طويلة من دون انقطاع."


def reports_of(example: Example) -> tuple[Report, ...]:
    article = Article(f"{CONTEXT} {example.text} {CONTEXT}", published=example.published)
    return read(article, load_dossier("gaza")).reports


def cases(attribute: str) -> list:
    return [
        pytest.param(kind, example, id=f"{kind.type.value}-{number}")
        for kind in load_event_kinds().values()
        for number, example in enumerate(getattr(kind, attribute))
    ]


@pytest.mark.parametrize(("kind", "example"), cases("examples"))
def test_an_example_is_read_with_its_status_and_its_people(kind: EventKind, example: Example) -> None:
    found = [r for r in reports_of(example) if r.type is kind.type]
    assert found, [(r.type.value, r.rule) for r in reports_of(example)]
    assert found[0].status is example.status
    assert set(example.actors) <= set(found[0].parties)
    assert set(example.people) <= set(found[0].people)


@pytest.mark.parametrize(("kind", "example"), cases("counter_examples"))
def test_a_counter_example_does_not_tell_the_event(kind: EventKind, example: Example) -> None:
    told = [
        r
        for r in reports_of(example)
        if r.type is kind.type and r.status in (Status.HAPPENED, Status.CLAIMED)
    ]
    assert not told, [(r.rule, r.participants) for r in told]
