"""What words tell by themselves; stands in until the actions' own reading of it is here."""

from knowledge.model import Knowledge
from understanding.understood import Question


def notice(question: Question, knowledge: Knowledge) -> Question:
    """The question with what its words tell, as details."""
    return question
