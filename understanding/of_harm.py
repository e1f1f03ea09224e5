"""What is asked beside harm that is told: how it can be mended, what it came from.

"I was left with rows of dots years ago, what makes that happen" wants the cause, and no word on
whom to see. What another treatment did is not told of this one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.matching import care_after_harm, is_of_harm, names_term
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.topics import HARM_TOPIC
from knowledge.treatments import TermKind
from language.clauses import Stretch
from language.text import Text
from understanding.asking import asks_plainly
from understanding.cues import norms_of
from understanding.kinds import HARM, LEADING, OTHER_QUESTION, QUESTION, TOLD
from understanding.noticing import REFERRING
from understanding.particular import RankedQuestion
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

_OTHER: TermKind = "other_treatment"
_FADED = re.compile(
    r"\b(?:they|it|that|those|these|marks|spots|patches|lines|dots)"
    r"(?: (?:all|both|finally|eventually|mostly))*"
    r"(?: did(?: all| finally| eventually)* (?:fade|go away|clear(?: up)?|heal|disappear|vanish)"
    r"|(?: have| has| had| all| finally| eventually| since| mostly| completely)* (?:faded|went away"
    r"|gone away|cleared(?: up)?|healed|disappeared|vanished|are gone|is gone))\b",
    re.IGNORECASE,
)
_DID_HARM = re.compile(
    r"\b(?:burn(?:ed|t)|scarred|messed|ruined|damaged|wrecked|marked) (?:me|my|up|him|his|her)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\bwhat (?:makes|made|causes?|caused)\b|\bwhy (?:did|does|do|would|is|was)\b"
    r"|\b(?:come|comes|came) from\b|\bhow (?:did|does|come)\b",
    re.IGNORECASE,
)
_COMES_FROM = "comes from"
_REACTION = "reaction"
"""In the names of questions on causes, and on what another treatment did."""
_LASTS = re.compile(
    r"\b(?:do|does|will|would|can|could|did|gonna|going to) (?:(?:they|it|these|this|those|that)"
    r"(?: ever| just| all)* )?(?:go away|fade|disappear|heal|clear(?: up)?|vanish|stay|last)\b"
    r"|\b(?:(?:is|are) )?(?:they|it|this|that|these)(?:'?s|'?re| is| are)? (?:permanent|for good"
    r"|forever|for life)\b|\bpermanent or\b",
    re.IGNORECASE,
)
_ONCE_MORE = re.compile(
    r"\b(?:do(?:es|ing|ne)?|did|ha(?:ve|s|d|ving)|get(?:s|ting)?|got|try|trying|go(?:es|ing)?|needled?"
    r"|needling|repeat|redo)\b(?:\W+\w+){0,3}? "
    r"(?:again|once more|over)\b|\b(?:another|one more|second|next|more) (?:session|round|treatment"
    r"|one|go|time|needling|try)s?\b",
    re.IGNORECASE,
)
_DOES_TO_IT = re.compile(
    r"\b(?:helps?|better|worse|more|fix(?:es)?|mends?|takes?|off|away|fades?|remov\w+|evens?|undo(?:es)?"
    r"|gets? rid|clears?|safe|crazy|stupid|wise|smart|good idea)\b",
    re.IGNORECASE,
)
"""What another session may do to what the first one left."""
_IN_TIME = re.compile(
    r"\b(?:can|could|will|would|might|gonna|going to|chance)\b(?:\W+\w+){0,4}? "
    r"(?:be|get|look|better|gone|lighter|fad\w+|heal\w*|clear\w*)\b(?:\W+\w+){0,4}? "
    r"(?:by|before|until|till|in time|for)\b",
    re.IGNORECASE,
)
_MENDED = re.compile(
    r"\bwhat\b(?:\W+\w+){0,3}? (?:do|use|put|try|take|apply)\b(?:\W+\w+){0,2}? "
    r"(?:now|about|for|on|with|against) (?:it|them|that|this|these|those|my \w+|the \w+|now)\b"
    r"|\bwhat (?:now|do i do|should i do|can i do|i do now)\b|\bnow what\b"
    r"|\bwhat (?:would |could |can )?(?:helps?|fix(?:es)?|works?|gets? rid|takes?)\b"
    r"|\bhow (?:do|can|could|would) (?:i|we|you|they|a doctor) (?:fix|treat|mend|repair|undo|fade"
    r"|remove|get rid)\b|\b(?:is there|anything)\b(?:\W+\w+){0,4}? (?:help|fix|mend|undo|do)\b",
    re.IGNORECASE,
)
_PERMANENT, _EVENS_OUT = "permanent", "evens out marks"
_HOW_LONG, _CAN_BE_TREATED = "how long dark marks", "can be treated"
"""In the names of the questions that are asked of harm."""
_ASKED_OF_IT = (
    (_ONCE_MORE, _EVENS_OUT),
    (_IN_TIME, _HOW_LONG),
    (_LASTS, _PERMANENT),
    (_MENDED, _CAN_BE_TREATED),
)
"""What is asked of harm that was told, by its words, the first that fits."""
_OF_COLOR = ("dark", "melasma", "track")
"""In the names of harm that is seen by its color."""
_ELSEWHERE = frozenset(
    {"cost", "booking", "handoff", "source", "emergency", "pain", "preparation", "comparison"}
)
"""Topics of what is asked of no harm, however it is put."""
_NAMES_ANOTHER = frozenset({"condition", "circumstance", "other_treatment", "depth"})
_FEW, _A_FEW_MORE = 12, 25
_SURELY, _PERHAPS = 0.5, 0.03
"""How sure a question must be, of the part that asks it; and of the message, where a cause is
asked for in so many words."""
_MOST_WORDS = 25


def is_over(said: str) -> bool:
    """Whether it is told of harm that it has passed."""
    return _FADED.search(said) is not None


def says_no_more(harm: KnownQuestion, knowledge: Knowledge) -> bool:
    """Whether a question on harm has no more to it than what anybody who was harmed is told."""
    treatment = knowledge.treatments[harm.treatment]
    return set(care_after_harm(treatment, knowledge)).issuperset(harm.facts)


def of_harm(
    text: Text,
    questions: list[Question],
    particular: Mapping[Stretch, Sequence[RankedQuestion]],
    so_far: SoFar,
    knowledge: Knowledge,
) -> list[Question]:
    """The questions of a message; where it tells of harm and asks something of it, that alone.

    Args:
        text: The message.
        questions: What it asks, as it was understood by itself.
        particular: The particular questions that each part of it may ask, the likeliest first.
        so_far: What the conversation holds.
        knowledge: The version in force.
    """
    told_before = _asked_of_it(text, questions, so_far, knowledge)
    if told_before is not None:
        return [Question(HARM_TOPIC, (Detail(QUESTION, told_before.id),), text.normalised)]
    telling = [each for each in questions if _tells_harm(each, knowledge)]
    asked = None
    if telling or _is_like_harm(text, questions, particular[text.whole], knowledge):
        asked = _of_another(text, so_far, knowledge)
    if telling and asked is None:
        asked = _beside(text, particular, knowledge)
    if asked is None:
        # "Is it permanent" is asked of the harm, and not of what a session does.
        of_it = [each for each in questions if telling and _LASTS.search(each.words) is not None]
        return [each for each in questions if each in telling or each not in of_it]
    first = (telling or questions)[0]
    left_out = (TOLD, HARM, QUESTION, OTHER_QUESTION, LEADING)
    kept = tuple(each for each in first.details if each.kind not in left_out)
    details = (*kept, Detail(QUESTION, asked.id), Detail(HARM, asked.id))
    return [replace(first, topic=asked.topic, details=details, confidence=1.0)]


def told_of_another(
    questions: list[Question], likeliest: KnownQuestion | None, knowledge: Knowledge
) -> list[Question]:
    """The questions, where one of a treatment without questions on harm tells of it.

    "The peel burned my face, what now" asks what another treatment alone has a question for.

    Args:
        questions: What the message asks.
        likeliest: What it would ask of any treatment.
        knowledge: The version in force, with the questions of the treatment that is spoken of.
    """
    if likeliest is None or knowledge.whole is None or not is_of_harm(likeliest, knowledge.whole):
        return questions
    if any(each.named(QUESTION) or each.named(TOLD) for each in questions):
        return questions
    return [
        each.with_details([Detail(TOLD, HARM)]) if each.topic == HARM_TOPIC else each
        for each in questions
    ]


def _asked_of_it(
    text: Text, questions: Sequence[Question], so_far: SoFar, knowledge: Knowledge
) -> KnownQuestion | None:
    """The question that is asked of harm that was told before, by the words of the message.

    Whoever was hurt asks of that what others ask of a session to come: "what do I do for it now".
    """
    harm = next((each.value for each in so_far.person if each.kind == HARM), None)
    said = text.normalised
    is_long = len(said.split()) > _A_FEW_MORE
    names_another = any(each.kind in _NAMES_ANOTHER for each in text.entities)
    is_elsewhere = any(each.topic in _ELSEWHERE or each.named(TOLD) for each in questions)
    if harm is None or is_long or names_another or is_elsewhere:
        return None
    part = next((part for words, part in _ASKED_OF_IT if words.search(said)), None)
    if part == _EVENS_OUT and not _DOES_TO_IT.search(said):
        return None
    if part == _PERMANENT and (len(said.split()) > _FEW or text.entities):
        return None
    if part == _HOW_LONG and not _is_of_color(str(harm), knowledge):
        part = _CAN_BE_TREATED
    return _of_name(part, knowledge) if part is not None else None


def _of_name(part: str, knowledge: Knowledge) -> KnownQuestion | None:
    known = knowledge.questions.values()
    return next((each for each in known if each.topic == HARM_TOPIC and part in each.name), None)


def _is_of_color(harm: str, knowledge: Knowledge) -> bool:
    known = knowledge.questions.get(harm)
    return known is not None and any(each in known.name for each in _OF_COLOR)


def names_another(text: Text, so_far: SoFar, knowledge: Knowledge) -> str | None:
    """Another treatment of which a message tells: by its name, or by "it" after it was named.

    One whose harm has an answer of its own here is no other.
    """
    named = [each for each in text.entities if not each.negated]
    found = [str(each.value) for each in named if each.kind == _OTHER]
    is_short = len(text.normalised.split()) <= _MOST_WORDS
    refers = not REFERRING.isdisjoint(norms_of(text.normalised))
    if not found and is_short and refers:
        found = [str(each.value) for each in so_far.details if each.kind == _OTHER]
        named += [each for each in text.entities if each.kind == "treatment"]
        if any(each.kind == "treatment" for each in so_far.details):
            return None
    if any(each.kind == "treatment" for each in named):
        return None
    harms = [each for each in knowledge.questions.values() if is_of_harm(each, knowledge)]
    others = (
        each
        for each in found
        if not any(names_term(harm.name, _OTHER, each, knowledge) for harm in harms)
    )
    return next(others, None)


def _tells_harm(question: Question, knowledge: Knowledge) -> bool:
    known = knowledge.questions
    asked = (known[id_] for id_ in question.ids(QUESTION) if id_ in known)
    return HARM in question.ids(TOLD) or any(is_of_harm(each, knowledge) for each in asked)


def _is_like_harm(
    text: Text,
    questions: Sequence[Question],
    ranked: Sequence[RankedQuestion],
    knowledge: Knowledge,
) -> bool:
    """Whether a message that surely asks nothing may tell of harm."""
    if any(each.named(QUESTION) for each in questions) or asks_plainly(text.normalised):
        return False
    is_likely = bool(ranked) and is_of_harm(knowledge.questions[ranked[0].id], knowledge)
    return is_likely or _DID_HARM.search(text.normalised) is not None


def _of_another(text: Text, so_far: SoFar, knowledge: Knowledge) -> KnownQuestion | None:
    """The question on what another treatment did, where that is told."""
    other = names_another(text, so_far, knowledge)
    if other is None:
        return None
    return next(
        (
            each
            for each in knowledge.questions.values()
            if _REACTION in each.name and names_term(each.name, _OTHER, other, knowledge)
        ),
        None,
    )


def _beside(
    text: Text, particular: Mapping[Stretch, Sequence[RankedQuestion]], knowledge: Knowledge
) -> KnownQuestion | None:
    """The question that a part of the message asks beside what it tells."""
    known = knowledge.questions
    asking = [each for each in particular if each != text.whole and asks_plainly(text.of(each))]
    for stretch in sorted(asking, key=lambda each: each.end - each.start):
        for best in particular[stretch][:1]:
            asked = known[best.id]
            is_sure = best.confidence >= _SURELY and asked.topic == HARM_TOPIC
            if is_sure and not is_of_harm(asked, knowledge):
                return asked
        if _CAUSE.search(text.of(stretch)):
            likely = [e for e in particular[text.whole] if e.confidence >= _PERHAPS]
            causes = (known[e.id] for e in likely if _is_of_cause(known[e.id]))
            return next(causes, None)
    return None


def _is_of_cause(asked: KnownQuestion) -> bool:
    is_why = asked.name.startswith("why ") or asked.name.endswith(_COMES_FROM)
    return is_why and asked.topic == HARM_TOPIC
