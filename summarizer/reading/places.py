"""Where a happening was: the goal of a journey, else the place with "in" in the clause or before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from storage.model import EventType
from summarizer.reading.cues import cue_places, is_cue, tells
from summarizer.reading.fold import words
from summarizer.reading.lexicon import Phrases, language
from summarizer.reading.mention import Mention, is_word
from summarizer.reading.scene import RELATIVES, Scene, governed, is_called_by
from summarizer.reading.triggers import bare

# How many plain words after a noun that tells a happening may say where it was.
_NOUN_REACH = 8
# Behind these stands another happening, but for "بعد غد".
_APART = ("وسط", "بعد", "بعدما", "قبل", "مقابل", "فيما", "ضمن")
_TO = frozenset(("الي", "نحو", "باتجاه", "تشمل", "شملت", "ستشمل", "وتشمل"))
_IN = frozenset(("في", "قمه", "وفي", "بمدينه", "مدينه", "داخل", "العاصمه"))
_HOSTS = ("hosting", "receiving")
# How many words before a place the stay may be named: "خلال زيارته الرسمية إلى الدوحة".
_STAY = 4
# Those who were sent are called back from where they were; within so many words it is told.
_CALLED_BACK, _WAY = (
    ("called back", "decided a delay", "suspended", "decided to call back", "calling back presupposed"),
    10,
)
# What stands behind a dateline's city.
_MARKED = ((":",), ("-",), ("–",), ("—",), ("/",))
# Within so many words before a place the speech is named that was held there.
_SPEECH = 5
# How many words after a verb of saying where one speaks from may stand.
_FROM = 14


def place(scene: Scene) -> str | None:
    """Where it happened: the goal of a journey, else the place with "in" in the clause or before it."""
    found = _place(scene)
    return language("people")["venues"].get(found, found) if found else None


def _place(scene: Scene) -> str | None:
    p = scene.predicate
    if (antecedent := _antecedent_place(scene)) is not None:
        return antecedent
    if p.rule.frame == "journey":
        return _goal(scene) if _opening(scene) is None or _is_bound(scene) else _opening(scene)
    stretches = list(_stretches(scene))
    for mention in (m for start, end in stretches for m in scene.between(start, end)):
        if mention.place and _inside(scene, mention):
            return mention.place
    if p.kind is EventType.ESCALATION:
        return _struck(scene)
    if p.kind in (EventType.SUSPENSION, EventType.RESUMPTION) and (shut := _shut(scene)) is not None:
        return shut
    if p.kind in (EventType.SUSPENSION, EventType.RELEASE) and (end := _end_of_way(scene)) is not None:
        return end
    if (house := _house(scene, stretches) or _speech(scene)) is not None:
        return house
    hosting = p.rule.frame == "mutual" and any(is_cue(kind, scene.forms, p.place) for kind in _HOSTS)
    if hosting and (host := _host_city(scene)) is not None:
        return _opening(scene) or host
    before = (m for m in scene.between(0, p.place) if m.place and _inside(scene, m))
    return next((m.place for m in before if m.first >= p.start - 1), None) or _opening(scene)


def _opening(scene: Scene) -> str | None:
    """The place with which the sentence opens: "وفي القاهرة، أفاد", "من دبي، حيث شاركت …، قالت"."""
    first = next((m for m in scene.mentions if m.place), None)
    if first is not None and first.first == 0 and _is_dateline(scene, first):
        return first.place
    if (
        first is None
        or first.first != 1
        or first.last >= len(scene.forms)
        or first.last > scene.predicate.place
    ):
        return None
    fit = _inside(scene, first) if scene.forms[0] in ("في", "وفي") else _speaks_from(scene)
    return first.place if fit and not is_cue("that", scene.forms, scene.predicate.start) else None


def _is_dateline(scene: Scene, city: Mention) -> bool:
    """True for the city with which news of an encounter or a journey opens: "القاهرة: استقبل الرئيس", "الدوحة - بحث"."""
    return (
        scene.predicate.rule.frame in ("mutual", "journey")
        and city.place not in city.parties
        and scene.forms[city.last : city.last + 1] in _MARKED
        and scene.predicate.place == city.last + 1
    )


def _speaks_from(scene: Scene) -> bool:
    return (
        scene.forms[0] in ("من", "ومن") and scene.predicate.rule.frame == "speaker" and scene.forms[2] == "،"
    )


def _is_bound(scene: Scene) -> bool:
    """True for a journey whose goal the clause names with "to"."""
    p = scene.predicate
    named = (m for m in scene.between(p.place + 1, p.end) if m.place)
    return any(scene.forms[m.first - 1] in _TO or m.prefix == "ل" for m in named)


def _struck(scene: Scene) -> str | None:
    """Where a strike fell that no "in" tells: "سيطرته على معبر رفح", "استهدف مخيم النصيرات"; not whose army it was."""
    p = scene.predicate
    around = (*scene.between(p.place + 1, p.end), *scene.between(p.start, p.place))
    struck = next((m.place for m in around if m.place and m.place not in m.parties and not m.parties), None)
    if struck is None and scene.forms[p.place - 1] in RELATIVES:
        # "الهجوم الذي استهدف الدوحة": the city is what was hit, for the attack is who hit it.
        hit = (m for m in scene.between(p.place + 1, p.place + 2) if m.place not in m.parties)
        struck = next((m.place for m in hit), None)
    if struck is not None or scene.forms[p.place][:1] != "ف":
        return struck
    # "فتح مسلحون النار في القدس فقُتل ثلاثة": what followed at once was there.
    there = [m for m in scene.between(0, p.place) if m.place and scene.forms[m.first - 1] == "في"]
    return there[-1].place if there else None


def _shut(scene: Scene) -> str | None:
    """The crossing that is closed or opened: "أغلقت معبر رفح", "إعادة فتح معبر زيكيم"."""
    near = scene.between(scene.predicate.place + 1, scene.predicate.end)
    return next((m.place for m in near if m.place and is_cue("crossings", scene.forms, m.first)), None)


def _end_of_way(scene: Scene) -> str | None:
    """Where those were who are called back ("استدعت وفدها من الدوحة"), where those go who are brought ("أعادت إلى غزة جثامين")."""
    p = scene.predicate
    called = p.rule.name.endswith(_CALLED_BACK)
    entry = any(bare(form) == "دخول" for form in scene.forms[p.place + 1 : p.place + _WAY])
    inward = p.kind is EventType.RELEASE or entry
    ways = ("من",) if called and not entry else ("الي",) if inward else ()
    near = scene.between(p.place + 1, min(p.end, max(p.place, p.noun) + _WAY))
    way = (m for m in near if m.place and scene.forms[m.first - 1] in ways)
    return next((m.place for m in way if called or m.place not in m.parties), None)


def _speech(scene: Scene) -> str | None:
    """Where the speech was held that is named behind what was said: "شدد على …، وذلك في مؤتمر صحفي عقده في أنقرة"."""
    p = scene.predicate
    if p.rule.frame != "speaker" or p.governor is not None:
        return None
    for mention in scene.between(p.place + 1, len(scene.forms)):
        there = scene.forms[mention.first - 1] == "في" or mention.prefix == "ب"
        if not mention.place or not there or mention.place in language("people")["grounds"]:
            continue
        near = range(max(p.place, mention.first - _SPEECH), mention.first)
        if any(scene.forms[i] == "مؤتمر" or is_cue("speeches", scene.forms, i) for i in near):
            return mention.place
    return None


def _house(scene: Scene, stretches: Sequence[tuple[int, int]]) -> str | None:
    """The house "in" which they are: "في قصر الإليزيه", "بالديوان الأميري"."""
    if scene.predicate.rule.frame not in ("mutual", "speaker"):
        return None
    for start, end in stretches:
        for i in range(start + 1, end):
            inside = scene.forms[i - 1] in _IN or scene.forms[i - 1] in ("مقر", "من", "مبني")
            hit = _houses().at(scene.forms, i, scene.forms[i].removeprefix("ب") if not inside else None)
            if hit and (inside or scene.forms[i][0] == "ب"):
                return str(hit[1])
    return None


@cache
def _houses() -> Phrases:
    found = Phrases()
    for name, city in language("people")["venues"].items():
        found.add(words(name), city)
    return found


def _host_city(scene: Scene) -> str | None:
    """The city or state that holds a meeting: "استضافت الدوحة", "العاصمة المصرية احتضنت"."""
    p = scene.predicate
    if scene.forms[p.place].endswith(
        ("ه", "ها")
    ):  # "استضافته الدوحة": behind the pronoun the host stands at once
        around = tuple(scene.between(p.place + 1, p.place + 2))
    else:
        # "القاهرة تستضيف جولة بين …": who stands right before the verb is the host, not those behind it.
        beside = [m for m in scene.between(p.start, p.place) if m.last == p.place and not m.prefix]
        around = (*beside, *scene.between(p.place + 1, p.end), *reversed(scene.between(p.start, p.place)))
    free = (m for m in around if m.place and not governed(scene, m))
    states = is_cue("hosting", scene.forms, p.place)
    return next((m.place for m in free if states or m.place not in m.parties), None)


def _antecedent_place(scene: Scene) -> str | None:
    """Where a relative clause about a place happened: "معبر رفح الذي سيطرت عليه إسرائيل"."""
    p = scene.predicate
    if p.kind is not EventType.ESCALATION or p.place < 2 or scene.forms[p.place - 1] not in RELATIVES:
        return None
    return next((m.place for m in scene.mentions if m.place and m.last == p.place - 1), None)


def _stretches(scene: Scene) -> Iterator[tuple[int, int]]:
    """Where the place of a verb may stand: up to what is said, a condition or a topic; not in a relative clause.

    One between two commas is passed over: "اجتمع وفدا البلدين، اللذين يقودان المفاوضات، في باريس".
    """
    p = scene.predicate
    last = _near_noun(scene) if p.nominal else p.end
    start = i = p.place
    relatives = cue_places("relatives", scene.forms)
    stops = {*cue_places("that", scene.forms), *cue_places("topics", scene.forms)}
    while (i := i + 1) < last:
        if i in relatives:
            yield start, i
            closed = next((j for j in range(i + 1, last) if scene.forms[j] == "،"), None)
            if p.rule.frame != "mutual" or p.nominal or scene.forms[i - 1] != "،" or closed is None:
                return
            start = i = closed
        elif (i in stops and not _is_another(scene, i)) or (
            scene.forms[i] in _APART and _ends_here(scene, i)
        ):
            break
    yield start, min(i, last)


def _is_another(scene: Scene, i: int) -> bool:
    """True for a further gathering: "اجتماع آخر في الدوحة"."""
    return scene.forms[i] == "اخر" and i - 1 == scene.predicate.noun


def _ends_here(scene: Scene, i: int) -> bool:
    """True where another happening stands behind a word such as "after"."""
    if scene.forms[i - 1 : i + 1] == ("من", "قبل"):
        return False  # "من قبل مسلحين": by whom, not before what
    if scene.predicate.rule.frame == "speaker" and tells("gatherings", bare(_at(scene, i + 1))):
        return False  # "قالت، بعد اجتماع وزاري في بروكسل"
    return i not in scene.dated


def _at(scene: Scene, place: int) -> str:
    return scene.forms[place] if place < len(scene.forms) else ""


def _near_noun(scene: Scene) -> int:
    """Where the phrase of a noun ends: some words behind it, those of names not counted."""
    p = scene.predicate
    named = {i for m in scene.mentions for i in range(m.first, m.last)}
    plain = [i for i in range(p.place + 1, p.end) if i not in named and scene.forms[i].isalpha()]
    return plain[_NOUN_REACH] if len(plain) > _NOUN_REACH else p.end


def _inside(scene: Scene, mention: Mention) -> bool:
    before = scene.forms[mention.first - 1] if mention.first else ""
    if is_cue("sides_of", scene.forms, mention.first - 1) and mention.first > 1:
        before = scene.forms[mention.first - 2]
    if before in ("من", "ومن") and mention.place:
        return _from_there(scene, mention)
    if _is_stay(scene, mention):
        return scene.predicate.rule.frame in ("mutual", "speaker")
    if _is_matter(scene, mention) or _is_ground(scene, mention):
        return False
    return before in _IN or mention.prefix in ("ب", "وب") or is_called_by(scene, mention)


def _is_stay(scene: Scene, mention: Mention) -> bool:
    """True for where somebody was on a visit meanwhile: "خلال زيارته إلى الدوحة", "قبيل مغادرته إسرائيل"."""
    near = range(max(0, mention.first - _STAY), mention.first)
    stay = next((i for i in near if is_cue("stays", scene.forms, i)), None)
    return stay is not None and is_cue("asides", scene.forms, stay - 1)


def _is_matter(scene: Scene, mention: Mention) -> bool:
    """True for a place that belongs to what was talked about: "بحثا وقف إطلاق النار في غزة"."""
    if scene.predicate.rule.frame not in ("mutual", "speaker", "journey"):
        return False
    kinds = ("warfare",) if mention.parties else ("warfare", "matters")
    near = scene.forms[max(0, mention.first - 3) : mention.first]
    return any(is_word(kind, form) for kind in kinds for form in near)


def _is_ground(scene: Scene, mention: Mention) -> bool:
    """True for what is fought or talked about, where nobody of those who speak or meet is: the Strip, a corridor."""
    talk = scene.predicate.rule.frame in ("speaker", "mutual") and scene.forms[mention.first - 1] != "داخل"
    return talk and mention.place in language("people")["grounds"]


def _from_there(scene: Scene, mention: Mention) -> bool:
    """True for where somebody speaks from ("أعلن من الدوحة", "في خطاب من البيت الأبيض"), not for what they left."""
    p, before = scene.predicate, mention.first - 2
    if p.rule.frame != "speaker" or mention.place in (*mention.parties, *language("people")["grounds"]):
        return False
    spoken = before in (-1, p.place) or any(m.last == before + 1 and m.acts for m in scene.mentions)
    spoken = spoken or scene.forms[before] == "،" or is_cue("speeches", scene.forms, before)
    return spoken and mention.first - p.place < _FROM


def _goal(scene: Scene) -> str | None:
    """The goal of a journey; for one that leaves without a goal, where it was."""
    p = scene.predicate
    named = [m for m in scene.between(p.place + 1, p.end) if m.place]
    if is_cue("leaving", scene.forms, p.place):
        onward = [m for m in named if scene.forms[m.first - 1] in _TO or m.prefix == "ل"]
        named = [m for m in onward if not scene.forms[m.first - 2].startswith("عايد")] or named
    if p.noun != p.place and "a delegation" in p.rule.name:
        # "مواصلة العملية في رفح وإرسال وفد إلى القاهرة": the goal is behind "to", where there is one.
        named = [m for m in named if scene.forms[m.first - 1] in _TO or m.prefix == "ل"] or named
    return next((m.place for m in named if _is_goal(scene, m)), None)


def _is_goal(scene: Scene, mention: Mention) -> bool:
    p, before = scene.predicate, scene.forms[mention.first - 1]
    if (
        before in _TO
        or before in ("في", "العاصمه")
        or mention.prefix in ("ل", "ب")
        or mention.first == p.noun + 1
    ):
        return True
    if p.noun != p.place:
        return before in ("من", "علي")
    return before != "من" and not governed(scene, mention) and not is_cue("setting_out", scene.forms, p.place)
