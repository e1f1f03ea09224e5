from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import understanding
from benchmarks.rasa_nlu import Parsed
from settings import Settings
from teaching import ExamplesChange, FactChange, taught
from teaching.change import as_yaml
from tests.unit.small_knowledge import edited, write_folder
from tests.unit.teaching_project import examples, fact


@pytest.fixture(autouse=True)
def rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(model: Path, texts: Sequence[str]) -> list[Parsed]:
        return [Parsed({"intent": {"name": text.split()[0]}}, 1.0) for text in texts]

    monkeypatch.setattr(taught, "parse", parse)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    text = edited("facts: [what-it-is]", "facts: [what-it-is, soft-ball]")
    new = "  - {id: soft-ball, text: The ball is soft., source: LEAFLET}\ntreatments:"
    text = text.replace("treatments:", new, 1)
    return Settings(KNOWLEDGE_FOLDER=write_folder(tmp_path / "knowledge", text))


def test_each_example_has_to_be_read_as_its_topic(settings: Settings) -> None:
    found = list(taught.taught(examples("ask_definition it", "ask_pain it"), settings))
    assert found == [
        (True, "the example “ask_definition it” is read as ask_definition"),
        (False, "the example “ask_pain it” is read as ask_pain"),
    ]


def test_each_topic_has_to_show_the_fact(settings: Settings) -> None:
    change = fact(topics=("definition", "pain"))
    assert [is_right for is_right, _ in taught.taught(change, settings)] == [True, False]


@pytest.mark.parametrize(
    ("change", "benchmark", "code"),
    [
        (examples("ask_definition it"), 0, 0),
        (examples("ask_pain it"), 0, 1),
        (examples("ask_definition it"), 1, 1),
    ],
)
def test_the_benchmark_counts_as_well(
    change: ExamplesChange | FactChange,
    benchmark: int,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(understanding, "main", lambda arguments: benchmark)
    file = tmp_path / "change.yml"
    file.write_text(as_yaml(change), "utf-8")
    assert taught.main([str(file)]) == code
    assert f"“{change.examples[0]}” is read as" in capsys.readouterr().out
