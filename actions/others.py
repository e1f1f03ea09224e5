"""What was told of somebody else than whom is asked for: it is said whose it is counted as."""

from collections.abc import Iterator

from actions.answer import Answer, Sentence
from actions.composing import led_by, phrase
from actions.suitability import AGE_GROUPS
from actions.wording import listed
from knowledge.model import Knowledge
from understanding.so_far import SoFar
from understanding.understood import Other, Question, Understood
from understanding.whom import ME

_FAR = frozenset({"friend", "coworker", "neighbor", "roommate", "boss", "cousin"})
"""Whose friend it is nobody can tell: "his friend did it"."""
_ASIDE = frozenset({"emergency", "booking", "cost", "handoff"})
"""Topics of answers that it has no say in."""


def with_others(
    answer: Answer, question: Question, understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> Answer:
    """The answer behind a word on what was told of somebody else: that it is counted as theirs.

    Args:
        answer: What is said to the question.
        question: What was asked, in full.
        understood: The message.
        so_far: What the conversation held before it, with whom it asks for.
        knowledge: What the answer was made from.
    """
    if question.topic in _ASIDE or answer.sign is not None:
        return answer
    lines = [line for each in understood.others for line in _of(each, so_far, knowledge)]
    if not lines and understood.case is not None:
        lines = [phrase("others_case", knowledge, whom=_called(understood.case))]
        lines = [line for line in lines if line.phrase not in so_far.said]
    return led_by(lines, answer, knowledge) if lines else answer


def _of(other: Other, so_far: SoFar, knowledge: Knowledge) -> Iterator[Sentence]:
    known = next((each.person for each in so_far.others if each.whom == other.whom), ())
    terms = [
        str(each.value)
        for each in other.person
        if each.kind == "circumstance" and not each.negated and each not in (*known, *so_far.person)
    ]
    names = [knowledge.term_name("circumstance", term) for term in terms if term not in AGE_GROUPS]
    if not names:
        return
    whose, not_whose = (_possessive(each) for each in (other.whom, so_far.whom))
    yield phrase("others_have", knowledge, names=listed(names), whose=whose, not_whose=not_whose)


def _possessive(whom: str) -> str:
    return "yours" if whom == ME else f"{_called(whom)}'s"


def _called(whom: str) -> str:
    return f"that {whom}" if whom in _FAR else f"your {whom}"
