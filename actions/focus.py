"""The facts of a topic that speak most of what a question asks become one of its details.

As details they are remembered with the question, so that "More" and "tell me more" go on in the
order in which the answer began.
"""

from actions.composing import treatment_of
from actions.question import Context, Detail, Question
from actions.relevance import LEADING, leading
from actions.selection import topic_answer
from knowledge.model import Knowledge


def focus(question: Question, context: Context, knowledge: Knowledge) -> Question:
    """The question with the facts that its words point at; without words, those remembered.

    Args:
        question: What is asked, in full.
        context: What was said before; counts where the next part of the same answer is wanted.
        knowledge: Where the facts are taken from.
    """
    if question.part > 1:
        return question.with_details(_remembered(question, context))
    treatment = knowledge.treatments[treatment_of(question, context.treatment, knowledge)]
    facts = topic_answer(treatment, question.topic).facts
    sentences = {id_: knowledge.facts[id_].text for id_ in facts}
    common = f"{treatment.name} {question.topic.replace('_', ' ')}"
    found = leading(question.text, sentences, common)
    return question.with_details(Detail(LEADING, id_) for id_ in found)


def _remembered(question: Question, context: Context) -> tuple[Detail, ...]:
    """The facts that led the answer whose next part is wanted; a button does not carry them."""
    if context.topic != question.topic or _plain(question.entities) != _plain(context.details):
        return ()
    return tuple(detail for detail in context.details if detail.kind == LEADING)


def _plain(details: tuple[Detail, ...]) -> set[Detail]:
    return {detail for detail in details if detail.kind != LEADING and not detail.negated}
