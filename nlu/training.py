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
MODEL_NAME = "needlewise"
LEARNT_FROM = (
    "config.yml",
    "domain.yml",
    "data/*.yml",
    "nlu/understanding_component.py",
    "understanding/encoder*.py",
    "understanding/intent_*.py",
    "understanding/learned_signs.py",
    "understanding/model.py",
    "uv.lock",
)
"""What a model depends on. The knowledge files are not among them: their edits need no training."""


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


def main() -> int:
    """Trains if need be.

    Returns:
        The exit code: 0 when there is a model of the files as they are now.
    """
    model, mark = MODELS / f"{MODEL_NAME}.tar.gz", MODELS / f"{MODEL_NAME}.sha256"
    current = fingerprint(files_learnt_from(ROOT), ROOT)
    if model.exists() and mark.exists() and mark.read_text("ascii") == current:
        print("Nothing to train: the model is up to date.")
        return 0
    print("Training the assistant (about a minute) …", flush=True)
    # By force: Rasa's own cache does not notice that our code has changed.
    command = [sys.executable, "-m", "nlu.rasa_server", "train", "--force"]
    command += ["--fixed-model-name", MODEL_NAME]
    environment = {**os.environ, **RASA_ENVIRONMENT}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code == 0:
        mark.write_text(current, "ascii")
    return code


if __name__ == "__main__":
    sys.exit(main())
