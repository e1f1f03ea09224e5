"""The examples of docs/knowledge.md, put into the shipped files, make a folder in order."""

import re
from pathlib import Path

import pytest
from small_knowledge import edited, write_folder

from knowledge import DEFAULT_FOLDER, load
from knowledge.treatments import Reviewed

PAGE = DEFAULT_FOLDER.parent / "docs" / "knowledge.md"
SHIPPED_QUESTIONS = (DEFAULT_FOLDER / "questions.yml").read_text(encoding="utf-8")


def examples(kind: str) -> list[str]:
    return re.findall(
        rf"^```yaml {kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S
    )


def replaced(example: str, text: str) -> str:
    """`text` with the entry that has the example's first line replaced by the example."""
    first = example.splitlines()[0]
    indent = len(first) - len(first.lstrip(" "))
    entry = re.compile(rf"^{re.escape(first)}\n(?: {{{indent + 1},}}.*\n)+", re.M)
    assert len(entry.findall(text)) == 1, first
    return entry.sub(lambda _: example, text)


@pytest.fixture(scope="module")
def as_documented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (source,), (topic,), (term,), (treatment,) = map(
        examples, ("source", "topic", "term", "treatment")
    )
    reviewed, *new_facts = examples("fact")
    text = (DEFAULT_FOLDER / "treatments.yml").read_text(encoding="utf-8")
    for example in (reviewed, term, topic):
        text = replaced(example, text)
    text = edited("\nsources:\n", f"\nsources:\n{source}", text)
    text = edited("\nfacts:\n", "\nfacts:\n" + "".join(new_facts), text)
    (question,) = examples("question")
    questions = edited("\n    aftercare:\n", f"\n    aftercare:\n{question}", SHIPPED_QUESTIONS)
    return write_folder(tmp_path_factory.mktemp("documented"), text + treatment, questions)


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
