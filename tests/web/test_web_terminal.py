"""The chat in a terminal."""

import json

import httpx
import pytest

from web import terminal
from web.terminal import Conversation, ServiceError, chat, lines_of

SOURCE = {
    "id": "s",
    "title": "A title of many words, " * 4,
    "publisher": "P",
    "date": "2025",
    "url": "https://www.example.com/" + "long/" * 20,
}
MESSAGE = {
    "text": "One long sentence " + "that goes on and on " * 8 + "\n- first\n- second",
    "sources": [SOURCE, SOURCE | {"title": "Other", "date": None, "url": None}],
    "buttons": [{"id": "pain", "title": "Does it hurt?"}, {"id": "cost", "title": "Price?"}],
}
PLAIN = {"text": "Hello.", "sources": [], "buttons": []}


def test_text_is_wrapped_and_sources_and_choices_are_numbered() -> None:
    lines = list(lines_of([MESSAGE], width=60))
    assert all(len(line) <= 60 for line in lines if "https:" not in line)
    assert [line.strip() for line in lines if "https:" in line] == [SOURCE["url"]]
    assert "- first" in lines
    assert any(line.startswith("  [1] ") for line in lines)
    assert "  [2] Other; P" in lines
    assert lines[-2:] == ["  1  Does it hurt?", "  2  Price?"]


class Service:
    """Answers like the gateway, and notes what it was sent."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.sent: list[dict[str, str]] = []
        self._answers = list(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/sessions":
            return httpx.Response(201, json={"session": "token", "messages": [MESSAGE]})

        self.sent.append(json.loads(request.content))
        if self._answers:
            return self._answers.pop(0)
        return httpx.Response(200, json={"messages": [PLAIN]})


def conversation(service: Service) -> Conversation:
    transport = httpx.MockTransport(service)
    return Conversation(httpx.Client(transport=transport, base_url="http://gateway"))


def hold(service: Service, *typed: str, end: type[BaseException] = EOFError) -> list[str]:
    """What is told while a visitor types these lines and then leaves."""
    told: list[str] = []
    lines = list(typed)

    def ask(prompt: str) -> str:
        if not lines:
            raise end
        return lines.pop(0)

    chat(conversation(service), ask, told.append)
    return told


def test_a_question_is_sent_and_its_answer_told() -> None:
    service = Service()
    assert hold(service, "How deep?")[-2:] == ["Hello.", ""]
    assert service.sent == [{"session": "token", "text": "How deep?"}]


def test_a_number_presses_the_button_that_was_offered() -> None:
    service = Service()
    hold(service, "2")
    assert service.sent == [{"session": "token", "button": "cost"}]


@pytest.mark.parametrize("typed", ["0", "3", "0.5", "²", "-1"])
def test_another_number_is_a_question(typed: str) -> None:
    service = Service()
    hold(service, typed)
    assert service.sent == [{"session": "token", "text": typed}]


def test_choices_go_when_the_next_answer_has_none() -> None:
    service = Service()
    hold(service, "How deep?", "1")
    assert service.sent[1] == {"session": "token", "text": "1"}


def test_a_blank_line_is_not_sent() -> None:
    service = Service()
    hold(service, "", "  ")
    assert service.sent == []


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_the_two_ways_out_of_a_terminal_leave_cleanly(end: type[BaseException]) -> None:
    assert hold(Service(), end=end)[-1] == ""


@pytest.mark.parametrize("word", ["quit", "exit", " Quit "])
def test_a_word_leaves_too(word: str) -> None:
    service = Service()
    hold(service, word, "never asked")
    assert service.sent == []


def test_a_refusal_is_told_and_the_conversation_goes_on() -> None:
    error = {"error": {"code": "message_too_long", "message": "Up to 1000 characters."}}
    service = Service(httpx.Response(400, json=error))
    told = hold(service, "a" * 2000, "How deep?")
    assert "Up to 1000 characters." in told
    assert len(service.sent) == 2


def test_no_answer_is_told_and_the_conversation_goes_on() -> None:
    service = Service(httpx.Response(502, content=b"<html>"))
    told = hold(service, "How deep?", "How deep?")
    assert "The service gave no answer. Please try again." in told
    assert len(service.sent) == 2


def test_a_service_that_does_not_run_is_said_so() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    http = httpx.Client(transport=httpx.MockTransport(refuse), base_url="http://127.0.0.1:8000")
    with pytest.raises(ServiceError, match=r"not running at http://127\.0\.0\.1:8000.*make run"):
        Conversation(http).start()


def test_the_command_ends_with_1_where_nothing_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Nothing can listen on port 0.
    monkeypatch.setenv("PORT", "0")
    assert terminal.main() == 1
    assert "not running" in capsys.readouterr().err
