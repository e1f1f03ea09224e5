"""Whether a medicine or a habit is stopped for the treatment: not advised, but said by its name."""

from actions.answer import Answer
from actions.composing import Draft
from actions.people import compose_personal_advice
from actions.selection import facts_anywhere
from actions.wording import called, word_for
from knowledge.matching import mentions, topic_answer
from knowledge.model import Knowledge
from understanding.keeping_on import HOME, is_taken
from understanding.kinds import KEEPS, QUESTION
from understanding.understood import Detail, Question

_STAYS = "prescribed-stay-unless-doctor"
"""The fact that holds for all that is prescribed."""
_OF_MEDICINES = frozenset({"personal_advice", "preparation"})


def compose_keeping_on(draft: Draft) -> Answer:
    """What is known of the medicine or habit by its name, and who decides on it.

    Asked again, it says no more than who decides.
    """
    knowledge, wanted = draft.knowledge, draft.question.ids(KEEPS)[0]
    draft.offers_person = True
    if wanted == HOME:
        draft.state(topic_answer(draft.treatment, HOME).facts[:1])
        draft.say("keeps_home")
        return draft.answer()
    named = (each for each in draft.question.details if each.value == wanted)
    detail = next((each for each in named if is_taken(each, knowledge)), None)
    if detail is None:
        return compose_personal_advice(draft)
    is_again = any((each.kind, each.value) == (KEEPS, wanted) for each in draft.so_far.details)
    if is_again and not _is_habit(draft, detail):
        draft.say("keeps_medicine_again", name=word_for(detail, knowledge))
        return draft.answer()
    known = _known(draft, detail)
    draft.state(known[:1])
    if _is_habit(draft, detail):
        draft.say("keeps_habit", name=word_for(detail, knowledge))
        return draft.answer()
    if not known:
        draft.say("keeps_unknown", name=called(detail, knowledge))
        draft.state(id_ for id_ in (_STAYS,) if id_ in knowledge.facts)
    draft.say("keeps_medicine", name=word_for(detail, knowledge))
    return draft.answer()


def _is_habit(draft: Draft, detail: Detail) -> bool:
    terms = draft.knowledge.terms["circumstance"]
    return detail.kind == "circumstance" and terms[str(detail.value)].sort == "habit"


def _known(draft: Draft, detail: Detail) -> list[str]:
    """What is known of it: as the particular question has it, else whatever is said of it."""
    knowledge, term = draft.knowledge, str(detail.value)
    if _is_habit(draft, detail):
        facts = knowledge.facts.items()
        return [id_ for id_, each in facts if mentions(each, "circumstance", term, knowledge)]
    known = knowledge.questions
    asked = [known[id_] for id_ in draft.question.ids(QUESTION) if id_ in known]
    draft.asked = next((each.id for each in asked), None)
    of_them = (id_ for each in asked if each.topic in _OF_MEDICINES for id_ in each.facts)
    named = Question("suitability", (detail,))
    return [
        *(id_ for id_ in of_them if not _is_of_another(id_, term, knowledge)),
        *facts_anywhere(draft.treatment, named, detail.kind, term, knowledge),
    ]


def _is_of_another(id_: str, term: str, knowledge: Knowledge) -> bool:
    """Whether a fact speaks of other medicines alone."""
    terms = knowledge.terms["circumstance"].items()
    medicines = (id_ for id_, each in terms if each.sort not in (None, "family", "worn"))
    fact = knowledge.facts[id_]
    spoken = {each for each in medicines if mentions(fact, "circumstance", each, knowledge)}
    return bool(spoken) and term not in spoken
