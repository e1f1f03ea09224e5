"""How likely each particular question is asked by a message in its conversation.

The message is read by itself, behind the last question, and behind each thing that was told; the
last question is read, too. What each of these views says of a question counts the more or the less,
the more the message leans on what was said before. The weights come from messages in their
conversation (`tests/development/in_context.yml`); `python -m benchmarks.in_context --fit` prints
them anew.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from understanding.encoder import Vectors

Shares = npt.NDArray[np.float64]
"""One number for each question."""

VIEWS = (
    *("alone", "behind", "last", "same_topic", "again", "told", "best", "background"),
    "closeness",
)
WEIGHTS = np.array(
    [
        [0.86, 0.13, -0.17, 0.53, -0.07, 0.07, 0.72, 0.56, 1.28],
        [-0.87, 0.42, -0.04, 0.55, 0.02, -0.08, -0.1, 0.05, 0.5],
    ]
)
"""How much each of `VIEWS` counts, and how much more for a message that leans."""
FLOOR = -9.0
"""The logarithm of the least share that makes a difference."""


class Seen(NamedTuple):
    """What the particular questions look like from a message in its conversation.

    Attributes:
        alone: The logarithm of each question's share, for the message by itself.
        behind: For the message behind the last question.
        last: For the last question.
        told: For the message behind each thing that was told, one a row; none at all is fine.
        background: Those of `told` that are of whole messages.
        closeness: How near the message comes to each question's examples.
        same_topic: Which questions are of the last topic.
        asked: Which questions were answered last.
    """

    alone: Shares
    behind: Shares
    last: Shares
    told: npt.NDArray[np.float64]
    background: npt.NDArray[np.float64]
    closeness: Vectors
    same_topic: npt.NDArray[np.bool_]
    asked: npt.NDArray[np.bool_]


def views_of(seen: Seen) -> npt.NDArray[np.float64]:
    """The views, shape (questions, `VIEWS`)."""
    told, background = (each.max(axis=0, initial=FLOOR) for each in (seen.told, seen.background))
    alone, behind, last = (np.maximum(each, FLOOR) for each in (seen.alone, seen.behind, seen.last))
    columns = (
        alone,
        behind,
        last,
        seen.same_topic,
        seen.asked,
        told,
        np.maximum(behind, told),
        background,
        seen.closeness,
    )
    return np.stack([np.asarray(each, np.float64) for each in columns], axis=1)


def shares_in_context(
    seen: Seen, leaning: float, weights: npt.NDArray[np.float64] = WEIGHTS
) -> Shares:
    """How likely each question is asked; together they are 1.

    Args:
        seen: The views.
        leaning: How likely the message leans on what was said before, 0 to 1.
        weights: Shape (2, `VIEWS`).
    """
    scores = views_of(seen) @ (weights[0] + leaning * weights[1])
    shares: Shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    return shares
