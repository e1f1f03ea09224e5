from datetime import date
from pathlib import Path

import pytest
from small_knowledge import TREATMENTS, write_folder

from knowledge import DEFAULT_FOLDER, load
from knowledge.review_editing import (
    mark_of,
    reviewed_of_safety,
    with_reviews,
    with_sign_reviews,
)
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


def test_a_file_in_another_layout_is_changed_as_well(tmp_path: Path) -> None:
    head, facts, rest = TREATMENTS.partition("facts:\n")
    facts, treatments, rest = rest.partition("treatments:\n")
    flat = facts.replace("  - id", "- id").replace("\n    ", "\n  ")
    changed = with_reviews(f"{head}facts:\n{flat}{treatments}{rest}".encode(), REVIEWS).decode()
    found = load(write_folder(tmp_path / "small", changed)).facts
    assert {id_: found[id_].review for id_ in REVIEWS} == REVIEWS


def test_wording_signs_and_languages_are_signed_each_for_itself(tmp_path: Path) -> None:
    shipped = (DEFAULT_FOLDER / "safety.yml").read_bytes()
    signed = Reviewed(by="Jane Doe, RN", on=ON)
    names = ["today", "emergency_now.breathing", "languages.es"]
    changed = with_sign_reviews(shipped, dict.fromkeys(names, signed))

    folder = write_folder(tmp_path / "small")
    before = reviewed_of_safety(load(folder).safety)
    (folder / "safety.yml").write_bytes(changed)
    after = reviewed_of_safety(load(folder).safety)
    assert [name for name in after if after[name].review == signed] == sorted(
        names, key=list(after).index
    )
    assert [name for name in after if mark_of(after[name]) != mark_of(before[name])] == [
        name for name in after if name in names
    ]
    assert len(changed.splitlines()) == len(shipped.splitlines()) + 1


def test_the_mark_follows_all_that_a_reviewer_sees(tmp_path: Path) -> None:
    fact = load(write_folder(tmp_path / "small")).facts["limits"]

    assert mark_of(fact) == mark_of(fact.model_copy())
    others = [
        {"text": "It was tried on 12 people for 2 weeks."},
        {"source": "OTHER"},
        {"review": Reviewed(by="Jane Doe RN", on=ON)},
    ]
    assert len({mark_of(fact), *(mark_of(fact.model_copy(update=each)) for each in others)}) == 4
