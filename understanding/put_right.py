"""What somebody puts right of what they said before: it is noted, and what was asked answered anew.

"They are from acne, not chickenpox" and "wait, it is five weeks" ask nothing; what was asked last
stands, with what is right now.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.matching import names_term
from knowledge.model import Knowledge
from knowledge.topics import record_of
from language.entities import Entity
from understanding.asking import asks_plainly
from understanding.figures import depth_put_right, put_right_of
from understanding.kinds import (
    AGO,
    EVENT,
    LEADING,
    OF_LAST,
    OTHER_QUESTION,
    QUESTION,
    TOLD,
    WAS,
)
from understanding.of_care_told import how_long_after, whether
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

_CORRECTS = re.compile(
    r"\b(?:(?:let me|i (?:have|need|want|should|got) to|gotta|must) correct|correction"
    r"|i (?:lied|miscounted|counted wrong|misremembered|misspoke|exaggerated)"
    r"|(?:just )?(?:to be|let me be) (?:clear|exact|precise)|scratch that|i take that back)\b"
    r"|^\W*(?:no\W+no|(?:oh )?wait,? no|no,? wait|oops|whoops)\b(?=.*\b(?:it'?s|is|are|they'?re"
    r"|i'?m|i am|the|my|they|he|she|it|we)\b)",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(
    r"\b(?:is|it'?s|they'?re|are|that'?s|was|were|from|has|have|had|i'?m)\b[^.?!,]{1,40}, ?not "
    r"(?:(?:from|a|an|the|my|in|on|at|for) )?(?P<denied>[\w'-]+(?: [\w'-]+)?)",
    re.IGNORECASE,
)
"""What is so, and what is not: "from acne, not chickenpox"."""
_FROM_ACNE = re.compile(r"\bfrom (?:\w+ ){0,2}(?:acne|pimples|zits|breakouts)\b", re.IGNORECASE)
_OF_SCARS = re.compile(r"scar|pit|dent|crater|mark", re.IGNORECASE)
"""What is known to be from acne only where it is said, and of what."""
_ELSEWHERE = re.compile(r"another (?:part|area)|away from|elsewhere", re.IGNORECASE)
"""In the names of questions on a reason for care at another place of the body."""
_SURE = 0.8
"""How sure a question must be that stands beside what is put right."""
_LEAST = 4
"""Letters by which what is denied is known again."""
_ANEW = frozenset({"conditions", "facts"})
"""Families of topics whose answer turns on what is treated."""


def corrects(said: str, so_far: SoFar) -> bool:
    """Whether a message puts right something that was said before it, and asks nothing.

    Args:
        said: The message, normalised.
        so_far: What the conversation holds: what is denied must have been spoken of.
    """
    if put_right_of(said, so_far) or depth_put_right(said, so_far) is not None:
        return True
    if so_far.topic is None or asks_plainly(said):
        return False
    return _CORRECTS.search(said) is not None or _is_denied(said, _spoken(so_far))


def swaps(entities: Iterable[Entity], so_far: SoFar) -> bool:
    """Whether a message names one reason for care in place of another that was told before."""
    care = [each for each in entities if each.kind == "circumstance" and each.of is None]
    told = {each.value for each in so_far.person if each.kind == "circumstance"}
    is_denied = any(each.negated and each.value in told for each in care)
    return is_denied and any(not each.negated for each in care)


def put_right(
    questions: tuple[Question, ...], understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> tuple[Question, ...]:
    """The questions of a message, with the last one anew where the message puts that right.

    Doing it again changes nothing.

    Args:
        questions: What the message asks, in full.
        understood: The message.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    is_right = understood.tone != "corrected" or so_far.topic is None
    has_figure = any(each.kind == WAS for each in understood.person)
    is_told = bool(questions[0].named(TOLD)) and not has_figure
    if is_right or questions[0].topic == "emergency" or is_told:
        return questions
    words = questions[0].words
    ago = next((each for each in understood.person if each.kind.startswith(AGO)), None)
    if ago is not None:
        term = ago.kind.removeprefix(AGO)
        is_last = any(each.value == term for each in so_far.details)
        if is_last and so_far.topic == "suitability":
            kept = (each for each in so_far.details if each.kind not in (OF_LAST, TOLD))
            return (Question("suitability", tuple(kept), words),)
        return (how_long_after(term, words, knowledge),)
    care = [d for d in understood.person if d.kind == "circumstance" and not d.negated]
    if (
        care
        and so_far.topic == "suitability"
        and any(d.kind == care[0].kind for d in so_far.details)
    ):
        return (whether(care[0], words, knowledge),)
    depth = depth_put_right(questions[0].words, so_far)
    if depth is not None:
        return (Question("needle_depth", (Detail("depth", depth),), questions[0].words),)
    if any(each.kind.startswith(EVENT) for each in understood.person):
        event = Question("downtime", (Detail(TOLD, EVENT),), questions[0].words)
        return (event,)
    again = _last_anew(questions[0].words, understood, so_far)
    if again is None:
        of_care = _care_anew(understood, so_far, knowledge)
        is_unsure = all(each.confidence < _SURE for each in questions)
        return (of_care,) if of_care is not None and is_unsure else questions
    if any(each.topic == again.topic for each in questions):
        return questions
    is_care = bool(questions[0].ids("circumstance"))
    return (*questions, again) if is_care else (again,)


def _last_anew(said: str, understood: Understood, so_far: SoFar) -> Question | None:
    """The last question with what is right now; None where that makes no difference to it."""
    topic = so_far.topic or ""
    if record_of(topic).family not in _ANEW:
        return None
    new = [d for d in understood.person if d.kind == "condition" and not d.negated]
    if not new and _FROM_ACNE.search(said) and _OF_SCARS.search(_spoken(so_far)):
        new = [Detail("condition", "acne_scars")]
    asked = {str(each.value) for each in so_far.details if each.kind == QUESTION}
    if not new and not _is_denied(said, " ".join(asked)):
        return None
    left_out = {QUESTION, OTHER_QUESTION, LEADING, OF_LAST, TOLD}
    left_out |= {"condition"} if new else set()
    kept = (each for each in so_far.details if each.kind not in left_out)
    return replace(Question(topic), details=tuple(dict.fromkeys((*kept, *new))))


def _care_anew(understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Question | None:
    """The last question on a reason for care, where it is said now how far that goes."""
    care = [each for each in so_far.details if each.kind == "circumstance" and not each.negated]
    if so_far.topic != "suitability" or not care:
        return None
    if any(each.kind == "body_area" and not each.negated for each in understood.person):
        for each in knowledge.questions.values():
            is_of_it = names_term(each.name, "circumstance", str(care[0].value), knowledge)
            if each.topic == "suitability" and _ELSEWHERE.search(each.name) and is_of_it:
                return Question("suitability", (care[0], Detail(QUESTION, each.id)))
    kept = (each for each in so_far.details if each.kind not in (OF_LAST, TOLD))
    return Question("suitability", tuple(kept))


def _spoken(so_far: SoFar) -> str:
    asked = (str(each.value) for each in so_far.details if each.kind == QUESTION)
    return " ".join((so_far.words, *so_far.background, *asked))


def _is_denied(said: str, spoken: str) -> bool:
    """Whether a message says that something else is so than was spoken of."""
    here = _letters(spoken)
    found = (_letters(each["denied"].split()[0]) for each in _NOT_THAT.finditer(said))
    return any(len(each) >= _LEAST and each in here for each in found)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())
