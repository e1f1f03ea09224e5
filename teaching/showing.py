"""The answers that a visitor would get, as texts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from actions.answering import answer, answer_all
from knowledge.model import Knowledge
from understanding.kinds import LEADING
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood


@dataclass(frozen=True)
class Preview:
    """What somebody is answered, now and once something has changed."""

    asked: str
    now: str
    then: str

    @property
    def stays(self) -> bool:
        """Whether it is the same answer."""
        return self.now == self.then


Read = Callable[[str], Understood]
"""Reads a message by itself, with a trained model."""


def previews(
    texts: Iterable[str],
    read: Read,
    now: Knowledge,
    then: Knowledge,
    read_then: Read | None = None,
) -> list[Preview]:
    """What texts are answered by two versions of the knowledge.

    Args:
        texts: What is asked.
        read: How it is understood today.
        now: The version in force.
        then: The other one.
        read_then: How it is understood by the other one; None: as today.
    """

    def answered(found: Understood, knowledge: Knowledge) -> str:
        return "\n\n".join(answers_to(found, knowledge))

    found = []
    for text in texts:
        today = read(text)
        later = read_then(text) if read_then is not None else today
        found.append(Preview(text, answered(today, now), answered(later, then)))
    return found


def answers_to(understood: Understood, knowledge: Knowledge) -> list[str]:
    """The answers to what was understood of a first message."""
    return [each.text for each in answer_all(understood, SoFar(), knowledge).answers]


def asked_for(
    fact_id: str,
    topic: str,
    treatment: str,
    knowledge: Knowledge,
    asked: tuple[Detail, ...] = (),
) -> Question | None:
    """What is asked by who is shown a fact, naming the details it is about.

    Args:
        fact_id: The fact.
        topic: Whose answer.
        treatment: Of which treatment.
        knowledge: That has the fact.
        asked: The particular question, where one is asked.
    """
    for ways in _ways_to_ask(fact_id, treatment, knowledge):
        details = (*ways, *asked)
        whole = answer(Question(topic, details), SoFar(), knowledge)
        for part in range(1, whole.parts + 1):
            question = Question(topic, details, part=part)
            if fact_id in answer(question, SoFar(), knowledge).facts:
                return question
    return None


def placed(question: Question, now: Knowledge, then: Knowledge) -> Preview:
    """What a question is answered by two versions, the later of which leads with a fact."""
    whole = tuple(each for each in question.details if each.kind != LEADING)
    before = answer(replace(question, details=whole), SoFar(), now)
    return Preview(question.topic, before.text, answer(question, SoFar(), then).text)


def _ways_to_ask(
    fact_id: str, treatment: str, knowledge: Knowledge
) -> Iterator[tuple[Detail, ...]]:
    named = Detail("treatment", treatment)
    about = vars(knowledge.facts[fact_id].about)
    limits = tuple(Detail(kind, ids[0]) for kind, ids in about.items() if ids)
    yield (named, *limits)
    yield (named, *limits, Detail(LEADING, fact_id))
