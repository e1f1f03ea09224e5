"""The facts with what became of their review, screen by screen."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from knowledge import Knowledge, Topic
from knowledge.review_editing import mark_of
from knowledge.reviews import ReviewStanding, ReviewState, review_standing
from knowledge.treatments import Fact, Source

STATES: tuple[ReviewState, ...] = ("due", "unreviewed", "reviewed", "withdrawn")
"""In the order in which they need somebody."""
TO_DO: frozenset[ReviewState] = frozenset({"due", "unreviewed"})
SCREEN = 8
"""Facts that are read before the next ones are shown."""


class Standing(Protocol):
    """Anything that was reviewed, or not."""

    @property
    def standing(self) -> ReviewStanding:
        """What became of its review."""


@dataclass(frozen=True)
class ReviewedFact:
    """One fact as a reviewer sees it."""

    fact: Fact
    source: Source
    standing: ReviewStanding
    topics: tuple[str, ...]
    """The topics that it answers, on its own or beside a fact that it qualifies."""
    goes_with: tuple[str, ...]
    """The facts that must not be shown without it."""
    is_shown: bool
    """Whether visitors can be shown it as things stand."""

    @property
    def mark(self) -> str:
        """Changes with the fact: a decision counts for what the reviewer saw."""
        return mark_of(self.fact)


def reviewed_facts(
    whole: Knowledge, shown: Knowledge, today: date, review_months: int
) -> tuple[ReviewedFact, ...]:
    """Every fact, those that need somebody first, and those of one source together.

    Args:
        whole: All facts.
        shown: What visitors are shown of it.
        today: The day at the clinic.
        review_months: For how many months a review holds.
    """
    needed = {id_: whole.with_qualifiers([id_]) for id_ in whole.facts}
    topics = _topics(whole, needed)
    found = [
        ReviewedFact(
            fact,
            whole.sources[fact.source],
            review_standing(fact, today, review_months),
            topics[id_],
            tuple(other for other, needs in needed.items() if other != id_ and id_ in needs),
            id_ in shown.facts,
        )
        for id_, fact in whole.facts.items()
    ]
    order = {source: number for number, source in enumerate(whole.sources)}
    return tuple(
        sorted(found, key=lambda e: (STATES.index(e.standing.state), order[e.fact.source]))
    )


def counts(entries: Iterable[Standing]) -> dict[ReviewState, int]:
    """How many entries there are in each state."""
    found = Counter(each.standing.state for each in entries)
    return {state: found[state] for state in STATES}


def to_do(
    facts: Iterable[ReviewedFact], names: Callable[[ReviewedFact], Iterable[str]]
) -> dict[str, int]:
    """How many facts wait for somebody, by the names that each has."""
    waiting: Counter[str] = Counter()
    for each in facts:
        waiting.update(dict.fromkeys(names(each), int(each.standing.state in TO_DO)))
    return dict(waiting)


def matching(
    facts: Iterable[ReviewedFact],
    *,
    state: str,
    topic: str,
    source: str,
    words: str,
    only: Collection[str] = (),
) -> tuple[ReviewedFact, ...]:
    """The facts that hold all of some words, of one state, topic and source; a blank is any.

    Of the states there are also `todo`, those that wait for somebody, and `hidden`, those that
    visitors are not shown. `only` names facts by their ids.
    """
    wanted = words.casefold().split()

    def is_in_state(each: ReviewedFact) -> bool:
        if state == "hidden":
            return not each.is_shown
        return not state or each.standing.state in (TO_DO if state == "todo" else {state})

    def has_words(each: ReviewedFact) -> bool:
        said = each.fact.as_answer or each.fact.text
        text = " ".join((each.fact.id, said, each.source.title, each.source.publisher))
        return all(word in text.casefold() for word in wanted)

    return tuple(
        each
        for each in facts
        if is_in_state(each)
        and (not only or each.fact.id in only)
        and (not topic or topic in each.topics)
        and (not source or each.fact.source == source)
        and has_words(each)
    )


@dataclass(frozen=True)
class Screen:
    """Facts that are looked at together."""

    facts: tuple[ReviewedFact, ...]
    first: int
    """Which of all that were chosen the first is, from 1."""
    following: str
    """The fact that the next screen begins with; empty on the last."""
    before: str
    """The fact that the screen before begins with; empty on the first."""


def screen_from(facts: Sequence[ReviewedFact], place: str) -> Screen:
    """The screen that begins with a fact, or with the first where that one is not there."""
    ids = [each.fact.id for each in facts]
    start = ids.index(place) if place in ids else 0
    end = start + SCREEN
    return Screen(
        tuple(facts[start:end]),
        start + 1,
        ids[end] if end < len(ids) else "",
        ids[max(start - SCREEN, 0)] if start else "",
    )


def _topics(
    knowledge: Knowledge, needed: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The topics of each fact, in the order of the file."""
    found: dict[str, dict[str, None]] = {id_: {} for id_ in knowledge.facts}
    for treatment in knowledge.treatments:
        for topic, facts in facts_by_topic(treatment, knowledge):
            for id_ in (needed_id for fact in facts for needed_id in needed[fact]):
                found[id_][topic] = None
    return {id_: tuple(topics) for id_, topics in found.items()}


def facts_by_topic(
    treatment_id: str, knowledge: Knowledge
) -> Iterator[tuple[Topic, Sequence[str]]]:
    """Which facts of a treatment answer which topic; a topic can come several times."""
    treatment = knowledge.treatments[treatment_id]
    for topic, answer in treatment.topics.items():
        yield topic, (*answer.facts, *answer.told, *answer.told_always)
    for kind in treatment.types.values():
        yield "types", kind.facts
        yield "needle_depth", kind.depth_facts
        yield "providers", kind.provider_facts
    for condition in treatment.conditions.values():
        yield "conditions", condition.facts
    for question in knowledge.questions.values():
        if question.treatment == treatment_id:
            yield question.topic, (*question.facts, *question.near)
