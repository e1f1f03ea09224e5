"""`python -m web.terminal`: a conversation in a terminal, with the service that is running."""

import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from settings import Settings

WIDTH = 80
_SECONDS = 30.0
_LEAVE = frozenset({"quit", "exit"})

Shown = dict[str, Any]
"""A message, a source or a button of the public contract."""


class ServiceError(Exception):
    """The service cannot be reached, or refuses; the text says which and what to do."""


@dataclass
class Conversation:
    """One session with the gateway, over HTTP."""

    http: httpx.Client
    session: str = ""
    choices: list[Shown] = field(default_factory=list)
    """The buttons that were last offered; a number picks one."""

    def start(self) -> list[Shown]:
        """Open the session; returns the greeting.

        Raises:
            ServiceError: The service cannot be reached.
        """
        opened = self._post("/api/sessions", {})
        self.session = opened["session"]
        return self._noted(opened["messages"])

    def say(self, line: str) -> list[Shown]:
        """Send what was typed, or the button whose number it is; returns the answer.

        Raises:
            ServiceError: The service cannot be reached, or refuses the message.
        """
        body = {"session": self.session, "text": line}
        if line.strip().isdecimal() and 1 <= int(line) <= len(self.choices):
            body = {"session": self.session, "button": self.choices[int(line) - 1]["id"]}
        return self._noted(self._post("/api/chat", body)["messages"])

    def _noted(self, messages: list[Shown]) -> list[Shown]:
        self.choices = [button for message in messages for button in message["buttons"]]
        return messages

    def _post(self, path: str, body: Shown) -> Shown:
        try:
            response = self.http.post(path, json=body)
            answer: Shown = response.json()
        except httpx.ConnectError:
            raise ServiceError(
                f"The service is not running at {self.http.base_url}. Start it with: make run"
            ) from None
        except (httpx.HTTPError, ValueError):
            raise ServiceError("The service gave no answer. Please try again.") from None
        if response.is_error:
            raise ServiceError(answer["error"]["message"])
        return answer


def lines_of(messages: list[Shown], width: int = WIDTH) -> Iterator[str]:
    """The messages as wrapped lines: text, numbered sources, then numbered choices."""
    for message in messages:
        yield ""
        for line in message["text"].splitlines():
            indent = "  " if line.startswith("- ") else ""
            yield from textwrap.wrap(line, width, subsequent_indent=indent) or [""]
        for number, source in enumerate(message["sources"], start=1):
            parts = (source["title"], source["publisher"], source["date"], source["url"])
            about = "; ".join(part for part in parts if part)
            yield from textwrap.wrap(
                f"  [{number}] {about}", width, subsequent_indent="      ", break_long_words=False
            )
    choices = [button for message in messages for button in message["buttons"]]
    if choices:
        yield ""
    for number, button in enumerate(choices, start=1):
        yield f"  {number}  {button['title']}"


def chat(
    conversation: Conversation, ask: Callable[[str], str], tell: Callable[[str], None]
) -> None:
    """Hold the conversation until the visitor leaves, by Ctrl-D, Ctrl-C or "quit".

    Raises:
        ServiceError: The session cannot be opened.
    """
    for line in lines_of(conversation.start()):
        tell(line)
    while True:
        try:
            said = ask("\n> ")
        except (EOFError, KeyboardInterrupt):
            tell("")
            return
        if said.strip().lower() in _LEAVE:
            return
        if not said.strip():
            continue
        try:
            answer = conversation.say(said)
        except KeyboardInterrupt:
            tell("")
            return
        except ServiceError as error:
            tell(str(error))
            continue
        for line in lines_of(answer):
            tell(line)


def main() -> int:
    """Talk to the service that the settings name."""
    settings = Settings()
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.HOST, settings.HOST)
    address = f"http://{host}:{settings.PORT}"
    with httpx.Client(base_url=address, timeout=_SECONDS, trust_env=False) as http:
        try:
            chat(Conversation(http), input, print)
        except ServiceError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
