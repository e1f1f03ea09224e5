"""Which facts speak of what: by the details that they are limited to, and by their words."""

import re
from functools import lru_cache

from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.topics import HARM_TOPIC
from knowledge.treatments import Fact, TermKind, TopicAnswer, Treatment


def topic_answer(treatment: Treatment, topic: str) -> TopicAnswer:
    """What answers a topic; empty where the file has nothing."""
    return treatment.topics.get(topic, _NOTHING)


def care_after_harm(treatment: Treatment, knowledge: Knowledge) -> tuple[str, ...]:
    """What to do after harm by a treatment: its own or, where it has none, that of another.

    Whom to see and whom to tell does not hang on what did the harm; nobody is left without it.
    """
    of_each = (
        topic_answer(each, HARM_TOPIC) for each in (treatment, *knowledge.treatments.values())
    )
    return next((each.told_always for each in of_each if each.told_always), ())


def is_about(fact: Fact, kind: str, term: str) -> bool:
    """Whether a fact is limited to this term, among others."""
    return term in getattr(fact.about, kind, ())


def is_of_harm(question: KnownQuestion, knowledge: Knowledge) -> bool:
    """Whether it is asked by somebody who was harmed, so that it begins with what to do."""
    if question.topic != HARM_TOPIC:
        return False
    told = topic_answer(knowledge.treatments[question.treatment], question.topic).told_always
    return not set(told).isdisjoint(question.facts[:1])


def mentions(fact: Fact, kind: TermKind, term: str, knowledge: Knowledge) -> bool:
    """Whether the sentence of a fact names a term by one of its names."""
    return names_term(fact.text, kind, term, knowledge)


def names_term(text: str, kind: TermKind, term: str, knowledge: Knowledge) -> bool:
    """Whether a text has one of the names of a term."""
    entry = knowledge.terms[kind][term]
    return says(text, (entry.name, *entry.synonyms))


def kind_named(text: str, kind: TermKind, term: str, knowledge: Knowledge) -> str | None:
    """Which of the kinds of a term a text names: "burn scars", where any "scars" are of the term.

    None where it names the term as a whole, by whichever of its names.
    """
    entry = knowledge.terms[kind][term]
    names = [each for each in (entry.name, *entry.synonyms) if says(text, (each,))]
    longest = max(names, key=len, default="")
    general = [each for each in names if " " not in each and each != longest]
    return longest if says(longest, tuple(general)) else None


_NOTHING = TopicAnswer()


@lru_cache(maxsize=65536)
def says(text: str, names: tuple[str, ...]) -> bool:
    """Whether one of these names stands in a text as whole words, in the singular or the plural."""
    said = _words(text)
    return any(f" {_words(name)}{end} " in f" {said} " for name in names for end in ("", "s"))


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """The words of a text in small letters, with one space between them."""
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()
