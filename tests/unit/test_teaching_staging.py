from collections.abc import Iterable
from pathlib import Path

import pytest

from teaching.known import Known
from teaching.staging import ROOMS, live_files, mark_of, remove, stage
from tests.unit.teaching_project import examples, fact, make_project
from tests.unit.test_docs import imports_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def staged(root: Path, change: object, folder: Path) -> Path:
    known = Known.read(root, root / "knowledge")
    stage(change, known, root, root / "models" / "needlewise.tar.gz", folder)  # type: ignore[arg-type]
    return folder


def test_only_the_change_differs(root: Path, tmp_path: Path) -> None:
    (root / "nlu" / "__pycache__").mkdir(parents=True)
    (root / "nlu" / "code.py").write_text("code")
    (root / "domain.yml").write_text("domain")
    (root / "web").mkdir()
    folder = staged(root, examples("a ball"), tmp_path / "staging")
    files = {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()}
    live = {str(f.relative_to(root)) for f in root.rglob("*") if f.is_file()}
    assert files == live
    different = {n for n in files if (folder / n).read_bytes() != (root / n).read_bytes()}
    assert different == {"data/nlu.yml"}
    assert not (folder / "nlu" / "__pycache__").exists()
    assert not (folder / "web").exists()


def test_the_knowledge_in_force_is_taken_wherever_it_is(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (root / "knowledge").rename(elsewhere)
    (root / "knowledge").mkdir()
    (root / "knowledge" / "code.py").write_text("code")
    folder = tmp_path / "staging"
    known = Known.read(root, elsewhere)
    stage(fact(), known, root, root / "models" / "none.tar.gz", folder)
    assert "soft-ball" in (folder / "knowledge" / "treatments.yml").read_text("utf-8")
    assert (folder / "knowledge" / "code.py").exists()
    assert list((folder / "models").iterdir()) == []


def test_what_a_dead_run_left_is_gone(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "staging"
    folder.mkdir()
    (folder / "left").touch()
    staged(root, examples("a ball"), folder)
    assert not (folder / "left").exists()
    remove(folder)
    remove(folder)
    assert not folder.exists()


ROOT = Path(__file__).parent.parent.parent
STARTED = (
    *("knowledge/__main__.py", "benchmarks/warning_signs.py", "teaching/taught.py"),
    *("tests/conftest.py", "tests/knowledge/test_every_answer.py"),
    *(str(file.relative_to(ROOT)) for file in (ROOT / "nlu").glob("*.py")),
)
"""What the steps run, and what Rasa loads by the names in config.yml and endpoints.yml."""


def reached(names: Iterable[str]) -> set[str]:
    """The files of the project that these import, directly or through others."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and (ROOT / name).is_file():
            found.add(name)
            for module in imports_of(ROOT / name):
                place = module.replace(".", "/")
                waiting += [f"{place}.py", f"{place}/__init__.py"]
                waiting.append(f"{place.partition('/')[0]}/__init__.py")
    return found


def test_whatever_the_steps_import_is_copied() -> None:
    files = reached(STARTED)
    assert {"settings.py", "benchmarks/rasa_nlu.py", "actions/answering.py"} <= files
    assert {name.partition("/")[0] for name in files if "/" in name} - set(ROOMS) == set()


def test_the_mark_stands_beside_the_model(tmp_path: Path) -> None:
    assert mark_of(Path("models/a.b.tar.gz")) == Path("models/a.b.sha256")
    live = live_files(tmp_path, Path("k"), Path("m/x.tar.gz"))
    assert [str(path) for path in live.values()] == [
        str(tmp_path / "data/nlu.yml"),
        "k/treatments.yml",
        "m/x.tar.gz",
        "m/x.sha256",
    ]
