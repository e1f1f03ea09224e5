"""For tests in one process: the same knowledge file is parsed once."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from knowledge import loading
from knowledge.yaml_file import YamlFile


@pytest.fixture(scope="session", autouse=True)
def same_bytes_are_parsed_once() -> Iterator[None]:
    """A hundred tests load the shipped files, of which each changes one; the rest is the same."""
    parsed = lru_cache(maxsize=64)(loading.read_yaml)

    def read_yaml(path: Path, content: bytes) -> YamlFile:
        return parsed(Path(path.parent.name, path.name), content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "read_yaml", read_yaml)
        yield
