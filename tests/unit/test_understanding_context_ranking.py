import numpy as np

from understanding.context_ranking import (
    FLOOR,
    VIEWS,
    WEIGHTS,
    Seen,
    Shares,
    shares_in_context,
    views_of,
)

FIRST, SECOND = np.log([0.9, 0.1]), np.log([0.1, 0.9])


def seen(told: list[Shares], background: int = 0) -> Seen:
    """By itself a message asks the first question, behind the last one the second."""
    rows = np.array(told).reshape(-1, 2)
    return Seen(
        alone=FIRST,
        behind=SECOND,
        last=SECOND,
        told=rows,
        background=rows[:background],
        closeness=np.array([0.5, 0.5], np.float32),
        same_topic=np.array([False, True]),
        asked=np.array([False, False]),
    )


def test_the_more_a_message_leans_the_more_its_conversation_counts() -> None:
    alone, leaning = (shares_in_context(seen([]), each) for each in (0.0, 1.0))
    assert np.allclose([alone.sum(), leaning.sum()], 1)
    assert alone[0] > leaning[0]
    assert leaning[1] > 0.5


def test_of_several_sentences_the_views_count_otherwise() -> None:
    weights = np.zeros_like(WEIGHTS)
    weights[2, VIEWS.index("alone")] = 1.0
    one, several = (
        shares_in_context(seen([])._replace(has_several=each), 0.0, weights)
        for each in (False, True)
    )
    assert np.allclose(one, [0.5, 0.5])
    assert np.allclose(several, [0.9, 0.1])


def test_of_what_was_told_the_best_counts() -> None:
    views = views_of(seen([FIRST, SECOND]))
    assert views.shape == (2, len(VIEWS)) == (2, WEIGHTS.shape[1])
    assert np.allclose(views[:, VIEWS.index("told")], np.log([0.9, 0.9]))
    assert np.allclose(views_of(seen([]))[:, VIEWS.index("told")], FLOOR)


def test_whole_messages_that_told_something_count_apart() -> None:
    views = views_of(seen([FIRST, SECOND], background=1))
    assert np.allclose(views[:, VIEWS.index("background")], FIRST)
    assert np.allclose(views_of(seen([FIRST]))[:, VIEWS.index("background")], FLOOR)
