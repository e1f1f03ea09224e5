from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import TREATMENTS, edited, line_of

from knowledge import DEFAULT_FOLDER, load
from knowledge.checks import check_phrases, check_treatments, figures
from knowledge.phrase_fields import PHRASE_FIELDS
from knowledge.phrases import Phrases, fields_of
from knowledge.problems import Problem
from knowledge.questions import QuestionsFile
from knowledge.shape import shaped
from knowledge.treatments import TreatmentsFile
from knowledge.yaml_file import read_yaml


def check(text: str) -> list[Problem]:
    file = read_yaml(Path("knowledge/treatments.yml"), text.encode())
    return check_treatments(file, shaped(file, TreatmentsFile), QuestionsFile())


def test_the_small_file_is_in_order() -> None:
    assert check(TREATMENTS) == []


SECOND = """\
  - id: second
    text: Rolling has a second fact.
    source: LEAFLET
"""


@pytest.mark.parametrize(
    ("old", "new", "marker", "what", "mend"),
    [
        (
            "    source: LEAFLET\n    review: unreviewed",
            "    source: LEAFLETT\n    review: unreviewed",
            "LEAFLETT",
            "There is no source `LEAFLETT`",
            "did you mean `LEAFLET`?",
        ),
        (
            "    qualified_by: [limits]",
            "    qualified_by: [limit]",
            "[limit]",
            "There is no fact `limit`",
            "did you mean `limits`?",
        ),
        (
            "        facts: [what-it-is]",
            "        facts: [what-is-it, what-it-is]",
            "what-is-it",
            "There is no fact `what-is-it`",
            "did you mean `what-it-is`?",
        ),
        (
            "    about: {condition: [scars]}",
            "    about: {condition: [scar]}",
            "[scar]",
            "There is no condition `scar`",
            "did you mean `scars`?",
        ),
        (
            "    about: {condition: [scars]}",
            "    about: {condition: [scars], body_area: [nose]}",
            "[nose]",
            "There is no body_area `nose`",
            "nothing is defined there yet",
        ),
        (
            "        providers: [nurse]",
            "        providers: [medic]",
            "[medic]",
            "There is no provider `medic`",
            "use one of `nurse`",
        ),
        (
            "      scars: {standing: listed, facts: [for-scars]}",
            "      scarz: {standing: listed, facts: [for-scars]}",
            "scarz",
            "There is no condition `scarz`",
            "did you mean `scars`?",
        ),
        (
            "      light:\n        needle",
            "      lite:\n        needle",
            "lite:",
            "There is no treatment_type `lite`",
            "did you mean `light`?",
        ),
        (
            "  - id: for-scars\n",
            SECOND.replace("second\n", "limits\n", 1) + "  - id: for-scars\n",
            "id: limits\n    text: Rolling has a second",
            "The fact `limits` stands here and on line 27",
            "another id",
        ),
        (
            "  - id: for-scars\n",
            SECOND + "  - id: for-scars\n",
            "id: second",
            "No answer uses the fact `second`",
            "name it under a topic",
        ),
        (
            "    text: Rolling is used on scars.",
            "    text: Rolling is used on scars",
            "used on scars",
            "not a whole sentence",
            "full stop",
        ),
        (
            "    text: Rolling is used on scars.",
            "    text: Rolling is used. It is used on scars.",
            "It is used on scars",
            "more than one sentence",
            "make a fact of each",
        ),
        (
            "on 12 people for",
            "on 13 people for",
            "on 13 people",
            "says 13, which is not under its `numbers`",
            "{people: 13}",
        ),
        (
            "        needle_length_mm: {min: 0.5, max: 3.0}\n",
            "        needle_length_mm: {min: 0.5, max: 2.0}\n",
            "max: 2.0",
            "not the one in the fact `light-length` (0.5 to 3 mm)",
            "make the two agree",
        ),
        (
            "        depth_facts: [light-length]",
            "        depth_facts: [limits]",
            "needle_length_mm: {min: 0.5, max: 3.0}",
            "No depth fact of `light` states its needle length",
            "name a fact under `depth_facts`",
        ),
        (
            "        provider_facts: [by-nurses]",
            "        provider_facts: []",
            "providers: [nurse]",
            "No fact says who performs `light`",
            "under `provider_facts`",
        ),
        (
            "      name: freckles",
            "      name: freckles\n      synonyms: [Scar-Tissue]",
            "freckles:",
            "The word `scar tissue` names both `scars` and `freckles`",
            "remove it from the other",
        ),
        (
            "      name: freckles",
            "      name: freckles\n      misspellings: [Freckles]",
            "freckles:",
            "`freckles` has the word `freckles` 2 times",
            "keep one",
        ),
        (
            "      name: freckles",
            "      name: freckles\n      synonyms: [' ']",
            "freckles:",
            "has a blank synonym",
            "remove it",
        ),
    ],
)
def test_a_mistake_between_entries_is_found(
    old: str, new: str, marker: str, what: str, mend: str
) -> None:
    text = edited(old, new)

    found = [problem for problem in check(text) if what in problem.what]

    assert len(found) == 1, check(text)
    assert found[0].line == line_of(marker, text)
    assert mend in found[0].mend


