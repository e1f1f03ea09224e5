"""How likely each particular question is asked by a message in its conversation.

The message is read by itself, behind the last question, and behind each thing that was told; the
last question is read, too. What each of these views says of a question counts the more or the less,
the more the message leans on what was said before. The weights come from messages in their
conversation (`tests/development/in_context.yml`, `conversations.yml`); `python -m
benchmarks.in_context --fit` prints them anew.
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
        [0.53, 0.32, -0.11, 0.29, -0.23, 0.1, 0.4, 0.25, 1.72],
        [-0.41, 0.25, -0.08, 0.48, -0.02, 0.12, -0.03, 0.13, 0.58],
        [0.3, -0.16, 0.23, -0.12, 0.0, 0.04, -0.3, -0.34, 0.8],
    ]
)
"""How much each of `VIEWS` counts, how much more for a message that leans, and for one of several
sentences."""
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
        has_several: Whether the message has several sentences, of which only what asks is read
            behind something.
    """

    alone: Shares
    behind: Shares
    last: Shares
    told: npt.NDArray[np.float64]
    background: npt.NDArray[np.float64]
    closeness: Vectors
    same_topic: npt.NDArray[np.bool_]
    asked: npt.NDArray[np.bool_]
    has_several: bool = False


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
        weights: Shape (3, `VIEWS`).
    """
    base, more_leaning, more_of_several = weights
    how = base + leaning * more_leaning + seen.has_several * more_of_several
    scores = views_of(seen) @ how
    shares: Shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    return shares
