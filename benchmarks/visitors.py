"""Visitors who put questions to a running service, one after the other or several at once."""

import http.client
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import numpy as np

LOOPBACK = "127.0.0.1"
MESSAGES_A_SESSION = 5
TIMEOUT_SECONDS = 60.0


class Refused(Exception):
    """The gateway refused a request."""


@dataclass(frozen=True)
class Visit:
    """What it took to get answers.

    Attributes:
        milliseconds: How long each answer took.
        seconds: From the first request to the last answer, over all visitors.
        apologies: How many answers were the gateway's apology: Rasa failed, or had nothing to say.
    """

    milliseconds: Sequence[float]
    seconds: float
    apologies: int

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


def sessions_of(
    questions: Sequence[str], size: int = MESSAGES_A_SESSION
) -> Iterator[Sequence[str]]:
    """Cuts questions into the conversations that they are asked in."""
    for start in range(0, len(questions), size):
        yield questions[start : start + size]


def is_apology(body: bytes, apology: str) -> bool:
    """Whether the body of a chat response holds the apology that begins with `apology`."""
    return bool(json.loads(body)["messages"][0]["text"].startswith(apology))


def visit(port: int, questions: Sequence[str], visitors: int, apology: str) -> Visit:
    """Puts the questions to the gateway, shared out among visitors who ask at the same time.

    Args:
        port: Of the gateway, on loopback.
        questions: What to ask.
        visitors: How many ask at once; each waits for an answer before the next question.
        apology: How the gateway's apology begins.

    Raises:
        Refused: If the gateway refuses a request.
        OSError: If the gateway cannot be reached.
    """
    shares = [questions[number::visitors] for number in range(visitors)]
    with ThreadPoolExecutor(visitors) as pool:
        begun = time.perf_counter()
        answers = [
            each for asked in pool.map(lambda share: _ask(port, share), shares) for each in asked
        ]
        seconds = time.perf_counter() - begun
    return Visit(
        milliseconds=[milliseconds for milliseconds, _ in answers],
        seconds=seconds,
        apologies=sum(is_apology(body, apology) for _, body in answers),
    )


def _ask(port: int, questions: Sequence[str]) -> list[tuple[float, bytes]]:
    """Asks one visitor's questions; returns the milliseconds and the body of each answer."""
    answers = []
    with closing(http.client.HTTPConnection(LOOPBACK, port, timeout=TIMEOUT_SECONDS)) as connection:
        for asked in sessions_of(questions):
            session = json.loads(_post(connection, "/api/sessions", {}))["session"]
            for question in asked:
                begun = time.perf_counter()
                body = _post(connection, "/api/chat", {"session": session, "text": question})
                answers.append(((time.perf_counter() - begun) * 1000, body))
    return answers


def _post(connection: http.client.HTTPConnection, path: str, content: dict[str, str]) -> bytes:
    headers = {"Content-Type": "application/json"}
    connection.request("POST", path, json.dumps(content).encode(), headers)
    response = connection.getresponse()
    body = response.read()
    if response.status not in (http.client.OK, http.client.CREATED):
        raise Refused(f"{path} was refused with {response.status}: {body[:200]!r}")
    return body
