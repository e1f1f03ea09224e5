"""What a question cannot be by its name: of the other sex, or of what the visitor does not have."""

from knowledge.matching import names_term
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.treatments import TermKind
from language.words import words_of
from understanding.cues import norms_of
from understanding.understood import Question

_TAKEN: tuple[TermKind, ...] = ("circumstance", "product")
"""Kinds of terms that may be medicines."""
_SEXES = (
    words_of("man men male males husband boyfriend guy guys dad father son"),
    words_of("woman women female females wife girlfriend mom mother daughter lady"),
)


def is_of_other_sex(name: str, words: str) -> bool:
    """Whether a question is of women alone and the words of men alone, or the other way round."""
    named, said = (
        {sex for sex in _SEXES if not sex.isdisjoint(norms_of(each))} for each in (name, words)
    )
    return len(named) == len(said) == 1 and named != said


def is_ruled_out(asked: KnownQuestion, question: Question, knowledge: Knowledge) -> bool:
    """Whether a question is by its name of a device that is not there, or of another medicine."""
    is_other = asked.is_gap and _is_of_other_medicine(asked.name, question, knowledge)
    return is_other or is_of_denied_device(asked, question, knowledge)


def is_of_denied_device(asked: KnownQuestion, question: Question, knowledge: Knowledge) -> bool:
    """Whether a question is by its name of a device that is not there."""
    denied = {str(each.value) for each in question.details if each.negated}
    terms = knowledge.terms.get("circumstance", {}) if denied else {}
    devices = (id_ for id_, each in terms.items() if each.sort == "device")
    return any(id_ in denied and id_ in norms_of(asked.name) for id_ in devices)


def _is_of_other_medicine(name: str, question: Question, knowledge: Knowledge) -> bool:
    """Whether a name is on medicines, and the visitor names others."""
    medicines = [
        (kind, id_)
        for kind in _TAKEN
        for id_, each in knowledge.terms.get(kind, {}).items()
        if each.sort == "medicine"
    ]
    taken = {(kind, id_) for kind, id_ in medicines if id_ in question.ids(kind)}
    if not taken:
        return False
    of = {each for each in medicines if names_term(name, *each, knowledge)}
    return bool(of) and of.isdisjoint(taken)
