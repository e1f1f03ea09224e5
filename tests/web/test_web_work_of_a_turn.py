"""What a message costs the database does not grow with the conversations that it holds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette

from desk.inbox.grouping_task import GroupingTask
from tests.database_work import FEW, MANY, Work, fill, watched
from tests.fake_upstream import FakeUpstream, answer
from tests.gateway_under_test import Gateway, gateway

MOST_MORE = 1.1
"""A step in ten: a number with more digits, a page that is full. A table that is read to its end
would take a thousand times as many."""
VOTE = {"topic": "pain", "helpful": False}
CONTACT = {"contact": "ada@example.org", "consent": True}


def script(_: str, message: str) -> object:
    if "lack" in message:
        return answer("No source says so.", "pain", lacks="gap", asked="pain_long")
    if "unclear" in message:
        return answer("I did not understand.", "unclear")
    if "swelling" in message:
        return answer("Call 911 now.", "emergency")
    return answer("It stings.", "pain", facts=["f1"])


class Visitor:
    """Somebody who was here before, and does one thing."""

    def __init__(self, service: Gateway) -> None:
        self._post, self.begin = service.client.post, service.start
        self.session = self.begin()
        self.answer = self.say("does it hurt")

    def say(self, text: str) -> str:
        """Asks; gives the id of the answer."""
        reply = self._post("/api/chat", json={"session": self.session, "text": text})
        assert reply.status_code == 200, reply.text
        id_: str = reply.json()["messages"][0]["id"]
        return id_

    def send(self, place: str, **body: object) -> None:
        """Posts something else."""
        reply = self._post(f"/api/{place}", json={"session": self.session, **body})
        assert reply.status_code < 300, reply.text


DOINGS: dict[str, Callable[[Visitor], object]] = {
    "begins": lambda visitor: visitor.begin(),
    "asks": lambda visitor: visitor.say("how long does it take"),
    "asks what has no answer": lambda visitor: visitor.say("what do you lack"),
    "is not understood": lambda visitor: visitor.say("unclear qwerty"),
    "tells of a warning sign": lambda visitor: visitor.say("my lips are swelling shut"),
    "votes": lambda visitor: visitor.send("feedback", **VOTE, message=visitor.answer),
    "asks the clinic": lambda visitor: visitor.send("questions", question="Twins?", **CONTACT),
}


def engine_of(service: Gateway) -> Engine:
    assert isinstance(service.client.app, Starlette)
    engine: Engine = service.client.app.state.service.records.engine
    return engine


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Gateway]]:
    """A gateway with few conversations, and one with many."""
    few, many = (tmp_path_factory.mktemp(name) for name in ("few", "many"))
    with pytest.MonkeyPatch.context() as patch:
        # Both go on beside the answers, once a day and for many questions at once.
        patch.setattr("web.gateway.purge_daily", _asleep)
        patch.setattr(GroupingTask, "run", _asleep)
        # However slow the machine is, what a message brings with it is written before its answer.
        for module in ("records.journal_queue", "web.conversation"):
            patch.setattr(f"{module}.PATIENCE_SECONDS", 60)
        yield from _filled(few, many)


async def _asleep(_: object) -> None:
    return


def _filled(few: Path, many: Path) -> Iterator[dict[int, Gateway]]:
    with (
        gateway(few, FakeUpstream(script=script)) as small,
        gateway(many, FakeUpstream(script=script)) as large,
    ):
        fill(engine_of(small), FEW)
        fill(engine_of(large), MANY)
        yield {FEW: small, MANY: large}


def work_of(service: Gateway, do: Callable[[Visitor], object]) -> Work:
    # What comes for the first time, such as an item of the inbox that others count up, takes more.
    do(Visitor(service))
    visitor = Visitor(service)
    with watched(engine_of(service)) as work:
        do(visitor)
    return work


@pytest.mark.parametrize("doing", DOINGS)
def test_no_statement_reads_a_whole_table(services: dict[int, Gateway], doing: str) -> None:
    work = work_of(services[MANY], DOINGS[doing])
    assert work.statements
    assert work.whole_tables(engine_of(services[MANY])) == []


@pytest.mark.parametrize("doing", DOINGS)
def test_it_takes_as_many_steps_in_many_conversations(
    services: dict[int, Gateway], doing: str
) -> None:
    few, many = (work_of(services[size], DOINGS[doing]) for size in (FEW, MANY))
    assert len(many.statements) == len(few.statements)
    assert 0 < many.steps <= few.steps * MOST_MORE
