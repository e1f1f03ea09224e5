import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.rasa_actions import current_knowledge as module
from actions.rasa_actions.current_knowledge import current_knowledge
from knowledge.live import at_once
from tests.unit.small_knowledge import write_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = write_folder(tmp_path / "small")
    monkeypatch.setenv("KNOWLEDGE_FOLDER", str(folder))
    monkeypatch.setattr(module, "in_thread", at_once)
    module._live.cache_clear()
    yield folder
    module._live.cache_clear()


def test_an_edit_is_in_force_with_the_next_answer(folder: Path) -> None:
    (folder / "clinic.yml").write_text("name: Willow\n")
    assert current_knowledge().clinic.phone is None
    (folder / "clinic.yml").write_text("name: Willow\nphone: +1 202 555 0143\n")
    assert current_knowledge().clinic.phone == "+1 202 555 0143"


def test_a_faulty_edit_is_logged_and_changes_nothing(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = current_knowledge()
    (folder / "clinic.yml").write_text("phne: 1\n")
    with caplog.at_level(logging.ERROR):
        assert current_knowledge() is before
    assert "clinic.yml:1" in caplog.text


def test_only_reviewed_facts_are_left_where_that_is_set(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONLY_REVIEWED", "true")
    assert set(current_knowledge().facts) == {"light-length"}
