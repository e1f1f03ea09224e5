"""Tells apart what a message of one topic asks: each part that is surely a question of its own."""

from collections.abc import Mapping, Sequence

from knowledge.model import Knowledge
from language.clauses import Stretch
from language.text import Text
from understanding.asking import asks_plainly
from understanding.choosing import MOST_QUESTIONS, Part
from understanding.model import Thresholds
from understanding.particular import RankedQuestion
from understanding.settling import is_story

_SURE_GAP, _SURE_GAP_TOO = 0.9, 0.7
"""How sure a gap is that is asked beside others; and where all of the message tells of it too."""
_ALSO_BY_ALL = 0.04
"""How likely all of a message tells of what a part asks less surely."""
_NEAR_TOO, _SURE_TOO = 0.45, 0.6
"""How near and how sure such a part must be."""


def told_apart(
    text: Text,
    within: Sequence[Part],
    particular: Mapping[Stretch, Sequence[RankedQuestion]],
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> list[Part]:
    """Parts of a message that surely ask different particular questions; none if there is but one.

    "When can I go to the gym and can I wear makeup" is of one topic, and asks two things.

    Args:
        text: The message.
        within: What in it may ask something.
        particular: The likeliest questions of each of these, the likeliest first.
        knowledge: Whose questions they are.
        thresholds: How sure is sure enough.
    """
    if is_story(text):
        return []
    enough, near = thresholds.question_elsewhere
    likely = {each.id: each.confidence for each in particular[text.whole]}

    def is_sure(best: RankedQuestion, enough: float, gap: float) -> bool:
        return best.confidence >= (gap if knowledge.questions[best.id].is_gap else enough)

    best_of = [(best, part) for part in within for best in particular[part.stretch][:1]]
    sure = [
        (best, part)
        for best, part in best_of
        if best.closeness >= near and is_sure(best, enough, _SURE_GAP)
    ]
    by_all = [
        (best, part)
        for best, part in best_of
        if likely.get(best.id, 0.0) >= _ALSO_BY_ALL
        and best.closeness >= _NEAR_TOO
        and is_sure(best, _SURE_TOO, _SURE_GAP_TOO)
        and asks_plainly(text.of(part.stretch))
    ]
    for found in (sure, by_all):
        chosen = _that_differ(found)
        # "The difference between this one and that one" is a third thing, which all of it tells.
        if len(chosen) > 1 and next(iter(likely)) in chosen and chosen.keys() <= set(likely):
            return sorted(chosen.values(), key=lambda each: each.stretch.start)[:MOST_QUESTIONS]
    return []


def _that_differ(found: Sequence[tuple[RankedQuestion, Part]]) -> dict[str, Part]:
    """The parts by the questions that they ask, the surest first, none within another."""
    chosen: dict[str, Part] = {}
    for best, part in sorted(found, key=lambda each: -each[0].confidence):
        if best.id not in chosen and not any(_overlap(part, each) for each in chosen.values()):
            chosen[best.id] = part
    return chosen


def _overlap(one: Part, other: Part) -> bool:
    return one.stretch.start < other.stretch.end and other.stretch.start < one.stretch.end
