"""What a message names and no answer to it speaks of: each thing gets a word, by its name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from actions.answer import Answer, Sentence, with_sentences
from actions.composing import led_by, phrase
from actions.named import CARE, YOUNG, age_is_beside, nothing_on
from actions.of_condition import THINGS
from actions.parts import fact_sentence, qualifiers
from actions.selection import facts_anywhere
from actions.suitability import AGE_GROUPS
from actions.wording import called, listed, word_for
from knowledge.matching import is_about, mentions, names_term, says
from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from knowledge.treatments import Term, TermKind
from understanding.kinds import UNLISTED, UNLISTED_ALLERGY, UNLISTED_MEDICINE
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

_SAY_NOTHING = frozenset({"emergency", "smalltalk", "out_of_scope", "handoff"})
"""Topics of answers to which what is named beside them adds nothing."""
_ONLY_CARE = frozenset({"cost", "booking", "unclear"})
"""Topics of answers that things are named for, the price of a peel, or that are on none."""
_HOPED: TermKind = "condition"
_ON_HOPES = frozenset({"conditions", "comparison", "evidence", "suitability", "results"})
"""Topics of answers that differ by what somebody hopes to have treated."""
_VAGUE = frozenset(
    {"roller", "pen", "stamp", "topical_products", "facial", "other_scars", "planned_sun"}
)
"""Terms that are said of the treatment itself, or of much that is not meant."""
_LIMIT = "age_years"
"""By which name facts give the age from which the uses are authorized."""
_ENOUGH = 0.2
"""From which share of its examples on a question is asked of what they name."""
_TELLING = 5
"""Letters of a word that tells what a name is of."""
_OF_KNOWN = {"nothing_on_taken": "keeps_medicine", "nothing_on_illness": "tell_too"}
"""What is said of what is spoken of elsewhere, in place of that nothing is known of it."""
_GENERAL, _EMERGENCY = "suitability_provider_decides", "welcome_emergency"
"""Who decides, and whom to call where it is not understood what somebody needs."""


@dataclass(frozen=True)
class _Reply:
    """The answers to a message, as what was said of a thing is looked for in them."""

    answers: Sequence[Answer]
    so_far: SoFar
    knowledge: Knowledge

    @property
    def text(self) -> str:
        return " ".join(each.text for each in self.answers)

    @property
    def topics(self) -> set[str]:
        return {each.topic for each in self.answers}

    @property
    def asked(self) -> list[KnownQuestion]:
        known = self.knowledge.questions
        return [known[each.asked] for each in self.answers if each.asked is not None]


def with_passed_over(
    answers: Sequence[Answer], understood: Understood, so_far: SoFar, knowledge: Knowledge
) -> list[Answer]:
    """The answers, the last of them with a word on each thing that none of them speaks of.

    What is known of a reason for care is said; of anything else, that nothing is. An answer that
    would have been the same for any reason for care gives way to that.

    Args:
        answers: What is said to the questions of a message.
        understood: The message.
        so_far: What the conversation held before it.
        knowledge: What the answers were made from.
    """
    reply = _Reply(answers, so_far, knowledge)
    if not answers or understood.sign is not None or reply.topics & _SAY_NOTHING:
        return list(answers)
    lines = _words_on(understood.named, reply)
    answers = [_by_their_word(each, understood.named, reply) for each in answers]
    if not lines:
        return answers
    *others, last = answers
    if _is_beside(last, understood.named, reply):
        kept = (line for line in last.sentences if line.phrase == _EMERGENCY)
        last = replace(last, sentences=(phrase(_GENERAL, knowledge), *kept))
        return [*others, _ending(replace(last, asked=None), lines, knowledge, first=True)]
    return [*others, _ending(last, lines, knowledge)]


def _ending(
    answer: Answer, lines: Sequence[Sentence], knowledge: Knowledge, *, first: bool = False
) -> Answer:
    sentences = (*lines, *answer.sentences) if first else (*answer.sentences, *lines)
    return with_sentences(answer, sentences, knowledge)


def _is_beside(answer: Answer, named: Sequence[Detail], reply: _Reply) -> bool:
    """Whether an answer is on nothing that was told: a list of reasons for care, a guess."""
    if answer.topic == "unclear":
        return True
    if answer.topic != "suitability" or not any(each.kind in UNLISTED for each in named):
        return False
    knowledge = reply.knowledge
    asked = knowledge.questions[answer.asked] if answer.asked is not None else None
    shown = answer.facts if asked is None else asked.facts[:1]
    limits = {term for id_ in shown for term in knowledge.facts[id_].about.circumstance}
    told = {str(each.value) for each in (*reply.so_far.person, *named)}
    is_list = asked is None and any(line.bullet for line in answer.sentences)
    return (is_list or bool(limits)) and limits.isdisjoint(told)


def _words_on(named: Sequence[Detail], reply: _Reply) -> list[Sentence]:
    """What is known of what was passed over, and of what nothing is, the like of it together."""
    knowledge = reply.knowledge
    lines: list[Sentence] = []
    names: dict[str, list[str]] = {}
    for detail, kind in _passed_over(named, reply):
        facts = _known_of(detail, kind, reply)
        if facts and kind != _HOPED:
            lines += _stated(facts[0], detail, kind, reply)
        else:
            key = _key(detail, kind, knowledge)
            name = (word_for if key == "keeps_medicine" else called)(detail, knowledge)
            names.setdefault(key or "", []).append(name)
    for detail in named:
        if detail.kind in UNLISTED and not _is_heard(detail, reply):
            is_medicine = detail.kind == UNLISTED_MEDICINE
            key = "nothing_on_taken" if is_medicine else "nothing_on_illness"
            names.setdefault(key, []).append(_name(detail, knowledge))
    for key in filter(None, names):
        said = listed(list(dict.fromkeys(names[key])), "and" if key in _OF_KNOWN.values() else "or")
        lines.append(phrase(key, knowledge, name=said, details=said))
    return lines


def _passed_over(named: Sequence[Detail], reply: _Reply) -> Iterator[tuple[Detail, TermKind]]:
    """The things of the knowledge that need a word and have none."""
    kinds: list[TermKind] = [*CARE]
    if not reply.topics <= _ONLY_CARE:
        kinds += THINGS
    if reply.topics & _ON_HOPES:
        kinds.append(_HOPED)
    for kind in kinds:
        for detail in (each for each in named if each.kind == kind):
            if not _is_left_out(detail, kind, named, reply):
                yield detail, kind


def _key(detail: Detail, kind: TermKind, knowledge: Knowledge) -> str | None:
    """The phrase for a thing without a fact of its own; None where it is left to what is said."""
    key = nothing_on(kind, str(detail.value), knowledge)
    if not _is_known(detail, kind, knowledge):
        return key
    return _OF_KNOWN.get(key)


def _is_left_out(detail: Detail, kind: TermKind, named: Sequence[Detail], reply: _Reply) -> bool:
    """Whether a thing needs no word, since it has one or is named under another kind as well."""
    if detail.value == YOUNG:
        told = (*named, *reply.so_far.person)
        return age_is_beside(reply.topics, told) or _is_age_spoken(kind, reply)
    if str(detail.value) in AGE_GROUPS | _VAGUE or _is_spoken(detail, kind, reply):
        return True
    if any(_is_part_of(detail, each) for each in named):
        return True
    others = {each.kind for each in named if each.value == detail.value} - {kind}
    if kind in CARE:
        return _HOPED in others and not _known_of(detail, kind, reply)
    return not others.isdisjoint(CARE)


def _by_their_word(answer: Answer, named: Sequence[Detail], reply: _Reply) -> Answer:
    """An answer behind the visitor's own word for what it is on: Morpheus8, which it calls RF."""
    knowledge = reply.knowledge
    first = [line.fact for line in answer.sentences if line.fact is not None][:1]
    names = [
        called(each, knowledge)
        for each in named
        for kind in (*CARE, *THINGS)
        if each.kind == kind
        and not says(reply.text, (word_for(each, knowledge),))
        and word_for(each, knowledge) != knowledge.term_name(kind, str(each.value))
        and any(
            is_about(knowledge.facts[id_], kind, str(each.value))
            or mentions(knowledge.facts[id_], kind, str(each.value), knowledge)
            for id_ in first
        )
    ]
    if not names or any(line.phrase == "for_their_own" for line in answer.sentences):
        return answer
    return led_by([phrase("for_their_own", knowledge, name=listed(names))], answer, knowledge)


