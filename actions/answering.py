"""From the questions of a message to its answers, topic by topic."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from actions.answer import Answer
from actions.clinic import compose_clinic
from actions.comparison import compose_comparison
from actions.conditions import compose_conditions
from actions.depth import compose_depth
from actions.emergency import compose_emergency_question
from actions.facts import compose_facts
from actions.focus import focus
from actions.following import remember, resolve
from actions.people import compose_handoff, compose_personal_advice
from actions.providers import compose_providers
from actions.question import Context, Question
from actions.smalltalk import compose_smalltalk
from actions.source import compose_source
from actions.suitability import compose_suitability
from actions.unclear import compose_out_of_scope, compose_unclear
from knowledge.model import Knowledge

Compose = Callable[[Question, Context, Knowledge], Answer]

COMPOSERS: dict[str, Compose] = {
    "needle_depth": compose_depth,
    "conditions": compose_conditions,
    "providers": compose_providers,
    "suitability": compose_suitability,
    "comparison": compose_comparison,
    "products": compose_comparison,
    "source": compose_source,
    "cost": compose_clinic,
    "booking": compose_clinic,
    "emergency": compose_emergency_question,
    "personal_advice": compose_personal_advice,
    "handoff": compose_handoff,
    "smalltalk": compose_smalltalk,
    "unclear": compose_unclear,
    "out_of_scope": compose_out_of_scope,
}
"""What answers each topic that is not plain; `compose_facts` answers all others."""

MOST_ANSWERS = 3
_ASIDE = frozenset({"smalltalk", "unclear"})
"""Topics that are passed over when a message also asks something else."""


@dataclass(frozen=True)
class Reply:
    """The answers to one message, and what the conversation knows after them."""

    answers: tuple[Answer, ...]
    context: Context


def answer(question: Question, context: Context, knowledge: Knowledge) -> Answer:
    """Answer one question."""
    question = focus(resolve(question, context, knowledge), context, knowledge)
    return _compose(question, context, knowledge)


def answer_all(questions: Sequence[Question], context: Context, knowledge: Knowledge) -> Reply:
    """Answer the questions of one message, up to three, those of the same topic together.

    A warning sign is answered alone; a greeting beside a question is passed over.
    """
    asked = _together([resolve(question, context, knowledge) for question in questions])
    answers: list[Answer] = []
    for resolved in asked[:MOST_ANSWERS]:
        question = focus(resolved, context, knowledge)
        composed = _compose(question, context, knowledge)
        context = remember(question, composed.facts, composed.treatment, context, knowledge)
        answers.append(composed)
    return Reply(tuple(answers), context)


def _compose(question: Question, context: Context, knowledge: Knowledge) -> Answer:
    return COMPOSERS.get(question.topic, compose_facts)(question, context, knowledge)


def _together(questions: Sequence[Question]) -> list[Question]:
    merged: dict[str, Question] = {}
    for question in questions:
        first = merged.get(question.topic)
        if first is None:
            merged[question.topic] = question
        else:
            text = f"{first.text} {question.text}".strip()
            merged[question.topic] = replace(first.with_details(question.entities), text=text)
    if "emergency" in merged:
        return [merged["emergency"]]
    real = [question for topic, question in merged.items() if topic not in _ASIDE]
    return real or list(merged.values())[:1]
