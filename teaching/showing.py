"""Whether the answer of a topic can show a fact."""

from collections.abc import Iterator

from actions.answering import answer
from knowledge.model import Knowledge
from understanding.kinds import LEADING
from understanding.so_far import SoFar
from understanding.understood import Detail, Question


def can_show(fact_id: str, topic: str, treatment: str, knowledge: Knowledge) -> bool:
    """Whether some part of a topic's answer shows a fact to who names the details it is about."""
    return any(
        fact_id in answer(Question(topic, details, part=part), SoFar(), knowledge).facts
        for details in _ways_to_ask(fact_id, treatment, knowledge)
        for part in range(1, answer(Question(topic, details), SoFar(), knowledge).parts + 1)
    )


def _ways_to_ask(
    fact_id: str, treatment: str, knowledge: Knowledge
) -> Iterator[tuple[Detail, ...]]:
    named = Detail("treatment", treatment)
    about = vars(knowledge.facts[fact_id].about)
    limits = tuple(Detail(kind, ids[0]) for kind, ids in about.items() if ids)
    yield (named, *limits)
    yield (named, *limits, Detail(LEADING, fact_id))
