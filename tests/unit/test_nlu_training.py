import os
from pathlib import Path

import pytest

from nlu.training import KEPT, files_learnt_from, fingerprint, newest_archive, prune


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml", "data/nlu.yml", "knowledge/treatments.yml"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    return tmp_path


def current(project: Path) -> str:
    return fingerprint(files_learnt_from(project), project)


def test_an_edit_of_the_examples_changes_the_fingerprint(project: Path) -> None:
    before = current(project)
    (project / "data/nlu.yml").write_text("another example")
    assert current(project) != before


def test_touching_a_file_changes_nothing(project: Path) -> None:
    before = current(project)
    (project / "data/nlu.yml").touch()
    assert current(project) == before


def test_an_edit_of_the_knowledge_needs_no_training(project: Path) -> None:
    before = current(project)
    (project / "knowledge/treatments.yml").write_text("another answer")
    assert current(project) == before


def test_a_new_file_with_examples_changes_the_fingerprint(project: Path) -> None:
    before = current(project)
    (project / "data/more.yml").write_text("")
    with_more = current(project)
    (project / "data/questions").mkdir()
    (project / "data/questions/pain.yml").write_text("")
    assert len({before, with_more, current(project)}) == 3


def test_the_place_of_the_project_does_not_matter(project: Path, tmp_path: Path) -> None:
    moved = project.rename(tmp_path.with_name("moved"))
    assert current(moved) == fingerprint(files_learnt_from(moved), moved)
    assert {file.relative_to(moved).as_posix() for file in files_learnt_from(moved)} == {
        "config.yml",
        "domain.yml",
        "data/nlu.yml",
    }


def test_the_newest_model_counts_and_old_ones_go(tmp_path: Path) -> None:
    assert newest_archive(tmp_path) is None
    # Rasa's names do not tell the order: it goes by the time of the file, and so does this.
    for age, name in enumerate(("c-new", "a-middle", "b-old", "d-oldest")):
        archive = tmp_path / f"{name}.tar.gz"
        archive.touch()
        os.utime(archive, (1000 - age, 1000 - age))
    newest = newest_archive(tmp_path)
    assert newest is not None
    assert newest.name == "c-new.tar.gz"
    prune(tmp_path)
    assert KEPT == 2
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a-middle.tar.gz", "c-new.tar.gz"]
