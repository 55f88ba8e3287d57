"""Who, and with whom, for one predicate: the names of its clause put into their roles; keeps no memory."""

from __future__ import annotations

from collections.abc import Iterator

from storage.model import EventType
from summarizer.reading.cues import cue_places, first_cue, is_cue
from summarizer.reading.mention import Mention, is_head, is_word
from summarizer.reading.nominals import ON_ITS_WAY
from summarizer.reading.scene import PREPOSITIONS, RELATIVES, Scene, governed, is_called_by
from summarizer.reading.triggers import bare

_TOWARDS = frozenset(("باسم", "من", "في", "ل", "لدي"))
_OPENERS = frozenset((
    "كان", "كانت", "وكان", "وكانت", "قد", "اما", "لكن", "ولكن", "فيما", "بينما", "كما", "و", "من", "جهته", "جهتها", "جانبه", "جانبها", "بدوره", "بدورها", "كل",
    "،", "\"", "“", "”", "«", "»", "(", ")", "-", "–", "غير", "الا", "بيد", "ان", "حين", "في", "المقابل", "وفي", "سبق", "رفيع", "المستوي", "كبير", "قيادي", "امني", "مطلع", "عن", "كلا", "واحد", "سبق",
    "مقرب", "مقربا", "مقربه", "مطلعا", "مطلعه", "رفيعا", "كبيرا", "امنيا", "سياسيا", "كبار", "بعض", "معظم", "جميع", "ممثلين", "ممثلو", "ايضا", "كذلك", "ثم", "السابق", "الجديد", "ولطالما", "كلاهما", "القياده", "حركه", "تكون", "يكون", "اذ", "وان", "بان", "وقد", "فقد", "وبان", "كون", "لان",
))  # fmt: skip
_PRONOUNS = frozenset(
    ("انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم", "انني", "اننا", "وانه", "وانها", "لكنه", "لكنها", "لكنهم", "ولكنه", "ولكنها")
)  # fmt: skip
# How many words a dateline may take before its last city.
_DATELINE = 4
# "The latter", and who has a relative clause of their own.
_AGAIN = ("الاخير", "الاخيره", "الاول", "الذي", "التي", "المذكور", "الاثنان", "الطرفان", "الجانبان")
_DASHES = ("-", "–", "—", "/", "،")
# How many words before "to meet" who goes there may stand.
_MOVE = 25
# By these verbs others quote somebody, whom this preposition names.
_QUOTING = {"عن": ("نقل", "ينقل", "تنقل"), "الي": ("نسب", "ينسب", "تنسب")}
# So nouns of deeds begin behind "to" and "by".
_PURPOSES = (
    "لتس",
    "لتن",
    "لتح",
    "لتب",
    "لاطلاق",
    "للافراج",
    "لافراج",
    "بتسليم",
    "باطلاق",
    "بالافراج",
    "بتحرير",
)
# A circumstance between commas is no longer than this, in words.
_ASIDE = 8
_HAD = ("كان", "كانت", "وكان", "وكانت")
# How many words of a title may stand before whose it is.
_TITLE = 4
# After these another matter than the talks themselves is told.
_LATER = frozenset(("بعد", "قبل", "عقب", "اثر", "بعدما", "بسبب", "رغم"))
_LINKS = frozenset(
    ("،", "و", "(", ")", "-", "–", '"', "“", "”", "«", "»", "ايضا", "كذلك", "نظيره", "بنظيره", "ونظيره", "كل")
)


