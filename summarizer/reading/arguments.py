"""Who, with whom, and where, for one predicate: the names of its clause put into their roles; keeps no memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.model import EventType
from summarizer.reading.clauses import Predicate
from summarizer.reading.cues import is_cue
from summarizer.reading.lexicon import language
from summarizer.reading.mention import Mention, is_head, is_word

_PREPOSITIONS = frozenset(
    ("في", "من", "الي", "علي", "عن", "مع", "بين", "لدي", "ضد", "نحو", "تجاه", "عند", "باتجاه", "حتي")
)
_RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين"))
_TO = frozenset(("الي", "نحو", "باتجاه"))
_TOWARDS = frozenset(("باسم", "من", "في", "ل", "لدي"))
_OPENERS = frozenset((
    "كان", "كانت", "وكان", "وكانت", "قد", "اما", "لكن", "ولكن", "فيما", "بينما", "كما", "و", "من", "جهته", "جهتها", "جانبه", "جانبها", "بدوره", "بدورها", "كل",
    "،", "\"", "“", "”", "«", "»", "(", ")", "-", "–", "غير", "الا", "بيد", "ان", "حين", "في", "المقابل", "وفي", "سبق", "رفيع", "المستوي", "كبير", "قيادي", "امني", "مطلع", "عن", "كلا", "واحد", "سبق",
    "كبار", "بعض", "معظم", "جميع", "ممثلين", "ممثلو", "ايضا", "كذلك", "ثم", "السابق", "الجديد", "ولطالما", "كلاهما", "القياده", "حركه", "تكون", "يكون", "اذ", "وان", "بان", "وقد", "فقد", "وبان", "كون", "لان",
))  # fmt: skip
_PRONOUNS = frozenset(
    ("انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم", "انني", "اننا", "وانه", "وانها")
)
# How many words may stand between the names of those who met.
_GAP = 5
# How many words of a title may stand before whose it is.
_TITLE = 4
# How many plain words after a noun that tells a happening may say where it was.
_NOUN_REACH = 8
_LINKS = frozenset(
    ("،", "و", "(", ")", "-", "–", '"', "“", "”", "«", "»", "ايضا", "كذلك", "نظيره", "بنظيره", "ونظيره", "كل")
)


@dataclass(frozen=True, slots=True)
class Scene:
    """One predicate in its sentence: the words, the names, and the date expressions' tokens."""

    forms: tuple[str, ...]
    mentions: Sequence[Mention]
    dated: frozenset[int]
    predicate: Predicate
    stops: frozenset[int]

    def between(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.mentions if start <= m.first < end]


def subject(scene: Scene) -> list[Mention]:
    """The mentions that do what the predicate says: before it where the clause opens with them, else after it."""
    p = scene.predicate
    if p.purpose:
        return _topic(scene) or _mover(scene)
    if (antecedent := _antecedent(scene)) is not None:
        return [antecedent]
    if p.nominal and _with_one(scene):
        return _topic(scene) or _mover(scene)
    if p.nominal or (p.place and scene.forms[p.place - 1] in _PRONOUNS):
        return []
    if p.place and (scene.forms[p.place - 1] in _RELATIVES or _goes_on(scene)):
        return _quoted(scene) or _after(scene)
    return _quoted(scene) or _topic(scene) or _expected(scene) or _after(scene)


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
    return [last] if last is not None and p.start - 2 - last.last <= 1 and not _governed(scene, last) else []


def _with_one(scene: Scene) -> bool:
    """True for "an meeting with …", "his meeting with …": who had it stands earlier in the clause."""
    near = scene.forms[scene.predicate.place + 1 : scene.predicate.place + 7]
    own = scene.forms[scene.predicate.place].endswith(("ايه", "اوه", "اعه", "اعها", "ايها"))
    return "بين" not in near and ("مع" in near or own)


def _antecedent(scene: Scene) -> Mention | None:
    """Whom a relative clause is about: "هاكان فيدان، الذي التقى هنية"."""
    p = scene.predicate
    if p.place < 2 or scene.forms[p.place - 1] not in _RELATIVES:
        return None
    relative = p.place - 1
    return next(
        (m for m in scene.mentions if m.acts and m.last in (relative, relative - 1) and not m.adjective), None
    )


def _mover(scene: Scene) -> list[Mention]:
    """Who goes somewhere "to meet": the first free name of the sentence's clause."""
    first = next(
        (
            m
            for m in scene.between(scene.predicate.start, scene.predicate.place)
            if m.acts and not _governed(scene, m)
        ),
        None,
    )
    return [m for m in _chain(scene, first, scene.predicate.place) if m.acts] if first else []


