"""Every conversation in this folder, played against the whole service."""

import httpx
import pytest

from tests.conversations import report
from tests.conversations.conversation import FOLDER, FileRead, load_each
from tests.conversations.player import SECONDS, play


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each file, called after its title; one that is refused fails alone."""
    metafunc.parametrize("file", map(_as_test, load_each(FOLDER.glob("*.yml"))))


def _as_test(file: FileRead) -> object:
    if file.conversation is None or file.problems:
        return pytest.param(file, id=file.path.name)
    marks = [pytest.mark.needs_restart] if file.conversation.needs_restart else []
    return pytest.param(file, id=file.conversation.title, marks=marks)


def test_conversation(file: FileRead, request: pytest.FixtureRequest) -> None:
    if file.conversation is None or file.problems:
        pytest.fail("\n".join(map(str, file.problems)), pytrace=False)
    service_url = request.getfixturevalue("service_url")
    restart = None
    if file.conversation.needs_restart:
        restart = request.getfixturevalue("restart_service")
    with httpx.Client(base_url=service_url, timeout=SECONDS) as http:
        playback = play(file.conversation, http, restart)
    if playback.failed:
        pytest.fail(report.of_one(playback), pytrace=False)
