"""Of which of several treatments a proposed change is."""

from desk.review.store import facts_by_topic
from knowledge import Knowledge
from teaching import Change, FactChange, QuestionChange, SentenceChange


def treatments_taught(change: Change, knowledge: Knowledge) -> str:
    """Their names; empty where there is but one, or the change is of none by itself.

    Examples of how people ask are of none: they count for each.
    """
    if len(knowledge.treatments) == 1:
        return ""
    of: list[str] = []
    if isinstance(change, (FactChange, QuestionChange)):
        of = [change.treatment or next(iter(knowledge.treatments))]
    elif isinstance(change, SentenceChange):
        of = [id_ for id_ in knowledge.treatments if _answers_with(change.fact, id_, knowledge)]
    # One that was taken out of the file since has its id alone.
    named = (knowledge.treatments.get(id_) for id_ in of)
    return ", ".join(each.name if each else id_ for each, id_ in zip(named, of, strict=True))


def _answers_with(fact: str, treatment: str, knowledge: Knowledge) -> bool:
    return any(fact in facts for _, facts in facts_by_topic(treatment, knowledge))
