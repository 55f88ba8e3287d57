"""Events as verbal sentences: agreement, status, and when there is none."""

from __future__ import annotations

from datetime import date

import pytest
from botroom import digest_line, digest_of, person

from bot.views.context import Context
from bot.views.counts import plan
from bot.views.digest import digest
from bot.views.lines import Liner
from bot.views.tellings import Telling
from storage.catalog import dossier_names, load_dossier
from storage.catalog.sentences import load_sentences
from storage.model import EventType, Participant, Period, Role, Source, Stance, Status, Stop

NETANYAHU = person("بنيامين نتنياهو", "إسرائيل")
BLINKEN = person("أنتوني بلينكن", "الولايات المتحدة")
LEAVITT = person("كارولاين ليفيت", "الولايات المتحدة")
ISRAEL, HAMAS, QATAR, EGYPT = (Participant(name) for name in ("إسرائيل", "حماس", "قطر", "مصر"))
SOURCES = (Source(1, None, None, None),)


def told(
    context: Context,
    kind: EventType,
    *participants: Participant,
    clause: str | None = None,
    status: Status = Status.HAPPENED,
    place: str | None = None,
    issues: tuple[str, ...] = (),
    said: str | None = None,
    rule: str = "",
    past: bool = True,
    when: Period | None = None,
) -> str | None:
    """Return the sentence of a line, None where it names the event by nouns."""
    telling = Telling(
        1, kind, status, when or Period(), place, participants, issues, clause, said, SOURCES, past, rule=rule
    )
    line = Liner(context).line(telling)
    return f"{line.sentence.verb} {line.sentence.rest}" if line.sentence else None


def to(name: str) -> Participant:
    return Participant(name, Role.RECIPIENT)


@pytest.mark.parametrize(
    ("participants", "sentence"),
    [
        ((NETANYAHU, BLINKEN), "التقى بنيامين نتنياهو وأنتوني بلينكن في القدس، وبحثا الهدنة"),
        ((LEAVITT, NETANYAHU), "التقت كارولاين ليفيت وبنيامين نتنياهو في القدس، وبحثا الهدنة"),
        ((LEAVITT, person("كايا كالاس")), "التقت كارولاين ليفيت وكايا كالاس في القدس، وبحثتا الهدنة"),
        ((NETANYAHU, EGYPT), "اجتمع في القدس بنيامين نتنياهو وممثلون عن مصر، وبحثوا الهدنة"),
        ((QATAR, EGYPT), "اجتمع في القدس ممثلون عن قطر ومصر، وبحثوا الهدنة"),
        (
            (NETANYAHU, BLINKEN, LEAVITT),
            "اجتمع في القدس بنيامين نتنياهو، وأنتوني بلينكن، وكارولاين ليفيت، وبحثوا الهدنة",
        ),
    ],
)
def test_the_verb_agrees_with_those_who_met_and_what_follows_with_all_of_them(
    context: Context, participants: tuple[Participant, ...], sentence: str
) -> None:
    assert told(context, EventType.MEETING, *participants, clause="الهدنة", place="القدس") == sentence


@pytest.mark.parametrize(
    ("status", "past", "sentence"),
    [
        (Status.HAPPENED, True, "التقى بنيامين نتنياهو وأنتوني بلينكن، وبحثا الهدنة"),
        (Status.CLAIMED, True, "التقى بنيامين نتنياهو وأنتوني بلينكن، وبحثا الهدنة"),
        (Status.PLANNED, False, "من المقرر أن يلتقي بنيامين نتنياهو وأنتوني بلينكن، لبحث الهدنة"),
        (Status.PLANNED, True, "كان من المقرر أن يلتقي بنيامين نتنياهو وأنتوني بلينكن، لبحث الهدنة"),
        (Status.DENIED, True, "نُفي أن يكون بنيامين نتنياهو وأنتوني بلينكن قد التقيا، لبحث الهدنة"),
        (Status.CONDITIONAL, True, "قد يلتقي بنيامين نتنياهو وأنتوني بلينكن، لبحث الهدنة"),
    ],
)
def test_the_status_is_said_by_the_verb(context: Context, status: Status, past: bool, sentence: str) -> None:
    assert (
        told(context, EventType.MEETING, NETANYAHU, BLINKEN, clause="الهدنة", status=status, past=past)
        == sentence
    )


