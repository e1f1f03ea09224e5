import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from nlu.training import LEARNT_FROM, files_learnt_from, fingerprint
from teaching.change import Change
from teaching.known import Known
from teaching.training import MARK, MODEL, live_files, mark, remove, stage, train
from tests.unit.teaching_project import examples, fact, make_project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project")
    (root / "config.yml").write_text("config")
    (root / "domain.yml").write_text("domain")
    (root / "data" / "rules.yml").write_text("rules: []\n")
    return root


def staged(root: Path, change: Change, folder: Path) -> Path:
    stage(change, Known.read(root, root / "knowledge"), root, folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


@pytest.mark.parametrize(
    ("change", "changed"),
    [(examples("a ball"), "data/nlu.yml"), (fact(), "knowledge/treatments.yml")],
)
def test_what_is_learnt_from_is_staged_with_the_change(
    root: Path, tmp_path: Path, change: Change, changed: str
) -> None:
    folder = tmp_path / "staging"
    (folder / "left").mkdir(parents=True)
    live, files = contents(root), contents(staged(root, change, folder))
    assert set(files) == {name for name in live if not name.startswith("models/")}
    assert {name for name in files if files[name] != live[name]} == {changed}
    remove(folder)
    remove(folder)
    assert not folder.exists()


@pytest.mark.parametrize(("code", "writes"), [(0, True), (0, False), (1, True)])
def test_training_is_the_project_s_own_on_the_staged_files(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, writes: bool
) -> None:
    folder, ran = staged(root, examples("a ball"), tmp_path / "staging"), {}

    def run(command: list[str], **more: Any) -> subprocess.CompletedProcess[bytes]:
        ran.update(more, command=command)
        if writes:
            (folder / "models").mkdir()
            (folder / MODEL).write_bytes(b"learnt")
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(subprocess, "run", run)
    trained = train(root, folder, tmp_path / "out.txt", os.environ)

    assert trained is (code == 0 and writes)
    assert ran["cwd"] == root
    assert (tmp_path / "out.txt").stat().st_mode & 0o077 == 0
    assert ran["env"]["KNOWLEDGE_FOLDER"] == str(folder / "knowledge")
    assert ran["command"][ran["command"].index("--data") + 1] == str(folder / "data")


def test_the_mark_says_what_the_project_will_be(root: Path, tmp_path: Path) -> None:
    folder = staged(root, examples("a ball"), tmp_path / "staging")
    (folder / "models").mkdir()
    mark(folder, Path("models/ball.tar.gz"))
    (root / "data" / "nlu.yml").write_bytes((folder / "data" / "nlu.yml").read_bytes())
    expected = fingerprint(files_learnt_from(root), root)
    assert (folder / MARK).read_text() == f"{expected} ball.tar.gz"


def test_the_examples_are_among_what_is_learnt_from() -> None:
    assert "data/**/*.yml" in LEARNT_FROM


@pytest.mark.parametrize(
    ("setting", "archive"), [("m/x.y.tar.gz", "m/x.y.tar.gz"), ("m", "m/ball.tar.gz")]
)
def test_the_mark_stands_beside_the_model(setting: str, archive: str, tmp_path: Path) -> None:
    live = live_files(tmp_path, Path("k"), Path(setting), "ball")
    assert [str(path) for path in live.values()] == [
        str(tmp_path / "data/nlu.yml"),
        "k/treatments.yml",
        "k/questions.yml",
        archive,
        "m/trained-from.txt",
    ]
