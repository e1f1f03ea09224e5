import pytest

from understanding.likely_asked import VIEWS, Readings, likely_asked, views_of
from understanding.particular import RankedQuestion


def ranked(*found: tuple[str, float], near: float = 0.6) -> list[RankedQuestion]:
    return [RankedQuestion(id_, share, near) for id_, share in found]


def ids(readings: Readings) -> list[str]:
    return [each.id for each in likely_asked(readings)]


def test_nothing_is_asked_where_no_reading_finds_anything() -> None:
    assert likely_asked(Readings([])) == []


def test_a_question_that_one_clause_has_first_is_asked_beside_another() -> None:
    whole = ranked(("does-it-hurt", 0.9), ("how-long-red", 0.02))
    alone = Readings(whole)
    with_clause = Readings(whole, [ranked(("how-long-red", 0.95))])
    (first, second), (_, found) = likely_asked(alone), likely_asked(with_clause)
    assert (first.id, second.id, found.id) == ("does-it-hurt", "how-long-red", "how-long-red")
    assert second.confidence < 0.3 < found.confidence


def test_what_the_conversation_has_first_comes_first() -> None:
    whole = ranked(("how-long-results-last", 0.45), ("how-long-red", 0.4))
    later = Readings(whole, in_conversation=ranked(("how-long-red", 0.8)))
    assert ids(Readings(whole))[0] == "how-long-results-last"
    assert ids(later)[0] == "how-long-red"


def test_what_comes_near_is_likelier_than_what_is_as_likely_and_far() -> None:
    near, far = ranked(("does-it-hurt", 0.5), near=0.8), ranked(("does-it-hurt", 0.5), near=0.3)
    assert likely_asked(Readings(near))[0].confidence > likely_asked(Readings(far))[0].confidence


def test_a_remark_asks_all_of_it_less() -> None:
    whole = ranked(("does-it-hurt", 0.6), ("how-long-red", 0.3))
    said, remarked = likely_asked(Readings(whole)), likely_asked(Readings(whole, remark=0.9))
    assert [each.id for each in said] == [each.id for each in remarked]
    assert all(one.confidence > two.confidence for one, two in zip(said, remarked, strict=True))


def test_a_question_counts_by_the_reading_that_comes_nearest() -> None:
    readings = Readings(
        ranked(("does-it-hurt", 0.2), near=0.5), [ranked(("does-it-hurt", 0.7), near=0.9)]
    )
    found, views = views_of(readings)
    assert found == ["does-it-hurt"]
    row = dict(zip(VIEWS, views[0], strict=True))
    assert (row["most"], row["closeness"]) == (0.7, 0.9)
    assert likely_asked(readings)[0].closeness == pytest.approx(0.9)
