"""The player, against a service that answers by script."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.conversations import player
from tests.conversations.conversation import Conversation, Turn
from tests.conversations.playback import Playback

Answer = Callable[[dict[str, Any]], httpx.Response]


def message(text: str, topic: str, *buttons: str) -> dict[str, Any]:
    """A message of the public contract."""
    return {
        "id": "m",
        "text": text,
        "topic": topic,
        "treatment": None,
        "facts": [],
        "sources": [],
        "buttons": [{"id": id_, "title": id_} for id_ in buttons],
    }


class Service:
    """A service with numbered sessions; it keeps what was sent to it."""

    def __init__(self, answer: Answer | None = None) -> None:
        self.sent: list[dict[str, Any]] = []
        self._answer = answer or self._pain
        self._sessions = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        body = json.loads(request.content)
        if request.url.path == "/api/sessions":
            self._sessions += 1
            messages = [message("Hello!", "smalltalk", "pain")]
            return httpx.Response(201, json={"session": f"s{self._sessions}", "messages": messages})
        assert request.url.path == "/api/chat"
        self.sent.append(body)
        return self._answer(body)

    @staticmethod
    def _pain(body: dict[str, Any]) -> httpx.Response:
        return httpx.Response(200, json={"messages": [message("Some.", "pain", "more.pain.2")]})


def play(service: Service, *turns: Turn, restart: Callable[[], None] | None = None) -> Playback:
    """Play these turns against the service."""
    conversation = Conversation(title="T", why="W", never=("painless",), turns=turns)
    with httpx.Client(base_url="http://service", transport=httpx.MockTransport(service)) as http:
        return player.play(conversation, http, restart)


def problems(playback: Playback) -> list[str]:
    """All that was not as expected."""
    return [problem for exchange in playback.exchanges for problem in exchange.problems]


def test_words_and_buttons_are_sent_in_the_session_that_was_opened() -> None:
    service = Service()
    playback = play(
        service,
        Turn(says="does it hurt", topics=("pain",)),
        Turn(presses="more.pain.2", topics=("pain",), mentions=("some",)),
    )
    assert service.sent == [
        {"session": "s1", "text": "does it hurt"},
        {"session": "s1", "button": "more.pain.2"},
    ]
    assert not playback.failed
    assert playback.exchanges[0].turn.event == "a visitor comes"
    assert [each.messages[0].text for each in playback.exchanges] == ["Hello!", "Some.", "Some."]


def test_the_greeting_can_be_expected_and_its_buttons_pressed() -> None:
    service = Service()
    playback = play(
        service,
        Turn(event="a visitor comes", mentions=("hello",), offers=("pain",)),
        Turn(presses="pain", topics=("pain",)),
    )
    assert not playback.failed
    assert len(playback.exchanges) == 2


def test_another_visitor_has_another_session() -> None:
    service = Service()
    play(
        service,
        Turn(says="a", topics=("pain",)),
        Turn(event="a visitor comes"),
        Turn(says="b", topics=("pain",)),
    )
    assert [body["session"] for body in service.sent] == ["s1", "s2"]


def test_a_button_that_was_not_offered_cannot_be_pressed() -> None:
    playback = play(Service(), Turn(presses="cost", topics=("pain",)))
    assert problems(playback) == ["is to the button cost, which was not offered just before"]


def test_the_rest_is_played_after_a_failure() -> None:
    service = Service()
    playback = play(service, Turn(says="a", topics=("cost",)), Turn(says="b", topics=("pain",)))
    assert problems(playback) == ["is about pain and not about cost"]
    assert len(service.sent) == 2


def test_words_that_the_whole_conversation_forbids_are_found_in_every_turn() -> None:
    def boast(body: dict[str, Any]) -> httpx.Response:
        return httpx.Response(200, json={"messages": [message("Quite painless.", "pain")]})

    playback = play(Service(boast), Turn(says="a", topics=("pain",)))
    assert problems(playback) == ['says "painless"']


def _refuse(body: dict[str, Any]) -> httpx.Response:
    return httpx.Response(400, json={"error": {"code": "unknown_button", "message": "Gone."}})


def test_a_refusal_that_is_expected_is_no_failure_and_keeps_the_buttons() -> None:
    service = Service(
        lambda body: _refuse(body) if body.get("button") == "x" else Service._pain(body)
    )
    playback = play(
        service,
        Turn(presses="x", refused="unknown_button"),
        Turn(presses="pain", topics=("pain",)),
    )
    assert not playback.failed
    assert playback.exchanges[1].refusal == "unknown_button"


def test_a_refusal_that_is_not_expected_is_a_failure() -> None:
    playback = play(Service(_refuse), Turn(says="a", topics=("pain",)))
    assert problems(playback) == ["is refused (unknown_button)"]


def test_an_answer_where_a_refusal_is_expected_is_a_failure() -> None:
    playback = play(Service(), Turn(says="", refused="empty_message"))
    assert problems(playback) == ["is not refused (empty_message)"]


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (httpx.Response(200, json={"messages": []}), "empty"),
        (httpx.Response(200, json={}), "list"),
        (httpx.Response(200, json=[]), "not a JSON object"),
        (httpx.Response(502, text="<html>"), "status 502 without JSON"),
        (httpx.Response(500, json={"detail": "x"}), "status 500 without a code"),
        (httpx.Response(429, json={"error": {"code": "slow"}}), "status 429 without a code"),
    ],
)
def test_a_breach_of_the_public_contract_is_a_failure(response: httpx.Response, words: str) -> None:
    playback = play(Service(lambda body: response), Turn(says="a", topics=("pain",)))
    (problem,) = problems(playback)
    assert problem.startswith("breaks the public contract: ")
    assert words in problem


def test_the_service_is_restarted_between_two_turns_and_the_session_stays() -> None:
    service = Service()
    restarts: list[int] = []
    playback = play(
        service,
        Turn(says="a", topics=("pain",)),
        Turn(event="the service restarts"),
        Turn(presses="more.pain.2", topics=("pain",)),
        restart=lambda: restarts.append(len(service.sent)),
    )
    assert restarts == [1]
    assert {body["session"] for body in service.sent} == {"s1"}
    assert not playback.failed


def test_a_restart_that_nobody_can_do_is_refused_before_anything_is_said() -> None:
    service = Service()
    with pytest.raises(ValueError, match="restart"):
        play(service, Turn(says="a", topics=("pain",)), Turn(event="the service restarts"))
    assert service.sent == []
