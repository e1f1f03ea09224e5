import json
import logging
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sanic import Sanic
from sanic.exceptions import NotFound

from actions import server
from actions.rasa_actions import current_knowledge as current_knowledge_module

SECRET = "my very private words"


@pytest.fixture
def app() -> Any:
    Sanic._app_registry.clear()
    yield server.make_app()
    Sanic._app_registry.clear()


def request() -> Any:
    return SimpleNamespace(method="POST", path="/webhook", json={"text": SECRET}, name=None)


@pytest.mark.parametrize(
    ("failure", "status"),
    [(ValueError(SECRET), 500), (KeyError(SECRET), 500), (NotFound(SECRET), 404)],
)
def test_a_failure_tells_neither_the_caller_nor_the_log_a_visitors_words(
    app: Sanic, caplog: pytest.LogCaptureFixture, failure: Exception, status: int
) -> None:
    handler = app.error_handler.lookup(failure, None)
    with caplog.at_level(logging.DEBUG):
        response = handler(request(), failure)
    assert response.status == status
    assert json.loads(response.body) == {"error": type(failure).__name__}
    assert SECRET not in caplog.text


def test_it_listens_on_loopback_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, int]] = []

    class App:
        def run(self, sock: socket.socket, **options: object) -> None:
            with sock:
                ran.append(sock.getsockname()[:2])

    monkeypatch.setattr(server, "make_app", App)
    monkeypatch.setattr(server, "DEFAULT_PORT", 0)
    assert server.main([]) == 0
    assert server.main(["--host", "0.0.0.0"]) == 0
    assert [host for host, _ in ran] == ["127.0.0.1", "0.0.0.0"]


def test_an_address_of_another_machine_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert server.main(["--host", "192.0.2.1", "--port", "0"]) == 1
    assert "assign requested address" in capsys.readouterr().err


def test_it_does_not_start_without_usable_knowledge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_FOLDER", str(tmp_path))
    current_knowledge_module._live.cache_clear()
    assert server.main([]) == 1
    assert "treatments.yml" in capsys.readouterr().err
    current_knowledge_module._live.cache_clear()