def _quoted(scene: Scene) -> list[Mention]:
    """Who is quoted by others: "نقلت الهيئة عن مسؤول إسرائيلي قوله"."""
    p = scene.predicate
    if not scene.forms[p.place].lstrip("و").startswith(("نقل", "ينقل", "تنقل")):
        return []
    about = next((i for i in range(p.place + 1, min(p.place + 7, p.end)) if scene.forms[i] == "عن"), None)
    if about is None:
        return []
    return [m for m in scene.between(about + 1, min(about + 6, p.end)) if m.acts][:1]


def _topic(scene: Scene) -> list[Mention]:
    """A name in front of the verb that no preposition takes away."""
    p = scene.predicate
    end = p.place if p.aside is None else p.aside
    first = next((m for m in scene.between(p.start, end) if m.acts and not _is_dateline(scene, m)), None)
    if first is None or _governed(scene, first) or not _opens(scene, first):
        return []
    return [m for m in _chain(scene, first, end) if m.acts]


def _is_dateline(scene: Scene, mention: Mention) -> bool:
    """True for the city with which an agency opens: "الدوحة- وكالات- أعلنت", "القاهرة/سما/ نفى"."""
    return mention.first < 4 and mention.place is not None and scene.forms[mention.last : mention.last + 1] in (
        ("-",), ("–",), ("—",), ("/",), ("(",), (":",),
    )  # fmt: skip


def _opens(scene: Scene, mention: Mention) -> bool:
    """True where nothing but connectives and heads of the phrase stand between the clause's begin and a name."""
    words = [scene.forms[i] for i in range(scene.predicate.start, mention.first) if i not in scene.dated]
    last_mark = max((i for i, word in enumerate(words[:12]) if word in ("-", "–", "—", "/")), default=-1)
    words = words[last_mark + 1 :]
    words = words[1:] if words[:1] and not words[0].isalnum() else words
    if len(words) < 5 and is_head((words or [""])[0]) and not _PREPOSITIONS & set(words) - {"في", "من"}:
        return True
    return all(word in _OPENERS or is_head(word) or word in _TOWARDS for word in words) or not any(
        map(str.isalpha, words)
    )


def _after(scene: Scene) -> list[Mention]:
    """The first name after the verb, with its apposition and those joined by "and"."""
    p = scene.predicate
    end = _reach(scene, p.place + 1)
    goal = False
    for mention in scene.between(p.place + 1, end):
        if p.rule.frame == "journey" and mention.place and (goal or _governed(scene, mention)):
            goal = True
            continue
        if mention.acts and not _governed(scene, mention):
            return [m for m in _chain(scene, mention, end) if m.acts]
    return []


def _reach(scene: Scene, start: int) -> int:
    """How far the actors of a verb may stand: to what is said, asked, planned, or another clause."""
    for i in range(start, scene.predicate.end):
        if i in scene.stops or scene.forms[i] in (":", ".", "؛"):
            return i
        if is_cue("relatives", scene.forms, i):
            closed = next((j for j in range(i + 1, scene.predicate.end) if scene.forms[j] == "،"), None)
            if scene.forms[i - 1] != "،" or closed is None or not scene.predicate.nominal:
                return i
        if (
            is_cue("that", scene.forms, i)
            or is_cue("topics", scene.forms, i)
            or is_cue("without", scene.forms, i)
            or is_cue("according", scene.forms, i)
        ):
            return i
    return scene.predicate.end


def _governed(scene: Scene, mention: Mention) -> bool:
    """True where a preposition makes a name the partner, the place or the topic of something."""
    if any(letter in "بلك" for letter in mention.prefix):
        return not _headed(scene, mention.first)
    before = _before(scene, mention.first)
    form = scene.forms[before] if before >= 0 else ""
    preposition = _preposition(scene, before)
    if preposition is not None:
        return not _headed(scene, preposition)
    if _cut(form) in ("مقر", "مدينه", "عايله", "جنوب", "شمال", "شرق", "وسط", "حدود"):
        return True
    if is_head(form) and before > 0 and scene.forms[before - 1] in _PREPOSITIONS:
        return not _headed(scene, before - 1)
    if is_head(form) and form[:1] in "بل" and len(form) > 4 and not form.startswith("ال"):
        return form[0] == "ل" or form not in ("بعثه", "برلمان")
    if mention.prefix == "و" or form in ("و", "او"):
        earlier = [m for m in scene.mentions if m.last <= mention.first and m.acts]
        return bool(earlier) and mention.first - earlier[-1].last <= 2 and _governed(scene, earlier[-1])
    return False


