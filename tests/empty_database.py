"""A database of this release with nothing in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from records.database import engine_of
from records.tables import METADATA


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An SQLite file with the tables, made without migrating, which takes longer."""
    made = engine_of(f"sqlite:///{tmp_path}/empty.db")
    METADATA.create_all(made)
    yield made
    made.dispose()
