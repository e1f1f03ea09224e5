"""A part of a message as a question: its topic, what it names, and whether it rather tells."""

from collections.abc import Sequence
from dataclasses import replace

from language.clauses import Stretch
from language.entities import Entity
from language.text import Text
from understanding.asking import asks_plainly
from understanding.choosing import OUT_OF_SCOPE, Part
from understanding.intent_model import RankedIntent
from understanding.kinds import TOLD, TOPIC_TOLD
from understanding.learned_signs import told_in
from understanding.personal import details_of
from understanding.topics import UNCLEAR
from understanding.understood import Detail, Question

_MAY_BE_TOLD = frozenset({UNCLEAR, OUT_OF_SCOPE, "smalltalk", *TOPIC_TOLD.values()})
"""What a question is answered under that is more of a statement: "is it normal that I am red"."""
_TOLD, _TOLD_FOR_ALL_THAT = 0.43, 0.71
"""How surely something is told to be answered as that; and how, where it looks like a question."""
_USUAL, _SURELY_ASKED = "after_effect", 0.8
"""What is told of the first days, beside which a plain question of a sure topic is asked for all
that; who was harmed and asks whether it is permanent tells of harm."""


def question_of(part: Part, text: Text, fallback: float, meant: Sequence[RankedIntent]) -> Question:
    """A part of a message as a question.

    Args:
        part: It, with its topics.
        text: The message.
        fallback: How sure its topic must be.
        meant: The shares of signs of it.
    """
    topic = part.intent.name if part.intent.confidence >= fallback else UNCLEAR
    asked = Question(
        topic,
        details_of(_entities_of(part.stretch, text.entities)),
        text.of(part.stretch),
        part.intent.confidence,
    )
    told = told_in(meant, _TOLD)
    if told is None:
        return asked
    # What a laser did is not told of needling.
    is_elsewhere = bool(asked.ids("other_treatment"))
    is_question = is_elsewhere or (topic not in _MAY_BE_TOLD and asks_plainly(asked.words))
    is_sure = is_question and told == _USUAL and part.intent.confidence >= _SURELY_ASKED
    if is_sure or (is_question and told_in(meant, _TOLD_FOR_ALL_THAT) is None):
        return asked
    return replace(asked, topic=TOPIC_TOLD[told]).with_details([Detail(TOLD, told)])


def _entities_of(stretch: Stretch, entities: Sequence[Entity]) -> list[Entity]:
    """The entities of one question: those within it, and of other kinds those said elsewhere.

    "Does it help stretch marks and how many sessions" asks for the sessions for stretch marks, too.
    """
    within = [each for each in entities if stretch.start <= each.start < stretch.end]
    kinds = {each.kind for each in within}
    return within + [each for each in entities if each not in within and each.kind not in kinds]
