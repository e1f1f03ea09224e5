"""What is wrong with a change, in words that say what to mend."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from knowledge.problems import KnowledgeError, suggestion
from knowledge.treatments import Withdrawn
from teaching.change import (
    EMERGENCY,
    Change,
    FactChange,
    QuestionChange,
    SentenceChange,
    mark_of_fact,
)
from teaching.effects import places
from teaching.files import bare, intent_of
from teaching.known import Known

MOST_CHARACTERS = 300
"""A longer text is no example of a question."""
MOST_WORDS = 25
"""A longer sentence is none that a patient takes in; `docs/knowledge.md` asks for it."""
_ANNOTATION = frozenset("[]{}")


@dataclass(frozen=True)
class Problem:
    """One thing to mend in a change."""

    field: str
    """The part of the change: `examples`, `topic`, `fact.text`."""
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what} Mend: {self.mend}"


def check_change(
    change: Change, known: Known, masked: Callable[[str], str] = lambda text: text
) -> list[Problem]:
    """Everything wrong with a change; empty when it is in order.

    Args:
        change: What is proposed.
        known: The project that it would change.
        masked: Puts a note in place of personal data, as it is done with what visitors write.
    """
    problems = list(_examples(change, known, masked))
    if isinstance(change, FactChange):
        problems += list(islice(_unfit(change, known), 1)) or [
            *_sentence(change.fact.text, masked),
            *_in_its_place(change, known),
        ]
    if isinstance(change, SentenceChange):
        problems += list(islice(_outdated(change, known), 1)) or [
            *_sentence(change.text, masked),
            *_sentence(change.desk, masked, "The wording for the phone"),
            *_faulty(change, known),
        ]
    if isinstance(change, QuestionChange):
        problems += list(_ways(change, known, masked)) or _faulty(change, known)
    return problems


def _examples(change: Change, known: Known, masked: Callable[[str], str]) -> Iterator[Problem]:
    topic = change.taught_topic
    if change.examples and topic not in known.topics:
        what = f"Nothing can be taught to the topic {topic}."
        yield Problem("topic", what, suggestion(topic, known.topics))
        return
    wrong_with = partial(_wrong_with, topic=topic, known=known, masked=masked)
    yield from _texts("examples", change.examples, wrong_with)


def _texts(
    field: str, texts: Iterable[str], wrong_with: Callable[[str], Iterator[tuple[str, str]]]
) -> Iterator[Problem]:
    """The first thing that is wrong with each text, or that it stands there twice."""
    seen: set[str] = set()
    for text in texts:
        wrong = next(wrong_with(text), None)
        if wrong is None and bare(text) in seen:
            wrong = ("stands in this change twice", "keep one of them.")
        seen.add(bare(text))
        if wrong is not None:
            yield Problem(field, f"The example “{' '.join(text.split())}” {wrong[0]}.", wrong[1])


def _wrong_with(
    text: str, topic: str, known: Known, masked: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """What is wrong with an example, and how to mend it."""
    yield from _unfit_to_learn(text, topic, known, masked)
    owner = known.owners.get(bare(text))
    if owner == intent_of(topic):
        yield "is an example of this topic already", "remove it, or say it in another way."
    if owner is not None:
        mend = "remove it here, or have a developer move it there; it cannot belong to both."
        yield f"is already an example of {owner.removeprefix('ask_')}", mend


def _unfit_to_learn(
    text: str, topic: str, known: Known, masked: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Why nothing may be learnt from a text, whatever it asks."""
    if _is_broken(text):
        yield "is not one plain line", "write it on one line, each question as its own example."
    if not bare(text):
        yield "has no words", "remove it."
    if text.startswith("/"):
        yield "starts with /, which is how buttons speak", "remove the /."
    if not _ANNOTATION.isdisjoint(text):
        mend = "leave out the brackets and what they hold, or use ( and )."
        yield "has brackets, which would be read as a mark", mend
    if len(text) > MOST_CHARACTERS:
        yield f"has more than {MOST_CHARACTERS} characters", "keep only the question."
    if masked(text) != text:
        yield "holds personal data", "leave out the name, number, date or address."
    if topic != EMERGENCY and known.has_sign(text):
        mend = "remove it; no topic may take it over."
        yield "holds a warning sign, and is always answered as an emergency", mend


