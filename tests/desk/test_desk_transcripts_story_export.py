import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from desk.transcripts.store import KeptExchange
from desk.transcripts.story_export import annotated, story
from tests.records.kept_turns import NOON

# Rasa's own, which a unit test cannot import: rasa/shared/nlu/training_data/entities_parser.py.
ENTITY_REGEX = re.compile(
    r"\[(?P<entity_text>[^\]]+?)\](\((?P<entity>[^:)]+?)(?:\:(?P<value>[^)]+))?\)"
    r"|\{(?P<entity_dict>[^}]+?)\}|\[(?P<list_entity_dicts>.*?)\])"
)
SINGLE = re.compile(r"{(?P<entity_dict>[^}]+?)\}")


def as_rasa_reads(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The plain text, and (words, kind, value) of each annotation."""
    found = []
    for match in ENTITY_REGEX.finditer(text):
        words = match["entity_text"]
        if match["entity"]:
            found.append((words, match["entity"], match["value"] or words))
            continue
        for inner in (
            [match["entity_dict"]]
            if match["entity_dict"]
            else [each["entity_dict"] for each in SINGLE.finditer(match["list_entity_dicts"])]
        ):
            read = json.loads(f"{{{inner}}}")
            found.append((words, read["entity"], read.get("value", words)))
    return ENTITY_REGEX.sub(lambda match: match["entity_text"], text), found


def entity(kind: str, value: object, text: str, start: int) -> dict[str, Any]:
    return {
        **{"entity": kind, "value": value, "text": text},
        **{"start": start, "end": start + len(text)},
    }


def turn(
    asked: str, *entities: dict[str, Any], is_button: bool = False, **more: Any
) -> KeptExchange:
    understood = {"action": "action_answer_facts", "intent": "ask_pain", "entities": list(entities)}
    kept = {"understood": understood, **more}
    return KeptExchange(1, "ann", NOON, asked, is_button, 40, "v1", kept["understood"], [])


def steps(text: str) -> Any:
    (only,) = yaml.safe_load(text)["stories"]
    return only["steps"]


def test_a_story_has_the_words_the_intent_and_the_action() -> None:
    told = story("Ours", [turn("does it hurt?"), turn("and after?")])
    assert (told.questions, told.left_out) == (2, 0)
    assert yaml.safe_load(told.text)["stories"][0]["story"] == "Ours"
    assert steps(told.text) == [
        {"user": "does it hurt?\n", "intent": "ask_pain"},
        {"action": "action_answer_facts"},
        {"user": "and after?\n", "intent": "ask_pain"},
        {"action": "action_answer_facts"},
    ]


def test_a_story_says_what_was_offered_since_a_yes_is_decided_by_it() -> None:
    read = {"action": "action_answer", "intent": "ask_cost", "entities": []}
    offers = ("person", "person", None, "x: y")
    turns = [turn("how much?", understood={**read, "offer": offer}) for offer in offers]
    found = [each for each in steps(story("Ours", turns).text) if "slot_was_set" in each]
    assert [each["slot_was_set"] for each in found] == [
        [{"offer": "person"}],
        [{"offer": None}],
        [{"offer": None}],
    ]


def test_it_looks_like_the_stories_of_the_project() -> None:
    ours = (Path(__file__).parents[1] / "test_stories.yml").read_text(encoding="utf-8")
    told = story("From cosmetic to medical", [turn("and [medical](treatment_type)?")])
    shape = "      - user: |\n          and [medical](treatment_type)?\n        intent: "
    assert shape in ours
    asked = turn("and medical?", entity("treatment_type", "medical", "medical", 4))
    assert shape in story("Ours", [asked]).text
    assert "[medical](treatment_type)" not in told.text


def test_what_rasa_did_not_answer_is_left_out_and_said() -> None:
    told = story(
        "Ours", [turn("my secret", understood=None), turn("two?"), turn("x", understood={})]
    )
    assert (told.questions, told.left_out) == (1, 2)
    assert "my secret" not in told.text
    assert told.text.count("# Left out") == 2
    assert [step.get("user") for step in steps(told.text)] == ["two?\n", None]


@pytest.mark.parametrize("name", ["a b", "", None, 3, "x\n- action: y", "ask_ä"])
def test_a_name_that_is_none_tells_no_story(name: object) -> None:
    for understood in (
        {"action": name, "intent": "ask_pain"},
        {"action": "action_answer_facts", "intent": name},
    ):
        assert story("Ours", [turn("x", understood=understood)]).questions == 0


def test_a_button_says_what_it_says_to_rasa() -> None:
    said = '/ask_conditions{"condition": ["acne", "scars"], "part": "2"}'
    told = story("Ours", [turn(said, entity("condition", "acne", "", 0), is_button=True)])
    assert steps(told.text)[0]["user"] == f"{said}\n"


@pytest.mark.parametrize(
    ("asked", "entities", "expected"),
    [
        (
            "is laser better",
            [("other_treatment", "laser", "laser", 3)],
            "is [laser](other_treatment) better",
        ),
        (
            "streach marks?",
            [("condition", "stretch_marks", "streach marks", 0)],
            '[streach marks]{"entity": "condition", "value": "stretch_marks"}?',
        ),
        (
            "is 1 mm ok",
            [("depth", 1.0, "1 mm", 3)],
            'is [1 mm]{"entity": "depth", "value": "1.0"} ok',
        ),
        (
            "0.5-1 mm",
            [("depth", {"min": 0.5, "max": 1.0}, "0.5-1 mm", 0)],
            '[0.5-1 mm]{"entity": "depth", "value": "\\u007b\'min\': 0.5, \'max\': 1.0\\u007d"}',
        ),
        (
            "prp",
            [("product", "prp", "prp", 0), ("treatment", "x", "prp", 0)],
            '[prp][{"entity": "product", "value": "prp"}, {"entity": "treatment", "value": "x"}]',
        ),
    ],
    ids=["itself", "synonym", "number", "range", "two of one place"],
)
def test_details_are_marked(
    asked: str, entities: list[tuple[str, object, str, int]], expected: str
) -> None:
    marked = annotated(asked, [entity(*each) for each in entities])
    assert marked == expected
    plain, found = as_rasa_reads(marked)
    assert plain == asked
    assert found == [(text, kind, str(value)) for kind, value, text, _ in entities]


def test_a_detail_is_found_where_the_reader_counted_otherwise() -> None:
    said = "soooo   does   laser help, or laser twice"
    marked = annotated(
        said,
        [entity("a", "x", "laser", 9), entity("a", "y", "laser", 24), entity("b", "z", "no", 2)],
    )
    plain, found = as_rasa_reads(marked)
    assert plain == said
    assert found == [("laser", "a", "x"), ("laser", "a", "y")]


@pytest.mark.parametrize(
    "said", ["see [x](y)", "a [b]{c} d", "e [f][g] h", "[laser](a) laser", "[a]{}[laser]]("]
)
def test_a_visitors_own_brackets_are_never_a_mark(said: str) -> None:
    plain, found = as_rasa_reads(annotated(said, [entity("a", "laser", "laser", 0)]))
    assert [each for each in found if each != ("laser", "a", "laser")] == []
    assert plain.replace(" ", "") == said.replace(" ", "")


def test_masked_data_stays_beside_a_mark() -> None:
    said = "call [phone number] about laser"
    marked = annotated(said, [entity("a", "laser", "laser", 26)])
    assert marked == "call [phone number] about [laser](a)"


_SIGNS = st.text(st.sampled_from("ab []{}()\":\\/'$é🙂\n\t\u2028\u0007:#-|>%&*!?"), min_size=1)
_ENTITIES = st.lists(
    st.fixed_dictionaries(
        {"entity": st.sampled_from(["condition", "depth", "a b", None, 3])},
        optional={
            "value": _SIGNS | st.floats() | st.none() | st.just({"min": 1.0}),
            "text": _SIGNS | st.none(),
            "start": st.integers(-2, 12) | st.none(),
            "end": st.integers(-2, 12) | st.none(),
        },
    ),
    max_size=4,
)


@given(_SIGNS | st.text(st.characters(exclude_categories=["Cs"])), _ENTITIES)
def test_whatever_was_typed_the_story_loads_and_rasa_reads_the_same_words(
    said: str, entities: list[dict[str, Any]]
) -> None:
    said = said.strip() or "x"
    read = {"action": "action_answer_facts", "intent": "ask_pain", "entities": entities}
    told = story("Ours", [turn(said, understood=read), turn("then?")])
    first, action, second, _ = steps(told.text)
    assert first["intent"] == second["intent"] == "ask_pain"
    assert action == {"action": "action_answer_facts"}
    plain, found = as_rasa_reads(first["user"].strip())
    assert re.sub(r"\]\s*", "]", plain).strip() == re.sub(r"\]\s*", "]", said).strip()
    claimed = {(each["entity"], str(each.get("value"))) for each in entities}
    assert {(kind, value) for _, kind, value in found} <= claimed


def test_a_file_is_never_ascii_alone() -> None:
    assert not story("Ours", [turn("\\ud800 is what I typed")]).text.isascii()
