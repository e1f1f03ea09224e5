"""Edits of the knowledge are live at once in every process, and a faulty one changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from tests.blank_clinic import copied_knowledge
from tests.running_service import RunningService, wait_for

LIVE_SECONDS = 15.0
"""A save is in force within one on a quiet machine; reading the files takes more on a busy one."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_knowledge(tmp_path_factory.mktemp("knowledge"))


@pytest.fixture(scope="module")
def edited(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    with RunningService(tmp_path_factory.mktemp("edited"), KNOWLEDGE_FOLDER=str(folder)) as running:
        yield running


class Visitor:
    """Somebody who asks each question in a new conversation: in one, nothing is said twice."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(self, text: str) -> dict[str, str]:
        session = self._client.post("/api/sessions", json={}).json()["session"]
        answer = self._client.post("/api/chat", json={"session": session, "text": text})
        message: dict[str, str] = answer.json()["messages"][0]
        return message


@pytest.fixture
def visitor(edited: RunningService) -> Iterator[Visitor]:
    with httpx.Client(base_url=edited.url, timeout=30, trust_env=False) as client:
        yield Visitor(client)


def edit(file: Path, change: dict[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def test_a_changed_sentence_is_said(folder: Path, visitor: Visitor) -> None:
    file = folder / "treatments.yml"
    before = visitor.ask("does it hurt?")["text"]
    fact = next(
        f["text"] for f in yaml.safe_load(file.read_text("utf-8"))["facts"] if f["text"] in before
    )
    edit(file, {fact: "Many people find it bearable."})
    wait_for(
        lambda: "Many people find it bearable." in visitor.ask("does it hurt?")["text"],
        LIVE_SECONDS,
        "the new answer",
    )


def test_a_new_synonym_is_understood_without_training(folder: Path, visitor: Visitor) -> None:
    question = "is it used for zebra lines?"
    assert "stretch marks" not in visitor.ask(question)["text"]
    file = folder / "treatments.yml"
    lines = file.read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.strip() == "stretch_marks:")
    synonyms = next(i for i in range(at, at + 6) if "synonyms:" in lines[i])
    lines[synonyms] = lines[synonyms].replace("[", "[zebra lines, ", 1)
    assert "zebra lines" in lines[synonyms]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    wait_for(
        lambda: "stretch marks" in visitor.ask(question)["text"],
        LIVE_SECONDS,
        "understanding",
    )


def test_the_clinics_details_are_live(folder: Path, visitor: Visitor) -> None:
    assert "555" not in visitor.ask("what is your phone number")["text"]
    file = folder / "clinic.yml"
    lines = file.read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("phone:"))
    lines[at] = 'phone: "+1 202 555 0143"'
    file.write_text("\n".join(lines) + "\n", "utf-8")
    wait_for(
        lambda: "+1 202 555 0143" in visitor.ask("what is your phone number")["text"],
        LIVE_SECONDS,
        "the phone number",
    )


def test_a_faulty_edit_is_refused_and_the_last_good_version_stays(
    folder: Path, edited: RunningService, visitor: Visitor
) -> None:
    file = folder / "treatments.yml"
    good = file.read_text("utf-8")
    before = visitor.ask("does it hurt?")["text"]
    file.write_text(good.replace("source: FDA-DEVICES", "source: FDA-DEVISES", 1), "utf-8")
    wait_for(
        lambda: (
            visitor.ask("does it hurt?")["text"] == before
            and "treatments.yml:" in edited.output
            and "FDA-DEVISES" in edited.output
        ),
        LIVE_SECONDS,
        "the refusal",
    )
    file.write_text(good, "utf-8")
    assert visitor.ask("does it hurt?")["text"] == before