def test_what_is_denied_before_its_day_has_not_been(context: Context) -> None:
    day = Period(date(2024, 10, 31), date(2024, 10, 31))
    said = told(context, EventType.MEETING, NETANYAHU, BLINKEN, status=Status.DENIED, past=False, when=day)
    assert said == (
        "نُفي أن يلتقي رئيس الوزراء الإسرائيلي بنيامين نتنياهو ووزير الخارجية الأمريكي أنتوني بلينكن"
    )


@pytest.mark.parametrize(
    ("kind", "participants", "clause", "sentence"),
    [
        (
            EventType.CALL,
            (BLINKEN, person("بنيامين نتنياهو", "إسرائيل", Role.RECIPIENT)),
            "لبحث الهدنة",
            "أجرى أنتوني بلينكن اتصالًا هاتفيًا ببنيامين نتنياهو، لبحث الهدنة",
        ),
        (EventType.CALL, (QATAR, HAMAS), None, "أجرت قطر وحماس اتصالًا هاتفيًا"),
        (EventType.TALKS, (ISRAEL, HAMAS), None, "جرت مفاوضات بين إسرائيل وحماس"),
        (EventType.REJECTION, (HAMAS,), "المقترح الأمريكي", "رفضت حماس المقترح الأمريكي"),
        (EventType.REJECTION, (NETANYAHU,), "اقتراح من حماس", "رفض بنيامين نتنياهو اقتراحًا من حماس"),
        (EventType.REJECTION, (ISRAEL,), "مقترح جديد", "أعلنت إسرائيل رفض مقترح جديد"),
        (EventType.ACCEPTANCE, (HAMAS,), "المقترح الأمريكي", "وافقت حماس على المقترح الأمريكي"),
        (EventType.DEMAND, (HAMAS,), "الانسحاب من رفح", "طالبت حماس بالانسحاب من رفح"),
        (EventType.DEMAND, (HAMAS,), "29 تعديلًا", "طالبت حماس بـ29 تعديلًا"),
        (EventType.DEMAND, (BLINKEN, to("حماس")), "وقف القتال", "طالب أنتوني بلينكن حماس بوقف القتال"),
        (EventType.PROPOSAL, (EGYPT,), "مقترح لسد الفجوات", "تقدّمت مصر بمقترح لسد الفجوات"),
        (EventType.SUSPENSION, (QATAR,), "وساطتها", "علّقت قطر وساطتها"),
        (EventType.SUSPENSION, (QATAR,), "تعليق وساطتها", "قرّرت قطر تعليق وساطتها"),
        (EventType.RESUMPTION, (EGYPT, QATAR), "الوساطة", "استأنفت مصر وقطر الوساطة"),
        (EventType.AGREEMENT, (ISRAEL, HAMAS), "وقف القتال", "اتفقت إسرائيل وحماس على وقف القتال"),
        (EventType.AGREEMENT, (ISRAEL, HAMAS), None, "توصّلت إسرائيل وحماس إلى اتفاق"),
        (
            EventType.AGREEMENT,
            (QATAR,),
            "اتفاق يبدأ الأحد",
            "أعلنت قطر التوصل إلى اتفاق يبدأ الأحد",
        ),
        (EventType.RELEASE, (HAMAS,), "ثلاث محتجزات", "أفرجت حماس عن ثلاث محتجزات"),
        (EventType.RELEASE, (HAMAS, ISRAEL), "ثلاث محتجزات", "جرى الإفراج عن ثلاث محتجزات"),
        (
            EventType.RELEASE,
            (HAMAS, ISRAEL),
            "ثلاث محتجزات مقابل إفراج إسرائيل عن 90 سجينًا",
            "أفرجت حماس عن ثلاث محتجزات مقابل إفراج إسرائيل عن 90 سجينًا",
        ),
        (EventType.TRUCE, (ISRAEL, HAMAS), None, "سرت هدنة بين إسرائيل وحماس"),
    ],
)
def test_each_type_has_its_verb(
    context: Context,
    kind: EventType,
    participants: tuple[Participant, ...],
    clause: str | None,
    sentence: str,
) -> None:
    assert told(context, kind, *participants, clause=clause) == sentence


