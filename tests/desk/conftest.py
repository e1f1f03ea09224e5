"""For the tests of the room `desk/`: gateway and front desk in one process, with databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge import LiveKnowledge
from tests.desk_under_test import Desk, desk
from tests.empty_database import engine as engine
from tests.made_quick import passwords_are_hashed_quickly as passwords_are_hashed_quickly
from tests.unit.small_knowledge import QUESTIONS, write_folder

settings.register_profile("rooms", deadline=None, max_examples=30)
settings.load_profile("rooms")


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Desk]:
    """A desk of a small knowledge that may be changed."""
    folder = write_folder(tmp_path / "small", questions=QUESTIONS)
    live = LiveKnowledge(folder, on_refused=lambda error: pytest.fail(str(error)))
    with desk(tmp_path, live=live, KNOWLEDGE_FOLDER=folder) as it:
        yield it