def _unfit(change: FactChange, known: Known) -> Iterator[Problem]:
    """Why the change cannot be tried at all."""
    fact, source, knowledge = change.fact, change.new_source, known.knowledge
    if fact.id in knowledge.facts:
        yield Problem("fact.id", f"There is a fact `{fact.id}` already.", "choose another id.")
    if source is not None and source.id in knowledge.sources:
        what = f"There is a source `{source.id}` already."
        mend = "name it as the fact's source and leave out the new one, or choose another id."
        yield Problem("new_source.id", what, mend)
    if source is not None and source.id != fact.source:
        what = f"The fact names the source `{fact.source}`, and the new source is `{source.id}`."
        yield Problem("fact.source", what, "make them the same.")
    if change.treatment is not None and change.treatment not in knowledge.treatments:
        what = f"There is no treatment `{change.treatment}`."
        yield Problem("treatment", what, suggestion(change.treatment, knowledge.treatments))
    if change.question is not None and change.question not in knowledge.questions:
        what = f"There is no question `{change.question}`."
        yield Problem("question", what, suggestion(change.question, knowledge.questions))
    texts = [fact.text, *((source.title, source.publisher) if source is not None else ())]
    if any(map(_is_broken, texts)):
        yield Problem("fact.text", "A text is not one plain line.", "write it on one line.")


def _ways(change: QuestionChange, known: Known, masked: Callable[[str], str]) -> Iterator[Problem]:
    """What is wrong with the ways to ask a new question, and with its name."""
    treatment = change.treatment
    if treatment is not None and treatment not in known.knowledge.treatments:
        what = f"There is no treatment `{treatment}`."
        yield Problem("treatment", what, suggestion(treatment, known.knowledge.treatments))
    if change.question in known.knowledge.questions:
        what = f"There is a question `{change.question}` already."
        yield Problem("question", what, "choose another id.")
    if _is_broken(change.name):
        yield Problem("name", "The name is not one plain line.", "write it on one line.")

    def wrong_with(text: str) -> Iterator[tuple[str, str]]:
        yield from _unfit_to_learn(text, change.topic, known, masked)
        owner = known.owners.get(bare(text), intent_of(change.topic))
        if owner != intent_of(change.topic):
            yield f"is an example of {owner.removeprefix('ask_')}", "remove it here."

    yield from _texts("ways", change.ways, wrong_with)


def _outdated(change: SentenceChange, known: Known) -> Iterator[Problem]:
    """Why a sentence cannot take the place of another."""
    fact = known.knowledge.facts.get(change.fact)
    if fact is None:
        what = f"There is no fact `{change.fact}` any more."
        yield Problem("fact", what, suggestion(change.fact, known.knowledge.facts))
        return
    if fact.text != change.before:
        what = "Somebody else has changed this sentence since."
        yield Problem("before", what, "look at it again, and propose it anew.")
    if change.entry not in ("", mark_of_fact(fact)):
        what = "Somebody else has changed how this is said on the phone since, or its numbers."
        yield Problem("before", what, "look at it again, and propose it anew.")
    if isinstance(fact.review, Withdrawn):
        yield Problem("fact", "This fact was withdrawn.", "put it back under Review first.")
    if (fact.text, fact.desk or "") == (change.text, change.desk):
        yield Problem("text", "This is the sentence that it has.", "write another one.")
    if _is_broken(change.text) or _is_broken(change.desk or "-"):
        yield Problem("text", "A text is not one plain line.", "write it on one line.")


def _faulty(change: Change, known: Known) -> Iterator[Problem]:
    try:
        known.knowledge_with(change)
    except KnowledgeError as error:
        for each in error.problems:
            yield Problem("fact", each.what, each.mend)


def _sentence(
    text: str, masked: Callable[[str], str], called: str = "The sentence"
) -> Iterator[Problem]:
    if len(text.split()) > MOST_WORDS:
        what = f"{called} has more than {MOST_WORDS} words."
        yield Problem("fact.text", what, "shorten it, or make a fact of each half.")
    if masked(text) != text:
        mend = "leave out the name, number, date or address."
        yield Problem("fact.text", f"{called} holds personal data.", mend)


def _in_its_place(change: FactChange, known: Known) -> Iterator[Problem]:
    if faults := list(_faulty(change, known)):
        yield from faults
        return
    for topic, question in places(change, known.knowledge_with(change)).items():
        if question is None:
            what = f"The answer of {topic} would never show this fact."
            mend = (
                "choose another topic, or what the fact is about; "
                "or have a developer add it by hand (docs/knowledge.md)."
            )
            yield Problem("topics", what, mend)


def _is_broken(text: str) -> bool:
    return len(text.splitlines()) > 1 or not text.isprintable()
