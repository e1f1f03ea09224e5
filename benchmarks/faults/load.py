"""Visitors who keep talking to the service whatever happens to it, and what came back."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from itertools import count, cycle
from typing import NamedTuple
from uuid import uuid4

import httpx

PHONE = "+1 202 555 0143"
"""The clinic's, in the knowledge that is served."""
AGAIN_SECONDS = 0.5
"""After which what was not answered is sent again, as a page does it."""
TIMEOUT_SECONDS = 30.0
GIVE_UP_SECONDS = 60.0
"""After which somebody goes who was never reached, when it is over."""


class Outcome(Enum):
    """What a visitor gets, as a page of the table says it."""

    ANSWERED = "answers"
    APOLOGY = "apologies with the way to the clinic"
    REFUSED = "asked to come back"
    UNREACHED = "not reached"
    WRONG = "wrong answers"
    EMPTY = "empty answers"


class Question(NamedTuple):
    """What is asked, and what a right answer is."""

    text: str
    topic: str
    says: str = ""


QUESTIONS = (
    Question("does it hurt?", "pain"),
    Question("who performs medical microneedling?", "providers"),
    Question("what is your phone number?", "booking", PHONE),
    Question("how many sessions do I need?", "sessions"),
    Question("how long is the downtime?", "downtime"),
)
LEANING = Question("and cosmetic?", "providers")
"""Understood by what was asked before it: the second of the questions."""
SIGN = Question("my throat is swelling and I can't breathe", "emergency")


class Seen(NamedTuple):
    """One request and its outcome."""

    at: float
    """By the clock that never goes back."""
    is_sign: bool
    outcome: Outcome
    seconds: float


@dataclass
class Conversation:
    """What was said in one session, and was answered."""

    session: str
    sent: list[str] = field(default_factory=list)
    """Each message once, however often it had to be sent."""
    answered: list[str] = field(default_factory=list)
    by_rasa: list[str] = field(default_factory=list)
    """Those of them that Rasa answered: neither a sign nor an apology."""


class Visitor:
    """Somebody who asks again until there is an answer."""

    def __init__(self, url: str, apology: str, over: threading.Event, address: str) -> None:
        self._http = httpx.Client(
            base_url=url,
            headers={"X-Forwarded-For": address},
            timeout=TIMEOUT_SECONDS,
            trust_env=False,
        )
        self._apology = apology
        self._over = over
        self.conversations: list[Conversation] = []
        self.seen: list[Seen] = []

    def talk(self, questions: Sequence[Question], turns: int, pause: float) -> None:
        """Asks one question after another, `turns` of them in a conversation, until it is over."""
        asked = cycle(questions)
        for number in count():
            if self._over.is_set():
                break
            if number % turns == 0:
                self.begin(questions[0] is SIGN)
            if self.conversations:
                self.ask(next(asked))
            self._over.wait(pause)
        self.close()

    def close(self) -> None:
        """Goes away."""
        self._http.close()

    def begin(self, is_sign: bool = False) -> None:
        """Starts another conversation."""
        begun = self._until_answered("/api/sessions", {}, None, is_sign)
        if begun is not None:
            self.conversations.append(Conversation(begun.json()["session"]))

    def ask(self, question: Question) -> Outcome:
        """Asks in the conversation that was started last; gives what came of it in the end."""
        conversation = self.conversations[-1]
        body = {"session": conversation.session, "text": question.text}
        conversation.sent.append(question.text)
        if self._until_answered("/api/chat", body, question, question is SIGN) is None:
            return self.seen[-1].outcome
        conversation.answered.append(question.text)
        if self.seen[-1].outcome is not Outcome.APOLOGY and question is not SIGN:
            conversation.by_rasa.append(question.text)
        return self.seen[-1].outcome

    def _until_answered(
        self, path: str, body: dict[str, str], question: Question | None, is_sign: bool
    ) -> httpx.Response | None:
        headers = {"Idempotency-Key": uuid4().hex}
        give_up = time.monotonic() + GIVE_UP_SECONDS
        while True:
            at = time.monotonic()
            response: httpx.Response | None = None
            try:
                response = self._http.post(path, json=body, headers=headers)
                outcome = self._outcome(response, question)
            except httpx.HTTPError:
                outcome = Outcome.UNREACHED
            self.seen.append(Seen(at, is_sign, outcome, time.monotonic() - at))
            if outcome not in (Outcome.REFUSED, Outcome.UNREACHED):
                return response
            # What nobody answered may have been taken all the same: it is sent until that is known.
            if self._over.is_set() and (outcome is Outcome.REFUSED or time.monotonic() > give_up):
                return None
            time.sleep(AGAIN_SECONDS)

    def _outcome(self, response: httpx.Response, question: Question | None) -> Outcome:
        if response.is_error:
            return Outcome.REFUSED
        messages = response.json()["messages"]
        if not messages or not all(each["text"].strip() for each in messages):
            return Outcome.EMPTY
        text = "\n".join(each["text"] for each in messages)
        if text.startswith(self._apology):
            return Outcome.APOLOGY
        topics = {each["topic"] for each in messages}
        if question is not None and (question.topic not in topics or question.says not in text):
            return Outcome.WRONG
        return Outcome.ANSWERED


class Load(NamedTuple):
    """All visitors of a time."""

    visitors: Sequence[Visitor]

    def seen(self, since: float = 0.0) -> list[Seen]:
        """What came back of that which was sent since a time."""
        return [each for one in self.visitors for each in tuple(one.seen) if each.at >= since]

    def conversations(self) -> list[Conversation]:
        """All that was said."""
        return [each for one in self.visitors for each in one.conversations]

    def all_answered_since(self, since: float) -> bool:
        """Whether each visitor has an answer to something that was sent since."""
        return all(
            any(each.at >= since and each.outcome is Outcome.ANSWERED for each in tuple(one.seen))
            for one in self.visitors
        )


@contextmanager
def visitors(url: str, apology: str, pause: float = 0.3, times: int = 1) -> Iterator[Load]:
    """Has people talk: long conversations, short ones, and one with warning signs.

    Args:
        url: The service.
        apology: How its apology begins.
        pause: Seconds between an answer and the next question.
        times: How many of each kind.
    """
    over = threading.Event()
    kinds = ((QUESTIONS, 1_000_000), (QUESTIONS[1:], 1_000_000), (QUESTIONS, 2), ((SIGN,), 5))
    people, threads = [], []
    for number, (questions, turns) in enumerate(kinds * times):
        one = Visitor(url, apology, over, f"198.51.100.{number + 1}")
        people.append(one)
        threads.append(threading.Thread(target=one.talk, args=(questions, turns, pause)))
    for thread in threads:
        thread.start()
    try:
        yield Load(people)
    finally:
        over.set()
        for thread in threads:
            thread.join()


def counted(seen: Sequence[Seen]) -> Counter[Outcome]:
    """How often there was each outcome."""
    return Counter(each.outcome for each in seen)