def test_a_time_is_a_number_of_its_fact_and_a_bearing_a_question() -> None:
    times = "    times: {recovery: {fact: limits, number: NUMBER}}\n    types:\n      light:\n"
    at = "    types:\n      light:\n"
    assert check(edited(at, times.replace("NUMBER", "weeks"))) == []
    [problem] = check(edited(at, times.replace("NUMBER", "people")))
    assert "`people` is no length of time" in problem.what
    no_number = times.replace("limits", "what-it-is").replace("NUMBER", "weeks")
    [problem] = check(edited(at, no_number))
    assert "`weeks` is no length of time among the numbers of the fact `what-it-is`" in problem.what
    bearing = "    bears_on: {scars: [bruises]}\n"
    problems = check(edited(at, bearing + at))
    assert {each.what for each in problems} == {
        "There is no circumstance `scars`.",
        "There is no question `bruises`.",
    }


def test_a_number_that_the_text_does_not_say_is_found() -> None:
    text = edited("people: 12,", "people: 12, days: 9,")

    (problem,) = check(text)

    assert "keeps the number 9, which its text does not say" in problem.what
    assert problem.line == line_of("days: 9", text)


def test_facts_that_qualify_each_other_in_a_circle_are_found() -> None:
    text = edited(
        "    numbers: {people: 12, weeks: 2}",
        "    qualified_by: [what-it-is]\n    numbers: {people: 12, weeks: 2}",
    )

    assert [problem.what for problem in check(text)] == [
        "The fact `what-it-is` qualifies itself, directly or through others.",
        "The fact `limits` qualifies itself, directly or through others.",
    ]


def test_a_fact_that_only_qualifies_another_is_in_use() -> None:
    assert check(edited("        facts: [light-length, limits]", "        facts: []")) == []


def test_the_same_word_may_name_things_of_two_kinds() -> None:
    text = edited("      name: nurse", "      name: nurse\n      synonyms: [scars]")

    assert check(text) == []


def test_two_treatments_may_not_share_a_name() -> None:
    text = TREATMENTS + "  tumbling:\n    name: ball-rolling\n"

    assert [problem.what for problem in check(text)] == [
        "The word `ball rolling` names both `rolling` and `tumbling`."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ask Dr. Lance about it.",
        "It is not the same (as the U.S. FDA says).",
        "It reaches 0.5 to 3.0 mm.",
        'He said "that is all."',
        "There is one rule: Ask first.",
    ],
)
def test_one_sentence_with_points_inside_is_one_sentence(text: str) -> None:
    found = check(edited("text: Rolling is used on scars.", f"text: '{text}'"))

    assert [problem for problem in found if "sentence" in problem.what] == []


@pytest.mark.parametrize(
    ("text", "stated", "possible"),
    [
        ("It was done on 1,845 people.", {1845}, {1845}),
        ("It took two weeks, then 0.50 mm.", {2, 0.5}, {2, 0.5}),
        ("One of them fell.", set(), {1}),
        ("Morpheus8 and PMC77 and 3D name no figure; neither does VII.", set(), set()),
        ("From age 22.", {22}, {22}),
        ("Someone tends to it often.", set(), set()),
    ],
)
def test_figures_of_a_text(text: str, stated: set[float], possible: set[float]) -> None:
    assert figures(text) == (stated, possible)


@given(st.lists(st.integers(min_value=0, max_value=10**6), max_size=5))
def test_every_written_number_is_a_figure(numbers: list[int]) -> None:
    text = "We saw " + " and ".join(f"{number:,} birds" for number in numbers) + "."

    assert figures(text)[0] == set(numbers)


SHIPPED_PHRASES, *_ = (
    (DEFAULT_FOLDER / "phrases.yml").read_text(encoding="utf-8").partition("\n# How the front desk")
)


def phrase_problems(text: str) -> list[Problem]:
    file = read_yaml(Path("knowledge/phrases.yml"), text.encode())
    return check_phrases(file, shaped(file, Phrases))


def test_the_phrases_that_the_program_asks_for_are_the_shipped_ones() -> None:
    shipped = load(DEFAULT_FOLDER).phrases.phrases

    assert {key: fields_of(template) for key, template in shipped.items()} == PHRASE_FIELDS


