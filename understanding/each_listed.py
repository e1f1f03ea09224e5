"""What a message asks of several things in one breath: "can I run and drink wine after".

Where each of them is plainly a question of its own, each is asked; else the message is one, as it
was understood.
"""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.model import Knowledge
from language.clauses import Stretch
from language.listed import Listed, listed
from language.text import Text
from understanding.by_treatment import spoken_alike
from understanding.choosing import MOST_QUESTIONS
from understanding.for_the_visitor import asking_that
from understanding.heard import topics_likely
from understanding.kinds import OTHER_QUESTION, QUESTION
from understanding.model import Model
from understanding.particular import RankedQuestion
from understanding.personal import details_of
from understanding.understood import Question

_LONG = 20
"""Words up to which a message is taken apart; a longer one tells more than it asks."""
_SURE, _SURE_GAP, _NEAR = 0.6, 0.9, 0.55
"""How sure a question must be, how sure one of which nothing is known, and how near it must
come."""
_TIE, _OF_TIE, _NEAR_TIE = 0.75, 0.45, 0.6
"""How sure two of one topic must be together, the likelier of them, and how near it must come."""
_NOT_TAKEN_APART = frozenset({"unclear", "out_of_scope", "smalltalk", "handoff", "affirm", "deny"})
_BY_LIST = frozenset(
    {"conditions", "comparison", "suitability", "downtime", "side_effects", "results"}
)
"""Topics whose answers speak of each thing that is named."""


def each_listed(
    text: Text, questions: list[Question], knowledge: Knowledge, model: Model
) -> list[Question]:
    """The questions, or one for each thing that a message lists.

    Args:
        text: The message.
        questions: As they are understood.
        knowledge: The version in force.
        model: What was learnt.
    """
    is_open = any(each.topic in _NOT_TAKEN_APART | _BY_LIST for each in questions)
    is_told = len(text.main_clauses) > 1 or any(each.tells for each in text.main_clauses)
    if is_open or is_told or len(text.normalised.split()) > _LONG:
        return questions
    things = listed(text.normalised)
    if len(things) <= len(questions):
        return questions
    ranked = _ranked(things, text, knowledge, model)
    if not all(_is_plain(each, knowledge) for each in ranked):
        return questions
    chosen = {each[0].id: (each[0], thing) for each, thing in zip(ranked, things, strict=True)}
    known = {id_ for each in questions for id_ in (*each.ids(QUESTION), *each.ids(OTHER_QUESTION))}
    if len(chosen) < len(things) or known.isdisjoint(chosen):
        # What its things are to each other is a question of its own.
        return questions
    found = [_of(thing, best, text, questions[0], knowledge) for best, thing in chosen.values()]
    return found[:MOST_QUESTIONS]


def _ranked(
    things: Sequence[Listed], text: Text, knowledge: Knowledge, model: Model
) -> list[list[RankedQuestion]]:
    """The likeliest questions of each thing, within the message or by its own words."""
    said = [_alone(each, text) for each in things]
    said += [text.corrected(Stretch(each.start, each.end)) for each in things]
    sentences = [spoken_alike(each, knowledge) for each in said]
    vectors, tuned = model.encoder.encode_both(sentences)
    intents, _ = model.rank(sentences, vectors, tuned)
    likely = topics_likely(intents, model.thresholds)
    ranked = model.questions.of(knowledge).rank(tuned, likely)
    return [
        # A single word names a topic, whatever question comes nearest.
        bare if " " in words.strip() and _surest(bare) > _surest(within) else within
        for within, bare, words in zip(
            ranked[: len(things)], ranked[len(things) :], said[len(things) :], strict=True
        )
    ]


def _surest(ranked: Sequence[RankedQuestion]) -> float:
    return max((each.confidence for each in ranked), default=0.0)


def _alone(thing: Listed, text: Text) -> str:
    """The message with one of the things that it lists, as corrected."""
    whole = text.whole
    pieces = (
        Stretch(whole.start, thing.list_start),
        Stretch(thing.start, thing.end),
        Stretch(thing.list_end, whole.end),
    )
    said = (text.corrected(each).strip() for each in pieces if each.start < each.end)
    return " ".join(filter(None, said))


def _is_plain(ranked: Sequence[RankedQuestion], knowledge: Knowledge) -> bool:
    """Whether a thing is surely asked of, or one of two questions of a topic is."""
    if not ranked:
        return False
    best = ranked[0]
    known = knowledge.questions[best.id]
    if known.is_gap:
        return best.confidence >= _SURE_GAP and best.closeness >= _NEAR
    if best.confidence >= _SURE and best.closeness >= _NEAR:
        return True
    tied = sum(e.confidence for e in ranked[:2] if knowledge.questions[e.id].topic == known.topic)
    return best.confidence >= _OF_TIE and tied >= _TIE and best.closeness >= _NEAR_TIE


def _of(
    thing: Listed, best: RankedQuestion, text: Text, question: Question, knowledge: Knowledge
) -> Question:
    """The question that is asked of one thing, without what the others name."""
    others = [
        each
        for each in text.entities
        if thing.list_start <= each.start < thing.list_end
        and not thing.start <= each.start < thing.end
    ]
    kept_entities = (each for each in text.entities if each not in others)
    dropped = set(details_of(others)) - set(details_of(kept_entities))
    kept = tuple(each for each in question.details if each not in dropped)
    return asking_that(replace(question, details=kept), best, (), knowledge)
