"""The plain topics: the facts of the topic in their order, those about the named details first."""

from actions.answer import Answer
from actions.composing import Draft
from actions.of_condition import of_its_condition, with_subject
from actions.selection import PARTICULAR, found_elsewhere, unspoken


def compose_facts(draft: Draft) -> Answer:
    """Answer a plain topic."""
    question, chosen, knowledge = draft.question, draft.chosen, draft.knowledge
    elsewhere = found_elsewhere(draft.treatment, question, chosen, knowledge)
    shown = knowledge.with_qualifiers((*elsewhere, *chosen.matching))
    missing = unspoken(PARTICULAR, question, shown, knowledge)
    if missing and chosen.all:
        draft.say_missing("general_only", missing, "details")
    draft.offer(elsewhere)
    if question.topic == "types":
        _offer_types(draft)
    else:
        with_subject(draft)
        fitting, others = of_its_condition(chosen.all, draft)
        draft.offer(fitting)
        draft.offer_later(others)
    return draft.answer()


def _offer_types(draft: Draft) -> None:
    """One type is told before the rest; between several, what tells them apart comes first."""
    if len(draft.types) == 1:
        draft.offer(draft.treatment.types[draft.types[0]].facts)
    draft.offer(draft.chosen.general)
    draft.offer(draft.chosen.matching)
    for name in draft.types or draft.treatment.types:
        draft.offer(draft.treatment.types[name].facts)
