"""What is wrong with a change, in words that say what to mend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.loading import TREATMENTS, parse
from knowledge.problems import KnowledgeError, suggestion
from teaching.change import Change, FactChange
from teaching.known import Known
from teaching.nlu_file import bare, intent_of
from teaching.showing import can_show
from teaching.treatments_file import with_fact
from teaching.yaml_text import CannotInsert

MOST_CHARACTERS = 300
"""A longer text is no example of a question."""
MOST_WORDS = 25
"""A longer sentence is none that a patient takes in; `docs/knowledge.md` asks for it."""
EMERGENCY = "emergency"
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


def _unchanged(text: str) -> str:
    return text


def check_change(
    change: Change, known: Known, masked: Callable[[str], str] = _unchanged
) -> list[Problem]:
    """Everything wrong with a change; empty when it is in order.

    Args:
        change: What is proposed.
        known: The project that it would change.
        masked: Puts a note in place of personal data, as it is done with what visitors write.
    """
    problems = list(_examples(change, known, masked))
    if isinstance(change, FactChange):
        problems += _fact(change, known, masked)
    return problems


def _examples(change: Change, known: Known, masked: Callable[[str], str]) -> Iterator[Problem]:
    topic = change.taught_topic
    if change.examples and topic not in known.topics:
        yield Problem(
            "topic",
            f"Nothing can be taught to the topic {topic}.",
            suggestion(topic, known.topics),
        )
        return
    seen: set[str] = set()
    for example in change.examples:
        wrong = _text_of_example(example, masked)
        if wrong is None:
            wrong = _place_of_example(example, topic, known)
        if wrong is None and bare(example) in seen:
            wrong = ("stands in this change twice", "keep one of them.")
        seen.add(bare(example))
        if wrong is not None:
            what, mend = wrong
            yield Problem("examples", f"The example “{' '.join(example.split())}” {what}.", mend)


def _text_of_example(text: str, masked: Callable[[str], str]) -> tuple[str, str] | None:
    """What is wrong with the text alone, and how to mend it."""
    if len(text.splitlines()) > 1 or not text.isprintable():
        return "is not one plain line", "write it on one line, each question as its own example."
    if not bare(text):
        return "has no words", "remove it."
    if text.startswith("/"):
        return "starts with /, which is how buttons speak", "remove the /."
    if not _ANNOTATION.isdisjoint(text):
        return (
            "has brackets, which would be read as a mark",
            "leave out the brackets and what they hold, or use ( and ).",
        )
    if len(text) > MOST_CHARACTERS:
        return f"has more than {MOST_CHARACTERS} characters", "keep only the question."
    if masked(text) != text:
        return "holds personal data", "leave out the name, number, date or address."
    return None


def _place_of_example(text: str, topic: str, known: Known) -> tuple[str, str] | None:
    """What is wrong with the text as an example of this topic, and how to mend it."""
    if topic != EMERGENCY and known.signs.find(text) is not None:
        return (
            "holds a warning sign, and is always answered as an emergency",
            "remove it; no topic may take it over.",
        )
    owner = known.owners.get(bare(text))
    if owner == intent_of(topic):
        return "is an example of this topic already", "remove it, or say it in another way."
    if owner is not None:
        return (
            f"is already an example of {owner.removeprefix('ask_')}",
            "remove it here, or have a developer move it there; it cannot belong to both.",
        )
    if bare(text) in known.held_out:
        return (
            "is one of the questions that the assistant is measured by",
            "say it in other words; what was learnt by heart measures nothing.",
        )
    return None


def _fact(change: FactChange, known: Known, masked: Callable[[str], str]) -> Iterator[Problem]:
    fact, source = change.fact, change.new_source
    knowledge = known.knowledge
    if fact.id in knowledge.facts:
        yield Problem("fact.id", f"There is a fact `{fact.id}` already.", "choose another id.")
        return
    if source is not None and source.id in knowledge.sources:
        yield Problem(
            "new_source.id",
            f"There is a source `{source.id}` already.",
            "name it as the source of the fact and leave out the new one, or choose another id.",
        )
        return
    if source is not None and source.id != fact.source:
        yield Problem(
            "fact.source",
            f"The fact names the source `{fact.source}`, and the new source is `{source.id}`.",
            "make them the same.",
        )
        return
    if change.treatment is not None and change.treatment not in knowledge.treatments:
        yield Problem(
            "treatment",
            f"There is no treatment `{change.treatment}`.",
            suggestion(change.treatment, knowledge.treatments),
        )
        return
    texts = [fact.text, *((source.title, source.publisher) if source is not None else ())]
    for text in texts:
        if len(text.splitlines()) > 1 or not text.isprintable():
            yield Problem("fact.text", "A text is not one plain line.", "write it on one line.")
            return
    if len(fact.text.split()) > MOST_WORDS:
        yield Problem(
            "fact.text",
            f"The sentence has more than {MOST_WORDS} words.",
            "shorten it, or make a fact of each half.",
        )
    if masked(fact.text) != fact.text:
        yield Problem(
            "fact.text",
            "The sentence holds personal data.",
            "leave out the name, number, date or address.",
        )
    yield from _in_its_place(change, known)


def _in_its_place(change: FactChange, known: Known) -> Iterator[Problem]:
    try:
        changed = with_fact(known.treatments, change).encode("utf-8")
        knowledge = parse(known.folder, {**known.contents, TREATMENTS: changed})
    except CannotInsert as error:
        yield Problem("fact", str(error), "have a developer add it by hand (docs/knowledge.md).")
        return
    except KnowledgeError as error:
        for each in error.problems:
            yield Problem("fact", each.what, each.mend)
        return
    treatment = change.treatment or next(iter(knowledge.treatments))
    for topic in change.topics:
        if not can_show(change.fact.id, topic, treatment, knowledge):
            yield Problem(
                "topics",
                f"The answer of {topic} would never show this fact.",
                "choose another topic, or what the fact is about; "
                "or have a developer add it by hand (docs/knowledge.md).",
            )
