import json
import logging
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
    ran: dict[str, Any] = {}

    class App:
        def run(self, host: str, port: int, **options: object) -> None:
            ran.update(host=host, port=port)

    monkeypatch.setattr(server, "make_app", App)
    assert server.main([]) == 0
    assert ran == {"host": "127.0.0.1", "port": 5055}
    assert server.main(["--host", "::1", "--port", "6000"]) == 0
    assert ran == {"host": "::1", "port": 6000}


def test_it_does_not_start_without_usable_knowledge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_FOLDER", str(tmp_path))
    current_knowledge_module._live.cache_clear()
    assert server.main([]) == 1
    assert "treatments.yml" in capsys.readouterr().err
    current_knowledge_module._live.cache_clear()
