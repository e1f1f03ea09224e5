"""What programs edit of the shipped files leaves every other byte as it was."""

import difflib
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge import DEFAULT_FOLDER, load
from knowledge.review_editing import with_reviews
from knowledge.treatments import Reviewed
from knowledge.yaml_edit import tidied
from teaching.change import NewSource
from teaching.files import with_fact
from tests.unit.teaching_project import fact

ROOT = DEFAULT_FOLDER.parent
TREATMENTS = (DEFAULT_FOLDER / "treatments.yml").read_text("utf-8")


# Of `treatments.yml` the test of the reviews tells.
@pytest.mark.parametrize("name", ["knowledge/clinic.yml", "data/nlu.yml"])
def test_a_shipped_file_comes_back_byte_for_byte(name: str) -> None:
    shipped = (ROOT / name).read_bytes()
    is_same = tidied(Path(name), shipped) == shipped
    assert is_same, f"{name} is laid out otherwise. Mend: python -m knowledge tidy"


def test_reviewing_every_shipped_fact_and_taking_it_back_changes_no_other_byte() -> None:
    shipped = TREATMENTS.encode()
    facts = load(DEFAULT_FOLDER).facts
    reviewed = with_reviews(
        shipped, {id_: Reviewed(by="Jane Doe RN", on=date(2026, 1, 31)) for id_ in facts}
    )

    changes = [
        line
        for line in difflib.unified_diff(
            shipped.decode().splitlines(), reviewed.decode().splitlines(), n=0, lineterm=""
        )
        if line[0] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert len(changes) == 2 * len(facts)
    assert {line for line in changes if line[0] == "+"} == {
        "+    review: {by: Jane Doe RN, on: 2026-01-31}"
    }
    assert with_reviews(reviewed, dict.fromkeys(facts, "unreviewed")) == shipped


def test_a_fact_that_is_taught_changes_no_other_byte() -> None:
    text = TREATMENTS.replace("\n", "\r\n")
    taught = ("suitability", "cost", "definition")
    paper = NewSource(id="PAPER", title="On: balls", publisher="Us", grade="trade")
    change = fact(topics=taught, new_source=paper, of_fact={"source": "PAPER"}, id="one")
    result = with_fact(text.encode(), change).decode()
    lines = difflib.unified_diff(text.splitlines(), result.splitlines(), n=0, lineterm="")
    assert len([line for line in lines if re.match("-[^-]", line)]) <= 3
    assert max(map(len, result.splitlines())) <= max(120, *map(len, text.splitlines()))
    assert result.count("\r") == result.count("\n")
    topics = yaml.load(result, yaml.CSafeLoader)["treatments"]["microneedling"]["topics"]
    assert {topics[topic]["facts"][-1] for topic in taught} == {"soft-ball"}
