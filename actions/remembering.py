"""What the conversation holds after an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.answer import Answer
from actions.buttons import pressed
from actions.composing import aside_key, asked_key
from actions.of_condition import tells_heat_apart
from actions.suitability import AGE_GROUPS
from knowledge.lengths import types_of
from knowledge.model import Knowledge
from knowledge.safety import LevelName
from knowledge.topics import record_of
from understanding.about_last import START_OVER
from understanding.kinds import (
    AGE,
    AGO,
    DAY,
    EVENT,
    HARM,
    PLANNED,
    QUESTION,
    SIGN,
    SINCE,
    SMALLTALK,
    STARTED,
    WAS,
)
from understanding.meant import treatments_named
from understanding.so_far import Choice, Offer, SoFar
from understanding.understood import Detail, Over, Question, Sign, Understood

_MOST_SAID, _MOST_TOLD = 120, 12
"""How much is kept of what was said and told; the oldest goes first."""
_LEAST_TOLD, _LONGEST_TOLD, _MOST_BACKGROUND = 2, 25, 3
"""Words of a message that tells something, from and to, and how many of these are kept."""
_MANY = 9
"""Stands for so long ago that a reason for care, or a word on heat, is due."""
_ALARM_STANDS = 3
"""In how many messages after a warning sign what is asked is answered with that in mind."""
_GRAVEST: tuple[LevelName, ...] = ("emergency_now", "self_harm", "today")
_OF_CARE = frozenset({"caution", "caution_again", "products_uncovered"})
"""Phrases by which a reason for care is named beside an answer."""
_SESSION = frozenset({SINCE, STARTED})
"""How long ago the session was and on which day: with a new one of these the other is old."""
_OF_NOW = (PLANNED, DAY, WAS)
"""Begin the kinds of what counts for one answer alone."""
_ONE_OF = frozenset({"condition", "body_area", AGE, SINCE, STARTED, HARM})
"""Kinds of which those named last count, as of each event; of reasons for care all do."""


def remember(
    question: Question,
    answer: Answer,
    so_far: SoFar,
    knowledge: Knowledge,
    *,
    tells_of_sign: bool = True,
) -> SoFar:
    """What the conversation holds after an answer.

    Args:
        question: What was answered, in full.
        answer: What was said to it.
        so_far: What it held before.
        knowledge: What the answer was made from.
        tells_of_sign: Whether the message told of a warning sign, or asked about one.
    """
    tells_of_sign |= so_far.checked is not None
    now = (*answer.said, *map(asked_key, question.ids(QUESTION)))
    said = (*so_far.said, *(each for each in now if each not in so_far.said))
    if START_OVER in question.ids(SMALLTALK):
        return SoFar()
    so_far = replace(
        so_far,
        offer=_offer(question, answer),
        checked=None,
        said=said[-_MOST_SAID:],
        sign=_gravest(so_far.sign, answer),
        since_heat=_since_heat(answer, so_far, knowledge),
    )
    so_far = _with_alarm(answer, so_far, tells_of_sign)
    if record_of(question.topic).is_aside:
        return _turned(question, answer, so_far, knowledge)
    types, depths = question.ids("treatment_type"), question.depths()
    conditions = question.ids("condition")
    type_, depth = so_far.treatment_type, so_far.depth
    if types or depths:
        treatment = knowledge.treatments[answer.treatment] if answer.treatment else None
        meant = types or (types_of(depths, treatment) if treatment else ())
        type_ = meant[0] if len(meant) == 1 else None
        depth = depths[0] if len(depths) == 1 else None
    return replace(
        so_far,
        topic=question.topic,
        treatment=answer.treatment or so_far.treatment,
        treatment_type=type_,
        condition=conditions[-1] if conditions else so_far.condition,
        depth=depth,
        details=question.details,
        part=question.part,
        since_care=_since_care(question, answer, so_far),
        facts=answer.facts or (so_far.facts if question.part > 1 else ()),
    )


def _turned(question: Question, answer: Answer, so_far: SoFar, knowledge: Knowledge) -> SoFar:
    """What it holds after an aside: nothing new but the treatment, where one alone was named.

    What was not understood of a peel is asked again of the peel.
    """
    named = treatments_named(question, knowledge)
    is_turned = answer.treatment is not None and named == (answer.treatment,)
    return replace(so_far, treatment=answer.treatment) if is_turned else so_far


def _with_alarm(answer: Answer, so_far: SoFar, tells_of_sign: bool) -> SoFar:
    """With the warning sign that was answered now, or the one from shortly before.

    One that was only said again, to a message that told of none, grows older.
    """
    is_new = tells_of_sign or so_far.alarm is None
    if answer.sign is not None and answer.sign != "check" and is_new:
        return replace(so_far, alarm=answer.sign, since_alarm=0)
    since = so_far.since_alarm + 1
    if so_far.alarm is None or since >= _ALARM_STANDS:
        return replace(so_far, alarm=None, since_alarm=0)
    return replace(so_far, since_alarm=since)


def without_alarm(over: Over, so_far: SoFar) -> SoFar:
    """What the conversation holds after a warning sign that is none any more.

    One for which help is on the way stands: it may still be asked whether that can wait.
    """
    if over == "in_care":
        return so_far
    person = tuple(each for each in so_far.person if each.kind != SIGN)
    return replace(so_far, alarm=None, since_alarm=0, sign=None, person=person)


def with_asides_said(asides: Iterable[Question], so_far: SoFar) -> SoFar:
    """What the conversation holds after a word on what may be asked as well."""
    keys = (aside_key(id_) for each in asides for id_ in each.ids(QUESTION))
    new = tuple(key for key in keys if key not in so_far.said)
    return replace(so_far, said=(*so_far.said, *new)[-_MOST_SAID:])


def told(said: Iterable[Detail], so_far: SoFar) -> SoFar:
    """What the conversation holds after a visitor told something of themselves.

    What is ruled out ("not pregnant any more") is forgotten.
    """
    # What is only thought of is no more thought of with the next message.
    said = tuple(each for each in said if not each.kind.startswith(_OF_NOW))
    condition = next((d for d in reversed(said) if d.kind == "condition" and not d.negated), None)
    # Of several that are named the last one is what is spoken of next.
    said = tuple(d for d in said if d.kind != "condition" or d.negated or d == condition)
    new = tuple(detail for detail in said if not detail.negated)
    gone = {(detail.kind, detail.value) for detail in said}
    if any(each.kind == AGE for each in new):
        # A stated age beats words such as "teenager".
        gone |= {("circumstance", each) for each in AGE_GROUPS}
    renewed = {detail.kind for detail in new if _is_one(detail.kind)}
    if renewed & _SESSION:
        renewed |= _SESSION
    person = [d for d in so_far.person if (d.kind, d.value) not in gone and d.kind not in renewed]
    person += dict.fromkeys(new)
    return replace(so_far, person=tuple(person[-_MOST_TOLD:]))


def _is_one(kind: str) -> bool:
    return kind in _ONE_OF or kind.startswith((EVENT, AGO))


def heard(understood: Understood, so_far: SoFar) -> SoFar:
    """What the conversation holds of a message's words, for what leans on them."""
    background = so_far.background
    if understood.tells and _LEAST_TOLD <= len(understood.words.split()) <= _LONGEST_TOLD:
        background = (*background, understood.words)[-_MOST_BACKGROUND:]
    return replace(so_far, words=understood.words, background=background)


