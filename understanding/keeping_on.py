"""Whether a medicine or a habit is to be stopped, skipped or kept up for the treatment."""

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.model import Knowledge
from understanding.kinds import KEEPS, QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

HOME = "home_use"
"""In place of a medicine: needling by oneself, which is none."""
_OF_TAKEN = frozenset({"personal_advice", "suitability", "preparation"})
"""Topics of questions that may be on what was told before."""
_KINDS = ("circumstance", "product")
_SOON = re.compile(
    r"\bcut(?:ting)? (?:down|back)\b|\bquit (?:smoking|before|for)\b|\bstop smoking\b",
    re.IGNORECASE,
)
"""What is said of a habit alone."""
_HABIT = "smoking"
_STOPS = re.compile(
    r"\b(?:stop(?:ping|s)?|paus(?:e|es|ing)|skip(?:s|ping)?|quit(?:ting|s)?"
    r"|(?:com|go|get)(?:e|es|ing)? off|off of|leav(?:e|es|ing) (?:\w+ ){0,3}?(?:off|out|it|them)"
    r"|hold(?:ing)? (?:off|my|her|his|it)|cut (?:down|back)|give up|wean|miss(?:ing)? (?:a|my) dose"
    r"|(?:keep|carry on|go on|continue|stay)(?: on)? ?(?:taking|using|with|on|it|them)"
    r"|tak(?:e|es) (?:it|them|this|that|(?:my |her |his )?\w+) (?:\w+ ){0,3}?"
    r"(?:like|as) (?:always|usual|normal)|still take|leave (?:it|that|them))\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"\b(?:should|shall|do|does|did|must|can|could|would|may|ought|have to|has to|need to|needs to"
    r"|want(?:s|ed)? (?:me |her |him )?to|going to|gonna|thinking|plan\w*|so (?:i|he|she) )\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"\b(?:stop|quit|skip|paus|miss|leav|give)\w*"
    r"(?: (?:using|doing|with|the|my|a|it|from|after|any))*"
    r" (?:sunscreen|spf|make ?up|treatments?|sessions?|needling|bleed\w*|wash\w*|work(?:ing)? ?out"
    r"|(?:up )?after \w+ sessions?|gym|exercis\w*|hurt\w*|itch\w*|peel\w*|appointment)\b",
    re.IGNORECASE,
)
"""What is stopped that is no medicine."""
_WHO = re.compile(r"\bwho(?:se)? (?:decides?|says|is to say|makes|call|decision)\b", re.IGNORECASE)
_HOW = re.compile(
    r"\bhow (?:do|does|can|could|should) \w+ (?:\w+ )?(?:stop|quit|give)", re.IGNORECASE
)
"""Asks for help with stopping, which is none of ours."""
_ROLLS = re.compile(r"\b(?:at home|by myself|home roller|roll(?:ing|ed) my)\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:my|her|his|your|the|any|all) (?:\w+ )?(?:tablets|pills|meds|medicines?"
    r"|medications?|prescriptions)\b",
    re.IGNORECASE,
)
"""All that somebody takes, and not the medicine that was named last."""
_IF = re.compile(r"\bif (?:it|something|there|nothing)\b", re.IGNORECASE)
"""Before what may happen to the skin, for which no medicine is stopped."""
_TOO_MUCH = re.compile(
    r"\b(?:took|taken|swallowed|had) (?:\w+ ){0,2}?(?:all|too (?:many|much)|the whole|every)\b",
    re.IGNORECASE,
)
"""Of somebody who took too much it is not asked whether they go on."""
_NAMES_ANOTHER = re.compile(
    r"\b(?:stop|skip|paus|quit|tak|keep|miss)\w*(?: (?:taking|using|with|on))?"
    r" (?:my|the|her|his|their) "
    r"(?!roll|smok|vap|needl|pen\b|usual|normal)\w+",
    re.IGNORECASE,
)
"""Something is named that is stopped, and not what was spoken of before."""
_BARE = 6
"""Words of a message that names nothing that is stopped."""
_SENTENCE = re.compile(r"(?<=[.?!])\s")


def as_kept(
    question: Question, understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> Question:
    """The question as one on whether something is kept up, where it asks that.

    "Do I pause it?" is asked of the medicine that was named in the message or just before.

    Args:
        question: One question of the message, in full.
        understood: The message.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    if (
        understood.sign is not None
        or question.topic == "emergency"
        or _TOO_MUCH.search(question.words)
    ):
        # A warning sign is answered, whatever is asked of a medicine beside it.
        return question
    before = [each for each in so_far.details if each.kind == KEEPS]
    if before and _WHO.search(question.words):
        return replace(question, topic="personal_advice", details=so_far.details)
    if question.named(KEEPS) or not _asks(question.words):
        return question
    meant = next(_taken(question, understood, so_far, knowledge), None)
    if meant is None and _SOON.search(question.words) is not None:
        meant = Detail("circumstance", _HABIT)
    if meant is not None:
        of_it = (meant, Detail(KEEPS, meant.value))
        return replace(question, topic="personal_advice").with_details(of_it)
    is_home = so_far.topic == HOME or _ROLLS.search(so_far.words) is not None
    is_home = is_home and _NAMES_ANOTHER.search(question.words) is None
    if is_home and len(question.words.split()) <= _BARE:
        return replace(question, topic="personal_advice", details=(Detail(KEEPS, HOME),))
    return question


def is_taken(detail: Detail, knowledge: Knowledge) -> bool:
    """Whether a detail is a medicine or a habit."""
    return _sort(detail, knowledge) in ("medicine", "habit")


def _asks(words: str) -> bool:
    """Whether a sentence asks whether something is stopped or kept up."""
    return any(
        _STOPS.search(each)
        and not _HOW.search(each)
        and _WHETHER.search(each)
        and not _OTHER_THING.search(each)
        for each in _SENTENCE.split(words)
    )


def _taken(
    question: Question, understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> Iterator[Detail]:
    """What somebody takes: what the question names, the message, the last question, what was told.

    Each only if it is there; what was told earlier counts only where nothing else was named.
    """
    others = (d for q in understood.questions for d in q.details)
    named = (*question.details, *others, *understood.person)
    yield from (each for each in named if _counts(each, knowledge))
    is_open = not any(each.kind in _KINDS and not each.negated for each in named)
    asked = [knowledge.questions[each].topic for each in question.ids(QUESTION)]
    is_open = (
        is_open
        and _IF.search(question.words) is None
        and _NAMES_ANOTHER.search(question.words) is None
        and (set(asked) <= _OF_TAKEN or _SOON.search(question.words) is not None)
    )
    if is_open and _ALL.search(question.words) is None:
        before = (*so_far.details, *reversed(so_far.person))
        yield from (each for each in before if _counts(each, knowledge))


def _counts(detail: Detail, knowledge: Knowledge) -> bool:
    return not detail.negated and detail.of is None and is_taken(detail, knowledge)


def _sort(detail: Detail, knowledge: Knowledge) -> str | None:
    for kind, terms in knowledge.terms.items():
        if kind == detail.kind and kind in _KINDS and detail.value in terms:
            return terms[str(detail.value)].sort
    return None