@pytest.mark.parametrize(
    ("speaker", "clause", "sentence"),
    [
        (LEAVITT, "الوقت ينفد", "قالت كارولاين ليفيت إن الوقت ينفد"),
        (BLINKEN, "إن المجتمعين ناقشوا الخطة", "قال أنتوني بلينكن إن المجتمعين ناقشوا الخطة"),
        (BLINKEN, "الطرفان اقتربا", "قال أنتوني بلينكن: الطرفان اقتربا"),
        (BLINKEN, "بلاده لن تتراجع", "قال أنتوني بلينكن إن بلاده لن تتراجع"),
        (BLINKEN, "«نحن قريبون»", "قال أنتوني بلينكن: «نحن قريبون»"),
        (BLINKEN, "دعوة إلى وقف القتال", "دعا أنتوني بلينكن إلى وقف القتال"),
        (LEAVITT, "دعوة الطرفين إلى الهدوء", "دعت كارولاين ليفيت الطرفين إلى الهدوء"),
        (HAMAS, "ترحيب بالقرار", "رحّبت حماس بالقرار"),
        (HAMAS, "استعداد لتسليم الإدارة", "أبدت حماس استعدادًا لتسليم الإدارة"),
        (HAMAS, "وجود تقدم في الدوحة", "أكّدت حماس وجود تقدم في الدوحة"),
    ],
)
def test_what_is_said_is_told_by_the_verb_that_fits(
    context: Context, speaker: Participant, clause: str, sentence: str
) -> None:
    assert told(context, EventType.STATEMENT, speaker, clause=clause) == sentence


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        ("اجتياح رفح", "هدّد بنيامين نتنياهو باجتياح رفح"),
        ("الانسحاب من الحكومة إذا بقيت حماس", "هدّد بنيامين نتنياهو بالانسحاب من الحكومة إذا بقيت حماس"),
        ("الحرب ستُستأنف", "هدّد بنيامين نتنياهو قائلًا إن الحرب ستُستأنف"),
        ("إن لم يُفرج عنهم", "حذّر بنيامين نتنياهو مما سيحدث إن لم يُفرج عنهم"),
        ("«أبواب الجحيم ستفتح»", "هدّد بنيامين نتنياهو: «أبواب الجحيم ستفتح»"),
    ],
)
def test_a_threat_says_with_what(context: Context, clause: str, sentence: str) -> None:
    assert told(context, EventType.THREAT, NETANYAHU, clause=clause) == sentence


def test_officials_without_a_name_speak_themselves(context: Context) -> None:
    said = told(context, EventType.STATEMENT, ISRAEL, clause="وجود توافق", said="مسؤولان إسرائيليان")
    assert said == "أكّد مسؤولان إسرائيليان وجود توافق"
    assert told(context, EventType.STATEMENT, ISRAEL, clause="لا تقدم", said="مصادر إسرائيلية") == (
        "قالت مصادر إسرائيلية: لا تقدم"
    )


def test_a_delegation_travels_and_its_state_does_not(context: Context) -> None:
    assert told(context, EventType.VISIT, ISRAEL, place="القاهرة") == "زار وفد من إسرائيل القاهرة"
    plan = told(context, EventType.VISIT, LEAVITT, place="باريس", status=Status.PLANNED, past=False)
    assert plan == "من المقرر أن تزور كارولاين ليفيت باريس"