def test_a_dropped_phrase_is_missing() -> None:
    (problem,) = phrase_problems(edited("\n  no_answer:", "\n  zzz:", SHIPPED_PHRASES))

    assert problem.what == "The phrase `no_answer` is missing."
    assert problem.mend == "add `no_answer:`."


def test_a_misspelled_key_is_recognized() -> None:
    text = edited("\n  no_answer:", "\n  no_anser:", SHIPPED_PHRASES)

    (problem,) = phrase_problems(text)

    assert problem.mend == "is it the one written as `no_anser`?"
    assert problem.line == line_of("no_anser", text)


def test_a_name_that_is_not_filled_in_is_found() -> None:
    text = edited('reach: "', 'reach: "{wayz} ', SHIPPED_PHRASES)

    (problem,) = phrase_problems(text)

    assert problem.what == "The phrase `reach` has no name `{wayz}` to fill in."
    assert problem.mend == "did you mean `ways`?"
    assert problem.line == line_of("{wayz}", text)


def test_a_phrase_that_takes_no_name_says_so() -> None:
    (problem,) = phrase_problems(edited('no_answer: "', 'no_answer: "{who} ', SHIPPED_PHRASES))

    assert problem.mend == "remove it; this phrase takes none."


def test_the_desk_says_phrases_that_there_are_with_the_same_names() -> None:
    text = f"{SHIPPED_PHRASES}\ndesk:\n  reach: Ours, {{wayz}}.\n  reech: Ours.\n"
    spare, unknown = phrase_problems(text)
    assert (spare.what, spare.mend) == (
        "The phrase `reach` has no name `{wayz}` to fill in.",
        "did you mean `ways`?",
    )
    assert (unknown.what, unknown.mend) == (
        "There is no phrase `reech`.",
        "did you mean `reach`?",
    )
    assert [spare.line, unknown.line] == [line_of("{wayz}", text), line_of("reech", text)]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("We tried it on 12 people for 3 weeks.", "says 3, which is not under its `numbers`"),
        ("We tried it on 12 people.", "keeps the number 2, which its text does not say"),
        ("We tried it on 12 people for two weeks", "is not a whole sentence"),
        (
            "Stop your medication: 12 people did for two weeks.",
            "tells people what to do about a medicine",
        ),
    ],
)
def test_what_the_desk_says_is_held_to_the_same(said: str, problem: str) -> None:
    text = edited("for two weeks.\n", f"for two weeks.\n    desk: {said!r}\n")
    assert any(problem in each.what for each in check(text))


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("It was tried on 12 people for two weeks, 70 hours a day.", "hours: 70"),
        ("It was tried on 12 people for two weeks, 3-month breaks.", "month: 3"),
        ("It was tried on 12 people for two weeks, 5 to 1,200 days.", "days: 1200"),
        ("It was tried on 12 people for two weeks, 45%.", "count: 45"),
    ],
)
def test_a_figure_is_to_be_named_by_what_it_counts(said: str, unit: str) -> None:
    problems = check(edited("It was tried on 12 people for two weeks.", said))
    assert f"`numbers: {{{unit}}}`" in [each.mend for each in problems][-1]


TRIED = "It was tried on 12 people for two weeks."


@pytest.mark.parametrize(
    ("said", "is_fine"),
    [
        ("Yes, but in few people: it was tried on 12 people for two weeks.", True),
        (f"It was tried: {TRIED}", True),
        (TRIED, False),
        ("Yes: it was tried on 12 people, all of them glad, for two weeks.", False),
        (f"Yes, and everybody who has tried it was glad: {TRIED}", False),
        (f"Often for 2 weeks: {TRIED}", False),
    ],
)
def test_an_answer_claims_no_more_than_the_text_behind_it(said: str, is_fine: bool) -> None:
    text = edited("for two weeks.\n", f"for two weeks.\n    as_answer: {said!r}\n")
    whats = [each.what for each in check(text)]
    assert (not whats) is is_fine
    assert is_fine or "is not its `text` behind a few words" in whats[0]


@pytest.mark.parametrize("bare", ["Yes:", "No:", "Yes,", "no:"])
def test_an_answer_opens_with_no_bare_yes_or_no(bare: str) -> None:
    text = edited("for two weeks.\n", f"for two weeks.\n    as_answer: {f'{bare} {TRIED}'!r}\n")
    assert ["opens with a bare yes or no" in each.what for each in check(text)] == [True]


def test_a_phrase_need_not_use_its_names_and_spare_phrases_are_no_problem() -> None:
    assert phrase_problems(SHIPPED_PHRASES + "\n  spare: Something else.\n") == []
