"""Who takes part and who says so: a table of sentences, and the rules behind it one by one."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from storage.catalog import load_dossier, load_outlets
from storage.model import Article, Reading, Role
from summarizer.reading import read

GAZA = load_dossier("gaza")
CASES = tomllib.loads(Path(__file__).with_name("who.toml").read_text("utf-8"))["case"]
HEAD, TAIL = "جديد الحرب على قطاع غزة\n\n", "\n\nوتستمر الحرب في قطاع غزة."


def reading_of(text: str, day: date | None, head: str = HEAD) -> Reading:
    return read(Article(head + text + TAIL, published=day), GAZA, outlets=load_outlets())


def told(text: str, day: date | None) -> list[str]:
    """Each happening as "type: who + who=party (role) | who says so"."""
    end = len(HEAD + text)
    lines = []
    for report in reading_of(text, day).reports:
        if len(HEAD) <= report.spans[0].start < end:
            who = (
                p.name
                + (f"={p.party}" if p.person else "")
                + (f" ({p.role})" if p.role is not Role.ACTOR else "")
                for p in report.participants
            )
            lines.append(f"{report.type}: {' + '.join(who)} | {report.attribution or '-'}")
    return lines


def people(text: str, day: date | None = date(2025, 6, 2), head: str = HEAD) -> set[str]:
    found = reading_of(text, day, head)
    return {p.name for report in found.reports for p in report.participants if p.person}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_sentence_tells_who_takes_part_and_who_says_so(case: dict) -> None:
    found = told(case["text"], case["day"])
    assert [line for line in case["tells"] if line not in found] == [], found
    assert not [name for name in case.get("never", ()) for line in found if name in line.split(" | ")[0]]
    assert not [line for line in found if line.split(":")[0] in case.get("silent", ())]


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(CASES) >= 80


def test_every_person_acts_for_somebody() -> None:
    for case in CASES:
        for report in reading_of(case["text"], case["day"]).reports:
            assert all(p.party for p in report.participants if p.person), case["text"]


@pytest.mark.parametrize(
    "word", ["حليفا", "سلام", "رئيسي", "بري", "عودة", "كامل", "الرشق", "الشرع", "النخالة", "مشتهى", "الحداد"]
)
def test_an_ordinary_word_is_nobody(word: str) -> None:
    assert people(f"قال {word} في بيان إن الحرب مستمرة.") == set()


def test_a_family_name_of_many_counts_after_the_full_name_only() -> None:
    alone = "وقال الصفدي إن الهدنة ضرورة."
    assert people(alone) == set()
    assert people("قال أيمن الصفدي إن الهدنة قريبة.\n\n" + alone) == {"أيمن الصفدي"}


def test_a_headline_may_use_the_short_name_of_whom_the_body_names() -> None:
    body = "قال القيادي في حماس أسامة حمدان إن الوفد باق في القاهرة."
    assert "أسامة حمدان" in people(body, head="حمدان: لا عودة إلى القتال في غزة\n\n")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 12, 1), "يوآف غالانت"),
        (date(2024, 12, 1), "يسرائيل كاتس"),
    ],
)
def test_an_office_is_its_holders_on_the_day(day: date, name: str) -> None:
    assert people("قال وزير الدفاع الإسرائيلي إن الحرب ستطول.", day) == {name}


def test_an_office_is_resolved_on_the_day_of_the_happening_not_of_the_article() -> None:
    text = "وكان وزير الدفاع الإسرائيلي قد زار واشنطن في 25 مارس 2024."
    assert people(text, date(2025, 3, 1)) == {"يوآف غالانت"}


@pytest.mark.parametrize("after", ["السابق", "الأسبق", "المكلف", "المقبل"])
def test_a_former_or_coming_holder_is_not_the_holder(after: str) -> None:
    assert people(f"قال وزير الدفاع الإسرائيلي {after} إن الحرب ستطول.") == set()


def test_without_a_date_an_office_names_nobody() -> None:
    assert people("قال وزير الدفاع الإسرائيلي إن الحرب ستطول.", None) == set()


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("قال مصدر مصري لصحيفة الشرق الأوسط إن الوفد غادر.", "الشرق الأوسط"),
        ("قال مصدر مصري إن الشرق الأوسط يحتاج إلى هدنة.", None),
        ("أعلن مصدر مصري في اليوم السابع من الهدنة أن الوفد غادر.", None),
        ("قال مصدر مصري لقناة الحدث إن الوفد غادر.", "الحدث"),
        ("قال مصدر مصري إن الحدث كبير.", None),
    ],
)
def test_an_outlet_of_ordinary_words_is_one_where_the_text_says_so(text: str, outlet: str | None) -> None:
    said = [report.attribution or "" for report in reading_of(text, date(2025, 6, 2)).reports]
    assert said
    assert all(("(" in by) == (outlet is not None) and (outlet or "") in by for by in said), said


def test_a_form_of_address_without_anybody_named_before_stays_open() -> None:
    assert people("استقبل سموه وفد حماس برئاسة خليل الحية.") == {"خليل الحية"}
    before = "تلقى أمير قطر الشيخ تميم بن حمد آل ثاني رسالة من الرئيس الأمريكي.\n\n"
    assert "تميم بن حمد آل ثاني" in people(before + "وشدد سموه على ضرورة وقف الحرب.")


def test_shots_are_not_fired_by_who_spoke_last() -> None:
    text = "حذر دونالد ترامب من انهيار الاتفاق. وأطلقت النار على صيادين قبالة رفح."
    assert not [line for line in told(text, date(2025, 3, 19)) if line.startswith("escalation")]


def test_what_would_be_approved_is_not_approved_by_who_threatens() -> None:
    text = "هدد وزير الأمن القومي إيتمار بن غفير بالانسحاب من الحكومة إذا أقرت الصفقة."
    assert [line.split(":")[0] for line in told(text, date(2025, 1, 17))] == ["threat"]


def test_a_speaker_goes_on_though_others_met_meanwhile() -> None:
    met = "واستقبل عبد الفتاح السيسي المبعوث الأمريكي ستيف ويتكوف. وأضاف أن بلاده ترفض تقسيم القطاع."
    found = told("قال وزير الخارجية المصري بدر عبد العاطي إن الاتفاق صامد. " + met, date(2025, 12, 20))
    assert found[-1] != "statement: مصر + عبد الفتاح السيسي=مصر | عبد الفتاح السيسي"


def test_the_guests_of_a_meeting_do_not_speak_with_one_mouth() -> None:
    met = (
        "وعقد اجتماع ضم المبعوث الأمريكي ستيف ويتكوف ورئيس الوزراء القطري. وأوضح أن المجتمعين ناقشوا الخطوات."
    )
    found = told("تحدث وزير الخارجية التركي هاكان فيدان في ميامي. " + met, date(2025, 12, 20))
    assert not [line for line in found if line.startswith("statement") and "ويتكوف" in line]


def test_a_state_does_not_speak_of_its_country() -> None:
    text = "أكد بلينكن أن واشنطن ترفض التهجير. ورفضت إسرائيل المقترح. وأكد أن بلاده ترفض أي احتلال."
    assert "statement: إسرائيل | إسرائيل" not in told(text, date(2024, 2, 7))


def test_both_sides_of_a_visit_are_the_guest_and_the_host() -> None:
    calls = "تلقى أمير قطر اتصالا من ولي العهد السعودي ومن رئيس الوزراء البريطاني كير ستارمر.\n\n"
    visit = "ووصل الشيخ محمد بن زايد إلى الدوحة في زيارة أخوية. وعقد الجانبان جلسة مباحثات."
    assert told(calls + visit, date(2025, 9, 10))[-1] == "meeting: الإمارات + قطر | -"


def test_both_sides_are_nobody_where_nothing_tells_whose() -> None:
    assert told("عقد الجانبان جلسة مباحثات في القصر.", date(2025, 1, 10)) == []
    dealt = told("عقد الطرفان جولة مفاوضات غير مباشرة في الدوحة بشأن الهدنة.", date(2025, 1, 10))
    assert dealt == ["talks: إسرائيل + حماس | -"]


@pytest.mark.parametrize("guests", ["قادة حماس", "مسؤولين من حماس"])
def test_the_city_and_country_of_a_meeting_do_not_meet(guests: str) -> None:
    text = f"دافع المبعوث الأمريكي آدم بوهلر عن اللقاءات السرية التي أجراها مع {guests} في الدوحة، قطر."
    assert "meeting: الولايات المتحدة + حماس + آدم بولر=الولايات المتحدة | -" in told(text, date(2025, 3, 10))


def test_under_whom_a_title_is_held_does_not_meet() -> None:
    text = "التقى آدم بولر المبعوث القادم للرئيس المنتخب دونالد ترامب مسؤولين في تل أبيب."
    assert told(text, date(2024, 12, 17)) == ["meeting: الولايات المتحدة + آدم بولر=الولايات المتحدة | -"]


def test_a_sum_until_now_is_no_release_of_today() -> None:
    assert told("تم إطلاق سراح 16 رهينة إسرائيليا حتى الآن من أصل 33.", date(2025, 2, 8)) == []


def test_who_is_kept_out_of_a_country_suspends_nothing() -> None:
    assert told("منعت حماس من دخول قطر.", date(2024, 8, 7)) == []


def test_what_talks_were_about_took_no_part_in_them() -> None:
    text = "أما محادثاته في الرياض مع ولي العهد السعودي محمد بن سلمان فتركزت على دور إيران وحزب الله."
    found = told("وصل بلينكن إلى تل أبيب. " + text, date(2024, 1, 10))
    assert not [line for line in found if "إيران" in line]


def test_who_spoke_before_says_nothing_where_a_source_is_cited() -> None:
    cited = "والفجوات ضيقة، حسبما قال مسؤول أمريكي مطلع، وأضاف أن الوفد سيعود."
    found = told("استقبل رئيس الوزراء القطري وفد حماس. " + cited, date(2024, 8, 7))
    assert not [line for line in found if line.startswith("statement: قطر")]


def test_whom_others_join_at_a_meeting_is_at_it() -> None:
    text = "جاء ذلك في حديث لهاكان فيدان عقب اجتماع رباعي ضم إلى جانبه ستيف ويتكوف وبدر عبد العاطي."
    assert "هاكان فيدان" in people(text, date(2025, 12, 20))


def test_who_is_met_on_another_day_is_not_at_the_first_meeting() -> None:
    text = "وكان نتنياهو التقى جو بايدن الخميس في البيت الأبيض، ودونالد ترامب الجمعة في فلوريدا."
    found = told(text, date(2024, 7, 29))
    assert found == [
        "meeting: إسرائيل + الولايات المتحدة + بنيامين نتنياهو=إسرائيل + جو بايدن=الولايات المتحدة | -",
        "meeting: إسرائيل + الولايات المتحدة + بنيامين نتنياهو=إسرائيل + دونالد ترامب=الولايات المتحدة | -",
    ]
