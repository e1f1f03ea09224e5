"""Plays whole conversations against a running service, over its public API."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx

from tests.conversations.conversation import Conversation, Turn
from tests.conversations.expectations import BrokenContractError, Message, messages_in, unmet
from tests.conversations.playback import Exchange, Playback

SECONDS = 30.0
"""How long the service may take for one answer before the player gives up."""

_ARRIVAL = Turn(event="a visitor comes")


class UnreachableError(Exception):
    """The service does not answer at all; the text says where it was looked for."""


@dataclass
class _Visitor:
    """Somebody with a session."""

    http: httpx.Client
    session: str = ""
    offered: frozenset[str] = frozenset()
    """The ids of the buttons under the last answer."""

    def act(self, turn: Turn, always_never: Sequence[str]) -> Exchange:
        """Do what the turn says, and compare what comes with what it expects."""
        if turn.event == "the service restarts":
            return Exchange(turn)
        response = self._request(turn)
        problems = []
        if turn.presses is not None and turn.refused is None and turn.presses not in self.offered:
            problems.append(f"is to the button {turn.presses}, which was not offered just before")
        try:
            messages, refusal = self._answer_in(response)
        except BrokenContractError as breach:
            return Exchange(turn, problems=(*problems, f"breaks the public contract: {breach}"))
        if turn.refused != refusal:
            problems.append(
                f"is refused ({refusal})" if refusal else f"is not refused ({turn.refused})"
            )
        if refusal is None:
            self.offered = frozenset(button.id for each in messages for button in each.buttons)
            problems += unmet(turn, always_never, messages)
        return Exchange(turn, tuple(messages), refusal, tuple(problems))

    def _request(self, turn: Turn) -> httpx.Response:
        if turn.event is not None:
            return self._post("/api/sessions", {})
        if turn.presses is not None:
            return self._post("/api/chat", {"session": self.session, "button": turn.presses})
        return self._post("/api/chat", {"session": self.session, "text": turn.says or ""})

    def _post(self, path: str, body: dict[str, str]) -> httpx.Response:
        try:
            return self.http.post(path, json=body)
        except httpx.HTTPError as error:
            why = type(error).__name__
            raise UnreachableError(f"No answer from {self.http.base_url} ({why}).") from error

    def _answer_in(self, response: httpx.Response) -> tuple[list[Message], str | None]:
        try:
            body = response.json()
        except ValueError:
            raise BrokenContractError(f"status {response.status_code} without JSON") from None
        if not isinstance(body, dict):
            raise BrokenContractError("the body is not a JSON object")
        if response.is_error:
            error = body.get("error")
            if not isinstance(error, dict) or not all(error.get(k) for k in ("code", "message")):
                raise BrokenContractError(
                    f"status {response.status_code} without a code and a message"
                )
            return [], str(error["code"])
        if "session" in body:
            self.session = str(body["session"])
        return messages_in(body.get("messages")), None


def play(
    conversation: Conversation, http: httpx.Client, restart: Callable[[], None] | None = None
) -> Playback:
    """Play one conversation to its end, whatever goes wrong on the way.

    Args:
        conversation: What to play.
        http: A client whose base address is the service.
        restart: Restarts the service and returns when it answers again; None: not possible.

    Raises:
        UnreachableError: The service does not answer.
        ValueError: The conversation needs a restart and there is no way to do it.
    """
    if conversation.needs_restart and restart is None:
        raise ValueError("this conversation needs a restart of the service")
    visitor = _Visitor(http)
    turns = conversation.turns
    if turns[0].event != _ARRIVAL.event:
        turns = (_ARRIVAL, *turns)
    exchanges = []
    for turn in turns:
        if turn.event == "the service restarts" and restart is not None:
            restart()
        exchanges.append(visitor.act(turn, conversation.never))
    return Playback(conversation, tuple(exchanges))