def _is_part_of(detail: Detail, other: Detail) -> bool:
    """Whether a thing is named within the name of another: PRP, of a PRP facial."""
    one, of = detail.said.casefold(), other.said.casefold()
    return bool(one) and (len(one) < len(of) and one in of) and other.value != detail.value


def _stated(fact: str, detail: Detail, kind: TermKind, reply: _Reply) -> Iterator[Sentence]:
    knowledge = reply.knowledge
    if fact in reply.so_far.said or any(fact in each.facts for each in reply.answers):
        return
    is_named = names_term(knowledge.facts[fact].text, kind, str(detail.value), knowledge)
    if not is_named and detail.value != YOUNG:
        yield phrase("for_their_own", knowledge, name=called(detail, knowledge))
    line = fact_sentence(fact, knowledge)
    yield from (line, *qualifiers(line, knowledge))


def _name(detail: Detail, knowledge: Knowledge) -> str:
    name = str(detail.said or detail.value)
    is_allergy = detail.kind == UNLISTED_ALLERGY
    return knowledge.phrases.render("allergy_to", name=name) if is_allergy else name


def _is_heard(detail: Detail, reply: _Reply) -> bool:
    """Whether the answers, or the questions that they are to, are on what no list has."""
    if detail.kind == UNLISTED_ALLERGY and "allerg" in reply.text.casefold():
        return True
    names = (str(detail.value),)
    texts = chain((reply.text,), *((each.name, *each.examples) for each in reply.asked))
    return any(says(text, names) for text in texts)


