from datetime import date
from pathlib import Path

import pytest
from small_knowledge import TREATMENTS, edited, line_of

from knowledge.problems import KnowledgeError, Problem
from knowledge.shape import shaped
from knowledge.treatments import Range, Reviewed, TreatmentsFile, Withdrawn
from knowledge.yaml_file import read_yaml


def shape(text: str) -> TreatmentsFile:
    return shaped(read_yaml(Path("knowledge/treatments.yml"), text.encode()), TreatmentsFile)


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as caught:
        shape(text)
    return caught.value.problems


def test_values_become_numbers_dates_and_spans() -> None:
    content = shape(TREATMENTS)

    first, limits, light, _, _ = content.facts
    assert isinstance(first.review, Reviewed)
    assert first.review.on.isoformat() == "2026-01-31"
    assert limits.numbers == {"people": 12.0, "weeks": 2.0}
    assert light.numbers == {"needle_length_mm": Range(min=0.5, max=3.0)}
    assert content.facts[3].review == "unreviewed"


def test_a_review_may_say_how_long_it_holds_or_that_the_fact_was_withdrawn() -> None:
    text = edited("review: unreviewed", "review: {withdrawn_by: Jane Doe RN, on: 2026-02-01}")
    text = edited(
        "on: 2026-01-31}\n    about", "on: 2026-01-31, until: 2026-05-31}\n    about", text
    )

    _, limits, light, _, _ = shape(text).facts

    assert isinstance(limits.review, Withdrawn)
    assert limits.review.withdrawn_by == "Jane Doe RN"
    assert isinstance(light.review, Reviewed)
    assert light.review.until == date(2026, 5, 31)


@pytest.mark.parametrize(
    ("review", "what", "mend"),
    [
        ("{by: Jane Doe RN}", "`facts > no. 2 > review` has no `on`.", "add `on:`."),
        ("{on: 2026-01-31}", "`facts > no. 2 > review` has no `by`.", "add `by:`."),
        ("{withdrawn_by: J}", "`facts > no. 2 > review` has no `on`.", "add `on:`."),
        ("{withdrawn_by: J, on: soon}", "is not a date", "like `2026-01-31`"),
        ("{by: J, on: 2026-01-31, til: 2026-02-01}", "`til` is not a key", "`until`?"),
        ("{by: J, on: 2026-01-31, until: 2025-01-31}", "ends before it begins", "later than `on`"),
        ("[]", "cannot be", "unreviewed"),
    ],
)
def test_a_review_that_makes_no_sense_is_one_problem(review: str, what: str, mend: str) -> None:
    (problem,) = problems(edited("review: unreviewed", f"review: {review}"))

    assert what in problem.what
    assert mend in problem.mend


