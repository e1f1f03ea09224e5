"""What it comes to with all that somebody told, by itself: never a decision."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from actions.answer import Answer, Sentence
from actions.composing import Draft, phrase
from actions.emergency import answer_level
from actions.parts import fact_sentence, qualifiers
from actions.selection import facts_anywhere
from actions.suitability import AGE_GROUPS
from actions.times import days_since, event_lines, waits_of
from actions.wording import called, listed, time_of
from knowledge.matching import mentions, names_term
from knowledge.model import Knowledge
from knowledge.treatments import TermKind
from understanding.about_last import FOR_ME, IS_NO, PASS_ON, TO_TELL
from understanding.kinds import AFTER, AGE, HARM, OF_LAST, OTHER_TREATMENT, SIGN, SMALLTALK, STARTED
from understanding.understood import Detail, Question

_NAMED: tuple[TermKind, ...] = ("circumstance", "condition", "body_area")
_SAYS_LITTLE = frozenset(
    {"blood", "medicine", "recent", "other", "history", "problem", "skin", "water", "tablet"}
)
"""Words of a name that tell nothing of what it is."""
_MOST_STATED = 62
"""Words on what was told; reasons for care come first."""
_MOST_BESIDE = 45
"""Words on it where it was named already that a provider decides."""


def is_for_them(question: Question) -> bool:
    """Whether it asks what all that was told comes to."""
    return not {FOR_ME, TO_TELL, IS_NO, PASS_ON}.isdisjoint(question.ids(OF_LAST))


def compose_for_them(draft: Draft) -> Answer:
    """What the sources say of each thing that was told, or what of it to tell a person."""
    if PASS_ON in draft.question.ids(OF_LAST):
        return _not_passed_on(draft)
    if TO_TELL in draft.question.ids(OF_LAST):
        return _to_tell(draft)
    if IS_NO in draft.question.ids(OF_LAST) and _reasons(draft):
        return _whether_no(draft)
    sign = draft.so_far.alarm or draft.so_far.sign
    if sign is not None:
        draft.put(phrase(f"alarm_stands_{sign}", draft.knowledge))
    draft.say(_first_or_again("for_me", draft))
    _put_what_fits(_stated(draft), draft)
    draft.offers_person = True
    draft.say("for_me_ask")
    return draft.answer()


class _Stated(NamedTuple):
    """What the sources say of one thing that was told, and its name where care is advised."""

    line: Sentence
    name: str | None = None


def _put_what_fits(stated: Iterable[_Stated], draft: Draft, most: int = _MOST_STATED) -> None:
    """Put down as many lines as one reads, and by name alone what is to be asked about besides."""
    words, left_out = 0, []
    for line, name in stated:
        group = (line, *qualifiers(line, draft.knowledge))
        words += sum(len(each.text.split()) for each in group)
        if words <= most:
            draft.put(line)
        elif name is not None:
            left_out.append(name)
    if left_out:
        draft.say("for_me_also", names=listed(left_out, "and"), bullet=True)


def _stated(draft: Draft) -> list[_Stated]:
    """What the sources say of each thing that was told, reasons for care first."""
    knowledge, treatment, person = draft.knowledge, draft.treatment, draft.so_far.person
    lines: list[_Stated] = []
    told_of: list[str] = []
    unknown: list[str] = []
    is_harmed = any(each.kind == HARM for each in person)
    if is_harmed:
        lines.append(_Stated(phrase("for_me_harm", knowledge, bullet=True)))
    since = days_since(person)
    # After a warning sign no count of days may say that all is as usual.
    for wait in waits_of(person, knowledge) if draft.so_far.sign is None else ():
        for line in event_lines(wait, treatment, knowledge, since):
            lines.append(_Stated(Sentence(line.text, line.fact, line.phrase, bullet=True)))
    seen: set[str] = set()
    wished_for = {knowledge.term_name("condition", t) for t in _told(person, "condition")}
    # What the treatment is used for is no comfort to whom it harmed.
    for kind in _NAMED[:1] if is_harmed else _NAMED:
        for term in _told(person, kind):
            name = knowledge.term_name(kind, term)
            if name in seen:
                continue
            if kind == "condition" and term in treatment.conditions:
                facts = treatment.conditions[term].facts
            else:
                facts = _answering(term, knowledge) if kind == "condition" else ()
                facts = facts or _facts_of(kind, term, draft)
            is_care = kind == "circumstance"
            if is_care and not facts and name in wished_for:
                # Melasma is no reason for care on the list, but what somebody wants treated.
                continue
            seen.add(name)
            if facts:
                line = fact_sentence(facts[0], knowledge, bullet=True)
                lines.append(_Stated(line, name if is_care else None))
            elif not _is_asked_of(kind, term, knowledge):
                unknown += [] if kind == "body_area" else [name]
            elif is_care:
                told_of.append(name)
    lines += _of_treatments(draft)
    for key, names, joint in (("for_me_also", told_of, "and"), ("for_me_unknown", unknown, "or")):
        if names:
            line = phrase(key, knowledge, bullet=True, names=listed(names, joint))
            lines.append(_Stated(line))
    return list({each.line: each for each in lines}.values())


def _of_treatments(draft: Draft) -> Iterator[_Stated]:
    """What was said of each other treatment that was spoken of, or else is known of it."""
    knowledge = draft.knowledge
    for each in draft.so_far.treatments:
        term = str(each.value)
        said = (f for f in draft.said_facts if _is_on_treatment(f, term, knowledge))
        known = _facts_of(OTHER_TREATMENT, term, draft)
        fact = next(chain(said, known), None)
        if fact is not None:
            line = fact_sentence(fact, knowledge, bullet=True)
            yield _Stated(line, knowledge.term_name(OTHER_TREATMENT, term))


def _is_on_treatment(fact: str, term: str, knowledge: Knowledge) -> bool:
    return mentions(knowledge.facts[fact], OTHER_TREATMENT, term, knowledge)


def _answering(term: str, knowledge: Knowledge) -> tuple[str, ...]:
    """What answers whether a condition is helped that the treatment is not listed for."""
    for each in knowledge.questions.values():
        is_of_it = names_term(each.name, "condition", term, knowledge)
        if each.topic == "conditions" and each.facts and is_of_it:
            return each.facts[:1]
    return ()


def _is_asked_of(kind: TermKind, term: str, knowledge: Knowledge) -> bool:
    """Whether the sources speak of a thing, if not as a reason for care."""
    if any(mentions(fact, kind, term, knowledge) for fact in knowledge.facts.values()):
        return True
    words = _words_of(knowledge.term_name(kind, term))
    answered = (each for each in knowledge.questions.values() if each.facts)
    return any(words & _words_of(each.name) for each in answered)


def _words_of(name: str) -> set[str]:
    words = {word.rstrip("s") for word in re.findall(r"[a-z]{4,}", name.casefold())}
    return words - _SAYS_LITTLE


def _whether_no(draft: Draft) -> Answer:
    """That a reason for care is neither a yes nor a no, and what is said of each."""
    names = draft.names("circumstance", _reasons(draft))
    draft.say(_first_or_again("is_no", draft), names=names)
    _put_what_fits(_stated(draft), draft, _MOST_BESIDE)
    draft.offers_person = True
    return draft.answer()


def _reasons(draft: Draft) -> list[str]:
    told = _told(draft.so_far.person, "circumstance")
    return [term for term in told if term not in AGE_GROUPS]


def _first_or_again(key: str, draft: Draft) -> str:
    return f"{key}_repeated" if key in draft.so_far.said else key


def _facts_of(kind: TermKind, term: str, draft: Draft) -> tuple[str, ...]:
    asked = Question("suitability", (Detail(kind, term),))
    return facts_anywhere(draft.treatment, asked, kind, term, draft.knowledge)


def _not_passed_on(draft: Draft) -> Answer:
    """That nothing is passed on; what to tell of a sign where that was wanted; and a good-bye."""
    has_sign = draft.so_far.sign in ("today", "emergency_now")
    draft.say("cannot_pass_on_now" if has_sign else "cannot_pass_on")
    if has_sign and TO_TELL in draft.question.ids(OF_LAST):
        return _to_tell(draft)
    draft.offers_person = True
    draft.say_reach()
    if draft.question.named(SMALLTALK):
        draft.say("smalltalk_farewell")
    return draft.answer()


def _to_tell(draft: Draft) -> Answer:
    """What was told, as a list for the telephone."""
    sign = draft.so_far.alarm or draft.so_far.sign
    if sign is not None and "to_mention" in draft.question.ids(AFTER):
        for line in answer_level(sign, draft.knowledge, after="to_mention").sentences:
            draft.put(line)
    draft.say("tell_them")
    for key, fields in _items(draft):
        draft.say(key, bullet=True, **fields)
    if not (draft.so_far.alarm or draft.so_far.sign):
        draft.state(draft.facts[:1])
    draft.offers_person = True
    draft.close_with_reach()
    return draft.answer()


def _items(draft: Draft) -> Iterator[tuple[str, dict[str, str]]]:
    knowledge, so_far = draft.knowledge, draft.so_far
    sign = so_far.alarm or so_far.sign
    names: list[str] = []
    if sign is not None:
        level = knowledge.safety.levels[sign]
        told = [str(each.value) for each in so_far.person if each.kind == SIGN]
        names = [level.signs[id_].name for id_ in told if id_ in level.signs]
        yield from (("tell_name", {"name": name}) for name in names)
        if not names:
            yield f"tell_sign_{sign}", {}
        if sign != "self_harm":
            yield "tell_treatment", {"treatment": draft.treatment.name}
        yield from (("tell_name", {"name": line}) for line in level.after.get("to_tell", ()))
    if any(each.kind == HARM for each in so_far.person):
        yield "tell_harm", {}
    since = days_since(so_far.person)
    if since is not None:
        yield "tell_since", {"left": time_of(max(since, 1))}
    elif started := [each for each in so_far.person if each.kind == STARTED]:
        yield "tell_day", {"day": str(started[-1].value).capitalize()}
    for kind, each in _named_told(so_far.person, is_of_sign=sign is not None, knowledge=knowledge):
        name = called(each, knowledge) if kind == "circumstance" else _name(each, kind, knowledge)
        # "Swelling of the lips" says where it is, and psoriasis may be what is treated as well.
        if not any(name in one for one in names):
            names.append(name)
            is_place = sign is not None and kind == "body_area"
            yield "tell_place" if is_place else "tell_name", {"name": name}
    for each in so_far.treatments:
        yield "tell_spoken_of", {"name": _name(each, OTHER_TREATMENT, knowledge)}
    for each in so_far.person:
        if each.kind == AGE and isinstance(each.value, float):
            yield "tell_age", {"years": f"{each.value:g}"}
    for wait in waits_of(so_far.person, knowledge) if sign is None else ():
        yield "tell_event", {"event": wait.name, "left": time_of(wait.days)}


def _named_told(
    person: Sequence[Detail], *, is_of_sign: bool, knowledge: Knowledge
) -> Iterator[tuple[TermKind, Detail]]:
    """What was told that has a name, reasons for care first.

    Who looks at a sign need not know what was wished for, nor what is worn at work.
    """
    for kind in _NAMED:
        for each in (d for d in person if d.kind == kind and d.value not in AGE_GROUPS):
            is_worn = knowledge.terms[kind][str(each.value)].sort == "worn"
            if not (is_of_sign and (kind == "condition" or is_worn)):
                yield kind, each


def _name(detail: Detail, kind: TermKind, knowledge: Knowledge) -> str:
    return knowledge.term_name(kind, str(detail.value))


def _told(person: Sequence[Detail], kind: str) -> list[str]:
    return [str(each.value) for each in person if each.kind == kind]
