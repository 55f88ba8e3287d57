"""Who says so: the chain of those through whom a happening came to be told; knows no events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from summarizer.reading import arguments
from summarizer.reading.cues import first_cue, is_cue
from summarizer.reading.discourse import Who
from summarizer.reading.headings import lead
from summarizer.reading.mention import Mention, is_head
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate

# How many words an unknown source may take.
_PHRASE = 5
# A label before a colon has no more words.
_LABEL = 7


def source_of(parsed: Parsed, p: Predicate, doing: Mapping[int, Who]) -> str | None:
    """Return who tells `p`: its speaker, or whom "according to" names, with the outlet in brackets.

    `doing` says, by the place of each predicate, who does what it says.
    """
    governor = parsed.at(p.governor)
    while governor is not None and is_cue("planned", parsed.forms, governor.place):
        governor = parsed.at(governor.governor)
    if governor is None and (head := heading(parsed, p)) is not None:
        return head
    speaker = governor or (p if p.rule.frame == "speaker" and not p.nominal else None)
    colon = speaker is not None and parsed.forms[speaker.place] == ":"
    teller = (
        (doing.get(speaker.place) or (Who() if colon else _as_named(parsed, speaker))) if speaker else Who()
    )
    told = (_speaker(parsed, speaker, teller) if speaker else None) or according(parsed)
    outlet = next(
        (m.outlet for m in parsed.mentions if m.outlet and (speaker is None or m.first > speaker.place)), None
    )
    if told and outlet and outlet != told:
        return f"{told} ({outlet})"
    return told or outlet


def heading(parsed: Parsed, p: Predicate) -> str | None:
    """Who says it by a label before a colon, without a name: "مصادر: حماس قبلت", "أكسيوس: …", "إعلام إسرائيلي: …"."""
    first = lead(parsed.forms)
    colon = next((i for i in range(first + 1, min(p.place, first + _LABEL)) if parsed.forms[i] == ":"), None)
    if colon is None or any(q.place <= colon for q in parsed.predicates if not q.nominal):
        return None
    outlet = next((m.outlet for m in parsed.mentions if m.outlet and first <= m.first < colon), None)
    if outlet is not None:
        return outlet
    told = any(is_cue(kind, parsed.forms, i) for i in range(first, colon) for kind in ("sources", "media"))
    return parsed.quote(first, colon) if told else None


def _as_named(parsed: Parsed, speaker: Predicate) -> Who:
    """Who speaks by the names of the clause alone."""
    named = arguments.subject(parsed.scene(speaker))
    people = tuple(m.person for m in named if m.person)
    return Who(people, tuple(name for m in named for name in m.parties))


def _speaker(parsed: Parsed, speaker: Predicate, teller: Who) -> str | None:
    """An unnamed source in its own words, else the person, the office or the outlet that speaks."""
    end = speaker.place if parsed.forms[speaker.place] == ":" else speaker.end
    near = [m for m in parsed.mentions if speaker.start <= m.first < end and (m.acts or m.outlet)]
    reach = 7 if "نقل" in parsed.forms[speaker.place] else 4
    first, last = max(0, speaker.place - 2), min(speaker.place + reach, len(parsed.forms))
    source = first_cue("sources", parsed.forms, first, last)
    if source is not None and not any(m.first <= source < m.last for m in near):
        return _unnamed(parsed, source, near)
    if teller.people:
        return " و".join(teller.people)
    after = [m for m in near if m.first >= speaker.place] if speaker.start < speaker.place else near
    known = next((m for m in (*after, *near) if m.outlet or set(m.parties) & teller.names), None)
    if known and (known.outlet or set(teller.parties) <= set(known.parties)):
        return _name(_whole(known, parsed), parsed.quote)
    return " و".join(teller.parties) or None


def _unnamed(parsed: Parsed, place: int, near: Sequence[Mention]) -> str:
    """An unnamed source as the text describes it, with its nationality or whose it is: "مصدر مصري", "مصدر في حماس"."""
    follower = next((m for m in near if place < m.first <= place + 3 and not m.outlet), None)
    if follower is None:
        more = place + 1 < len(parsed.forms) and is_cue("sources", parsed.forms, place + 1)
        return parsed.quote(place, place + 2 if more else place + 1)
    if follower.adjective:
        return f"{parsed.quote(place, place + 1)} {parsed.quote(follower.first, follower.last)}"
    return follower.person or parsed.quote(place, follower.last)


def _whole(mention: Mention, parsed: Parsed) -> Mention:
    """A party with its unnamed member before it: "وزير في حكومة نتنياهو"."""
    first = mention.first
    if mention.person or mention.outlet or first < 2 or parsed.forms[first - 1] not in ("في", "من", "لدي"):
        return mention
    return mention._replace(first=first - 2) if is_head(parsed.forms[first - 2]) else mention


def _name(mention: Mention, quote: Callable[[int, int], str]) -> str:
    """A person, an outlet, or an institution as the text calls it: "مكتب نتنياهو", "الديوان الأميري القطري"."""
    if mention.person or mention.outlet:
        return mention.person or mention.outlet or ""
    words = quote(mention.first, mention.last)
    plain = words[1:] if mention.prefix[:1] == "و" else words
    return (
        plain.lstrip('"«“').strip()
        if mention.last - mention.first > 1
        else (mention.parties[-1] if mention.parties else plain)
    )


def according(parsed: Parsed, start: int = 0) -> str | None:
    """Whom "according to" names, from a place on: a name, or the text's own words for who has none."""
    place = first_cue("according", parsed.forms, start, len(parsed.forms))
    if place is None:
        return None
    near = [m for m in parsed.mentions if place < m.first <= place + 5]
    first = range(place + 1, min(place + 4, len(parsed.forms)))
    source = next((i for i in first if is_cue("sources", parsed.forms, i)), None)
    if source is not None:
        return _unnamed(parsed, source, near)
    at_once = [m for m in near if m.first == place + 1 and not m.adjective]
    if at_once and (at_once[0].acts or at_once[0].outlet):
        return _name(at_once[0], parsed.quote)
    return _phrase(parsed, place + 1)


def _phrase(parsed: Parsed, start: int) -> str | None:
    """A source that the dossier does not know, in the text's words: "مسؤولي الصحة الفلسطينيين"."""
    if is_cue("bases", parsed.forms, start):
        return None  # "by the agreed ratio": what something rests on tells nothing
    end = start
    while end < min(start + _PHRASE, len(parsed.forms)) and parsed.forms[end].isalpha():
        if is_cue("relatives", parsed.forms, end) or parsed.forms[end] in ("ان", "في"):
            break
        end += 1
    if end - start < 2:
        return None
    words = parsed.quote(start, end)
    return words[1:] if words.startswith("ل") and not words.startswith("لل") else words.replace("لل", "ال", 1)
