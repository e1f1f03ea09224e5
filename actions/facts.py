"""The plain topics: the facts of the topic in their order, those about the named details first."""

from actions.answer import Answer
from actions.composing import Draft
from actions.selection import PARTICULAR, Selection, found_elsewhere, select, unspoken
from actions.wording import listed
from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from understanding.meant import treatment_of, types_meant
from understanding.so_far import SoFar
from understanding.understood import Question


def compose_facts(question: Question, so_far: SoFar, knowledge: Knowledge) -> Answer:
    """Answer a plain topic."""
    draft = Draft(question, treatment_of(question, so_far.treatment, knowledge), knowledge)
    types = types_meant(question, draft.treatment)
    facts = topic_answer(draft.treatment, question.topic).facts
    chosen = select(facts, question, knowledge, types)
    elsewhere = found_elsewhere(draft.treatment, question, chosen, knowledge)
    shown = knowledge.with_qualifiers((*elsewhere, *chosen.matching))
    missing = unspoken(PARTICULAR, question, shown, knowledge)
    if missing and chosen.all:
        draft.say("general_only", details=listed(missing, "or"))
    draft.offer(elsewhere)
    if question.topic == "types":
        _offer_types(draft, types, chosen)
    else:
        draft.offer(chosen.all)
    return draft.answer()


def _offer_types(draft: Draft, types: tuple[str, ...], chosen: Selection) -> None:
    """One type is told before the rest; between several, what tells them apart comes first."""
    if len(types) == 1:
        draft.offer(draft.treatment.types[types[0]].facts)
    draft.offer(chosen.general)
    draft.offer(chosen.matching)
    for name in types or draft.treatment.types:
        draft.offer(draft.treatment.types[name].facts)
