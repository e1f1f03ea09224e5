"""The sentences of `safety.yml` hold, and an edit with one that does not is refused."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge import DEFAULT_FOLDER, KnowledgeError, load
from knowledge.safety import SafetyFile
from settings import Settings
from understanding.live import live_understanding
from understanding.prepared import Prepared

SHIPPED = load(DEFAULT_FOLDER)


def changed(change: dict[str, Any], sign: str = "pus") -> Prepared:
    """The clinic's words with one sign of today changed."""
    content = SHIPPED.safety.model_dump()
    signs = content["levels"]["today"]["signs"]
    signs[sign] = signs.get(sign, {}) | change
    return Prepared(replace(SHIPPED, safety=SafetyFile.model_validate(content)))


def test_the_sentences_that_ship_hold() -> None:
    Prepared(SHIPPED).check_sign_sentences()


@pytest.mark.parametrize(
    ("change", "sign", "says"),
    [
        ({"fires": ["what a lovely day"]}, "pus", "is not raised by the words of “what a lovely"),
        ({"does_not_fire": ["there is pus coming out"]}, "pus", "`pus` is raised by the words of"),
        ({"name": "limping", "fires": ["I limp"]}, "limp", "> limp` is not raised by the words"),
    ],
)
def test_a_sentence_that_does_not_hold_is_named(
    change: dict[str, Any], sign: str, says: str
) -> None:
    with pytest.raises(KnowledgeError) as refusal:
        changed(change, sign).check_sign_sentences()
    assert says in str(refusal.value)
    assert all(problem.mend for problem in refusal.value.problems)


def test_a_sign_that_is_heard_cannot_be_left_out() -> None:
    content = SHIPPED.safety.model_dump()
    del content["levels"]["today"]["signs"]["pus"]
    safety = SafetyFile.model_validate(content)
    with pytest.raises(KnowledgeError, match="has no `pus`, which is heard"):
        Prepared(replace(SHIPPED, safety=safety)).check_sign_sentences()


def test_a_service_keeps_the_version_before_such_an_edit(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "knowledge"))
    refused: list[KnowledgeError] = []
    settings = Settings(KNOWLEDGE_FOLDER=folder, MODEL=tmp_path)
    knowledge = live_understanding(settings, refused.append).knowledge
    before = knowledge.current().version
    file = folder / "safety.yml"
    text = file.read_text("utf-8")
    assert "there is pus" in text
    file.write_text(text.replace("there is pus", "there is a lovely day", 1), "utf-8")
    knowledge.catch_up()
    assert knowledge.current().version == before
    assert "is not raised by the words of" in str(refused[0])
