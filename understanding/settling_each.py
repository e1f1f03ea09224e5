"""Settles what each main clause of a message asks, one after the other."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from knowledge.model import Knowledge
from language.clauses import Stretch
from language.words import words_of
from understanding.choosing import MOST_QUESTIONS, Part
from understanding.heard import Encoded, Heard, HeardClause, ranked_in_conversation
from understanding.in_context import asking_that, in_context, is_plain
from understanding.kinds import QUESTION
from understanding.learned_signs import asking_share
from understanding.manner import as_referring
from understanding.model import Model
from understanding.part_asked import question_of
from understanding.particular import RankedQuestion
from understanding.settling import settled
from understanding.so_far import SoFar
from understanding.understood import Question

_SAYS_NOTHING = frozenset({"unclear", "out_of_scope", "smalltalk", "follow_up", "affirm", "deny"})
"""Topics of a clause beside others that is answered nothing."""
_LEANS = 0.5
"""From how likely on a clause counts as leaning on what stands before it."""
_HARDLY_LEANS = 0.05
"""Up to how likely to lean a clause that is plain by itself is taken as it stands."""
_LONG = 25
"""Words up to which a clause is read with all that is told for it."""
_LEAST_LEFT, _LEAST_OF_NEW = 1e-6, 0.5
"""What is left at least beside what was asked before: for what leans on that, and what may not."""
_THEY = words_of("they them those these")
"""Words for what the clause before was asked of: "will I get bruises and how long do they stay"."""
_SURE, _ASKS = 0.7, 0.5
"""How sure the topics must be of what a clause joins ("cost and downtime"), and how likely it asks,
for each to be asked."""
_VAGUE, _LIKELY, _SURE_GAP, _NEAR = 0.5, 0.4, 0.9, 0.5
"""Below how sure a topic is hardly likely; how sure a question must be then, how sure one of which
nothing is known, and how near it must come."""


class Read(NamedTuple):
    """A message as it was read, and who reads it.

    Attributes:
        heard: The message.
        parts: What of it asks something, as the topics tell.
        particular: The particular questions of all of it and of these parts.
        knowledge: The version in force.
        model: What was learnt.
    """

    heard: Heard
    parts: Sequence[Part]
    particular: Mapping[Stretch, Sequence[RankedQuestion]]
    knowledge: Knowledge
    model: Model


def settled_each(read: Read, so_far: SoFar) -> list[Question]:
    """The questions of a message of which several main clauses ask.

    Args:
        read: The message.
        so_far: What the conversation holds.
    """
    found: list[tuple[int, Question]] = []
    before, asked = so_far, set[str]()
    for each in read.heard.clauses:
        within = _parts_within(each.clause.stretch, read)
        if within:
            questions = [_of_part(part, read) for part in within]
        else:
            questions = [_of_clause(each, read, before, asked)]
        found += [(each.clause.stretch.start, question) for question in questions]
        last = questions[-1]
        if last.topic not in _SAYS_NOTHING:
            asked |= {id_ for question in questions for id_ in question.ids(QUESTION)}
            words = read.heard.text.of(each.clause.stretch)
            before = replace(so_far, topic=last.topic, words=words, details=last.details)
    found += [(part.stretch.start, _of_part(part, read)) for part in _beside(read)]
    in_order = sorted(found, key=lambda each: each[0])
    return _each_once([question for _, question in in_order])[:MOST_QUESTIONS]


def _of_clause(each: HeardClause, read: Read, before: SoFar, asked: Set[str]) -> Question:
    """What a clause asks.

    Args:
        each: The clause.
        read: Its message.
        before: What the conversation holds before it.
        asked: The particular questions of the clauses before it.
    """
    text, knowledge, model = read.heard.text, read.knowledge, read.model
    manner = as_referring(each.manner, text.of(each.clause.stretch))
    speaks_of_them = not _THEY.isdisjoint(text.norms_in(each.clause.stretch))
    if speaks_of_them:
        manner = replace(manner, leaning=max(manner.leaning, _LEANS))
    is_long = len(text.of(each.clause.around).split()) > _LONG and manner.leaning < _LEANS
    stands = manner.leaning < _HARDLY_LEANS and is_plain(_ranked(each.alone, knowledge, model))
    as_read = each.alone if is_long or stands else each.around
    part = Part(each.clause.around, True, as_read.topics[0], is_sentence=True)
    question = question_of(part, text, model.thresholds.fallback, each.meant)
    alone = _ranked(as_read, knowledge, model)
    question = _by_question(settled(question, alone, knowledge, model.thresholds), alone, read)
    # "I'm on tablets, is that a problem" leans on what is told for it, not on what was asked.
    is_told_for = each.clause.around.start < each.clause.stretch.start
    is_plain_by_itself = stands and question.topic not in _SAYS_NOTHING
    is_asked_of_it = is_told_for and bool(question.named(QUESTION))
    if not each.clause.ways.sentences or is_plain_by_itself or is_asked_of_it:
        return question
    said = Encoded(
        np.vstack([each.alone.vectors, each.ways.vectors]),
        [*each.alone.topics, *each.ways.topics],
    )
    in_words = ranked_in_conversation(said, each.clause.ways, manner, before, knowledge, model)
    best = next(iter(in_words), None)
    if speaks_of_them and best is not None and best.id in asked and best.confidence >= _LIKELY:
        return asking_that(question, best, (), knowledge)
    if not speaks_of_them:
        least = _LEAST_LEFT if manner.leaning >= _LEANS else _LEAST_OF_NEW
        in_words = _not_again(in_words, asked, least)
    asks = in_context(question, (alone, in_words), manner, before, knowledge)
    if asks == question and manner != each.manner and not speaks_of_them and before.topic:
        # "Can I do both" says by itself nothing of what it asks.
        kept = (each for each in question.details if each.kind != QUESTION)
        return replace(question, topic=before.topic, details=tuple(kept))
    return asks


def _of_part(part: Part, read: Read) -> Question:
    thresholds = read.model.thresholds
    meant = read.heard.meant[part.stretch]
    question = question_of(part, read.heard.text, thresholds.fallback, meant)
    return settled(question, read.particular[part.stretch], read.knowledge, thresholds)


def _beside(read: Read) -> Iterator[Part]:
    """The parts that ask something without the form of a clause: "Checklist, and is it safe?"."""
    for part in read.parts:
        clauses = [
            each
            for each in read.heard.text.main_clauses
            if each.start < part.stretch.end and part.stretch.start < each.end
        ]
        if not any(each.asks or each.tells for each in clauses):
            yield part


def _parts_within(clause: Stretch, read: Read) -> list[Part]:
    """The parts of a clause that surely ask of different topics; none where it is one question."""
    found = [
        part
        for part in read.parts
        if clause.start <= part.stretch.start and part.stretch.end <= clause.end
    ]
    are_sure = all(
        part.intent.confidence >= _SURE and asking_share(read.heard.meant[part.stretch]) >= _ASKS
        for part in found
    )
    return found if len(found) > 1 and are_sure else []


def _not_again(
    ranked: Sequence[RankedQuestion], asked: Set[str], least: float
) -> list[RankedQuestion]:
    """The questions without those of the same message, which leave their share to the others.

    Nobody asks the same twice in one breath.

    Args:
        ranked: The questions, the likeliest first.
        asked: Those of the clauses before.
        least: What is taken to be left at least.
    """
    gone = sum(each.confidence for each in ranked if each.id in asked)
    left = max(1 - gone, least)
    kept = (each for each in ranked if each.id not in asked)
    return [each._replace(confidence=each.confidence / left) for each in kept]


def _by_question(question: Question, ranked: Sequence[RankedQuestion], read: Read) -> Question:
    """The question by what particular one comes near, where its topic is hardly likely."""
    best = next(iter(ranked), None)
    if best is None or question.named(QUESTION) or question.confidence >= _VAGUE:
        return question
    enough = _SURE_GAP if read.knowledge.questions[best.id].is_gap else _LIKELY
    if best.confidence < enough or best.closeness < _NEAR:
        return question
    return asking_that(question, best, (), read.knowledge)


def _ranked(read: Encoded, knowledge: Knowledge, model: Model) -> list[RankedQuestion]:
    topics = [{each.name: each.confidence for each in ranking} for ranking in read.topics]
    return model.questions.of(knowledge).rank(read.vectors, topics)[0]


def _each_once(questions: Sequence[Question]) -> list[Question]:
    """The questions without those that ask nothing beside others, or the same once more."""
    asks = [each for each in questions if each.topic not in _SAYS_NOTHING] or questions[:1]
    found: dict[tuple[str, object], Question] = {}
    for each in asks:
        found.setdefault((each.topic, each.ids(QUESTION)), each)
    topics = {each.topic for each in found.values() if each.named(QUESTION)}
    return [each for each in found.values() if each.named(QUESTION) or each.topic not in topics]
