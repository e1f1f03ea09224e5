"""Visitors who put questions to a running service, one after the other or several at once."""

import http.client
import json
import statistics
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

LOOPBACK = "127.0.0.1"
MESSAGES_A_SESSION = 5
TIMEOUT_SECONDS = 60.0


class Refused(Exception):
    """The service refused a request."""


@dataclass(frozen=True)
class Visit:
    """What it took to get answers.

    Attributes:
        milliseconds: How long each answer took.
        seconds: From the first request to the last answer, over all visitors.
        unanswered: How many messages got no answer, or only an apology.
    """

    milliseconds: Sequence[float]
    seconds: float
    unanswered: int

    @property
    def answers_a_second(self) -> float:
        """How many answers came in a second, over all visitors."""
        return len(self.milliseconds) / self.seconds

    def percentile(self, percent: float) -> float:
        """The milliseconds that so many percent of the answers stayed within, interpolated."""
        return float(np.percentile(self.milliseconds, percent))


def median_percentile(visits: Sequence[Visit], percent: float) -> float:
    """The median over several visits of a percentile, so that one disturbed one does not decide."""
    return statistics.median(visit.percentile(percent) for visit in visits)


class Channel(Protocol):
    """How a visitor talks with a service."""

    def begin(self, connection: http.client.HTTPConnection) -> str:
        """Starts a conversation; gives its name."""

    def ask(
        self, connection: http.client.HTTPConnection, conversation: str, question: str
    ) -> list[str]:
        """Asks, and gives the texts of the answer."""


class Gateway:
    """The gateway's public interface."""

    def begin(self, connection: http.client.HTTPConnection) -> str:
        """Starts a session."""
        return str(_post(connection, "/api/sessions", {})["session"])

    def ask(
        self, connection: http.client.HTTPConnection, conversation: str, question: str
    ) -> list[str]:
        """Asks in that session."""
        reply = _post(connection, "/api/chat", {"session": conversation, "text": question})
        return [message["text"] for message in reply["messages"]]


class RestChannel:
    """Rasa's own REST channel."""

    def begin(self, connection: http.client.HTTPConnection) -> str:
        """Makes up a sender."""
        return uuid.uuid4().hex

    def ask(
        self, connection: http.client.HTTPConnection, conversation: str, question: str
    ) -> list[str]:
        """Asks as that sender."""
        said = {"sender": conversation, "message": question}
        return [
            each["text"]
            for each in _post(connection, "/webhooks/rest/webhook", said)
            if each.get("text")
        ]


def sessions_of(
    questions: Sequence[str], size: int = MESSAGES_A_SESSION
) -> Iterator[Sequence[str]]:
    """Cuts questions into the conversations that they are asked in."""
    for start in range(0, len(questions), size):
        yield questions[start : start + size]


def visit(
    port: int, channel: Channel, questions: Sequence[str], visitors: int, apology: str
) -> Visit:
    """Puts the questions to a service, shared out among visitors who ask at the same time.

    Args:
        port: Where it answers, on loopback.
        channel: How it is talked with.
        questions: What to ask.
        visitors: How many ask at once; each waits for an answer before the next question.
        apology: How an answer begins that is none.

    Raises:
        Refused: If a request is refused.
        OSError: If the service cannot be reached.
    """

    def converse(asked: Sequence[str]) -> list[tuple[float, list[str]]]:
        answers = []
        with closing(
            http.client.HTTPConnection(LOOPBACK, port, timeout=TIMEOUT_SECONDS)
        ) as connection:
            for session in sessions_of(asked):
                conversation = channel.begin(connection)
                for question in session:
                    begun = time.perf_counter()
                    texts = channel.ask(connection, conversation, question)
                    answers.append(((time.perf_counter() - begun) * 1000, texts))
        return answers

    shares = [questions[number::visitors] for number in range(visitors)]
    with ThreadPoolExecutor(visitors) as pool:
        begun = time.perf_counter()
        answers = [each for asked in pool.map(converse, shares) for each in asked]
        seconds = time.perf_counter() - begun
    return Visit(
        milliseconds=[milliseconds for milliseconds, _ in answers],
        seconds=seconds,
        unanswered=sum(not texts or texts[0].startswith(apology) for _, texts in answers),
    )


def _post(connection: http.client.HTTPConnection, path: str, content: dict[str, str]) -> Any:
    headers = {"Content-Type": "application/json"}
    connection.request("POST", path, json.dumps(content).encode(), headers)
    response = connection.getresponse()
    body = response.read()
    if response.status not in (http.client.OK, http.client.CREATED):
        raise Refused(f"{path} was refused with {response.status}: {body[:200]!r}")
    return json.loads(body)