def subject(scene: Scene) -> list[Mention]:
    """The mentions that do what the predicate says: before it where the clause opens with them, else after it."""
    p = scene.predicate
    if p.purpose:
        return _topic(scene) or _mover(scene)
    if (antecedent := _antecedent(scene)) is not None:
        return [antecedent]
    if p.nominal and with_one(scene.forms, p.place):
        return _topic(scene) or _mover(scene)
    if p.rule.name.endswith(ON_ITS_WAY):
        return _topic(scene) or _mover(scene)
    if p.nominal and p.rule.frame == "journey":
        return _traveller(scene)
    if p.nominal or (p.place and scene.forms[p.place - 1] in _PRONOUNS):
        return []
    if p.place and (scene.forms[p.place - 1] in RELATIVES or _goes_on(scene)):
        return _quoted(scene) or _after(scene)
    return _quoted(scene) or _topic(scene) or _joined(scene) or _expected(scene) or _after(scene)


def _traveller(scene: Scene) -> list[Mention]:
    """Whose journey a noun tells: "زيارة لرئيس الموساد إلى الدوحة", "وصول وفد حماس"."""
    end = reach(scene, scene.predicate.place + 1)
    own = [m for m in scene.between(scene.predicate.place + 1, end) if m.acts and not only_place(scene, m)]
    return [m for m in _chain(scene, own[0], end) if m.acts] if own else []


def owners(scene: Scene) -> list[Mention]:
    """Whose deed a noun tells: those who stand right behind it: "استدعاء إسرائيل والولايات المتحدة وفديهما"."""
    p = scene.predicate
    own = [m for m in scene.between(p.place + 1, p.place + 2) if m.acts]
    return [m for m in _chain(scene, own[0], p.end) if m.acts] if own else []


def _goes_on(scene: Scene) -> bool:
    """True for "، وقال": what stands before the "and" is another clause's."""
    form = scene.forms[scene.predicate.place]
    return form.startswith(
        ("وقال", "واضاف", "واكد", "واوضح", "واشار", "وتابع", "وشدد", "وذكر", "واعلن")
    ) and scene.forms[scene.predicate.place - 1] in ("،", '"', "”", "»")


def _expected(scene: Scene) -> list[Mention]:
    """Who is expected to do it, before the word of expectation: "بارنيا يُتوقع أن يلتقي"."""
    p = scene.predicate
    if p.start < 2 or scene.forms[p.start - 1] != "ان" or not is_cue("planned", scene.forms, p.start - 2):
        return []
    last = next((m for m in reversed(scene.between(0, p.start - 2)) if m.acts), None)
    return [last] if last is not None and p.start - 2 - last.last <= 1 and not governed(scene, last) else []


def sides_before(scene: Scene) -> list[Mention] | None:
    """Those between whom talks are that open the clause of their verb: "المحادثات بين إسرائيل وحماس توقفت"; else None."""
    p = scene.predicate
    start = next((i for i in range(p.start, p.place) if scene.forms[i].isalpha()), p.place)
    noun = bare(scene.forms[start]) if start < p.place else ""
    if p.nominal or not p.rule.object or not noun.startswith(p.rule.object):
        return None
    return [m for m in scene.between(start + 1, p.place) if m.acts and not only_place(scene, m)]


def is_own(form: str) -> bool:
    """True for a gathering's noun with a pronoun: "لقائه", "مباحثاتها"."""
    return form.endswith(
        ("ايه", "اوه", "اعه", "اعها", "ايها", "صاله", "صالها", "المته", "المتها", "اته", "اتها")
    )


def with_one(forms: tuple[str, ...], place: int) -> bool:
    """True for "a meeting with …", "his meeting with …": who had it stands elsewhere in the sentence."""
    near = forms[place + 1 : place + 7]
    own = is_own(forms[place])
    by = (
        near[:1] != ("بين",)
        and near[:1]
        and near[0][0] == "ب"
        and forms[place].startswith(("اتصال", "الاتصال"))
    )
    return "بين" not in near and bool("مع" in near or own or by)


def _antecedent(scene: Scene) -> Mention | None:
    """Whom a relative clause is about: "هاكان فيدان، الذي التقى هنية"."""
    p = scene.predicate
    if p.place < 2 or scene.forms[p.place - 1] not in RELATIVES:
        return None
    relative = p.place - 1
    return next(
        (m for m in scene.mentions if m.acts and m.last in (relative, relative - 1) and not m.adjective), None
    )


