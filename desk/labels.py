"""What topics and outcomes are called at the front desk."""

from knowledge import TOPICS, Knowledge
from records.outcomes import Outcome

OUTCOME_LABELS: dict[Outcome, str] = {
    "answered": "Answered",
    "gap": "No source says it",
    "blank": "Not filled in by the clinic",
    "withheld": "Not released yet",
    "smalltalk": "Small talk",
    "unclear": "Not understood",
    "out_of_scope": "Not our subject",
    "handoff": "Asked for a person",
    "emergency": "Warning sign",
    "failed": "No answer came",
}

_SURE, _FAIRLY_SURE = 0.5, 0.3

_OUTCOMES = {str(each): label for each, label in OUTCOME_LABELS.items()}
_NO_QUESTIONS = {**_OUTCOMES, "personal_advice": "Personal advice"}
"""A topic that is no question is called as its outcome."""


def outcome_label(outcome: str) -> str:
    """How an outcome is called; one that is not known keeps its own name."""
    return _OUTCOMES.get(outcome, outcome)


def sureness(confidence: float) -> str:
    """A confidence from 0 to 1 in words."""
    if confidence >= _SURE:
        return "sure"
    return "fairly sure" if confidence >= _FAIRLY_SURE else "not sure"


def topic_label(topic: str, knowledge: Knowledge) -> str:
    """How a topic is called: as on its button, but for topics that are no question."""
    if topic not in TOPICS:
        return topic
    return _NO_QUESTIONS.get(topic) or knowledge.phrases.render(f"topic_title_{topic}")


def term_label(kind: str, term: str, knowledge: Knowledge) -> str:
    """How a term is called; one that is not known, or not any more, goes by its id."""
    known = next((terms for each, terms in knowledge.terms.items() if each == kind), {})
    return known[term].name if term in known else term.replace("_", " ")
