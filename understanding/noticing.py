"""What the words of one question tell by themselves, as details, so that nobody reads it again."""

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile, pairwise

from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from knowledge.topics import record_of
from language.numbers import NUMBER, number_of
from language.words import words_of
from understanding.clinic_parts import parts_asked
from understanding.cues import norms_of
from understanding.here import asks_of_here, speaks_of_here
from understanding.kinds import (
    AMOUNT,
    CLINIC_PART,
    COUNT,
    COUNTED,
    HERE,
    LEADING,
    REFERS,
    SMALLTALK,
    TOLD,
    UNNAMED,
    UNTIL,
)
from understanding.leading_facts import leading
from understanding.meant import treatment_of
from understanding.months import counted_from
from understanding.smalltalk_kinds import kind_said
from understanding.understood import Detail, Question

_OPENING = words_of("and so but ok okay also then well oh about roughly for")
_HOW_LONG = (
    *(("long",), ("much", "time")),
    *(("many", unit) for unit in ("hours", "days", "weeks", "months")),
)
_AFTER_HOW_LONG = words_of("""
    do does did will would can could is are it its they that this those these all thing usually
    normally typically generally actually really about for take takes last lasts be go on in total
    exactly roughly again then to
    """)
_HOW_MANY = (("many",), ("often",))
_AFTER_HOW_MANY = words_of("""
    do does will would should i you we they people there are is it that those of them times need
    needed usually normally typically generally exactly roughly have get be to
    """)
_AMOUNTS = (
    ("how_long", _HOW_LONG, _AFTER_HOW_LONG),
    ("how_many", _HOW_MANY, _AFTER_HOW_MANY),
)
_COUNTED = re.compile(
    rf"\b(?!(?:an?|one)\b)({NUMBER})"
    r" (?:sessions?|treatments?|visits?|times|of (?:those|them))\b",
    re.IGNORECASE,
)
_UNTIL = (
    ("event", re.compile(r"\b(?:fit|squeeze|until|till|by then|in time|last (?:one|session))\b")),
    ("last_session", re.compile(r"\blast (?:one|session)\b")),
)
REFERRING = words_of("it its that this those these they them one ones")
"""Words that stand for what was spoken of."""
_BEFORE_CONDITION = words_of("for on with treat treats help helps improve improves fix fixes about")
_CONDITION = words_of("it that this these those them")
_CONDITION_ALONE = words_of("those these them")


def notice(question: Question, knowledge: Knowledge, remembered: str | None = None) -> Question:
    """The question with what its words tell; once noticed, noticing it again changes nothing.

    Args:
        question: One question, its words normalised; a pressed button has none and stays as it is.
        knowledge: Whose facts the words may point at.
        remembered: The treatment that was spoken of before.
    """
    if not question.words:
        return question
    return question.with_details((*_noticed(question), *_leading(question, remembered, knowledge)))


def _noticed(question: Question) -> Iterator[Detail]:
    words = question.words
    if record_of(question.topic).family == "clinic":
        part = "services" if asks_of_here(words) else UNNAMED
        yield from (Detail(CLINIC_PART, each) for each in parts_asked(words) or (part,))
    elif asks_of_here(words) or (question.topic == "providers" and speaks_of_here(words)):
        yield Detail(HERE, "asked")
    if question.topic == "cost" and (count := count_in(words)):
        yield Detail(COUNT, float(count))
    if question.topic == "smalltalk" and (kind := kind_said(words)):
        yield Detail(SMALLTALK, kind)
    yield from (Detail(UNTIL, wanted) for wanted, said in _UNTIL if said.search(words))
    if (counted := counted_from(words)) is not None:
        yield Detail(COUNTED, counted)
    spoken = norms_of(words)
    for amount, openings, others in _AMOUNTS:
        if _is_bare(spoken, openings, others):
            yield Detail(AMOUNT, amount)
    if not REFERRING.isdisjoint(spoken):
        yield Detail(REFERS, "it")
        if _stands_for_condition(spoken):
            yield Detail(REFERS, "condition")


def count_in(words: str) -> int | None:
    """The number of sessions that a question names: "for six of those"."""
    found = _COUNTED.search(words)
    return number_of(found[1]) if found is not None else None


def _leading(question: Question, remembered: str | None, knowledge: Knowledge) -> Iterator[Detail]:
    """The facts of the question's topic that speak most of what its words ask."""
    treatment = knowledge.treatments[treatment_of(question, remembered, knowledge)]
    answer = topic_answer(treatment, question.topic)
    facts = answer.told if question.named(TOLD) else answer.facts
    sentences = {id_: knowledge.facts[id_].text for id_ in facts}
    common = f"{treatment.name} {question.topic.replace('_', ' ')}"
    return (Detail(LEADING, id_) for id_ in leading(question.words, sentences, common))


def _is_bare(
    spoken: tuple[str, ...], openings: Iterable[tuple[str, ...]], others: frozenset[str]
) -> bool:
    """Whether this is "how long?" or "how many?" and no more, which says nothing of what."""
    asked = tuple(dropwhile(_OPENING.__contains__, spoken))
    if asked[:1] != ("how",):
        return False
    rests = [asked[1 + len(o) :] for o in openings if asked[1 : 1 + len(o)] == o]
    return any(others.issuperset(rest) for rest in rests)


def _stands_for_condition(spoken: tuple[str, ...]) -> bool:
    return not _CONDITION_ALONE.isdisjoint(spoken) or any(
        before in _BEFORE_CONDITION and word in _CONDITION for before, word in pairwise(spoken)
    )