def _preposition(scene: Scene, place: int) -> int | None:
    """Where a preposition stands that governs the word at a place: right there, or up to three plain words before."""
    taken = {i for m in scene.mentions for i in range(m.first, m.last)}
    for i in range(place, max(-1, place - 4), -1):
        form = scene.forms[i]
        if (
            form in _PREPOSITIONS
            or (form[:1] in "وف" and form[1:] in _PREPOSITIONS)
            or form in ("بحضور", "برياسه", "بمشاركه", "برفقه")
        ):
            return i
        if i in taken or i == scene.predicate.place or not form.isalpha() or is_head(form):
            return None
    return None


def _before(scene: Scene, place: int) -> int:
    """The word before a name, honorifics and brackets skipped."""
    i = place - 1
    while i >= 0 and scene.forms[i] in ("(", '"', "“", "«", "كل", "من", "حركه") and i > 0:
        if scene.forms[i] == "من" and scene.forms[i - 1] != "كل":
            break
        i -= 1
    return i


def _headed(scene: Scene, preposition: int) -> bool:
    """True in "وفد من حماس", "مسؤول في الحركة", "الناطق باسم القسام": the preposition belongs to the actor."""
    i = preposition - 1
    for _ in range(4):
        if i < 0 or (i <= scene.predicate.place and i == scene.predicate.place):
            return False
        if is_head(scene.forms[i]):
            if scene.forms[preposition] == "في" and is_cue("happenings", (_cut(scene.forms[i]),), 0):
                return False
            return not (
                scene.forms[i][0] in "بل" and len(scene.forms[i]) > 4 and not scene.forms[i].startswith("ال")
            )
        if not scene.forms[i].isalpha() or scene.forms[i] in _PREPOSITIONS:
            return False
        i -= 1
    return False


