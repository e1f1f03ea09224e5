"""Rasa's training data with few examples of each intent, from which it learns in a minute."""

import shutil
from pathlib import Path

import yaml

from benchmarks.running_service import ROOT


def write_sample(data: Path, most: int) -> None:
    """Writes the data that the assistant learns from, without most of the examples.

    Args:
        data: The folder that takes it; made here.
        most: From the first so many examples of each list it is learnt.
    """
    data.mkdir(parents=True)
    for file in ("rules.yml", "stories.yml"):
        shutil.copy(ROOT / "data" / file, data)
    nlu = yaml.load((ROOT / "data" / "nlu.yml").read_bytes(), yaml.CSafeLoader)
    for intent in nlu["nlu"]:
        intent["examples"] = "".join(intent["examples"].splitlines(keepends=True)[:most])
    (data / "nlu.yml").write_text(yaml.safe_dump(nlu, allow_unicode=True), "utf-8")
