"""A folder with what training reads and a change made in it, to be trained beside the live one."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from knowledge.editing import make_private, open_private, write_whole
from nlu.rasa_environment import RASA_ENVIRONMENT
from nlu.training import MARK as MARK_FILE
from nlu.training import files_learnt_from, fingerprint, newest_archive
from teaching.change import Change
from teaching.files import NLU_FILE
from teaching.known import Known

MODEL, MARK = "models/model.tar.gz", f"models/{MARK_FILE}"
_ARCHIVE = ".tar.gz"
_NICENESS = 5
"""Visitors are answered before a change is trained."""


def live_archive(model: Path) -> Path | None:
    """The model that the setting `MODEL` names, an archive or the newest of a folder, if any."""
    if model.name.endswith(_ARCHIVE):
        return model if model.exists() else None
    return newest_archive(model)


def live_files(root: Path, knowledge_folder: Path, model: Path, change_id: str) -> dict[str, Path]:
    """The files that a change can replace, in the order of replacing, by their staged names.

    A folder of models gets one more, named by the change: the newest counts.
    """
    archive = model if model.name.endswith(_ARCHIVE) else model / f"{change_id}{_ARCHIVE}"
    return {
        str(NLU_FILE): root / NLU_FILE,
        "knowledge/treatments.yml": knowledge_folder / "treatments.yml",
        "knowledge/questions.yml": knowledge_folder / "questions.yml",
        MODEL: archive,
        MARK: archive.with_name(MARK_FILE),
    }


def stage(change: Change, known: Known, root: Path, staging: Path) -> None:
    """Makes the staging folder, with the change in it; what was there goes.

    Raises:
        KnowledgeError: A file cannot be added to.
    """
    remove(staging)
    staged = {str(file.relative_to(root)): file.read_bytes() for file in files_learnt_from(root)}
    # The knowledge may be another than the one that came with the program.
    staged |= {f"knowledge/{name}": text for name, text in known.changed_knowledge(change).items()}
    staged[str(NLU_FILE)] = known.changed_examples(change)
    for name, content in staged.items():
        make_private((staging / name).parent)
        write_whole(staging / name, content)


def train(root: Path, staging: Path, output: Path, environment: Mapping[str, str]) -> bool:
    """Trains the model of a staging folder, by the program of the project, in its own process.

    Args:
        root: The project.
        staging: What `stage` made.
        output: A file that takes what the training says.
        environment: What the process gets besides.

    Returns:
        Whether there is a model now.
    """
    command = ["nice", "-n", str(_NICENESS), sys.executable, "-m", "rasa", "train"]
    command += ["--config", str(staging / "config.yml"), "--domain", str(staging / "domain.yml")]
    command += ["--data", str(staging / "data"), "--out", str((staging / MODEL).parent)]
    command += ["--fixed-model-name", Path(MODEL).name.removesuffix(_ARCHIVE), "--force"]
    own = {
        **environment,
        **RASA_ENVIRONMENT,
        "KNOWLEDGE_FOLDER": str(staging / "knowledge"),
        "RASA_CACHE_DIRECTORY": str(staging / "cache"),
    }
    with open(output, "wb", opener=open_private) as out:
        code = subprocess.run(
            command,
            cwd=root,
            env=own,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    return code == 0 and (staging / MODEL).exists()


def mark(staging: Path, archive: Path) -> None:
    """Writes down what the model was trained from, so that nobody trains it again."""
    learnt_from = fingerprint(files_learnt_from(staging), staging)
    write_whole(staging / MARK, f"{learnt_from} {archive.name}".encode())


def remove(staging: Path) -> None:
    """Removes a staging folder, if it is there."""
    shutil.rmtree(staging, ignore_errors=True)
