"""For tests in one process: files that stay are read once, and nothing waits for the disk."""

import os
from functools import lru_cache
from pathlib import Path

import httpx

from knowledge import DEFAULT_FOLDER, loading
from knowledge.yaml_file import YamlFile
from tests.blank_clinic import BLANK


def parse_once() -> None:
    """A hundred tests load the shipped files, of which each changes one; the rest is the same.

    Where the profile that stands in the checkout would be read, a blank one is; a test may put
    another in its place.
    """
    profile, blank = DEFAULT_FOLDER / loading.CLINIC, BLANK.encode()
    parsed = lru_cache(maxsize=64)(loading.read_yaml)

    def read_yaml(path: Path, content: bytes) -> YamlFile:
        is_ours = path == profile and content == profile.read_bytes()
        return parsed(Path(path.parent.name, path.name), blank if is_ours else content)

    loading.read_yaml = read_yaml
    loading.shaped = lru_cache(maxsize=64)(loading.shaped)


def read_certificates_once() -> None:
    """Each client of httpx reads the machine's certificates, in a quarter of the time of an answer.

    A test asks with hundreds of clients, waits with more, and meets nobody who has a certificate.
    """
    httpx._transports.default.create_ssl_context = lru_cache(httpx.create_ssl_context)


def wait_for_no_disk() -> None:
    """What a test writes need not outlive the machine."""
    os.fsync = lambda descriptor: None
