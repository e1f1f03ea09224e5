import shutil
from pathlib import Path

import pytest
from small_knowledge import TREATMENTS, edited, line_of, write_folder

from knowledge import DEFAULT_FOLDER, KnowledgeError, Problem, load
from knowledge.loading import FILES, parse, read


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    return caught.value.problems


def test_the_shipped_folder_loads() -> None:
    assert "microneedling" in load(DEFAULT_FOLDER).treatments


def test_the_same_files_are_read_once(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small")
    contents = read(folder)
    assert parse(folder, contents) is parse(folder, dict(contents))
    edited_text = contents["clinic.yml"].replace(b"name:", b"name: Elm")
    edit = {**contents, "clinic.yml": edited_text}
    assert parse(folder, edit).clinic.name == "Elm"
    assert parse(folder, contents).clinic.name is None


def test_a_problem_reads_as_place_fault_and_mend(tmp_path: Path) -> None:
    text = edited("qualified_by: [limits]", "qualified_by: [limit]")

    (problem,) = problems(write_folder(tmp_path / "small", text))

    assert str(problem) == (
        f"small/treatments.yml:{line_of('[limit]', text)}: There is no fact `limit`. "
        "Mend: did you mean `limits`?"
    )


def test_the_problems_of_every_file_are_reported(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small", TREATMENTS.replace("source: LEAFLET", "source: LEAF"))
    (folder / "clinic.yml").write_text("phone: none\n")
    (folder / "questions.yml").write_text("questions: {dancing: {}}\n")
    (folder / "phrases.yml").write_text("phrases: {a: '{'}\n")
    (folder / "safety.yml").write_text("a: [\n")

    found = problems(folder)

    assert {problem.file for problem in found} == {f"small/{name}" for name in FILES}
    assert len([problem for problem in found if problem.file == "small/treatments.yml"]) == 5


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_a_problem(tmp_path: Path, name: str) -> None:
    folder = write_folder(tmp_path / "small")
    (folder / name).unlink()

    assert problems(folder) == (
        Problem(f"small/{name}", 1, "The file is missing.", "put it back."),
    )


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small")
    (folder / "clinic.yml").unlink()
    (folder / "clinic.yml").mkdir()

    assert "cannot be read" in problems(folder)[0].what


def test_the_version_follows_the_bytes_of_every_file(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small")
    versions = [load(folder).version, load(folder).version]
    for name in FILES:
        with (folder / name).open("a") as file:
            file.write("\n# a comment\n")
        versions.append(load(folder).version)

    assert versions[0] == versions[1]
    assert len(set(versions)) == 1 + len(FILES)


def test_a_second_treatment_takes_only_an_edit_of_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    for name in FILES:
        shutil.copy(DEFAULT_FOLDER / name, folder / name)
    text = (folder / "treatments.yml").read_text(encoding="utf-8")
    text = edited(
        "\nterms:\n",
        "\n  SOAP:\n    title: About our peel\n    publisher: the clinic\n    grade: clinic\n"
        "\nterms:\n",
        text,
    )
    text = edited(
        "\ntreatments:\n",
        "\n  - id: soap-bath-what-it-is\n    text: A peel takes off the top layer of the skin.\n"
        "    source: SOAP\n\ntreatments:\n",
        text,
    )
    text += (
        "\n  soap_bath:\n    name: soap bath\n    synonyms: [soapy bath]\n"
        "    topics:\n      definition:\n        facts: [soap-bath-what-it-is]\n"
    )
    (folder / "treatments.yml").write_text(text, encoding="utf-8")

    knowledge = load(folder)

    assert list(knowledge.treatments)[-1] == "soap_bath"
    assert knowledge.treatments["soap_bath"].topics["definition"].facts == ("soap-bath-what-it-is",)
