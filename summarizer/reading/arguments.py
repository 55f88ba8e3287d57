"""Who, and with whom, for one predicate: the names of its clause put into their roles; keeps no memory."""

from __future__ import annotations

from storage.model import EventType
from summarizer.reading.cues import is_cue
from summarizer.reading.fronts import joined, topic
from summarizer.reading.mention import Mention, is_head, is_word
from summarizer.reading.nominals import ON_ITS_WAY, OWN
from summarizer.reading.rows import chain, names_a_place, only_place, reach
from summarizer.reading.scene import RELATIVES, Scene, governed
from summarizer.reading.triggers import bare

_PRONOUNS = frozenset(
    ("انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم", "انني", "اننا", "وانه", "وانها", "لكنه", "لكنها", "لكنهم", "ولكنه", "ولكنها")
)  # fmt: skip
# "The latter", and who has a relative clause of their own.
_AGAIN = ("الاخير", "الاخيره", "الاول", "الذي", "التي", "المذكور", "الاثنان", "الطرفان", "الجانبان")
_AMONG = ("بينهم", "بينهن", "وبينهم", "منهم", "ومنهم", "منهن")
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


def subject(scene: Scene) -> list[Mention]:
    """The mentions that do what the predicate says: before it where the clause opens with them, else after it."""
    p = scene.predicate
    if p.purpose:
        return topic(scene) or _mover(scene)
    if (antecedent := _antecedent(scene)) is not None:
        return [antecedent]
    if p.nominal and p.rule.frame == "mutual" and with_one(scene.forms, p.place):
        return topic(scene) or _mover(scene)
    if p.rule.name.endswith(ON_ITS_WAY):
        return topic(scene) or _mover(scene)
    if p.nominal and p.rule.frame == "journey":
        return _traveller(scene)
    if p.nominal or (p.place and scene.forms[p.place - 1] in _PRONOUNS):
        return []
    if p.place and (scene.forms[p.place - 1] in RELATIVES or _goes_on(scene)):
        return _quoted(scene) or _after(scene)
    return _quoted(scene) or topic(scene) or joined(scene) or _expected(scene) or _after(scene)


def _traveller(scene: Scene) -> list[Mention]:
    """Whose journey a noun tells: "زيارة لرئيس الموساد إلى الدوحة", "وصول وفد حماس"."""
    end = reach(scene, scene.predicate.place + 1)
    own = [m for m in scene.between(scene.predicate.place + 1, end) if m.acts and not only_place(scene, m)]
    return [m for m in chain(scene, own[0], end) if m.acts] if own else []


def owners(scene: Scene) -> list[Mention]:
    """Whose deed a noun tells: those who stand right behind it: "استدعاء إسرائيل والولايات المتحدة وفديهما"."""
    p = scene.predicate
    own = [m for m in scene.between(p.place + 1, p.place + 2) if m.acts]
    return [m for m in chain(scene, own[0], p.end) if m.acts] if own else []


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
    return form.endswith(OWN)


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
        if mention.acts and last in chain(scene, mention, place):
            first = mention
    return [m for m in chain(scene, first, place) if m.acts]


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


def _after(scene: Scene) -> list[Mention]:
    """The first name after the verb, with its apposition and those joined by "and"."""
    p = scene.predicate
    end = reach(scene, p.place + 1)
    if p.kind is EventType.ESCALATION:
        # "قتل عشرة، بينهم قيادي في القسام": whom the victims are counted among did not do it.
        end = next((i for i in range(p.place + 1, end) if scene.forms[i] in _AMONG), end)
    if p.rule.frame == "speaker" and _is_unknown(scene, p.place + 1):
        return []
    goal = False
    for mention in scene.between(p.place + 1, end):
        if p.rule.frame == "journey" and mention.place and (goal or _is_first_goal(scene, mention, end)):
            goal = True
            continue
        if p.rule.frame == "speaker" and p.form.perfect and _is_owner(scene, mention):
            return []
        if mention.acts and not governed(scene, mention) and not names_a_place(scene, mention):
            return [m for m in chain(scene, mention, end) if m.acts]
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