def test_who_announces_an_agreement_has_not_reached_it(context: Context) -> None:
    trump = person("دونالد ترامب", "الولايات المتحدة")
    announced = "agreement: announced an agreement"
    assert told(context, EventType.AGREEMENT, trump, ISRAEL, HAMAS, clause="مرحلة أولى", rule=announced) == (
        "أعلن دونالد ترامب الاتفاق بين إسرائيل وحماس على مرحلة أولى"
    )


@pytest.mark.parametrize(
    ("kind", "participants", "clause"),
    [
        (EventType.MEETING, (NETANYAHU,), None),
        (EventType.MEETING, (person("رجل لا نعرفه"), NETANYAHU), None),
        (EventType.REJECTION, (HAMAS,), None),
        (EventType.RELEASE, (HAMAS,), None),
        (EventType.ESCALATION, (ISRAEL,), None),
        (EventType.DEMAND, (ISRAEL,), "إن هي عادت إلى القتال"),
    ],
)
def test_without_what_the_grammar_needs_there_is_no_sentence(
    context: Context, kind: EventType, participants: tuple[Participant, ...], clause: str | None
) -> None:
    assert told(context, kind, *participants, clause=clause) is None


def test_every_party_of_every_dossier_has_a_gender() -> None:
    unknown = [p.name for name in dossier_names() for p in load_dossier(name).parties if p.gender is None]
    assert unknown == []


def test_every_frame_belongs_to_a_type_and_to_a_trigger_that_there_is(context: Context) -> None:
    known = {str(kind) for kind in EventType}
    known |= {f"{kind}: {one.name}" for kind, record in context.kinds.items() for one in record.triggers}
    assert set(load_sentences().frames) - known == set()


def test_other_stops_of_a_journey_follow_who_says_so(context: Context) -> None:
    line = digest_line(1, attribution="الديوان الأميري القطري", stops=(Stop("أنتوني بلينكن", "الرياض"),))
    (part,) = digest(digest_of(line), context).parts
    assert "بحسب الديوان الأميري القطري؛ وزار أنتوني بلينكن أيضًا الرياض" in part


@pytest.mark.parametrize(
    ("what", "number", "qualifier", "words"),
    [
        ("hostages_released", 120, None, "الإفراج عن 120 محتجزًا"),
        ("hostages_released", 2, None, "الإفراج عن محتجزين"),
        ("prisoners_released", 1900, "about", "الإفراج عن نحو 1,900 سجين فلسطيني"),
        ("truce_days", 42, None, "هدنة مدتها 42 يومًا"),
        ("truce_days", 2, None, "هدنة مدتها يومان"),
        ("truce_days", 2, "about", "هدنة مدتها نحو يومين"),
    ],
)
def test_what_a_deal_would_bring_agrees_with_its_number(
    what: str, number: int, qualifier: str | None, words: str
) -> None:
    assert plan(what, number, qualifier) == words


@pytest.mark.parametrize(
    ("party", "stance", "gist", "sentence"),
    [
        ("حماس", Stance.DEMANDS, "انسحاب كامل", "تطالب بانسحاب كامل"),
        ("الأردن", Stance.REJECTS, "تهجير الفلسطينيين", "يرفض تهجير الفلسطينيين"),
        ("إسرائيل", Stance.ACCEPTS, "المقترح الأمريكي", "توافق على المقترح الأمريكي"),
        ("مصر", Stance.OFFERS, "مقترح جديد", "تعلن عرض مقترح جديد"),
        ("إسرائيل", Stance.DEMANDS, "تتخلى الحركة عن سلاحها", "تطالب بأن تتخلى الحركة عن سلاحها"),
        ("الوسطاء", Stance.DEMANDS, "ضمانات مكتوبة", None),
    ],
)
def test_a_party_wants_in_the_present(
    context: Context, party: str, stance: Stance, gist: str, sentence: str | None
) -> None:
    assert Liner(context).stance(party, stance, gist) == sentence
