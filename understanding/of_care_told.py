"""What few words ask of a reason for care that was spoken of: how long after it, why it counts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowledge.matching import names_term
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.treatments import TermKind
from understanding.about_last import WHY
from understanding.kinds import LEADING, OF_LAST, OTHER_QUESTION, QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

_OPENING = r"(?:(?:and|so|ok|okay|but|then|well|oh|alright|fine|cool|got it|understood)\W+)*"
_IT = r"(?: (?:that|it|this|them|then|tho|though|for me))*"
_HOW_LONG_AFTER = re.compile(
    rf"\W*{_OPENING}(?:how (?:long|soon|many (?:days|weeks|months))|when)"
    r"(?: (?:do|does|would|should|can|is|i|we|he|she|it|you|have|need|to|wait|has|must|it'?s|ok))*"
    rf" (?:after|afterwards?|(?:once|when|if) (?:i|he|she)(?:'m| am|'s| is)? (?:off|done|stop\w*"
    rf"|finish\w*)){_IT}(?: (?:stopping|finishing|coming off|can (?:i|he|she)"
    rf" (?:have|get|do|start|come)))?{_IT}\W*",
    re.IGNORECASE,
)
_SOONEST = re.compile(
    rf"\W*{_OPENING}(?:when(?:'?s| is| would| could)?|what(?:'?s| is)|how)(?: be| it be)?(?: the)?"
    r" (?:soon(?:est)?|earliest)"
    r"(?: (?:then|tho|though|for me|for us|i could|i can|that|it|this|would be|do it|have it"
    r"|get it|done|possible|be done|could be|can be))*\W*",
    re.IGNORECASE,
)
_WHY_IT_COUNTS = re.compile(
    rf"\W*{_OPENING}(?:why|how) (?:would|does|do|should|is|are|did|will|come)(?:n'?t)? "
    r"[^?]{0,50}?"
    r"\b(?:matter|matters|count|counts|make a difference|a problem|important|relevant|affect"
    r"|an issue)\b[^?]{0,40}\W*",
    re.IGNORECASE,
)
_MOST_WORDS = 14
_OF_CARE = frozenset({"suitability", "personal_advice", "procedure", "conditions", "preparation"})
"""Topics of answers after which "the soonest" is no day for a visit."""
_KINDS: tuple[TermKind, ...] = ("circumstance", "other_treatment")


def asked_of_care(question: Question, so_far: SoFar, knowledge: Knowledge) -> Question:
    """The question as one on what was told, where a few words ask how long after it, or why.

    Args:
        question: One question of the message.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    words = question.words
    if not words or len(words.split()) > _MOST_WORDS:
        return question
    if _HOW_LONG_AFTER.fullmatch(words):
        return _asking(_first(_last_named(so_far), "how long ", knowledge), question)
    if _SOONEST.fullmatch(words) and so_far.topic in _OF_CARE:
        spoken = (*_last_named(so_far), *_told(so_far))
        return _asking(_first(spoken, "how long ", knowledge), question)
    if _WHY_IT_COUNTS.fullmatch(words) and so_far.topic == "suitability":
        return _why(question, so_far, knowledge)
    return question


def how_long_after(term: str, words: str, knowledge: Knowledge) -> Question:
    """How long after a reason for care it can be done, asked anew; else whether it can at all."""
    care = next(Detail(kind, term) for kind in _KINDS if term in knowledge.terms[kind])
    asked = Question("suitability", (care,), words)
    spoken = (care,)
    found = _first(spoken, "how long ", knowledge) or _first(spoken, "whether ", knowledge)
    return _asking(found or _first(spoken, "", knowledge), asked)


def whether(care: Detail, words: str, knowledge: Knowledge) -> Question:
    """Whether it can be done with a reason for care."""
    asked = Question("suitability", (care,), words)
    return _asking(_first((care,), "whether ", knowledge), asked)


def _why(question: Question, so_far: SoFar, knowledge: Knowledge) -> Question:
    """Why what was spoken of last counts; a reason that is asked for by its name stays."""
    known = knowledge.questions
    own = [known[id_] for id_ in question.ids(QUESTION) if id_ in known]
    if any(each.name.startswith("why ") for each in own) or question.ids("circumstance"):
        return question
    found = _first((*_last_named(so_far), *_answered(so_far, knowledge)), "why ", knowledge)
    if found is not None:
        return _asking(found, question)
    return replace(question, topic="follow_up", details=(Detail(OF_LAST, WHY),))


def _asking(found: KnownQuestion | None, question: Question) -> Question:
    if found is None:
        return question
    left_out = (QUESTION, OTHER_QUESTION, LEADING)
    kept = (each for each in question.details if each.kind not in left_out)
    details = (*kept, Detail(QUESTION, found.id))
    return Question(found.topic, details, question.words)


def _first(spoken: Iterable[Detail], begins: str, knowledge: Knowledge) -> KnownQuestion | None:
    """The question whose name begins so and that is asked of the first thing spoken of."""
    named = [
        each
        for each in knowledge.questions.values()
        if each.topic == "suitability" and each.name.startswith(begins)
    ]
    for detail in spoken:
        term = str(detail.value)
        for each in named:
            if any(
                kind == detail.kind and names_term(each.name, kind, term, knowledge)
                for kind in _KINDS
            ):
                return each
        for each in named:
            facts = (knowledge.facts[id_] for id_ in (*each.facts[:1], *each.near[:1]))
            if any(term in fact.about.circumstance for fact in facts):
                return each
    return None


def _last_named(so_far: SoFar) -> Iterator[Detail]:
    """What the last question named."""
    return (each for each in so_far.details if each.kind in _KINDS and not each.negated)


def _told(so_far: SoFar) -> Iterator[Detail]:
    """The reasons for care that were told, the last first."""
    return (each for each in reversed(so_far.person) if each.kind == "circumstance")


def _answered(so_far: SoFar, knowledge: Knowledge) -> Iterator[Detail]:
    """What the last answer was on."""
    for id_ in so_far.facts:
        if id_ in knowledge.facts:
            for term in knowledge.facts[id_].about.circumstance:
                yield Detail("circumstance", term)