def _mover(scene: Scene) -> list[Mention]:
    """Who goes somewhere "to meet": the last free name before that, with those who go along."""
    place = scene.predicate.place
    last = next(
        (
            m
            for m in reversed(scene.between(max(0, place - _MOVE), place))
            if m.acts and not governed(scene, m) and not only_place(scene, m)
        ),
        None,
    )
    if last is None:
        return []
    first = last
    for mention in reversed(scene.between(0, last.first)):
        if mention.acts and last in _chain(scene, mention, place):
            first = mention
    return [m for m in _chain(scene, first, place) if m.acts]


def quotes(forms: tuple[str, ...], place: int) -> str | None:
    """The preposition before whom others quote by the verb at a place; None for any other verb."""
    verb = forms[place].lstrip("و")
    return next((of for of, verbs in _QUOTING.items() if verb.startswith(verbs)), None)


def _quoted(scene: Scene) -> list[Mention]:
    """Who is quoted by others: "نقلت الهيئة عن مسؤول إسرائيلي قوله", "نسبت القناة إلى الوزير قوله"."""
    p = scene.predicate
    of = quotes(scene.forms, p.place)
    if of is None:
        return []
    about = next((i for i in range(p.place + 1, min(p.place + 7, p.end)) if scene.forms[i] == of), None)
    if about is None:
        return []
    return [m for m in scene.between(about + 1, min(about + 6, p.end)) if m.acts][:1]


def _topic(scene: Scene) -> list[Mention]:
    """A name in front of the verb that no preposition takes away."""
    p = scene.predicate
    end = p.place if p.aside is None else p.aside
    first = next((m for m in scene.between(p.start, end) if m.acts and not _is_dateline(scene, m)), None)
    if first is None or governed(scene, first) or not _opens(scene, first):
        return []
    return [m for m in _chain(scene, first, end) if m.acts]


def _joined(scene: Scene) -> list[Mention]:
    """A name with "and" right before its verb, behind another's clause: "المجلس يطالب بهدنة ونتنياهو يلغي الزيارة"."""
    p = scene.predicate
    if p.start != p.place or scene.forms[p.place][:1] == "و":
        return []
    return [m for m in scene.mentions if m.last == p.place and m.prefix == "و" and m.acts and not m.adjective]


def _is_dateline(scene: Scene, mention: Mention) -> bool:
    """True for the cities with which an agency opens: "الدوحة- وكالات- أعلنت", "القاهرة/سما/ نفى", "عمان - روما في 3 مايو"."""
    if mention.place is None or mention.first > _DATELINE:
        return False
    if scene.predicate.place == mention.last and mention.parties and _is_said(scene, mention):
        return False  # "البيت الأبيض: نؤيد", "قطر: لا مبرر"
    cities = {i for m in scene.mentions if m.place for i in range(m.first, m.last)}
    before = all(i in cities or scene.forms[i] in _DASHES for i in range(mention.first))
    after = scene.forms[mention.last : mention.last + 1]
    return after in (("-",), ("–",), ("—",), ("/",), ("(",), (":",)) or (
        before and mention.first > 0 and after == ("في",)
    )


def _is_said(scene: Scene, mention: Mention) -> bool:
    """True where words of a speaker follow the colon after a place, not news from there: "باريس: وزراء يجتمعون"."""
    if scene.forms[mention.first].startswith("ال"):
        return True
    after = scene.forms[mention.last + 1] if mention.last + 1 < len(scene.forms) else ""
    return is_cue("negations", scene.forms, mention.last + 1) or after[:1] in ("ن", "س") or after == '"'


