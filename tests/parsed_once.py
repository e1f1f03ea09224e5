"""For tests in one process: a knowledge file is parsed once, and nothing waits for the disk."""

import os
from functools import lru_cache
from pathlib import Path

from knowledge import loading
from knowledge.yaml_file import YamlFile


def parse_once() -> None:
    """A hundred tests load the shipped files, of which each changes one; the rest is the same."""
    parsed = lru_cache(maxsize=64)(loading.read_yaml)

    def read_yaml(path: Path, content: bytes) -> YamlFile:
        return parsed(Path(path.parent.name, path.name), content)

    loading.read_yaml = read_yaml
    loading.shaped = lru_cache(maxsize=64)(loading.shaped)


def wait_for_no_disk() -> None:
    """What a test writes need not outlive the machine."""
    os.fsync = lambda descriptor: None
