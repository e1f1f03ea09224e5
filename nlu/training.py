"""Trains the assistant when something that it learns from has changed, and only then."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from nlu.rasa_environment import RASA_ENVIRONMENT

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "models"
MARK = "trained-from.txt"
"""In the folder of models: what the newest was trained from, and its name."""
KEPT = 2
"""How many models are kept: the live one, and one to go back to."""
LEARNT_FROM = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "knowledge/questions.yml",
    "nlu/understanding_component.py",
    "understanding/encoder*.py",
    "understanding/intent_*.py",
    "understanding/learned_signs.py",
    "understanding/manner.py",
    "understanding/model.py",
    "understanding/particular.py",
    "understanding/question_examples.py",
    "understanding/training.py",
    "uv.lock",
)
"""What a model depends on. The other knowledge files are not among them: their edits need no
training."""


def fingerprint(files: Iterable[Path], root: Path) -> str:
    """A hash of the names and contents of files, whatever their order."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(
            f"{file.relative_to(root)}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode()
        )
    return digest.hexdigest()


def files_learnt_from(root: Path) -> list[Path]:
    """The files under `root` that a model depends on."""
    return [file for pattern in LEARNT_FROM for file in root.glob(pattern)]


def newest_archive(models: Path) -> Path | None:
    """The model that Rasa would load from a folder; None if there is none."""
    return max(models.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime, default=None)


def prune(models: Path) -> None:
    """Deletes all models of a folder but the newest `KEPT`."""
    archives = sorted(models.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    for archive in archives[:-KEPT]:
        archive.unlink()


def main() -> int:
    """Trains if need be.

    Returns:
        The exit code: 0 when the newest model is one of the files as they are now.
    """
    current, newest = fingerprint(files_learnt_from(ROOT), ROOT), newest_archive(MODELS)
    mark = MODELS / MARK
    if newest and mark.exists() and mark.read_text("utf-8") == f"{current} {newest.name}":
        print("Nothing to train: the model is up to date.")
        return 0
    print("Training the assistant (up to ten minutes the first time) …", flush=True)
    # By force: Rasa's own cache does not notice that our code has changed.
    command = [sys.executable, "-m", "rasa", "train", "--force"]
    # Unlike a message, training has work for all cores.
    threads = {"OMP_NUM_THREADS": str(os.cpu_count() or 1)}
    environment = {**os.environ, **RASA_ENVIRONMENT, **threads}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    trained = newest_archive(MODELS)
    if code == 0 and trained:
        mark.write_text(f"{current} {trained.name}", "utf-8")
        prune(MODELS)
    return code


if __name__ == "__main__":
    sys.exit(main())
