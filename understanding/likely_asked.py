"""How likely each particular question is asked by a message, by all the ways in which it was read.

A message is read as a whole, clause by clause, and behind what was said before. Each of these
readings ranks the questions by itself, and often another one has the right question first: what a
story asks stands in one clause, what "and after that" asks in the conversation. A logistic model
weighs them together, and says of each question how likely it is asked, so that one message may ask
several. It was fitted to turns of conversations that people labelled; `docs/understanding.md` has
what it is worth.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from understanding.particular import RankedQuestion

VIEWS = ("in_conversation", "most", "closeness", "remark")
"""The logarithm of its share in the conversation, its greatest share in any reading, how near its
examples come, and how likely the message is a remark."""
WEIGHTS = np.array([0.3, 2.15, 4.0, -1.12])
BIAS = -2.86
"""How much each of `VIEWS` counts for a question being asked; fitted, with what is added."""
_LEAST = 1e-4
"""The least share that makes a difference."""

Views = npt.NDArray[np.float64]


class Readings(NamedTuple):
    """The particular questions that each reading of a message finds, the likeliest first.

    Attributes:
        whole: Of all of it.
        parts: Of each clause or part that asks something.
        in_conversation: Of it in its conversation; none where nothing was said before.
        remark: How likely it is a remark that asks nothing, 0 to 1.
    """

    whole: Sequence[RankedQuestion]
    parts: Sequence[Sequence[RankedQuestion]] = ()
    in_conversation: Sequence[RankedQuestion] = ()
    remark: float = 0.0


def views_of(readings: Readings) -> tuple[list[str], Views]:
    """What the readings say of each question that one of them finds.

    Returns:
        The ids, and for each a row of `VIEWS`.
    """
    later = _shares(readings.in_conversation or readings.whole)
    every = (readings.in_conversation, readings.whole, *readings.parts)
    most = _shares(*every)
    closeness: dict[str, float] = {}
    for each in chain(*every):
        closeness[each.id] = max(closeness.get(each.id, 0.0), each.closeness)
    rows = [
        (np.log(later.get(id_, 0.0) + _LEAST), share, closeness[id_], readings.remark)
        for id_, share in most.items()
    ]
    return list(most), np.array(rows, np.float64).reshape(-1, len(VIEWS))


def likely_asked(
    readings: Readings, weights: Views = WEIGHTS, bias: float = BIAS
) -> list[RankedQuestion]:
    """The questions that any reading finds, the likeliest first.

    Each confidence is how likely that question is asked, whatever else is: together they may come
    to more than 1, or to less.
    """
    ids, views = views_of(readings)
    chances = 1 / (1 + np.exp(-(views @ weights + bias)))
    near = views[:, VIEWS.index("closeness")]
    ranked = [
        RankedQuestion(id_, float(chance), float(close))
        for id_, chance, close in zip(ids, chances, near, strict=True)
    ]
    return sorted(ranked, key=lambda each: -each.confidence)


def _shares(*rankings: Sequence[RankedQuestion]) -> dict[str, float]:
    """The greatest share that each question has in one of some rankings."""
    found: dict[str, float] = {}
    for each in chain(*rankings):
        found[each.id] = max(found.get(each.id, 0.0), each.confidence)
    return found