def offered(answers: Sequence[Answer], so_far: SoFar) -> SoFar:
    """What the conversation holds after a reply: its buttons, and whether it asked something."""
    buttons = [button for answer in answers for button in answer.buttons]
    choices = tuple(Choice(each.title, pressed(each.id)) for each in buttons)
    return replace(so_far, choices=choices, is_asked=any("?" in each.text for each in answers))


def asked_about(sign: Sign, so_far: SoFar) -> SoFar:
    """What the conversation holds after the question whether a sign is happening."""
    offer: Offer = "safe" if sign.level == "self_harm" else "check"
    return replace(so_far, offer=offer, checked=sign.level)


def _since_heat(answer: Answer, so_far: SoFar, knowledge: Knowledge) -> int:
    return 0 if tells_heat_apart(answer, knowledge) else min(so_far.since_heat + 1, _MANY)


def _gravest(before: LevelName | None, answer: Answer) -> LevelName | None:
    return next((level for level in _GRAVEST if level in (before, answer.sign)), None)


def _since_care(question: Question, answer: Answer, so_far: SoFar) -> int:
    """Answers since a reason for care was named beside one; many where it was the subject itself.

    Whoever is told of pregnancy and asks for something else next is reminded at once.
    """
    if not _OF_CARE.isdisjoint(answer.said):
        return 0
    told = {detail.value for detail in so_far.person if detail.kind == "circumstance"}
    return _MANY if told & set(question.ids("circumstance")) else so_far.since_care + 1


def _offer(question: Question, answer: Answer) -> Offer | None:
    """What a "yes" to this answer takes up."""
    record = record_of(question.topic)
    if question.topic == "unclear":
        return "choice"
    if record.leads_to_person:
        return "person"
    return "more" if question.part < answer.parts and not record.is_aside else None
