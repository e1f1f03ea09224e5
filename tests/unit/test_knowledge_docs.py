"""The examples of docs/knowledge.md, put into the shipped files, make a folder in order."""

from pathlib import Path

import pytest
from documented import examples, replaced, write_as_documented
from small_knowledge import write_folder

from knowledge import DEFAULT_FOLDER, load
from knowledge.treatments import Reviewed

SHIPPED_QUESTIONS = (DEFAULT_FOLDER / "questions.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def as_documented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_as_documented(tmp_path_factory.mktemp("documented"))


def test_the_examples_load(as_documented: Path) -> None:
    knowledge = load(as_documented)

    assert isinstance(knowledge.facts["sessions-more-than-one"].review, Reviewed)
    assert knowledge.sources["SOME-LEAFLET"].title == "After your treatment"
    topics = knowledge.treatments["microneedling"].topics
    assert topics["aftercare"].facts[0] == "aftercare-washing"
    assert "tiger stripes" in knowledge.terms["condition"]["stretch_marks"].synonyms
    assert knowledge.questions["washing-the-neck"].facts[0] == "aftercare-washing"
    assert knowledge.treatments["fruit_acid_peel"].name == "fruit acid peel"


def test_the_withdrawn_example_is_shown_to_nobody(tmp_path: Path) -> None:
    (example,) = examples("withdrawn")
    text = (DEFAULT_FOLDER / "treatments.yml").read_text(encoding="utf-8")
    knowledge = load(
        write_folder(tmp_path / "documented", replaced(example, text), SHIPPED_QUESTIONS)
    )

    assert "sessions-more-than-one" in knowledge.facts
    assert "sessions-more-than-one" not in knowledge.without_withdrawn().facts


def test_the_examples_lose_nothing_that_is_shipped(as_documented: Path) -> None:
    documented, shipped = load(as_documented), load(DEFAULT_FOLDER)

    assert set(shipped.facts) < set(documented.facts)
    assert (
        documented.facts["sessions-more-than-one"].text
        == shipped.facts["sessions-more-than-one"].text
    )
    before = shipped.treatments["microneedling"].topics["aftercare"]
    after = documented.treatments["microneedling"].topics["aftercare"]
    assert after.facts[1:] == before.facts
    assert after.related == before.related
