"""What an article leads with: titles, posts of one line, quotations before their speaker, leads that go on."""

from collections.abc import Sequence
from datetime import date

import pytest

from storage.catalog import load_dossier
from storage.model import Article, EventType, Report, Status
from summarizer.reading import read

WRITTEN = date(2025, 7, 25)


def reports(text: str, written: date = WRITTEN) -> Sequence[Report]:
    return read(Article(text, published=written), load_dossier("gaza")).reports


def kinds(text: str) -> set[tuple[EventType, Status]]:
    return {(r.type, r.status) for r in reports(text)}


def test_a_post_of_one_line_is_read_as_a_title_is() -> None:
    assert kinds("#عاجل | ترمب: لم يبق في غزة إلا القليل من الرهائن") == {
        (EventType.STATEMENT, Status.HAPPENED)
    }


def test_words_that_the_title_alone_tells_are_told_on_the_day_that_the_lead_names() -> None:
    (told,) = reports(
        "ويتكوف: الخيارات البديلة لإعادة الرهائن على الطاولة\n"
        "بقي ملف غزة معلقا مساء الخميس بعد أسابيع من الأخذ والرد في العاصمة القطرية بشأن الانسحاب والأسرى."
    )
    assert (told.type, told.people, told.when.first) == (
        EventType.STATEMENT,
        ("ستيف ويتكوف",),
        date(2025, 7, 24),
    )


def test_a_title_adds_no_second_statement_of_one_who_speaks_in_the_body() -> None:
    found = reports(
        "ويتكوف: سندرس خيارات بديلة لإعادة الرهائن من غزة\n"
        "قال المبعوث الأمريكي ستيف ويتكوف الخميس إن بلاده ستدرس خيارات بديلة لإعادة الرهائن من قطاع غزة إلى ذويهم."
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    "words",
    ["هكذا لخص", "بهذه الكلمات رد", "بهذه العبارة اختصر", "هكذا حدد"],
)
def test_a_quotation_is_of_him_who_is_named_behind_it(words: str) -> None:
    found = reports(
        f'"لا مفاوضات تحت النار". {words} القيادي في حماس سامي أبو زهري، أمس، موقف الحركة من جولة غزة الجديدة.'
    )
    assert [(r.type, r.people) for r in found] == [(EventType.STATEMENT, ("سامي أبو زهري",))]


def test_who_goes_on_is_he_whom_the_sentence_began_with() -> None:
    found = reports(
        "قال ستيف ويتكوف الخميس إن رد حماس مخيب بشأن غزة.\n"
        "ومضى الرئيس دونالد ترامب إلى أبعد من ذلك أمس، إذ قال للصحافيين إن حماس لا ترغب في صفقة بغزة."
    )
    assert ("دونالد ترامب",) in [r.people for r in found]


def test_whose_demands_are_spoken_of_does_not_speak() -> None:
    found = reports("قال جيك سوليفان أمس إن الصفقة في غزة ممكنة. ووصف مطالب حماس بأنها غير واقعية.")
    assert all("حماس" not in r.parties for r in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("أعلن الجيش الإسرائيلي أن قواته باتت تسيطر على ممر نتساريم وسط قطاع غزة.", EventType.ESCALATION),
        (
            "وقال الجيش إن اتفاق وقف إطلاق النار في غزة بدأ سريانه ظهر الجمعة (09:00 بتوقيت غرينتش).",
            EventType.TRUCE,
        ),
        ("ويسري وقف إطلاق النار بين إسرائيل وحماس منذ 10 يوليو، برعاية مصرية.", EventType.TRUCE),
        ("أوعز نتنياهو إلى الجيش بشن ضربات قوية على قطاع غزة.", EventType.ESCALATION),
    ],
)
def test_news_in_other_words_is_news(text: str, kind: EventType) -> None:
    assert (kind, Status.HAPPENED) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "كان من المفترض أن يتوجه وزير الخارجية المصري بدر عبد العاطي اليوم إلى رام الله لبحث حرب غزة.",
        "قالت حماس إنها قررت أن تطلق السبت سراح ستة من أسرى غزة، وأن تسلم الخميس أربعة جثامين.",
    ],
)
def test_what_was_to_be_is_not_told_as_having_been(text: str) -> None:
    assert not {(EventType.VISIT, Status.HAPPENED), (EventType.RELEASE, Status.HAPPENED)} & kinds(text)


def test_the_envoy_of_the_president_is_not_the_president() -> None:
    (told,) = reports(
        "أجرى مبعوث الرئيس لشؤون الرهائن آدم بولر محادثات مباشرة مع حركة حماس في الدوحة بشأن غزة."
    )
    assert told.people == ("آدم بولر",)


def test_an_hour_does_not_cut_a_sentence_in_two() -> None:
    (told,) = (
        r
        for r in reports(
            "قالت قطر إنه بناء على التنسيق يبدأ وقف إطلاق النار في غزة عند الساعة 8:30 من صباح غد السبت."
        )
        if r.type is EventType.TRUCE
    )
    assert (told.status, told.when.first) == (Status.PLANNED, date(2025, 7, 26))


def test_what_one_said_in_a_call_is_told_with_the_call() -> None:
    found = reports(
        "بايدن لنتنياهو: الهدنة في غزة ضرورة\n"
        "شدد الرئيس الأميركي جو بايدن في اتصال مع رئيس الوزراء الإسرائيلي بنيامين نتنياهو اليوم على الحاجة إلى هدنة في غزة.",
        date(2025, 1, 12),
    )
    assert [r.type for r in found] == [EventType.CALL]
