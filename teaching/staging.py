"""A copy of the project with a change made in it, to be trained and checked beside the live one."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from knowledge.loading import TREATMENTS
from teaching.change import Change, FactChange
from teaching.known import NLU_FILE, Known
from teaching.nlu_file import intent_of, with_examples
from teaching.treatments_file import with_fact

ROOMS = (
    "understanding",
    "actions",
    "benchmarks",
    "data",
    "knowledge",
    "language",
    "nlu",
    "teaching",
    "tests",
)
FILES = ("*.py", "*.yml", "*.toml", "*.lock")
"""With the rooms, what training and the checks read; a few megabytes."""
MODEL = "models/needlewise.tar.gz"
MARK = "models/needlewise.sha256"
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*")


def mark_of(model: Path) -> Path:
    """The file beside a model that says what it was learnt from."""
    return model.with_name(model.name.removesuffix(".tar.gz") + ".sha256")


def live_files(root: Path, knowledge_folder: Path, model: Path) -> dict[str, Path]:
    """The files that a change can replace, in the order of replacing, by their staged names."""
    return {
        str(NLU_FILE): root / NLU_FILE,
        f"knowledge/{TREATMENTS}": knowledge_folder / TREATMENTS,
        MODEL: model,
        MARK: mark_of(model),
    }


def stage(change: Change, known: Known, root: Path, model: Path, staging: Path) -> None:
    """Makes the staging folder, with the change in it.

    Args:
        change: What `check_change` found in order.
        known: The project that it was checked against.
        root: The project.
        model: The live model; it is taken along, since a fact alone needs no new one.
        staging: The folder; what was there goes.

    Raises:
        CannotInsert: A file cannot be added to.
    """
    remove(staging)
    staging.mkdir(parents=True, mode=0o700)
    copy_project(root, staging)
    for name, content in known.contents.items():
        (staging / "knowledge" / name).write_bytes(content)
    for name, live in ((MODEL, model), (MARK, mark_of(model))):
        (staging / name).parent.mkdir(exist_ok=True)
        if live.exists():
            shutil.copy2(live, staging / name)
    (staging / "var").mkdir()
    nlu = with_examples(known.nlu, intent_of(change.taught_topic), change.examples)
    (staging / NLU_FILE).write_bytes(nlu.encode("utf-8"))
    if isinstance(change, FactChange):
        treatments = with_fact(known.treatments, change).encode("utf-8")
        (staging / "knowledge" / TREATMENTS).write_bytes(treatments)


def copy_project(root: Path, target: Path, rooms: Iterable[str] = ROOMS) -> None:
    """Copies rooms of a project and the files beside them, without what is hidden or compiled."""
    for name in rooms:
        if (root / name).exists():
            shutil.copytree(root / name, target / name, ignore=_LEFT_OUT)
    for pattern in FILES:
        for file in root.glob(pattern):
            shutil.copy2(file, target / file.name)


def remove(staging: Path) -> None:
    """Removes a staging folder, if it is there."""
    shutil.rmtree(staging, ignore_errors=True)
