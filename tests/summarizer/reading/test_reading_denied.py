"""What an article denies: encounters that it names, with who denies them; never events of their own."""

from __future__ import annotations

from datetime import date

import pytest

from storage.catalog import load_dossier
from storage.model import Article, EventType, Reading, Status
from summarizer.reading import read

WRITTEN = date(2024, 10, 29)


def reading(text: str) -> Reading:
    return read(Article(text, None, WRITTEN), load_dossier("gaza"))


@pytest.mark.parametrize(
    "denies",
    [
        "أن يلتقي رئيس الوزراء محمد بن عبد الرحمن آل ثاني وزير الخارجية الأمريكي أنتوني بلينكن",
        "أن يكون رئيس الوزراء محمد بن عبد الرحمن آل ثاني قد التقى وزير الخارجية الأمريكي أنتوني بلينكن",
        "عقد لقاء بين رئيس الوزراء محمد بن عبد الرحمن آل ثاني ووزير الخارجية الأمريكي أنتوني بلينكن",
    ],
)
def test_an_encounter_that_is_denied_is_given_with_who_denies_it(denies: str) -> None:
    read = reading(f"نفت وزارة الخارجية القطرية {denies} في الدوحة يوم الخميس 31 أكتوبر 2024 بشأن غزة.")
    (denial,) = read.denials
    assert (denial.type, denial.status, denial.place) == (EventType.MEETING, Status.DENIED, "الدوحة")
    assert denial.when.first == date(2024, 10, 31) and denial.attribution == "وزارة الخارجية القطرية"
    assert {"محمد بن عبد الرحمن آل ثاني", "أنتوني بلينكن"} <= set(denial.people)
    assert [one.type for one in read.reports] == [EventType.STATEMENT]


@pytest.mark.parametrize(
    "text",
    [
        "نفى البيت الأبيض أن يكون بايدن قد هاتف نتنياهو بشأن غزة.",
        "لم يلتق بلينكن نتنياهو في القدس يوم الخميس 24 أكتوبر 2024 بشأن غزة.",
        "نفت حماس التوصل إلى اتفاق مع إسرائيل يوم الخميس 24 أكتوبر 2024 بشأن غزة.",
        "التقى بلينكن نتنياهو في القدس يوم الخميس 24 أكتوبر 2024 بشأن غزة.",
    ],
    ids=["no day", "not yet", "no encounter", "told"],
)
def test_what_may_mean_another_encounter_or_none_is_no_denial(text: str) -> None:
    assert reading(text).denials == ()
