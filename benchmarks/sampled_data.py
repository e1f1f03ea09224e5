"""What the assistant learns from with few examples of each kind: learnt in a minute."""

import shutil
from pathlib import Path

import yaml

from benchmarks.running_service import ROOT
from knowledge.questions import FEWEST_EXAMPLES


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


def write_few_questions(folder: Path) -> None:
    """Writes the particular questions into a knowledge folder with as few examples as they need."""
    shipped = ROOT / "knowledge" / "questions.yml"
    content = yaml.load(shipped.read_bytes(), yaml.CBaseLoader)
    for topics in content["questions"].values():
        for questions in topics.values():
            for question in questions.values():
                question["examples"] = question["examples"][:FEWEST_EXAMPLES]
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    (folder / "questions.yml").write_text(text, "utf-8")
