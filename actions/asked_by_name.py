"""A word on what a question turns on, where neither the question nor its answers know it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from actions.answer import Answer, Sentence, with_sentences
from actions.composing import phrase
from actions.wording import listed, with_article
from knowledge.matching import is_about, names_term
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.treatments import TermKind
from understanding.kinds import THING
from understanding.understood import Detail, Understood

_PLACE: TermKind = "body_area"
_WIDE = frozenset({"face"})
"""The place that is meant where none is named."""
_SAY_NOTHING = frozenset(
    {"emergency", "smalltalk", "out_of_scope", "handoff", "source", "cost", "booking"}
)
"""Topics of answers to which what is asked of beside them adds nothing."""
_NO_MORE = frozenset({"no_more", "no_more_repeated", "noted_no_more", "noted_no_more_repeated"})
"""What is said where there is nothing to say; a word on what was asked of stands in its place."""
_NOTHING = frozenset({"nothing_on", "nothing_on_illness", "nothing_on_taken", "general_only"})
"""Phrases that own up to something; one in a reply is enough."""
_REACH = frozenset({"reach", "reach_unknown", "reach_repeated"})
"""Where to ask, which stays last."""
_SURE = 0.5
"""How sure a question must be for its answer to come before what it does not speak of."""
_KNOWN, _COMMON = 0.1, 100
"""From which share of its examples on a question knows a word, and in how many questions a word
stands that tells nothing."""
_HELD = "the|my|your|her|his|our|their|this|that|an?"
"""Words before a thing by which nobody can tell whether it is counted."""


def with_asked_by_name(
    answers: Sequence[Answer], understood: Understood, knowledge: Knowledge
) -> list[Answer]:
    """The answers, with one line on what was asked of and none of them speaks of.

    It stands first where it is not sure that what is answered was asked.

    Args:
        answers: What is said to the questions of a message.
        understood: The message.
        knowledge: What the answers were made from.
    """
    answers = list(answers)
    is_quiet = understood.sign or understood.check or understood.unreadable
    if not answers or is_quiet or {each.topic for each in answers} & _SAY_NOTHING:
        return answers
    if any(line.phrase in _NOTHING for each in answers for line in each.sentences):
        return answers
    names = [
        _name(each, knowledge)
        for each in understood.asked
        if not _is_spoken(each, answers, knowledge)
    ]
    if not names:
        return answers
    line = phrase("nothing_on", knowledge, details=listed(list(dict.fromkeys(names)), "or"))
    if min(each.confidence for each in understood.questions) < _SURE:
        return [_with(answers[0], line, knowledge, is_first=True), *answers[1:]]
    return [*answers[:-1], _with(answers[-1], line, knowledge)]


def _with(
    answer: Answer, line: Sentence, knowledge: Knowledge, *, is_first: bool = False
) -> Answer:
    kept = [each for each in answer.sentences if each.phrase not in _NO_MORE]
    if kept and kept[-1].phrase in _REACH and not is_first:
        return with_sentences(answer, (*kept[:-1], line, kept[-1]), knowledge)
    return with_sentences(answer, (line, *kept) if is_first else (*kept, line), knowledge)


def _name(asked: Detail, knowledge: Knowledge) -> str:
    if asked.kind != THING:
        return knowledge.term_name(_PLACE, str(asked.value))
    said, lemma = asked.said, str(asked.value)
    is_bare = not re.match(r"(?:an?|the|your) ", said)
    is_one = said.casefold().endswith(lemma)
    return with_article(said) if is_bare and is_one and _is_counted(lemma, knowledge) else said


def _is_spoken(asked: Detail, answers: Sequence[Answer], knowledge: Knowledge) -> bool:
    """Whether an answer is on it, its question knows it, or nobody could say that nothing does."""
    text = " ".join(each.text for each in answers)
    questions = [knowledge.questions[each.asked] for each in answers if each.asked is not None]
    if asked.kind != THING:
        return _is_place_spoken(str(asked.value), text, answers, knowledge)
    forms = _forms(str(asked.value))
    facts = (fact.text for fact in (*knowledge.facts.values(), *knowledge.withheld.values()))
    if forms.search(text) or any(map(forms.search, facts)):
        return True
    words = [_forms(word) for word in re.findall(r"[a-z]{4,}", asked.said.casefold())]
    if any(word.search(each.name) for word in (forms, *words) for each in questions):
        return True
    if any(_share(forms, each) for each in questions):
        return True
    known = (each for each in knowledge.questions.values() if not each.is_gap)
    is_known = any(_share(forms, each) >= _KNOWN for each in known)
    return is_known or _spread(str(asked.value), knowledge) > _COMMON


def _is_place_spoken(
    place: str, text: str, answers: Sequence[Answer], knowledge: Knowledge
) -> bool:
    if place in _WIDE or names_term(text, _PLACE, place, knowledge):
        return True
    facts = (knowledge.facts[id_] for each in answers for id_ in each.facts)
    questions = (knowledge.questions[each.asked] for each in answers if each.asked is not None)
    return any(is_about(each, _PLACE, place) for each in facts) or any(
        names_term(each.name, _PLACE, place, knowledge) for each in questions
    )


def _share(forms: re.Pattern[str], asked: KnownQuestion) -> float:
    return sum(forms.search(each) is not None for each in asked.examples) / len(asked.examples)


@lru_cache(maxsize=1024)
def _forms(lemma: str) -> re.Pattern[str]:
    """A word in all its forms: "washing" and "washed" for "wash"."""
    if lemma.endswith("e"):
        endings = "e|es|ed|ing|er|ers"
    elif lemma.endswith("y"):
        endings = "y|ys|ies|ied|ying"
    else:
        endings = f"s|es|(?:{re.escape(lemma[-1:])})?(?:ed|ing)|er|ers|"
    root = lemma[:-1] if lemma.endswith(("e", "y")) else lemma
    return re.compile(rf"\b{re.escape(root)}(?:{endings})\b", re.IGNORECASE)


def _spread(lemma: str, knowledge: Knowledge) -> int:
    """In how many questions a word stands: the more, the less it tells."""
    forms = _forms(lemma)
    return sum(any(map(forms.search, _texts(each))) for each in knowledge.questions.values())


def _texts(asked: KnownQuestion) -> Iterator[str]:
    yield asked.name
    yield from asked.examples


def _is_counted(lemma: str, knowledge: Knowledge) -> bool:
    """Whether it is a thing of which there are several, as people write: "a hood", but "ink"."""
    one = re.compile(rf"\ban? (?:[\w-]+ )?{re.escape(lemma)}\b", re.IGNORECASE)
    bare = re.compile(rf"\b(?!(?:{_HELD})\b)\w+ {re.escape(lemma)}\b", re.IGNORECASE)
    texts = [text for each in knowledge.questions.values() for text in each.examples]
    return any(map(one.search, texts)) or not any(map(bare.search, texts))
