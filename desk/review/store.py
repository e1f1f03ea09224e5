"""The facts with what became of their review, and decisions on them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy.engine import Engine

from desk.audit.store import note_change
from knowledge import Knowledge, Topic
from knowledge.editing import ConflictError, hash_of, previous_versions, save
from knowledge.loading import TREATMENTS, parse, read
from knowledge.review_editing import mark_of, with_reviews
from knowledge.reviews import ReviewStanding, ReviewState, review_standing
from knowledge.treatments import Fact, Review, Reviewed, Source, Withdrawn

Decision = Literal["reviewed", "withdrawn", "unreviewed"]
DECISIONS: tuple[Decision, ...] = ("reviewed", "withdrawn", "unreviewed")
STATES: tuple[ReviewState, ...] = ("due", "unreviewed", "reviewed", "withdrawn")
"""In the order in which they need somebody."""

_ACTIONS: dict[Decision, str] = {
    "reviewed": "fact reviewed",
    "withdrawn": "fact withdrawn",
    "unreviewed": "fact put back",
}
_MOST_TRIES = 5


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


@dataclass(frozen=True)
class Outcome:
    """What became of a decision on several facts."""

    changed: tuple[str, ...]
    stale: tuple[str, ...]
    """Those that somebody else changed meanwhile: they were left as they are."""
    made: str = ""
    """The hash of the file that it made; empty where nothing changed."""


def reviewed_facts(
    whole: Knowledge, shown: Knowledge, today: date, review_months: int
) -> tuple[ReviewedFact, ...]:
    """Every fact, those that need somebody first.

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
    return tuple(sorted(found, key=lambda each: STATES.index(each.standing.state)))


def counts(facts: Iterable[ReviewedFact]) -> dict[ReviewState, int]:
    """How many facts there are in each state."""
    found = Counter(each.standing.state for each in facts)
    return {state: found[state] for state in STATES}


def matching(
    facts: Iterable[ReviewedFact], *, state: str, topic: str, words: str
) -> tuple[ReviewedFact, ...]:
    """The facts of one state and topic that hold all of some words; a blank asks for nothing."""
    wanted = words.casefold().split()

    def has_words(each: ReviewedFact) -> bool:
        text = " ".join((each.fact.id, each.fact.text, each.source.title, each.source.publisher))
        return all(word in text.casefold() for word in wanted)

    return tuple(
        each
        for each in facts
        if (not state or each.standing.state == state)
        and (not topic or topic in each.topics)
        and has_words(each)
    )


def decide(
    decision: Decision,
    marks: Mapping[str, str],
    *,
    folder: Path,
    previous: Path,
    engine: Engine,
    who: str,
    today: date,
    at: datetime,
    until: date | None = None,
) -> Outcome:
    """Save a decision on some facts, with a line in the audit for each.

    Args:
        decision: What becomes of them.
        marks: By the id of a fact, the `ReviewedFact.mark` that the reviewer saw.
        folder: The knowledge folder.
        previous: Where previous versions of its files are kept.
        engine: The database.
        who: The reviewer.
        today: The day at the clinic.
        at: Now, in UTC.
        until: The last day that a review holds; None: the usual time.

    Raises:
        ConflictError: Others keep changing the file; nothing is saved.
        KnowledgeError: The files are not in order; nothing is saved.
        OSError: The file cannot be written.
    """
    review = _review(decision, who, today, until)
    for tries_left in reversed(range(_MOST_TRIES)):
        contents = read(folder)
        facts = parse(folder, contents).facts
        fresh = [id_ for id_, mark in marks.items() if id_ in facts and mark_of(facts[id_]) == mark]
        changed = tuple(id_ for id_ in fresh if facts[id_].review != review)
        stale = tuple(id_ for id_ in marks if id_ not in fresh)
        if not changed:
            break
        before = contents[TREATMENTS]
        try:
            with engine.begin() as connection:
                for id_ in changed:
                    was, told = _told(facts[id_].review), _told(review)
                    subject, action = f"fact {id_}", _ACTIONS[decision]
                    note_change(connection, at, who, action, subject, before=was, after=told)
                after, mark = with_reviews(before, dict.fromkeys(changed, review)), hash_of(before)
                save(folder, TREATMENTS, after, started_from=mark, previous=previous, at=at)
            return Outcome(changed, stale, hash_of(after))
        except ConflictError:
            if not tries_left:
                raise
    return Outcome(changed, stale)


def take_back(
    after: str, *, folder: Path, previous: Path, engine: Engine, who: str, at: datetime
) -> None:
    """Makes the facts what they were before the last decision.

    Args:
        after: The hash of the file that the decision made.
        folder: The knowledge folder.
        previous: Where previous versions of its files are kept.
        engine: The database.
        who: Who takes it back.
        at: Now, in UTC.

    Raises:
        ConflictError: Something else was changed since; nothing is saved.
        KnowledgeError: The files are not in order; nothing is saved.
        OSError: The file cannot be written.
    """
    versions = previous_versions(previous, TREATMENTS)
    if hash_of(current := read(folder)[TREATMENTS]) != after or not versions:
        raise ConflictError(current)
    with engine.begin() as connection:
        note_change(connection, at, who, "decision taken back", "facts", before=after[:12])
        before = versions[0].content()
        save(folder, TREATMENTS, before, started_from=after, previous=previous, at=at)


def _review(decision: Decision, who: str, today: date, until: date | None) -> Review:
    if decision == "unreviewed":
        return "unreviewed"
    if decision == "withdrawn":
        return Withdrawn(withdrawn_by=who, on=today)
    return Reviewed(by=who, on=today, until=until)


def _told(review: Review) -> str:
    if isinstance(review, str):
        return review
    if isinstance(review, Withdrawn):
        return f"withdrawn by {review.withdrawn_by}, {review.on}"
    until = f", until {review.until}" if review.until else ""
    return f"reviewed by {review.by}, {review.on}{until}"


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
