"""A second treatment takes an edit of the knowledge file and examples, and no code.

That a few of the other examples are learnt beside those makes no difference to it, and so few new
ones none to the encoder's layers, which `sampled_project` has learnt.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import yaml

from nlu.rasa_environment import RASA_ENVIRONMENT
from tests.running_service import ROOT, RunningService

pytestmark = pytest.mark.untrained

TRIES = 5
SECOND = """
  glow_lamp:
    name: glow-lamp therapy
    synonyms: [glow lamp, glowlamp, glow lamp treatment]
    topics:
      definition: {facts: [glow-lamp-what], related: [pain]}
      pain: {facts: [glow-lamp-pain]}
"""
SECOND_FACTS = """
  - id: glow-lamp-what
    text: Glow-lamp therapy shines a warm lamp on the skin.
    source: ARTICLE
  - id: glow-lamp-pain
    text: The lamp feels warm, people say.
    source: ARTICLE
"""
EXAMPLES = """
version: "3.1"
nlu:
  - intent: ask_definition
    examples: |
      - what is glow lamp therapy
      - whats a glow lamp
      - tell me about the glow lamp treatment
  - intent: ask_pain
    examples: |
      - does the glow lamp hurt
      - is glow lamp therapy painful
"""


@pytest.fixture(scope="module")
def knowledge_folder(tmp_path_factory: pytest.TempPathFactory, sampled_project: Path) -> Path:
    folder = tmp_path_factory.mktemp("two_treatments") / "knowledge"
    shutil.copytree(sampled_project / "knowledge", folder)
    file = folder / "treatments.yml"
    text = file.read_text("utf-8")
    facts = text.index("\nfacts:\n") + len("\nfacts:\n")
    text = text[:facts] + SECOND_FACTS.lstrip("\n") + text[facts:]
    file.write_text(text.rstrip() + "\n" + SECOND.lstrip("\n"), "utf-8")
    assert list(yaml.safe_load(file.read_text("utf-8"))["treatments"]) == [
        "microneedling",
        "glow_lamp",
    ]
    return folder


@pytest.fixture(scope="module")
def model(
    tmp_path_factory: pytest.TempPathFactory, knowledge_folder: Path, sampled_project: Path
) -> Path:
    folder = tmp_path_factory.mktemp("model")
    data = folder / "data"
    shutil.copytree(sampled_project / "data", data)
    (data / "glow_lamp.yml").write_text(EXAMPLES, "utf-8")
    (layers,) = (sampled_project / "models").glob("*.npz")
    layers = Path(shutil.copy2(layers, folder))
    learnt_at = layers.stat().st_mtime_ns
    command = [sys.executable, "-m", "rasa", "train", "--data", str(data)]
    command += ["--out", str(folder), "--fixed-model-name", "two"]
    training = subprocess.run(
        command,
        cwd=ROOT,
        env={
            **os.environ,
            **RASA_ENVIRONMENT,
            "KNOWLEDGE_FOLDER": str(knowledge_folder),
            # Not the checkout's, which another training may be writing.
            "MODEL": str(folder),
            "RASA_CACHE_DIRECTORY": str(folder / "cache"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert training.returncode == 0, training.stdout[-2000:] + training.stderr[-2000:]
    assert layers.stat().st_mtime_ns == learnt_at, "the encoder's layers were learnt anew"
    return folder / "two.tar.gz"


def test_a_second_treatment_is_asked_about(
    knowledge_folder: Path, model: Path, tmp_path: Path
) -> None:
    with (
        RunningService(
            tmp_path, KNOWLEDGE_FOLDER=str(knowledge_folder), MODEL=str(model)
        ) as running,
        httpx.Client(base_url=running.url, timeout=30, trust_env=False) as visitor,
    ):
        session = visitor.post("/api/sessions", json={}).json()["session"]

        def ask(text: str) -> dict[str, str]:
            """Asks again where the gateway apologized for Rasa, which had no time for 8 s."""
            for _ in range(TRIES):
                answer = visitor.post("/api/chat", json={"session": session, "text": text})
                message: dict[str, str] = answer.json()["messages"][0]
                if message["topic"] != "handoff":
                    break
            return message

        what = ask("what's glowlamp therapy please")
        assert (what["topic"], what["treatment"]) == ("definition", "glow_lamp")
        assert "shines a warm lamp" in what["text"]

        still = ask("is it painful?")
        assert (still["topic"], still["treatment"]) == ("pain", "glow_lamp")
        assert "feels warm" in still["text"]

        first = ask("and does micro-needling hurt?")
        assert (first["topic"], first["treatment"]) == ("pain", "microneedling")
        assert "feels warm" not in first["text"]
