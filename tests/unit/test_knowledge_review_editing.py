from datetime import date
from pathlib import Path

import pytest
from small_knowledge import TREATMENTS, write_folder

from knowledge import load
from knowledge.review_editing import mark_of, with_reviews
from knowledge.treatments import Review, Reviewed, Withdrawn

ON = date(2026, 1, 31)
REVIEWS: dict[str, Review] = {
    "what-it-is": Withdrawn(withdrawn_by="Dr. O'Neil, MD", on=ON),
    "limits": Reviewed(by="Jane Doe RN", on=ON, until=date(2026, 12, 31)),
    "light-length": "unreviewed",
    "by-nurses": Reviewed(by="Jane Doe RN", on=ON),
}


def test_each_review_is_written_as_it_is_meant(tmp_path: Path) -> None:
    changed = with_reviews(TREATMENTS.encode(), REVIEWS).decode()
    facts = load(write_folder(tmp_path / "small", changed)).facts

    assert {id_: facts[id_].review for id_ in REVIEWS} == REVIEWS
    assert facts["for-scars"].review == "unreviewed"
    assert "    review: {by: Jane Doe RN, on: 2026-01-31, until: 2026-12-31}\n" in changed


def test_an_unknown_fact_is_an_error() -> None:
    with pytest.raises(KeyError):
        with_reviews(TREATMENTS.encode(), {"gossip": "unreviewed"})


def test_the_mark_follows_all_that_a_reviewer_sees(tmp_path: Path) -> None:
    fact = load(write_folder(tmp_path / "small")).facts["limits"]

    assert mark_of(fact) == mark_of(fact.model_copy())
    others = [
        {"text": "It was tried on 12 people for 2 weeks."},
        {"source": "OTHER"},
        {"review": Reviewed(by="Jane Doe RN", on=ON)},
    ]
    assert len({mark_of(fact), *(mark_of(fact.model_copy(update=each)) for each in others)}) == 4