def _opens(scene: Scene, mention: Mention) -> bool:
    """True where nothing but connectives and heads of the phrase stand between the clause's begin and a name."""
    before = mention.first - 1
    while before > scene.predicate.start and is_word("honorifics", scene.forms[before]):
        before -= 1
    if before >= scene.predicate.start and scene.forms[before] in _HAD:
        return True  # "وقبله بساعات كانت إسرائيل قد استدعت", "وكان معالي الشيخ محمد قد أعلن"
    words = [scene.forms[i] for i in range(scene.predicate.start, mention.first) if i not in scene.dated]
    last_mark = max((i for i, word in enumerate(words[:12]) if word in ("-", "–", "—", "/", "|")), default=-1)
    words = words[last_mark + 1 :]
    words = words[1:] if words[:1] and not words[0].isalnum() else words
    while words and words[0] in _OPENERS and not is_head(words[0]):
        words = words[1:]
    if len(words) < 5 and is_head((words or [""])[0]) and not PREPOSITIONS & set(words) - {"في", "من"}:
        return True
    return all(word in _OPENERS or is_head(word) or word in _TOWARDS for word in words) or not any(
        map(str.isalpha, words)
    )


def _after(scene: Scene) -> list[Mention]:
    """The first name after the verb, with its apposition and those joined by "and"."""
    p = scene.predicate
    end = reach(scene, p.place + 1)
    if p.rule.frame == "speaker" and _is_unknown(scene, p.place + 1):
        return []
    goal = False
    for mention in scene.between(p.place + 1, end):
        if p.rule.frame == "journey" and mention.place and (goal or _is_first_goal(scene, mention, end)):
            goal = True
            continue
        if p.rule.frame == "speaker" and p.form.perfect and _is_owner(scene, mention):
            return []
        if mention.acts and not governed(scene, mention) and not _names_a_place(scene, mention):
            return [m for m in _chain(scene, mention, end) if m.acts]
    return []


def _is_owner(scene: Scene, mention: Mention) -> bool:
    """True for whose demand or plan it is that is spoken of right behind the verb: "ووصف مطالب حماس بأنها"."""
    if scene.forms[mention.first - 1].startswith(_PURPOSES):
        return True  # "أبدت استعدادها لتسليم عيدان"
    object_ = scene.predicate.place + 1
    return mention.first == object_ + 1 and not mention.prefix and is_cue("spoken_of", scene.forms, object_)


def _is_unknown(scene: Scene, place: int) -> bool:
    """True for a definite noun that is no name and no title: "أكدت الدول الأربع", "قالت المحادثات"."""
    form = scene.forms[place] if place < len(scene.forms) else ""
    taken = place in scene.dated or any(m.first <= place < m.last for m in scene.mentions)
    return (
        form.startswith("ال")
        and form not in _AGAIN
        and not taken
        and not is_head(form)
        and not is_word("honorifics", form)
    )


def _is_first_goal(scene: Scene, mention: Mention, end: int) -> bool:
    """True for a place that is no subject: after "to", or right after the verb with somebody behind it."""
    if governed(scene, mention):
        return True
    others = [
        m for m in scene.between(mention.last, end) if m.acts and not m.prefix and not governed(scene, m)
    ]
    return (
        mention.first == scene.predicate.place + 1 and bool(others) and mention.place not in mention.parties
    )


def reach(scene: Scene, start: int) -> int:
    """How far the actors of a verb may stand: to what is said, asked, planned, or another clause."""
    kinds = ("that", "topics", "without", "according")
    ends = [first_cue(kind, scene.forms, start, scene.predicate.end) for kind in kinds]
    last = min((i for i in ends if i is not None), default=scene.predicate.end)
    relatives = cue_places("relatives", scene.forms)
    for i in range(start, last):
        apart = scene.predicate.kind is EventType.TALKS or _is_cut_off(scene.forms, i)
        if apart and i > start and scene.forms[i] in _LATER:
            return i
        if (
            i in scene.stops
            or scene.forms[i] in (":", "؛")
            or (scene.forms[i] == "." and len(scene.forms[i - 1]) > 1)
        ):
            return i
        if i in relatives:
            closed = next((j for j in range(i + 1, scene.predicate.end) if scene.forms[j] == "،"), None)
            if scene.forms[i - 1] != "،" or closed is None or not scene.predicate.nominal:
                return i
    return last


