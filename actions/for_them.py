"""What it comes to with all that somebody told, by itself: never a decision."""

from collections.abc import Iterator, Sequence

from actions.answer import Answer, Sentence
from actions.composing import Draft, fact_sentence, phrase, qualifiers
from actions.selection import facts_anywhere
from actions.suitability import AGE_GROUPS
from actions.times import days_since, event_lines, waits_of
from actions.wording import time_of
from knowledge.treatments import TermKind
from understanding.about_last import FOR_ME, IS_NO, TO_TELL
from understanding.kinds import AGE, HARM, OF_LAST
from understanding.understood import Detail, Question

_NAMED: tuple[TermKind, ...] = ("circumstance", "condition", "body_area")
_MOST_STATED = 62
"""Words on what was told; reasons for care come first."""


def is_for_them(question: Question) -> bool:
    """Whether it asks what all that was told comes to."""
    return not {FOR_ME, TO_TELL, IS_NO}.isdisjoint(question.ids(OF_LAST))


def compose_for_them(draft: Draft) -> Answer:
    """What the sources say of each thing that was told, or what of it to tell a person."""
    if TO_TELL in draft.question.ids(OF_LAST):
        return _to_tell(draft)
    if IS_NO in draft.question.ids(OF_LAST) and _told(draft.so_far.person, "circumstance"):
        return _whether_no(draft)
    sign = draft.so_far.alarm or draft.so_far.sign
    if sign is not None:
        draft.put(phrase(f"alarm_stands_{sign}", draft.knowledge))
    draft.say(_first_or_again("for_me", draft))
    words = 0
    for line in _stated(draft):
        group = (line, *qualifiers(line, draft.knowledge))
        words += sum(len(each.text.split()) for each in group)
        if words <= _MOST_STATED:
            draft.put(line)
    draft.offers_person = True
    draft.say("for_me_ask")
    return draft.answer()


def _stated(draft: Draft) -> list[Sentence]:
    """What the sources say of each thing that was told, reasons for care first."""
    knowledge, treatment, person = draft.knowledge, draft.treatment, draft.so_far.person
    lines: list[Sentence] = []
    is_harmed = any(each.kind == HARM for each in person)
    if is_harmed:
        lines.append(phrase("for_me_harm", knowledge, bullet=True))
    # What the treatment is used for is no comfort to whom it harmed.
    for kind in _NAMED[:1] if is_harmed else _NAMED:
        for term in _told(person, kind):
            if kind == "condition" and term in treatment.conditions:
                facts = treatment.conditions[term].facts
            else:
                facts = _facts_of(kind, term, draft)
            if facts:
                lines.append(fact_sentence(facts[0], knowledge, bullet=True))
            elif kind != "body_area":
                name = knowledge.term_name(kind, term)
                lines.append(phrase("for_me_unknown", knowledge, bullet=True, name=name))
    for wait in waits_of(person, knowledge):
        lines += (
            _as_item(line) for line in event_lines(wait, treatment, knowledge, days_since(person))
        )
    return list(dict.fromkeys(lines))


def _as_item(line: Sentence) -> Sentence:
    return Sentence(line.text, line.fact, line.phrase, bullet=True)


def _whether_no(draft: Draft) -> Answer:
    """That a reason for care is neither a yes nor a no."""
    told = _told(draft.so_far.person, "circumstance")
    care = [fact for term in told for fact in _facts_of("circumstance", term, draft)[:1]]
    draft.say(
        _first_or_again("is_no", draft),
        cite=next(iter(care), None),
        names=draft.names("circumstance", told),
    )
    draft.offers_person = True
    return draft.answer()


def _first_or_again(key: str, draft: Draft) -> str:
    return f"{key}_repeated" if key in draft.so_far.said else key


def _facts_of(kind: TermKind, term: str, draft: Draft) -> tuple[str, ...]:
    asked = Question("suitability", (Detail(kind, term),))
    return facts_anywhere(draft.treatment, asked, kind, term, draft.knowledge)


def _to_tell(draft: Draft) -> Answer:
    """What was told, as a list for the telephone."""
    draft.say("tell_them")
    for key, fields in _items(draft):
        draft.say(key, bullet=True, **fields)
    draft.state(draft.facts[:1])
    draft.offers_person = True
    draft.close_with_reach()
    return draft.answer()


def _items(draft: Draft) -> Iterator[tuple[str, dict[str, str]]]:
    knowledge, so_far = draft.knowledge, draft.so_far
    sign = so_far.alarm or so_far.sign
    if sign is not None:
        yield f"tell_sign_{sign}", {}
    if any(each.kind == HARM for each in so_far.person):
        yield "tell_harm", {}
    since = days_since(so_far.person)
    if since is not None:
        yield "tell_since", {"left": time_of(max(since, 1))}
    for kind in _NAMED:
        for term in _told(so_far.person, kind):
            if term in AGE_GROUPS:
                continue
            yield "tell_name", {"name": knowledge.term_name(kind, term)}
    for each in so_far.person:
        if each.kind == AGE and isinstance(each.value, float):
            yield "tell_age", {"years": f"{each.value:g}"}
    for wait in waits_of(so_far.person, knowledge):
        yield "tell_event", {"event": wait.name, "left": time_of(wait.days)}


def _told(person: Sequence[Detail], kind: str) -> list[str]:
    return [str(each.value) for each in person if each.kind == kind]
