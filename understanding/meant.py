"""What a question means without saying it: the treatment, and the types of the lengths it names."""

from knowledge.lengths import types_of
from knowledge.model import Knowledge
from knowledge.treatments import Treatment
from understanding.kinds import QUESTION
from understanding.understood import Question


def treatment_of(question: Question, remembered: str | None, knowledge: Knowledge) -> str:
    """The treatment meant: the one named, else the one remembered, else the first of the file.

    Of several that are named it is the one whose particular question is asked; so it is where none
    is named, such as by a button.
    """
    named = treatments_named(question, knowledge)
    asked = (knowledge.questions.get(id_) for id_ in question.ids(QUESTION))
    of_asked = [each.treatment for each in asked if each is not None and not each.is_of_clinic]
    for id_ in (*(each for each in of_asked if not named or each in named), *named, remembered):
        if id_ is not None and id_ in knowledge.treatments:
            return id_
    return next(iter(knowledge.treatments))


def treatments_named(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """The treatments of the file that a question names, in its order."""
    return tuple(id_ for id_ in question.ids("treatment") if id_ in knowledge.treatments)


def types_meant(question: Question, treatment: Treatment) -> tuple[str, ...]:
    """The types that a question names or, where it names none, those of the lengths it names."""
    named = tuple(name for name in question.ids("treatment_type") if name in treatment.types)
    return named or types_of(question.depths(), treatment)