@pytest.mark.parametrize(
    ("old", "new", "marker", "what", "mend"),
    [
        (
            "    qualified_by: [limits]",
            "    qualifed_by: [limits]",
            "qualifed_by",
            "`qualifed_by` is not a key of `facts > no. 1`",
            "did you mean `qualified_by`?",
        ),
        (
            "    about: {treatment_type: [light]}",
            "    about: {treatmenttype: [light]}",
            "treatmenttype",
            "`treatmenttype` is not a key of `facts > no. 3 > about`",
            "did you mean `treatment_type`?",
        ),
        (
            "numbers: {needle_length_mm: {min: 0.5, max: 3}}",
            "numbers: {needle_length_mm: {min: 0.5, max: 3, zzz: 1}}",
            "zzz",
            "`zzz` is not a key",
            "remove it, or use one of `max`, `min`",
        ),
        (
            "  - id: for-scars\n    text: Rolling is used on scars.\n",
            "  - id: for-scars\n",
            "- id: for-scars",
            "`facts > no. 4` has no `text`",
            "add `text:`",
        ),
        (
            "    grade: clinic",
            "    grade: clinnic",
            "clinnic",
            "`sources > LEAFLET > grade` cannot be `clinnic`",
            "did you mean `clinic`?",
        ),
        (
            "      definition:\n",
            "      defintion:\n",
            "defintion:",
            "cannot be `defintion`",
            "did you mean `definition`?",
        ),
        (
            "        related: [pain]",
            "        related: [pains]",
            "[pains]",
            "cannot be `pains`",
            "did you mean `pain`?",
        ),
        (
            "  provider:\n",
            "  providers:\n",
            "providers:",
            "`providers`",
            "did you mean `provider`?",
        ),
        (
            "  - id: limits\n",
            "  - id: The limits\n",
            "The limits",
            "`The limits` is not an id",
            "joined by `-`",
        ),
        (
            "    freckles:\n",
            "    Freckles-1:\n",
            "Freckles-1",
            "`Freckles-1` is not an id",
            "joined by `_`",
        ),
        (
            "people: 12,",
            "people: twelve,",
            "twelve",
            "(`twelve`) is not a number",
            "without a unit",
        ),
        ("people: 12,", "people: [12],", "[12]", "is not a number", "without a unit"),
        ("people: 12,", "people: .nan,", ".nan", "is not a number", "number"),
        ("people: 12,", "people: -12,", "-12", "greater than or equal to 0", "larger number"),
        (
            "numbers: {needle_length_mm: {min: 0.5, max: 3}}",
            "numbers: {needle_length_mm: {min: 4, max: 3}}",
            "min: 4",
            "has a `min` greater than its `max`",
            "swap them",
        ),
        (
            "    review: unreviewed",
            "    review: Jane Doe",
            "review: Jane Doe",
            "must be `unreviewed`, or say who",
            "{by: Jane Doe RN, on: 2026-01-31}",
        ),
        (
            "    review: unreviewed",
            "    review: {by: Jane Doe, on: yesterday}",
            "yesterday",
            "is not a date",
            "year-month-day",
        ),
        (
            "    review: unreviewed",
            "    review: {by: Jane Doe}",
            "{by: Jane Doe}",
            "has no `on`",
            "add `on:`",
        ),
        (
            "        related: [pain]",
            "        related: pain",
            "related: pain",
            "must be a list",
            "[one, two]",
        ),
        (
            "      name: freckles",
            "      name:",
            "name:\n  treatment_type",
            "must be a text",
            "text",
        ),
        ("      name: freckles", "      name: ''", "name: ''", "is empty", "write something"),
        (
            "      scars: {standing: listed, facts: [for-scars]}",
            "      scars: {standing: listed, facts: []}",
            "listed, facts: []",
            "is an empty list",
            "at least one",
        ),
        (
            "    url: https://www.example.org/leaflet",
            "    url: javascript:alert(1)",
            "javascript:",
            "is not a web address",
            "in full",
        ),
        (
            "    freckles:\n      name: freckles\n",
            "    freckles: freckles\n",
            "freckles: freckles",
            "must hold `key: value` lines",
            "indented",
        ),
    ],
)
def test_one_mistake_gives_one_problem_with_line_and_mend(
    old: str, new: str, marker: str, what: str, mend: str
) -> None:
    text = edited(old, new)

    found = problems(text)

    assert len(found) == 1, found
    assert found[0].file == "knowledge/treatments.yml"
    assert found[0].line == line_of(marker, text)
    assert what in found[0].what
    assert mend in found[0].mend


def test_every_mistake_is_reported_at_once() -> None:
    text = edited("    grade: clinic", "    grade: none", edited("people: 12,", "people: many,"))

    assert [problem.line for problem in problems(text)] == sorted(
        [line_of("grade: none", text), line_of("people: many", text)]
    )


def test_an_empty_file_lacks_every_part() -> None:
    assert [problem.mend for problem in problems("")] == [
        "add `facts:`.",
        "add `sources:`.",
        "add `terms:`.",
        "add `treatments:`.",
    ]


def test_a_file_that_holds_a_list_is_refused() -> None:
    assert "must hold `key: value` lines" in problems("- a\n")[0].what
