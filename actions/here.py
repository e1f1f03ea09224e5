"""Whether this clinic does what a question is on, before what is known of it in general."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.answer import Answer, Sentence
from actions.composing import led_by, phrase
from actions.selection import is_told_apart
from actions.wording import listed, sentence
from knowledge.model import Knowledge
from knowledge.treatments import Term, TermKind
from understanding.kinds import HERE
from understanding.understood import Question

_TOPICS = frozenset({"conditions", "procedure", "products", "comparison", "suitability"})
"""Topics that say what is known of a thing; others have their own answer on the clinic."""
OFFERED: tuple[TermKind, ...] = ("other_treatment", "product")
TREATED: tuple[TermKind, ...] = ("condition", "body_area")
"""What a clinic offers, and what it treats."""
_UNNAMED = "here_does_that"
"""What is said where a question names nothing of these."""


def with_here(answer: Answer, question: Question, knowledge: Knowledge) -> Answer:
    """The answer behind whether this clinic does it, where that was asked.

    Its list of services says so; where it is blank or does not name the thing, that is said. Of a
    reason for care it is the provider who decides, which the answer says.

    Args:
        answer: What is known of it in general.
        question: What was asked.
        knowledge: With the clinic's profile.
    """
    if not question.named(HERE) or question.part > 1:
        return answer
    if question.topic == "providers":
        return _who_first(answer, knowledge)
    if question.topic not in _TOPICS:
        return answer
    line = whether_offered(question, knowledge)
    is_gap = any(each.phrase == "gap" for each in answer.sentences)
    if line.phrase == _UNNAMED and (is_gap or question.ids("circumstance")):
        return answer
    return led_by([line], answer, knowledge)


def whether_offered(question: Question, knowledge: Knowledge) -> Sentence:
    """Whether this clinic does what a question names, or that only its front desk knows."""
    for kinds, key in ((OFFERED, "here_offers"), (TREATED, "here_treats")):
        terms = [knowledge.terms[kind][term] for kind in kinds for term in question.ids(kind)]
        if terms:
            service = _service(terms, knowledge)
            if service is not None:
                return phrase("clinic_service_listed", knowledge, service=sentence(service))
            return phrase(key, knowledge, names=names_asked(kinds, question, knowledge))
    return phrase(_UNNAMED, knowledge)


def _who_first(answer: Answer, knowledge: Knowledge) -> Answer:
    """An answer on who does it, behind who does it at this clinic or that it is not known."""
    if {"clinic_team", "clinic_blank"} & {line.phrase for line in answer.sentences}:
        return answer
    rest = tuple(line for line in answer.sentences if line.phrase != "provider_here_unknown")
    lead = [phrase("provider_here_unknown", knowledge)]
    if knowledge.clinic.team:
        team = (phrase("list_item", knowledge, bullet=True, name=n) for n in knowledge.clinic.team)
        lead = [phrase("clinic_team", knowledge), *team]
    return led_by(lead, replace(answer, sentences=rest), knowledge)


def names_asked(kinds: Iterable[TermKind], question: Question, knowledge: Knowledge) -> str:
    """What a question names of some kinds, in a row: a condition on a place is one thing."""
    names = [[knowledge.term_name(kind, id_) for id_ in question.ids(kind)] for kind in kinds]
    first, second = names
    if kinds == TREATED and first:
        # "For hair, or just for the face" asks of hair.
        areas = question.ids("body_area")
        told = [each for each in areas if is_told_apart("body_area", each, knowledge)]
        second = [knowledge.term_name("body_area", each) for each in told]
    if kinds == TREATED and len(first) == len(second) == 1:
        return f"{first[0]} on {second[0]}"
    return listed(list(dict.fromkeys((*first, *second))), "or")


def _service(terms: Sequence[Term], knowledge: Knowledge) -> str | None:
    """The line of the clinic's services that names one of these."""
    words = [_plain(word) for term in terms for word in (term.name, *term.synonyms)]
    services = knowledge.clinic.services
    return next((s for s in services if any(word in _plain(s) for word in words)), None)


def _plain(text: str) -> str:
    return re.sub(r"[\s-]+", "", text.casefold())
