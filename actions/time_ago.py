"""How long ago a reason for care was, set against the time that the answer's first fact gives."""

from collections.abc import Iterable

from actions.answer import Answer, Sentence
from actions.composing import phrase
from knowledge.model import Knowledge
from knowledge.treatments import DAYS_IN
from understanding.kinds import AGO
from understanding.understood import Detail, Question

_TOPICS = frozenset({"suitability", "preparation", "personal_advice"})
"""Topics of what is asked before a session."""
_BEFORE = "before"
"""In the name of a number: a time before a session."""
_NO_TIME = ("shortest", "longest", "sheets")


def ago_line(
    new: Iterable[Detail], answer: Answer, question: Question, knowledge: Knowledge
) -> Sentence | None:
    """That it was not long enough ago, by the first fact that gives a time; None otherwise.

    Args:
        new: What the visitor told in this message.
        answer: What is said to the question.
        question: What was asked, in full.
        knowledge: What the answer was made from.
    """
    ago = next((each for each in new if each.kind.startswith(AGO)), None)
    if ago is None or question.topic not in _TOPICS or not isinstance(ago.value, float):
        return None
    fact = next(iter(answer.facts), None)
    limit = None if fact is None else _limit(fact, ago.kind.removeprefix(AGO), knowledge)
    # That it is past is no more than a count of words: "8 months ago" may be when it began.
    if limit is None or ago.value > limit[0]:
        return None
    return phrase("ago_within", knowledge, cite=fact, left=ago.said, time=limit[1])


def _limit(fact: str, term: str, knowledge: Knowledge) -> tuple[float, str] | None:
    """How many days a fact wants between a thing and a session, and as an answer says it."""
    known = knowledge.facts[fact]
    for name, number in known.numbers.items():
        unit = next((unit for unit in DAYS_IN if unit in name), None)
        is_of_it = _BEFORE in name or term in known.about.circumstance
        if unit is None or not is_of_it or name.startswith(_NO_TIME):
            continue
        if isinstance(number, float):
            return number * DAYS_IN[unit], f"{number:g} {unit}"
    return None
