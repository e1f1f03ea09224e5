"""The time until an event and since a session, set against how long things take."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from actions.answer import Answer, Sentence, with_sentences
from actions.composing import Draft, led_by, phrase
from actions.planned_day import day_line, day_of, day_said, today_of
from actions.time_ago import ago_line
from actions.wording import time_of
from knowledge.matching import care_after_harm
from knowledge.model import Knowledge
from knowledge.treatments import DAYS_IN, Range, Span, Treatment
from understanding.kinds import COUNTED, EVENT, HARM, PLANNED, SINCE, UNTIL
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

_EVENT_COUNTS = frozenset({"downtime", "preparation"})
"""Topics before which it is said whether what is usual is over by an event."""
_PLANNED_COUNTS = frozenset(
    {"downtime", "preparation", "results", "sessions", "procedure", "suitability", "aftercare"}
    | {"personal_advice", "side_effects", "unclear", "out_of_scope"}
)
"""Topics before which it is said whether the time between a session and an event is enough."""
_DAY_COUNTS = frozenset({"aftercare", "downtime"})
"""Topics before which it is said how many days after a session a day is."""
_STAYS = frozenset({"side_effects", "downtime"})
"""Topics of what may be left long after a session."""
_FAR = 56
"""Days until an event from which on it is spoken of only where it is asked about."""
_LATELY = 30
"""Days after a session within which they are counted."""


class Wait(NamedTuple):
    """An event, as an answer calls it, and the days that are left."""

    name: str
    days: int


class Taken(NamedTuple):
    """How long something takes, in days, as a fact says it."""

    fact: str
    days: Range
    said: str


def wait_of(person: Iterable[Detail], knowledge: Knowledge) -> Wait | None:
    """The event told last."""
    waits = waits_of(person, knowledge)
    return waits[-1] if waits else None


def waits_of(person: Iterable[Detail], knowledge: Knowledge) -> list[Wait]:
    """All events that were told."""
    return [
        Wait(_name_of(each.kind, each.of, knowledge), int(each.value))
        for each in person
        if each.kind.startswith(EVENT) and isinstance(each.value, float)
    ]


def _name_of(kind: str, of: str | None, knowledge: Knowledge) -> str:
    """How an answer calls an event: "your wedding", or "the wedding" of somebody else."""
    name = knowledge.phrases.render(f"{kind}_name")
    return knowledge.phrases.render("event_yours" if of is None else "event_of_others", event=name)


def is_harmed(so_far: SoFar) -> bool:
    """Whether harm by an earlier session was told."""
    return any(each.kind == HARM for each in so_far.person)


def days_since(person: Iterable[Detail]) -> int | None:
    """The days since the session that was told of."""
    found = [each.value for each in person if each.kind == SINCE]
    return int(found[-1]) if found and isinstance(found[-1], float) else None


def with_time(
    answer: Answer, question: Question, new: Sequence[Detail], so_far: SoFar, knowledge: Knowledge
) -> Answer:
    """The answer behind what the visitor's own time means for it.

    Args:
        answer: What is said to the question.
        question: What was asked, in full.
        new: What the visitor told in this message: a time is counted anew then.
        so_far: What the conversation holds, with what was told now.
        knowledge: What the answer was made from.
    """
    if answer.sign is not None or answer.topic == "emergency":
        return answer
    treatment = knowledge.treatments.get(answer.treatment or "")
    for counted in question.ids(COUNTED)[:1]:
        answer = led_by([phrase("counted", knowledge, counted=counted)], answer, knowledge)
    if treatment is None or so_far.sign is not None:
        # After a warning sign no count of days may say that all is as usual.
        return answer
    planned = next((each for each in new if each.kind.startswith(PLANNED)), None)
    if planned is not None and question.topic in _PLANNED_COUNTS:
        lines = list(_planned(planned, treatment, so_far, knowledge))
        return led_by(lines, answer, knowledge)
    ago = ago_line(new, answer, question, knowledge)
    if ago is not None:
        # What the time comes to is more than was said before.
        kept = (line for line in answer.sentences if line.phrase != "no_more")
        return led_by([ago], with_sentences(answer, kept, knowledge), knowledge)
    day = day_of(new)
    if day is not None and question.topic in _DAY_COUNTS:
        return led_by([_on_day(day, answer, question, treatment, knowledge)], answer, knowledge)
    is_new = any(each.kind.startswith(EVENT) or each.kind == SINCE for each in new)
    is_asked = bool(question.named(UNTIL))
    wait = wait_of(so_far.person, knowledge)
    if wait is not None and wait.days > _FAR and not (is_new or is_asked):
        person = tuple(each for each in so_far.person if not each.kind.startswith(EVENT))
        so_far = replace(so_far, person=person)
    is_again = so_far.topic == question.topic and not (is_new or is_asked)
    said = {*answer.said, *(so_far.said if is_again else ())}
    found = _lines(question, answer, treatment, so_far, knowledge)
    lines = [line for line in found if line.phrase not in said]
    if any(each.kind == SINCE for each in new):
        answer = _long_after(answer, question, treatment, so_far, knowledge)
    return led_by(lines, answer, knowledge) if lines else answer


def compose_event(draft: Draft) -> Answer:
    """What the time until an event means for recovery, sessions and results."""
    wait = wait_of(draft.so_far.person, draft.knowledge)
    if wait is None:
        return draft.answer()
    treatment, knowledge = draft.treatment, draft.knowledge
    if is_harmed(draft.so_far):
        draft.say("event_after_harm", event=wait.name)
        draft.state(care_after_harm(treatment, knowledge)[:1])
        return draft.answer()
    since = days_since(draft.so_far.person)
    sessions = list(_sessions(wait, treatment, knowledge))
    # Where not even what is usual is over by then, results are out of the question.
    results = _results(wait, treatment, knowledge) if sessions else ()
    for line in (*_recovery(wait, treatment, knowledge, since), *sessions, *results):
        draft.put(line)
    draft.close("event_ask", event=wait.name)
    return draft.answer()


def event_lines(
    wait: Wait, treatment: Treatment, knowledge: Knowledge, since: int | None
) -> list[Sentence]:
    """Whether what is usual after a session is over by an event."""
    return list(_recovery(wait, treatment, knowledge, since))


def _on_day(
    day: Detail, answer: Answer, question: Question, treatment: Treatment, knowledge: Knowledge
) -> Sentence:
    """Which day after the session something is planned for, and what that means here."""
    taken = _taken("recovery", treatment, knowledge)
    if question.topic != "aftercare" and taken is not None and isinstance(day.value, float):
        key = "day_recovery_inside" if day.value <= taken.days.max else "day_recovery_past"
        return day_said(key, day, knowledge, cite=taken.fact, time=taken.said)
    return day_line(day, answer, knowledge) or day_said("day_after", day, knowledge)


def _long_after(
    answer: Answer, question: Question, treatment: Treatment, so_far: SoFar, knowledge: Knowledge
) -> Answer:
    """An answer on what stays, with that it is long past what is usual; an excuse stays first."""
    since, taken = days_since(so_far.person), _taken("recovery", treatment, knowledge)
    if since is None or since <= _LATELY or taken is None or question.topic not in _STAYS:
        return answer
    line = phrase("since_long", knowledge, cite=taken.fact, left=time_of(since), time=taken.said)
    first = answer.sentences[:1] if "told_harm" in answer.said else ()
    return with_sentences(answer, (*first, line, *answer.sentences[len(first) :]), knowledge)


def _lines(
    question: Question, answer: Answer, treatment: Treatment, so_far: SoFar, knowledge: Knowledge
) -> Iterator[Sentence]:
    topic, since = question.topic, days_since(so_far.person)
    if since is not None and topic == "downtime":
        yield from _since(since, treatment, knowledge)
    elif since is not None and topic == "aftercare" and since <= _LATELY:
        today = today_of(so_far.person)
        counted = None if today is None else day_line(today, answer, knowledge)
        yield counted or phrase("since_lead", knowledge, day=str(max(since, 1)))
    wait = wait_of(so_far.person, knowledge)
    if wait is None or (is_harmed(so_far) and topic != "sessions"):
        # Nobody who was hurt is planned for as if another session were wanted.
        return
    if topic in _EVENT_COUNTS and "last_session" in question.ids(UNTIL):
        yield from _last_session(wait, treatment, knowledge)
    elif topic in _EVENT_COUNTS:
        yield from _recovery(wait, treatment, knowledge, since)
    elif topic == "sessions":
        yield from _sessions(wait, treatment, knowledge)
        if "last_session" in question.ids(UNTIL):
            yield from _last_session(wait, treatment, knowledge)
    elif topic == "results":
        yield from _results(wait, treatment, knowledge)


def _recovery(
    wait: Wait, treatment: Treatment, knowledge: Knowledge, since: int | None = None
) -> Iterator[Sentence]:
    """Whether what is usual is over by an event: after the session that was had, or one now."""
    taken = _taken("recovery", treatment, knowledge)
    if taken is None:
        return
    is_had = since is not None and since <= _LATELY
    days = wait.days + (since or 0) if is_had else wait.days
    key = "inside" if days > taken.days.max else "short"
    yield _said(f"event_{'had' if is_had else 'recovery'}_{key}", taken, wait, knowledge)


def _planned(
    planned: Detail, treatment: Treatment, so_far: SoFar, knowledge: Knowledge
) -> Iterator[Sentence]:
    """Whether what is usual after a session that is thought of is over by an event."""
    taken = _taken("recovery", treatment, knowledge)
    if taken is None or not isinstance(planned.value, float):
        return
    kind = f"{EVENT}{planned.kind.removeprefix(PLANNED)}"
    of = next((each.of for each in so_far.person if each.kind == kind), planned.of)
    wait = Wait(_name_of(kind, of, knowledge), int(planned.value))
    key = "planned_inside" if wait.days > taken.days.max else "planned_short"
    yield _said(key, taken, wait, knowledge)


def _last_session(wait: Wait, treatment: Treatment, knowledge: Knowledge) -> Iterator[Sentence]:
    taken = _taken("recovery", treatment, knowledge)
    if taken is not None and wait.days > taken.days.max:
        yield _said("event_last_session", taken, wait, knowledge)


def _sessions(wait: Wait, treatment: Treatment, knowledge: Knowledge) -> Iterator[Sentence]:
    """How many sessions fit in, the last of them early enough for what is usual to be over."""
    apart, recovery = (_taken(span, treatment, knowledge) for span in ("apart", "recovery"))
    if apart is None or recovery is None or wait.days <= recovery.days.max:
        return
    left = wait.days - recovery.days.max
    fewest, most = (int(1 + left // days) for days in (apart.days.max, apart.days.min))
    if most == 1:
        yield _said("event_sessions_one", apart, wait, knowledge)
    else:
        joint = "or" if most == fewest + 1 else "to"
        count = str(most) if fewest == most else f"{fewest} {joint} {most}"
        yield _said("event_sessions_several", apart, wait, knowledge, count=count)


def _results(wait: Wait, treatment: Treatment, knowledge: Knowledge) -> Iterator[Sentence]:
    taken = _taken("results", treatment, knowledge)
    if taken is not None:
        key = "enough" if wait.days > taken.days.max else "short"
        yield _said(f"event_results_{key}", taken, wait, knowledge)


def _since(days: int, treatment: Treatment, knowledge: Knowledge) -> Iterator[Sentence]:
    taken = _taken("recovery", treatment, knowledge)
    if taken is not None and days <= _LATELY:
        key = "since_inside" if days <= taken.days.max else "since_past"
        day = str(max(days, 1))
        yield phrase(key, knowledge, cite=taken.fact, day=day, time=taken.said)


def _said(key: str, taken: Taken, wait: Wait, knowledge: Knowledge, count: str = "") -> Sentence:
    return phrase(
        key,
        knowledge,
        cite=taken.fact,
        event=wait.name,
        left=time_of(wait.days),
        time=taken.said,
        count=count,
    )


def _taken(span: Span, treatment: Treatment, knowledge: Knowledge) -> Taken | None:
    """How long something takes by the fact that the treatment names for it."""
    timing = treatment.times.get(span)
    if timing is None:
        return None
    number = knowledge.facts[timing.fact].numbers[timing.number]
    least, most = (number.min, number.max) if isinstance(number, Range) else (number, number)
    unit = next(unit for unit in DAYS_IN if unit in timing.number)
    said = f"{least:g} {unit}" if least == most else f"{least:g} to {most:g} {unit}"
    days = Range(min=least * DAYS_IN[unit], max=most * DAYS_IN[unit])
    return Taken(timing.fact, days, said.removesuffix("s") if most == 1 else said)
