"""What a question means without saying it: the treatment, and the types of the lengths it names."""

from knowledge.lengths import types_of
from knowledge.model import Knowledge
from knowledge.treatments import Treatment
from understanding.understood import Question


def treatment_of(question: Question, remembered: str | None, knowledge: Knowledge) -> str:
    """The treatment meant: the one named, else the one remembered, else the first of the file."""
    for id_ in (*question.ids("treatment"), remembered):
        if id_ is not None and id_ in knowledge.treatments:
            return id_
    return next(iter(knowledge.treatments))


def types_meant(question: Question, treatment: Treatment) -> tuple[str, ...]:
    """The types that a question names or, where it names none, those of the lengths it names."""
    named = tuple(name for name in question.ids("treatment_type") if name in treatment.types)
    return named or types_of(question.depths(), treatment)
