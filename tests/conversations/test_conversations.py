"""Every conversation in this folder, played against the whole service."""

import httpx
import pytest

from tests.conversations import report
from tests.conversations.conversation import FOLDER, Conversation, load_all
from tests.conversations.player import SECONDS, play


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each file, called after its title."""
    metafunc.parametrize(
        "conversation",
        [
            pytest.param(
                each, id=each.title, marks=[pytest.mark.needs_restart] if each.needs_restart else []
            )
            for each in load_all(FOLDER.glob("*.yml"))
        ],
    )


def test_conversation(
    conversation: Conversation, service_url: str, request: pytest.FixtureRequest
) -> None:
    restart = None
    if conversation.needs_restart:
        restart = request.getfixturevalue("restart_service")
    with httpx.Client(base_url=service_url, timeout=SECONDS) as http:
        playback = play(conversation, http, restart)
    if playback.failed:
        pytest.fail(report.of_one(playback), pytrace=False)
