from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from small_knowledge import edited, write_folder

from knowledge import Knowledge, load
from knowledge.treatments import Range


@pytest.fixture
def small(tmp_path: Path) -> Knowledge:
    return load(write_folder(tmp_path / "small"))


def reviewed(tmp_path: Path, *facts: str) -> Knowledge:
    """The small folder with the review of these facts done, and no other."""
    text = edited(
        "    review: {by: Jane Doe RN, on: 2026-01-31}\n    qualified_by", "    qualified_by"
    )
    text = edited("    review: {by: Jane Doe RN, on: 2026-01-31}\n    about", "    about", text)
    text = edited("    review: unreviewed\n", "", text)
    for fact in facts:
        done = f"  - id: {fact}\n    review: {{by: Jane Doe RN, on: 2026-01-31}}\n"
        text = edited(f"  - id: {fact}\n", done, text)
    return load(write_folder(tmp_path / "small", text)).only_reviewed()


def test_it_cannot_be_changed(small: Knowledge) -> None:
    with pytest.raises(FrozenInstanceError):
        small.version = "other"  # type: ignore[misc]


def test_a_term_has_a_name(small: Knowledge) -> None:
    assert small.term_name("condition", "scars") == "scars"
    with pytest.raises(KeyError):
        small.term_name("condition", "nothing")


def test_qualifiers_follow_the_fact_that_needs_them(small: Knowledge) -> None:
    assert small.with_qualifiers(["for-scars", "what-it-is"]) == (
        "for-scars",
        "what-it-is",
        "limits",
    )
    assert small.with_qualifiers(["limits", "what-it-is"]) == ("limits", "what-it-is")


def test_nothing_is_withheld_when_all_is_reviewed(tmp_path: Path) -> None:
    every = ("what-it-is", "limits", "light-length", "for-scars", "by-nurses")
    kept = reviewed(tmp_path, *every)

    assert tuple(kept.facts) == every
    whole = load(tmp_path / "small").treatments["rolling"]
    assert kept.treatments["rolling"].model_dump() == whole.model_dump()


def test_unreviewed_facts_go_and_so_do_references_to_them(tmp_path: Path) -> None:
    kept = reviewed(tmp_path, "limits", "for-scars")
    rolling = kept.treatments["rolling"]

    assert set(kept.facts) == {"limits", "for-scars"}
    assert rolling.topics["needle_depth"].facts == ("limits",)
    assert rolling.topics["definition"].facts == ()
    assert rolling.topics["definition"].related == ("pain",)
    assert rolling.conditions["scars"].facts == ("for-scars",)


def test_a_fact_goes_with_an_unreviewed_qualifier(tmp_path: Path) -> None:
    assert set(reviewed(tmp_path, "what-it-is").facts) == set()


def test_what_rests_on_withheld_facts_goes_too(tmp_path: Path) -> None:
    rolling = reviewed(tmp_path, "limits").treatments["rolling"]

    assert rolling.conditions == {}
    assert rolling.types["light"].needle_length_mm is None
    assert rolling.types["light"].providers == ()


def test_a_reviewed_depth_fact_keeps_the_needle_length(tmp_path: Path) -> None:
    light = reviewed(tmp_path, "light-length").treatments["rolling"].types["light"]

    assert light.needle_length_mm == Range(min=0.5, max=3)
    assert light.facts == light.depth_facts == ("light-length",)


def test_a_reviewed_provider_fact_keeps_the_providers(tmp_path: Path) -> None:
    light = reviewed(tmp_path, "by-nurses").treatments["rolling"].types["light"]

    assert light.providers == ("nurse",)
    assert light.needle_length_mm is None


def test_withholding_leaves_the_original_alone(small: Knowledge) -> None:
    before = dict(small.facts)

    small.only_reviewed()

    assert small.facts == before
