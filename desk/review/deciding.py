"""Decisions on facts and warning signs: signed, withdrawn, put back, and taken back as a whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy.engine import Engine

from desk.audit.store import note_change
from knowledge import Knowledge, LiveKnowledge
from knowledge.editing import ConflictError, hash_of, previous_versions, save
from knowledge.loading import SAFETY, TREATMENTS, parse, read, version_of
from knowledge.review_editing import mark_of, reviewed_of_safety, with_reviews, with_sign_reviews
from knowledge.reviews import Reviewable
from knowledge.treatments import Review, Reviewed, Withdrawn

Decision = Literal["reviewed", "withdrawn", "unreviewed"]
DECISIONS: tuple[Decision, ...] = ("reviewed", "withdrawn", "unreviewed")
_ACTIONS: dict[Decision, str] = {
    "reviewed": "reviewed",
    "withdrawn": "withdrawn",
    "unreviewed": "put back",
}
_MOST_TRIES = 5


@dataclass(frozen=True)
class Shelf:
    """A file whose entries are reviewed one by one."""

    noun: str
    """What one of them is called."""
    file: str
    entries: Callable[[Knowledge], Mapping[str, Reviewable]]
    written: Callable[[bytes, Mapping[str, Review]], bytes]
    """The file with other reviews."""
    decisions: tuple[Decision, ...]
    """What can be done with them here."""


FACTS = Shelf("fact", TREATMENTS, lambda knowledge: knowledge.facts, with_reviews, DECISIONS)
SIGNS = Shelf(
    "sign",
    SAFETY,
    lambda knowledge: reviewed_of_safety(knowledge.safety),
    with_sign_reviews,
    ("reviewed", "unreviewed"),
)


@dataclass(frozen=True)
class Place:
    """Where decisions are kept."""

    live: LiveKnowledge
    previous: Path
    """Previous versions of its files."""
    engine: Engine


@dataclass(frozen=True)
class Reviewer:
    """Who decides, and when."""

    account: str
    signs_as: str
    """What is printed with what they sign or withdraw."""
    today: date
    """The day at the clinic."""
    at: datetime
    """Now, in UTC."""


@dataclass(frozen=True)
class Outcome:
    """What became of a decision on several entries."""

    changed: tuple[str, ...]
    stale: tuple[str, ...]
    """Those that somebody else changed meanwhile: they were left as they are."""
    made: str = ""
    """The hashes of the file before and after, by which it can be taken back; empty where nothing
    changed."""


def decide(
    shelf: Shelf,
    decision: Decision,
    marks: Mapping[str, str],
    place: Place,
    by: Reviewer,
    until: date | None = None,
) -> Outcome:
    """Save a decision on some entries, with a line in the audit for each.

    Args:
        shelf: The entries.
        decision: What becomes of them.
        marks: By the id of an entry, the `mark_of` it that the reviewer saw.
        place: Where they are kept.
        by: The reviewer.
        until: The last day that a review holds; None: the usual time.

    Raises:
        ConflictError: Others keep changing the file; nothing is saved.
        KnowledgeError: The files are not in order; nothing is saved.
        OSError: The file cannot be written.
    """
    review = _review(decision, by, until)
    for tries_left in reversed(range(_MOST_TRIES)):
        contents = read(place.live.folder)
        entries = shelf.entries(_of(contents, place.live))
        fresh = [i for i, mark in marks.items() if i in entries and mark_of(entries[i]) == mark]
        changed = tuple(id_ for id_ in fresh if entries[id_].review != review)
        stale = tuple(id_ for id_ in marks if id_ not in fresh)
        if not changed:
            break
        before = contents[shelf.file]
        action, told = f"{shelf.noun} {_ACTIONS[decision]}", _told(review)
        try:
            with place.engine.begin() as connection:
                for id_ in changed:
                    was, subject = _told(entries[id_].review), f"{shelf.noun} {id_}"
                    note_change(
                        connection, by.at, by.account, action, subject, before=was, after=told
                    )
                after = shelf.written(before, dict.fromkeys(changed, review))
                _save(shelf, after, hash_of(before), place, by)
            return Outcome(changed, stale, f"{hash_of(before)}-{hash_of(after)}")
        except ConflictError:
            if not tries_left:
                raise
    return Outcome(changed, stale)


def take_back(shelf: Shelf, made: str, place: Place, by: Reviewer) -> None:
    """Makes the entries what they were before the last decision.

    Args:
        shelf: The entries.
        made: What the decision's `Outcome` says of it.
        place: Where they are kept.
        by: Who takes it back.

    Raises:
        ConflictError: Something else was changed since; nothing is saved.
        KnowledgeError: The files are not in order; nothing is saved.
        OSError: The file cannot be written.
    """
    before, _, after = made.partition("-")
    versions = previous_versions(place.previous, shelf.file)
    current = read(place.live.folder)[shelf.file]
    is_last = hash_of(current) == after and versions and hash_of(versions[0].content()) == before
    if not is_last:
        raise ConflictError(current)
    action, subject = "decision taken back", f"{shelf.noun}s"
    with place.engine.begin() as connection:
        note_change(connection, by.at, by.account, action, subject, before=after[:12])
        _save(shelf, versions[0].content(), after, place, by)


def _of(contents: dict[str, bytes], live: LiveKnowledge) -> Knowledge:
    """What the files hold; read once more only where another version is in force."""
    known = live.whole()
    return known if known.version == version_of(contents) else parse(live.folder, contents)


def _save(shelf: Shelf, content: bytes, started_from: str, place: Place, by: Reviewer) -> None:
    save(
        place.live.folder,
        shelf.file,
        content,
        started_from=started_from,
        previous=place.previous,
        at=by.at,
    )


def _review(decision: Decision, by: Reviewer, until: date | None) -> Review:
    if decision == "unreviewed":
        return "unreviewed"
    if decision == "withdrawn":
        return Withdrawn(withdrawn_by=by.signs_as, on=by.today)
    return Reviewed(by=by.signs_as, on=by.today, until=until)


def _told(review: Review) -> str:
    if isinstance(review, str):
        return review
    if isinstance(review, Withdrawn):
        return f"withdrawn by {review.withdrawn_by}, {review.on}"
    until = f", until {review.until}" if review.until else ""
    return f"reviewed by {review.by}, {review.on}{until}"