def _is_cut_off(forms: tuple[str, ...], place: int) -> bool:
    """True behind a comma, where no other comma brings the clause back: "تلقى، عقب اللقاء، اتصالا"."""
    closed = next((i for i in range(place + 1, min(place + _ASIDE, len(forms) - 1)) if forms[i] == "،"), None)
    return forms[place - 1] == "،" and (closed is None or forms[closed + 1].startswith("و"))


def _chain(scene: Scene, first: Mention, end: int) -> Iterator[Mention]:
    """A name and those that belong to it: appositions and conjuncts, with little between."""
    yield first
    last = first
    for mention in scene.mentions:
        if mention.first < last.last or mention.first >= end:
            continue
        between = [scene.forms[i] for i in range(last.last, mention.first) if i not in scene.dated]
        if any(word in RELATIVES for word in between):
            return
        if between == ["("] and mention.parties:
            # A name in brackets says again who it is: "مدير الوكالة (سي آي إيه)".
            last = mention
            continue
        if "باسم" in between and len(between) <= _TITLE and not (last.person or last.parties):
            # "المتحدث العسكري باسم كتائب القسام": whose title it is.
            yield mention
            last = mention
            continue
        of_it = last.group == "movements" and scene.forms[max(0, last.first - 1)] in _TOWARDS
        if of_it and mention.person and not between:
            # "القيادي في الحركة خليل الحية": who it is.
            yield mention
            last = mention
            continue
        if last.bare and mention.person and between in (["باسمه"], ["باسمها"]):
            # "المتحدث باسمه عومر دوستري": who that is.
            yield mention
            last = mention
            continue
        joined = mention.prefix == "و" or any(word.startswith("و") and is_head(word) for word in between[:1])
        joined = joined or (len(between) == 1 and between[0].startswith("و") and mention.person is not None)
        filler = [word for word in between if word not in _LINKS and not is_head(word)]
        if (
            mention.prefix not in ("", "و")
            or filler[2:]
            or any(word in PREPOSITIONS for word in filler if word != "في")
        ):
            return
        if "في" in filler and not is_head(between[0] if between else ""):
            return
        if not (joined or "،" in between or not between or is_head(between[0]) or "(" in between):
            return
        if not joined and last.person and (not mention.person or "،" not in between):
            return
        if not joined and not between and not (last.parties and set(last.parties) & set(mention.parties)):
            return
        if "،" in between and not joined and not mention.person:
            return
        if not joined and mention.adjective and not set(last.parties) & set(mention.parties):
            return
        yield mention
        last = mention


def _names_a_place(scene: Scene, mention: Mention) -> bool:
    """True for the country that follows its city ("في الدوحة، قطر"), and for a city that names talks."""
    if is_called_by(scene, mention):
        return True
    city = next((m for m in scene.mentions if m.last == mention.first - 1 and m.place), None)
    return (
        city is not None
        and scene.forms[city.last] == "،"
        and city.parties == mention.parties
        and not mention.prefix
    )


def only_place(scene: Scene, mention: Mention) -> bool:
    """True for a city or country where something is, or towards which someone goes."""
    if not mention.place or mention.person:
        return False
    if _names_a_place(scene, mention):
        return True
    before = scene.forms[mention.first - 1] if mention.first else ""
    if before == "من" and mention.first > 1 and is_head(scene.forms[mention.first - 2]):
        return False
    return before in ("في", "الي", "من", "مدينه", "نحو", "داخل") or (
        mention.prefix in ("ب", "وب") and not mention.parties
    )
