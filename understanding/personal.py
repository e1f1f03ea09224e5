"""What a message tells of the visitor, or of whom they ask for, that counts for later answers."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from knowledge.matching import is_of_harm
from knowledge.model import Knowledge
from language.clauses import Stretch
from language.entities import Entity
from language.events import (
    Event,
    days_between,
    days_since,
    earlier_event,
    event_place,
    find_event,
)
from language.text import Text
from language.whose import ME, owner_at
from language.words import words_of
from understanding.asking import asks_plainly
from understanding.cues import norms_of
from understanding.days_told import days_told, weekday_now
from understanding.figures import ago_told, put_right_of
from understanding.intent_model import RankedIntent
from understanding.kinds import AGE, EVENT, HARM, PLANNED, QUESTION, TOLD
from understanding.learned_signs import told_in
from understanding.of_harm import is_over, names_another, says_no_more
from understanding.particular import RankedQuestion
from understanding.so_far import SoFar
from understanding.understood import Detail, Other, Question

_OF_ONESELF = frozenset({"circumstance", "condition", "body_area"})
"""Kinds of details that tell something of the visitor, also where they are ruled out."""
_CORRECTING = frozenset(
    {"sorry", "actually", "meant", "moved", "wrong", "not", "no", "now", "wait"}
)
"""Words by which a time alone is that of the event told before."""
_PAST = frozenset({"had", "got", "did", "since", "after", "left", "gave", "ago"})
"""Words of a sentence that tells what was done."""
_SENTENCE_END = re.compile(r"(?<=[.?!])\s")
_HARMED, _ENOUGH = "harm", 0.43
"""The kind of what is told of harm, and how surely it must be that."""
_TELLING = words_of("""
    i im ive i'm my mine me we our us it its it's they they're theyre their she he her his s
    """)
_BARE = 6
"""Words of a message that says no more than a time."""


def told_of(text: Text, so_far: SoFar, today: date | None) -> tuple[Detail, ...]:
    """What the visitor says of themselves.

    Args:
        text: The message.
        so_far: What the conversation holds: a new time corrects that of the event told before.
        today: The day on which it is said, for dates.
    """
    named = (each for each in text.entities if each.kind in _OF_ONESELF and each.of is None)
    told = details_of(named)
    ages = (Detail(AGE, float(age)) for age in text.ages)
    now = weekday_now(text, so_far)
    right = put_right_of(text.normalised, so_far)
    # "4 months, not 2", said of a medicine, is no new time until the wedding.
    event = () if right else _event(text.normalised, so_far, today, now)
    known = (*told, *ages, *ago_told(text), *days_told(text, so_far), *event)
    anew = {each.kind for each in right}
    return (*(each for each in known if each.kind not in anew), *right)


def told_of_others(text: Text, named: Iterable[str]) -> tuple[Other, ...]:
    """What the visitor says of others than whom they ask for.

    Args:
        text: The message, its details with whose they are.
        named: The others whom it names.
    """
    found = [each for each in text.entities if each.of is not None and each.kind in _OF_ONESELF]
    whom = dict.fromkeys((*named, *(str(each.of) for each in found)))
    return tuple(
        Other(who, tuple(replace(d, of=None) for d in details_of(e for e in found if e.of == who)))
        for who in whom
    )


def harm_told(
    text: Text,
    asked: Sequence[Question],
    meant: Mapping[Stretch, Sequence[RankedIntent]],
    ranked: Sequence[RankedQuestion],
    so_far: SoFar,
    knowledge: Knowledge,
) -> tuple[Detail, ...]:
    """The harm that a message tells was done, as the particular question that fits it best.

    Args:
        text: The message.
        asked: What the message asks, settled.
        meant: What the model of signs says of its stretches.
        ranked: Particular questions that it may ask, the likeliest first.
        so_far: What the conversation holds.
        knowledge: Whose questions they are.
    """
    known = knowledge.questions
    if is_over(text.normalised) or names_another(text, so_far, knowledge) is not None:
        # What a laser did is not told of this treatment, and what is over is no more to be seen to.
        return ()
    ids = (id_ for each in asked for id_ in each.ids(QUESTION))
    of_harm = [id_ for id_ in ids if is_of_harm(known[id_], knowledge)]
    is_told = any(told_in(each, _ENOUGH) == _HARMED for each in meant.values())
    is_told |= any(_HARMED in each.ids(TOLD) for each in asked)
    is_likely = bool(ranked) and is_of_harm(known[ranked[0].id], knowledge)
    if not (of_harm or is_told or (is_likely and _speaks_of_past(text.normalised))):
        return ()
    of_harm += [each.id for each in ranked if is_of_harm(known[each.id], knowledge)]
    found = next(iter(of_harm), _HARMED)
    told = next((each for each in so_far.person if each.kind == HARM), None)
    if told is not None and found in known and says_no_more(known[found], knowledge):
        # "What do I do about it" takes nothing from what was told of it.
        return (told,)
    return (Detail(HARM, found),)


def says_of_somebody(said: str) -> bool:
    """Whether a message has the words of whoever tells something, as "stretch marks" has not."""
    return not _TELLING.isdisjoint(norms_of(said)) or days_since(said) is not None


def details_of(entities: Iterable[Entity]) -> tuple[Detail, ...]:
    """Entities as details, each once."""
    found: dict[Detail, Detail] = {}
    for each in map(_detail, entities):
        one = found.get(each)
        is_same = one is None or one.said.casefold() == each.said.casefold()
        # Of two medicines of a kind neither word is the one for it.
        found[each] = each if is_same else replace(each, said="")
    # "Not Eliquis, it's Plavix" is one blood thinner in place of another.
    # What is told as well as denied is told: no reason for care is lost by it.
    has = {(each.kind, each.value) for each in found.values() if not each.negated}
    return tuple(d for d in found.values() if not d.negated or (d.kind, d.value) not in has)


def _detail(entity: Entity) -> Detail:
    inherited = entity.of if entity.is_inherited else None
    return Detail(entity.kind, entity.value, entity.negated, inherited, entity.text)


def _speaks_of_past(said: str) -> bool:
    told = (each for each in _SENTENCE_END.split(said) if not asks_plainly(each))
    return any(not _PAST.isdisjoint(norms_of(each)) for each in told)


def _event(said: str, so_far: SoFar, today: date | None, now: int | None) -> tuple[Detail, ...]:
    """The event that is waited for, and how long before it a session is thought of."""
    event, between = find_event(said, today, now), days_between(said)
    known = [each for each in so_far.person if each.kind.startswith(EVENT)]
    earlier = earlier_event(said)
    if earlier is not None:
        return _before_event(earlier, event.days, known)
    last = known[-1].kind.removeprefix(EVENT) if known else None
    name = event.name or last
    planned = (Detail(f"{PLANNED}{name}", float(between)),) if between and name else ()
    if event.days is None or (planned and event.days == between):
        return planned
    if event.name is None and not _corrects(said):
        return planned
    if name is None:
        return planned
    whose = _whose_event(said, so_far, known)
    return (*planned, Detail(f"{EVENT}{name}", float(event.days), of=whose))


def _before_event(earlier: Event, days: int | None, known: Sequence[Detail]) -> tuple[Detail, ...]:
    """Something that comes before the event that was told, with the days that are left until it."""
    # "3 days before the wedding" is no time until it.
    is_told = days is not None and days != earlier.days
    until = days if is_told else known[-1].value if known else None
    left = until - earlier.days if isinstance(until, int | float) and earlier.days else 0
    name = earlier.name or "event"
    return (Detail(f"{EVENT}{name}", float(left)),) if left > 0 else ()


def _whose_event(said: str, so_far: SoFar, known: Sequence[Detail]) -> str | None:
    """Whose event it is, where not of whoever writes: "my son gets married"."""
    place = event_place(said)
    spoken = [each.whom for each in reversed(so_far.others)]
    owner = owner_at(said, place, so_far.whom, spoken) if place is not None else None
    if owner is None:
        return known[-1].of if known else None
    return None if owner == ME else owner


def _corrects(said: str) -> bool:
    """Whether a message corrects the time of an event: in a sentence that asks nothing."""
    for each in _SENTENCE_END.split(said):
        words: Collection[str] = norms_of(each)
        is_short = len(words) <= _BARE or not _CORRECTING.isdisjoint(words)
        if is_short and not asks_plainly(each) and find_event(each).days is not None:
            return True
    return False
