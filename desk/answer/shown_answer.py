"""An answer as the front desk shows it: what is said, from where, and who has checked it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from actions.answer import Answer, Button, CitedSource, Sentence, sources_of
from actions.wording import sentence
from desk.labels import OUTCOME_LABELS, topic_label
from desk.review.links import link_to_hidden
from knowledge import Knowledge
from knowledge.reviews import ReviewStanding, ReviewState, review_standing

STATES: dict[ReviewState, str] = {
    "due": "review is due again",
    "unreviewed": "not reviewed",
    "reviewed": "reviewed",
    "withdrawn": "withdrawn",
}
"""What each state is called, those to look at first."""


@dataclass(frozen=True)
class Block:
    """A paragraph, or the items of a list."""

    is_list: bool
    lines: tuple[Sentence, ...]


@dataclass(frozen=True)
class FactShown:
    """A fact of an answer, with its source and the state of its review."""

    id: str
    text: str
    source: CitedSource
    standing: ReviewStanding


@dataclass(frozen=True)
class AnswerShown:
    """All that is shown of an answer."""

    topic: str
    asked: str | None
    """The particular question that is answered."""
    title: str
    lacks: str | None
    """Why it does not say what was asked, in a few words; None where it does."""
    mended_at: str
    """The page on which that is mended."""
    text: str
    blocks: tuple[Block, ...]
    facts: tuple[FactShown, ...]
    sources: tuple[CitedSource, ...]
    reviews: tuple[tuple[ReviewState, str], ...]
    """How many facts are in each state: `("due", "2 of 3 facts: review is due again")`."""
    buttons: tuple[Button, ...]
    copied_sources: str
    """The sources, as they go along with what is copied; empty where nothing has one."""

    @property
    def copied(self) -> str:
        """The text and its sources, to be pasted elsewhere."""
        return f"{self.text}\n\n{self.copied_sources}" if self.copied_sources else self.text


def shown(answer: Answer, knowledge: Knowledge, today: date, review_months: int) -> AnswerShown:
    """What is shown of an answer.

    Args:
        answer: The answer.
        knowledge: What it was made from.
        today: The day, at the clinic.
        review_months: For how many months a review holds.
    """
    facts = tuple(
        FactShown(
            id_,
            knowledge.facts[id_].text,
            sources_of((id_,), knowledge)[0],
            review_standing(knowledge.facts[id_], today, review_months),
        )
        for id_ in answer.facts
    )
    return AnswerShown(
        topic=answer.topic,
        asked=answer.asked,
        title=sentence(knowledge.questions[answer.asked].name)
        if answer.asked
        else topic_label(answer.topic, knowledge),
        lacks=OUTCOME_LABELS[answer.lacks] if answer.lacks else None,
        mended_at=_mended_at(answer),
        text=answer.text,
        blocks=blocks(answer.sentences),
        facts=facts,
        sources=answer.cited,
        reviews=_reviews(facts),
        buttons=answer.buttons,
        copied_sources=_copied_sources(answer, knowledge),
    )


def blocks(sentences: Iterable[Sentence]) -> tuple[Block, ...]:
    """Sentences as paragraphs and lists."""
    grouped = groupby(sentences, key=lambda sentence: sentence.bullet)
    return tuple(Block(is_list, tuple(lines)) for is_list, lines in grouped)


def source_line(source: CitedSource) -> str:
    """A source on one line: title, publisher, date and address, as far as there are any."""
    parts = (source["title"], source["publisher"], source["date"], source["url"])
    return ", ".join(part for part in parts if part)


def _mended_at(answer: Answer) -> str:
    if answer.asked:
        return f"/desk/gaps/{answer.asked}"
    if answer.lacks == "blank":
        return "/desk/clinic"
    return link_to_hidden(answer.topic) if answer.lacks == "withheld" else "/desk/gaps"


def _reviews(facts: tuple[FactShown, ...]) -> tuple[tuple[ReviewState, str], ...]:
    counted = Counter(fact.standing.state for fact in facts)
    total = f"{len(facts)} fact{'' if len(facts) == 1 else 's'}"
    return tuple(
        (state, f"{counted[state]} of {total}: {name}" if len(counted) > 1 else f"{total}: {name}")
        for state, name in STATES.items()
        if counted[state]
    )


def _copied_sources(answer: Answer, knowledge: Knowledge) -> str:
    if answer.cited:
        return "\n".join(["Sources:", *(f"- {source_line(source)}" for source in answer.cited)])
    is_own = any((line.phrase or "").startswith("clinic_") for line in answer.sentences)
    is_own = is_own and answer.lacks is None
    return f"Source: {knowledge.clinic.name or 'the clinic'}" if is_own else ""