def _chain(scene: Scene, first: Mention, end: int) -> Iterator[Mention]:
    """A name and those that belong to it: appositions and conjuncts, with little between."""
    yield first
    last = first
    for mention in scene.mentions:
        if mention.first < last.last or mention.first >= end:
            continue
        between = [scene.forms[i] for i in range(last.last, mention.first) if i not in scene.dated]
        if any(word in _RELATIVES for word in between):
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
        joined = mention.prefix == "و" or any(word.startswith("و") and is_head(word) for word in between[:1])
        joined = joined or (len(between) == 1 and between[0].startswith("و") and mention.person is not None)
        filler = [word for word in between if word not in _LINKS and not is_head(word)]
        if (
            mention.prefix not in ("", "و")
            or filler[2:]
            or any(word in _PREPOSITIONS for word in filler if word != "في")
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
        yield mention
        last = mention


def partners(scene: Scene) -> list[Mention]:
    """All who are named in a mutual happening, in its clause, before what it was about."""
    p = scene.predicate
    found = [
        m
        for m in scene.between(p.place + 1, _reach(scene, p.place + 1))
        if m.acts and not _only_place(scene, m)
    ]
    return (_close(found) if p.nominal else found) + companions(scene)


def _close(found: list[Mention]) -> list[Mention]:
    """The names that follow one another; after a gap other things are spoken of."""
    kept = found[:1]
    for mention in found[1:]:
        if mention.first - kept[-1].last > _GAP:
            break
        kept.append(mention)
    return kept


def companions(scene: Scene) -> list[Mention]:
    """Those who came along: بحضور، برئاسة، بمشاركة."""
    p = scene.predicate
    for i in range(p.place + 1, min(p.end, len(scene.forms))):
        if is_cue("companions", scene.forms, i):
            stop = next(
                (j for j in range(i + 1, p.end) if is_cue("topics", scene.forms, j) or j in scene.stops),
                p.end,
            )
            return _close([m for m in scene.between(i + 1, stop) if m.acts and not _only_place(scene, m)])
    return []


def _only_place(scene: Scene, mention: Mention) -> bool:
    """True for a city or country where something is, or towards which someone goes."""
    if not mention.place or mention.person:
        return False
    before = scene.forms[mention.first - 1] if mention.first else ""
    if before == "من" and mention.first > 1 and is_head(scene.forms[mention.first - 2]):
        return False
    return before in ("في", "الي", "من", "مدينه", "نحو", "داخل") or (
        mention.prefix in ("ب", "وب") and not mention.parties
    )


def _cut(form: str) -> str:
    cut = form[1:] if form[:1] in "وفبل" and len(form) > 4 else form
    return cut[2:] if cut.startswith("ال") else cut


def place(scene: Scene) -> str | None:
    """Where it happened: the goal of a journey, else the place with "in" in the clause or before it."""
    found = _place(scene)
    return language("people")["venues"].get(found, found) if found else None


def _place(scene: Scene) -> str | None:
    p = scene.predicate
    if (antecedent := _antecedent_place(scene)) is not None:
        return antecedent
    if p.rule.frame == "journey":
        return _goal(scene)
    for mention in scene.between(p.place, _place_reach(scene)):
        if mention.place and _inside(scene, mention):
            return mention.place
    if p.rule.frame == "mutual" and scene.forms[p.place].startswith(
        (
            "استضاف",
            "تستضيف",
            "يستضيف",
            "احتضن",
            "واستضاف",
            "ستستضيف",
            "واحتضن",
            "شهد",
            "تشهد",
            "وشهد",
            "احتضنت",
        )
    ):
        host = next((m for m in subject(scene) if m.place), None)
        if host is not None:
            return host.place
    return next(
        (
            m.place
            for m in scene.between(0, p.place)
            if m.place and _inside(scene, m) and m.first >= p.start - 1
        ),
        None,
    )


def _antecedent_place(scene: Scene) -> str | None:
    """Where a relative clause about a place happened: "معبر رفح الذي سيطرت عليه إسرائيل"."""
    p = scene.predicate
    if p.kind is not EventType.ESCALATION or p.place < 2 or scene.forms[p.place - 1] not in _RELATIVES:
        return None
    return next((m.place for m in scene.mentions if m.place and m.last == p.place - 1), None)


def _place_reach(scene: Scene) -> int:
    """How far a place may stand from its verb: to what is said, a relative clause, a condition or a topic."""
    p = scene.predicate
    last = _near_noun(scene) if p.nominal else p.end
    for i in range(p.place + 1, last):
        if (
            is_cue("that", scene.forms, i)
            or is_cue("relatives", scene.forms, i)
            or is_cue("topics", scene.forms, i)
        ):
            return i
        if scene.forms[i] in ("وسط", "بعد", "بعدما", "قبل", "مقابل", "فيما", "ضمن"):
            return i
    return last


def _near_noun(scene: Scene) -> int:
    """Where the phrase of a noun ends: some words behind it, those of names not counted."""
    p = scene.predicate
    named = {i for m in scene.mentions for i in range(m.first, m.last)}
    plain = [i for i in range(p.place + 1, p.end) if i not in named and scene.forms[i].isalpha()]
    return plain[_NOUN_REACH] if len(plain) > _NOUN_REACH else p.end


def _inside(scene: Scene, mention: Mention) -> bool:
    before = scene.forms[mention.first - 1] if mention.first else ""
    if (
        before
        in (
            "اطراف",
            "محيط",
            "انحاء",
            "مناطق",
            "شمال",
            "جنوب",
            "شرق",
            "غرب",
            "وسط",
            "قطاع",
            "قرب",
            "شمالي",
            "جنوبي",
            "مطار",
        )
        and mention.first > 1
    ):
        before = scene.forms[mention.first - 2]
    if before == "من" and mention.parties:
        return _from_there(scene, mention)
    if _is_matter(scene, mention):
        return False
    return (
        before in ("في", "قمه", "وفي", "بمدينه", "مدينه", "داخل", "العاصمه")
        or mention.prefix in ("ب", "وب")
        or before == "وفي"
        or before.endswith("استضافته")
    )


def _is_matter(scene: Scene, mention: Mention) -> bool:
    """True for a place that belongs to what was talked about: "بحثا وقف إطلاق النار في غزة"."""
    if scene.predicate.rule.frame not in ("mutual", "speaker", "journey"):
        return False
    kinds = ("warfare",) if mention.parties else ("warfare", "matters")
    near = scene.forms[max(0, mention.first - 3) : mention.first]
    return any(is_word(kind, form) for kind in kinds for form in near)


def _from_there(scene: Scene, mention: Mention) -> bool:
    """True for where somebody speaks from ("أعلن من الدوحة"), not for whose officials they are."""
    whose = is_head(scene.forms[mention.first - 2]) or scene.forms[mention.first - 2] == "بوساطه"
    near = mention.first - scene.predicate.place < 12
    return scene.predicate.rule.frame == "speaker" and near and not whose


def _goal(scene: Scene) -> str | None:
    """The goal of a journey; for one that leaves, where it was."""
    p = scene.predicate
    for mention in scene.between(p.place + 1, p.end):
        if not mention.place:
            continue
        before = scene.forms[mention.first - 1]
        if p.noun != p.place:
            if (
                before in _TO
                or before in ("في", "من", "العاصمه")
                or mention.prefix in ("ل", "ب")
                or mention.first == p.noun + 1
            ):
                return mention.place
            continue
        if (
            before in _TO
            or before in ("في", "العاصمه")
            or mention.prefix in ("ل", "ب")
            or mention.first == p.noun + 1
            or not _governed(scene, mention)
        ):
            return mention.place
    return None
