"""What leans on earlier messages; stands in until the actions' own reading of it is here."""

from knowledge.model import Knowledge
from understanding.so_far import SoFar
from understanding.understood import Understood


def follow(understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Understood:
    """What a message says in full: what it leaves out is taken from what was said before."""
    return understood


def intent_of(read: Understood, in_full: Understood) -> str:
    """Rasa's intent for a message, by its first question."""
    leaning, topic = read.questions[0].topic, in_full.questions[0].topic
    if leaning in ("follow_up", "affirm", "deny"):
        return leaning
    return "nlu_fallback" if topic == "unclear" else f"ask_{topic}"
