"""The answers that a visitor would get, as texts."""

from collections.abc import Iterator

from actions.answering import answer, answer_all
from knowledge.model import Knowledge
from understanding.kinds import LEADING
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood


def answers_to(understood: Understood, knowledge: Knowledge) -> list[str]:
    """The answers to what was understood of a first message."""
    return [each.text for each in answer_all(understood, SoFar(), knowledge).answers]


def shown_in(
    fact_id: str,
    topic: str,
    treatment: str,
    knowledge: Knowledge,
    asked: tuple[Detail, ...] = (),
) -> str | None:
    """The part of an answer that shows a fact to who names the details it is about.

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
            shown = answer(Question(topic, details, part=part), SoFar(), knowledge)
            if fact_id in shown.facts:
                return shown.text
    return None


def _ways_to_ask(
    fact_id: str, treatment: str, knowledge: Knowledge
) -> Iterator[tuple[Detail, ...]]:
    named = Detail("treatment", treatment)
    about = vars(knowledge.facts[fact_id].about)
    limits = tuple(Detail(kind, ids[0]) for kind, ids in about.items() if ids)
    yield (named, *limits)
    yield (named, *limits, Detail(LEADING, fact_id))
