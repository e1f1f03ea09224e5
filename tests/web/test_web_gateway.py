"""The API and the pages over HTTP."""

import json
from pathlib import Path

import pytest

from settings import Rate, RateLimits
from tests.gateway_under_test import Gateway, gateway


def test_a_session_starts_with_a_greeting(service: Gateway) -> None:
    response = service.client.post("/api/sessions", json={})
    assert response.status_code == 201
    body = response.json()
    assert set(body) == {"session", "messages"}
    [message] = body["messages"]
    keys = {"id", "text", "topic", "treatment", "facts", "sources", "buttons", "calls", "sign"}
    assert set(message) == keys | {"lacks"}
    assert message["topic"] == "smalltalk"


def test_a_session_needs_no_body_but_refuses_a_broken_one(service: Gateway) -> None:
    assert service.client.post("/api/sessions").status_code == 201
    response = service.client.post("/api/sessions", content="{")
    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid_json")
    response = service.client.post("/api/sessions", json=[])
    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid_request")


def test_the_buttons_of_the_greeting_can_be_pressed(service: Gateway) -> None:
    body = service.client.post("/api/sessions", json={}).json()
    buttons = body["messages"][0]["buttons"]
    assert buttons
    for button in buttons:
        press = {"session": body["session"], "button": button["id"]}
        assert service.client.post("/api/chat", json=press).status_code == 200


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_json_is_read_whatever_its_request_calls_it(service: Gateway, kind: str | None) -> None:
    body = json.dumps({"session": service.start(), "text": "does it hurt"})
    headers = {"Content-Type": kind} if kind else {}
    assert service.client.post("/api/chat", content=body, headers=headers).status_code == 200


def error_of(service: Gateway, content: bytes) -> tuple[int, str]:
    response = service.client.post("/api/chat", content=content)
    return response.status_code, response.json()["error"]["code"]


def test_a_body_that_is_not_json_is_refused(service: Gateway) -> None:
    assert error_of(service, b"{not json") == (400, "invalid_json")


def test_a_body_of_a_megabyte_is_refused(service: Gateway) -> None:
    body = json.dumps({"session": service.start(), "text": "a" * 2**20}).encode()
    assert error_of(service, body) == (413, "too_large")


@pytest.mark.parametrize(
    "fields", [{"text": 1}, {"text": ["a"]}, {"text": None}, {}, {"text": "a", "button": "pain"}]
)
def test_wrong_types_are_refused(service: Gateway, fields: dict[str, object]) -> None:
    assert service.error(**fields) == (400, "invalid_request")


@pytest.mark.parametrize("session", ["", "nonsense", "a.b", "é", "x" * 1000])
def test_an_unknown_session_is_refused(service: Gateway, session: str) -> None:
    body = json.dumps({"session": session, "text": "How deep?"}).encode()
    assert error_of(service, body) == (404, "unknown_session")


def test_a_tampered_token_is_refused(service: Gateway) -> None:
    token = service.start()
    tampered = ("B" if token[0] == "A" else "A") + token[1:]
    body = json.dumps({"session": tampered, "text": "How deep?"}).encode()
    assert error_of(service, body) == (404, "unknown_session")


def test_the_name_that_rasa_knows_is_no_session(service: Gateway) -> None:
    service.answers(text="How deep?")
    sender, _ = service.upstream.heard[-1]
    body = json.dumps({"session": sender, "text": "How deep?"}).encode()
    assert error_of(service, body) == (404, "unknown_session")


def test_a_restart_keeps_sessions(tmp_path: Path) -> None:
    with gateway(tmp_path) as before:
        token = before.start()
        before.client.post("/api/chat", json={"session": token, "text": "How deep?"})
        sender, _ = before.upstream.heard[0]
    with gateway(tmp_path) as after:
        response = after.client.post("/api/chat", json={"session": token, "text": "And now?"})
        assert response.status_code == 200
        assert after.upstream.heard == [(sender, "And now?")]


@pytest.mark.parametrize("path", ["/api/nothing", "/nothing", "/static/nothing.js", "/api"])
def test_no_such_address_is_an_error_in_the_same_shape(service: Gateway, path: str) -> None:
    response = service.client.get(path)
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/api/sessions", "/api/chat"])
def test_another_method_is_an_error_in_the_same_shape(service: Gateway, path: str) -> None:
    response = service.client.get(path)
    assert (response.status_code, response.json()["error"]["code"]) == (405, "method_not_allowed")
    assert response.headers["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/static/../gateway.py", "/static/%2e%2e/gateway.py"])
def test_only_the_folder_of_the_page_is_served(service: Gateway, path: str) -> None:
    assert service.client.get(path).status_code == 404


def test_a_fault_of_ours_is_an_error_without_details(
    service: Gateway, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str) -> str:
        raise RuntimeError(f"cannot clean {text}")

    monkeypatch.setattr("web.visitor_text.cleaned", fail)
    status, body = service.send(text="my secret rash")
    assert (status, body["error"]["code"]) == (503, "unavailable")
    assert "secret" not in json.dumps(body)
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_the_logs_hold_no_words_of_a_visitor(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with gateway(tmp_path, down=True) as service:
        service.answers(text="my secret rash")
        service.answers(text="I can't breathe, secret throat swelling")
    assert caplog.records
    assert "secret" not in caplog.text


def test_the_rate_limits_of_the_settings_are_in_force(tmp_path: Path) -> None:
    two = RateLimits(session=Rate(2, 60), address=Rate(5, 60))
    with gateway(tmp_path, rate_limits=two) as service:
        session = service.start()
        body = {"session": session, "text": "How deep?"}
        responses = [service.client.post("/api/chat", json=body) for _ in range(3)]
        assert [response.status_code for response in responses] == [200, 200, 429]
        assert responses[2].headers["Retry-After"] == "60"
        starts = [service.client.post("/api/sessions", json={}) for _ in range(3)]
        assert [response.status_code for response in starts] == [201, 201, 429]


def test_the_process_is_up_whatever_is_behind_it(tmp_path: Path) -> None:
    with gateway(tmp_path, down=True) as service:
        response = service.client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "up"})


def test_ready_is_what_would_answer(service: Gateway) -> None:
    response = service.client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


def test_not_ready_is_an_error(tmp_path: Path) -> None:
    with gateway(tmp_path, down=True) as service:
        response = service.client.get("/readyz")
    assert (response.status_code, response.json()["error"]["code"]) == (503, "not_ready")
    assert response.headers["Retry-After"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/widget.js", "text/javascript"),
        ("/static/page.css", "text/css"),
        ("/static/icon.svg", "image/svg+xml"),
        ("/privacy", "text/html"),
        ("/openapi.json", "application/json"),
        ("/api/about", "application/json"),
    ],
)
def test_the_page_and_its_files_are_served(service: Gateway, path: str, kind: str) -> None:
    response = service.client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(kind)


def test_a_page_elsewhere_may_call_the_api_only_if_allowed(tmp_path: Path) -> None:
    clinic, other = "https://clinic.example", "https://other.example"
    with gateway(tmp_path, allowed_origins=(clinic,)) as service:

        def allowed(origin: str) -> str | None:
            asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            response = service.client.options("/api/chat", headers=asked)
            return response.headers.get("Access-Control-Allow-Origin")

        assert allowed(clinic) == clinic
        assert allowed(other) is None
