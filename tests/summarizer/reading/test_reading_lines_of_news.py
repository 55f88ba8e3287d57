"""Lines of news: an hour or a mark, a name, the present tense, a speaker before a colon."""

from datetime import date

import pytest

from storage.catalog import load_dossier
from storage.model import Article, EventType, Status
from summarizer.reading import read

LEAD = "تستضيف الدوحة هذا الأسبوع جولة جديدة بشأن هدنة في قطاع غزة والإفراج عن الرهائن والأسرى الفلسطينيين."


def told(line: str) -> list[tuple[EventType, Status]]:
    article = Article(f"متابعة ملف غزة\n\n{LEAD}\n\n{line}\n\n{LEAD}", published=date(2025, 7, 12))
    return [(r.type, r.status) for r in read(article, load_dossier("gaza")).reports]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("14:20 - حماس ترفض الخرائط الإسرائيلية المعدلة للانسحاب من غزة.", EventType.REJECTION),
        ("🔻 مصر تطالب إسرائيل بفتح معبر رفح أمام المساعدات فورا.", EventType.DEMAND),
        ("تحديث 2: مكتب نتنياهو يقول إن الوفد باق في الدوحة حتى إشعار آخر.", EventType.STATEMENT),
        ("🔻 البيت الأبيض: نعمل مع الوسطاء على تقريب المواقف بشأن غزة.", EventType.STATEMENT),
        ("18:05 - القيادي في حماس طاهر النونو: الخلاف باق على الانسحاب من غزة.", EventType.STATEMENT),
    ],
)
def test_a_line_of_news_tells_in_the_present_tense_and_before_a_colon(line: str, kind: EventType) -> None:
    assert (kind, Status.HAPPENED) in told(line)


def test_the_deeds_of_a_plan_in_a_list_are_not_told_as_news() -> None:
    found = told("🔻 حماس تفرج عن عشرة رهائن أحياء في الأسبوع الأول من الهدنة في غزة.")
    assert (EventType.RELEASE, Status.HAPPENED) not in found


def test_what_a_feminine_verb_is_followed_by_is_spoken_of() -> None:
    article = Article(
        f"{LEAD} وقالت حماس إن الوفد باق. واتهمت نتنياهو بالمماطلة في ملف الرهائن.",
        published=date(2025, 7, 12),
    )
    people = [name for r in read(article, load_dossier("gaza")).reports for name in r.people]
    assert "بنيامين نتنياهو" not in people


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- غارات إسرائيلية على خان يونس ورفح", EventType.ESCALATION),
        ("- الإفراج عن ستة أسرى إسرائيليين في الدفعة السابعة", EventType.RELEASE),
        ("- دخول اتفاق وقف إطلاق النار في غزة حيز التنفيذ ظهر اليوم", EventType.TRUCE),
        ("- إعادة فتح معبر رفح أمام المسافرين بحضور بعثة الاتحاد الأوروبي", EventType.RESUMPTION),
        ("- رفض إسرائيلي للمقترح المصري بشأن غزة", EventType.REJECTION),
        ("- موافقة حماس على مقترح الوسطاء بشأن غزة", EventType.ACCEPTANCE),
        ("- تهديد إسرائيلي باستئناف الحرب على غزة", EventType.THREAT),
        ("- دعوة من الأمين العام للأمم المتحدة أنطونيو غوتيريش إلى فتح معابر غزة", EventType.STATEMENT),
        ("- توقيع اتفاق وقف إطلاق النار في شرم الشيخ بين إسرائيل وحماس", EventType.AGREEMENT),
    ],
)
def test_an_item_of_a_list_of_news_is_told_by_its_noun(line: str, kind: EventType) -> None:
    assert (kind, Status.HAPPENED) in told(f"{line}\n- {LEAD}")


@pytest.mark.parametrize(
    "lines",
    [
        "وينص المقترح على ما يلي:\n\n- الإفراج عن عشرة أسرى إسرائيليين\n\n- دخول الهدنة حيز التنفيذ",
        "🔻 ماكرون: الإفراج عن الرهائن في غزة بات قريبا.",
        "- خطة للإعمار، وتسليم جثامين الأسرى الإسرائيليين إلى ذويهم",
    ],
)
def test_a_clause_of_a_list_of_terms_and_what_is_said_tell_nothing_by_a_noun(lines: str) -> None:
    assert not {kind for kind, _ in told(lines)} & {EventType.RELEASE, EventType.TRUCE}