def _is_age_spoken(kind: TermKind, reply: _Reply) -> bool:
    """Whether the answers have a fact on an age below the limit, or that limit itself."""
    knowledge = reply.knowledge
    said = [knowledge.facts[id_] for each in reply.answers for id_ in each.facts]
    known = [each for each in knowledge.facts.values() if is_about(each, kind, YOUNG)]
    limits = {each.numbers.get(_LIMIT) for each in known[:1]} - {None}
    return any(is_about(each, kind, YOUNG) or each.numbers.get(_LIMIT) in limits for each in said)


def _is_spoken(detail: Detail, kind: TermKind, reply: _Reply) -> bool:
    """Whether the answers, or the questions that they are to, are on a term."""
    knowledge, term = reply.knowledge, str(detail.value)
    entry = knowledge.terms[kind][term]
    said = reply.text
    if names_term(said, kind, term, knowledge) or word_for(detail, knowledge) in said:
        return True
    if any(is_about(knowledge.facts[id_], kind, term) for a in reply.answers for id_ in a.facts):
        return True
    if not _telling(entry.name).isdisjoint(_telling(said)):
        return True
    return any(_share(each, entry) >= _ENOUGH for each in reply.asked)


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(word for word in words if len(word) >= _TELLING)


def _share(asked: KnownQuestion, entry: Term) -> float:
    """Which part of the examples of a question name a term."""
    names = (entry.name, *entry.synonyms)
    return sum(says(each, names) for each in asked.examples) / len(asked.examples)


def _known_of(detail: Detail, kind: TermKind, reply: _Reply) -> tuple[str, ...]:
    knowledge = reply.knowledge
    spoken = (each.treatment for each in reply.answers if each.treatment is not None)
    treatment = knowledge.treatments[next(spoken, next(iter(knowledge.treatments)))]
    asked = Question("suitability", (detail,))
    return facts_anywhere(treatment, asked, kind, str(detail.value), knowledge)


def _is_known(detail: Detail, kind: TermKind, knowledge: Knowledge) -> bool:
    """Whether some fact speaks of it, so that it would be wrong to say that none does."""
    facts = (*knowledge.facts.values(), *knowledge.withheld.values())
    return any(mentions(each, kind, str(detail.value), knowledge) for each in facts)
