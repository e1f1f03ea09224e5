"""Talking to Rasa's REST channel."""

import asyncio

import httpx
import pytest

from tests.fake_upstream import FakeUpstream
from web.rasa_client import RasaClient, RasaUnavailable

TROUBLES = [
    httpx.ConnectError(""),
    httpx.ReadError(""),
    TimeoutError(),
    OSError(),
    *({}, [], {"slots": []}, {"slots": None}, {"intent": []}, "x", 1, None),
]
"""What one process of Rasa may do in place of replying: it raises, or says something else."""


def say(transport: httpx.AsyncBaseTransport, seconds: float = 5) -> list[object]:
    async def ask() -> list[object]:
        async with httpx.AsyncClient(transport=transport) as http:
            return await RasaClient(http, ["http://rasa"]).say("sender", "How deep?", seconds)

    return asyncio.run(ask())


def upstream(fake: FakeUpstream) -> httpx.ASGITransport:
    return httpx.ASGITransport(app=fake.app())


def test_the_message_goes_to_the_channel_and_its_replies_come_back() -> None:
    fake = FakeUpstream(script=lambda sender, message: [{"text": "Deep."}])
    assert say(upstream(fake)) == [{"text": "Deep."}]
    assert fake.heard == [("sender", "How deep?")]


def of_several(replies: dict[str, object], sender: str = "sender") -> tuple[object, list[str]]:
    """What two processes reply together, and which were asked; an exception is raised."""
    asked: list[str] = []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        said = replies[request.url.host]
        if isinstance(said, Exception):
            raise said
        return httpx.Response(200, json=said)

    async def ask() -> object:
        async with httpx.AsyncClient(transport=httpx.MockTransport(reply)) as http:
            rasa = RasaClient(http, ["http://one", "http://two"])
            return await rasa.say(sender, "How deep?", 5, request="r1")

    return asyncio.run(ask()), asked


def test_a_conversation_stays_with_one_process_and_all_of_them_share_the_conversations() -> None:
    both: dict[str, object] = {"one": ["1"], "two": ["2"]}
    first = [of_several(both, f"sender {number}")[1] for number in range(50)]
    assert {len(each) for each in first} == {1}
    assert {each[0] for each in first} == {"one", "two"}
    assert first == [of_several(both, f"sender {number}")[1] for number in range(50)]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_where_one_does_not_answer_the_other_is_asked(trouble: object) -> None:
    for down, up in (("one", "two"), ("two", "one")):
        replies, asked = of_several({down: trouble, up: ["said"]})
        assert replies == ["said"]
        assert asked in ([up], [down, up])


@pytest.mark.parametrize("trouble", TROUBLES)
def test_where_one_has_no_tracker_the_other_is_asked(trouble: object) -> None:
    def reply(request: httpx.Request) -> httpx.Response:
        if request.url.host == "up":
            return httpx.Response(200, json={"slots": {"so_far": "held"}})
        if isinstance(trouble, Exception):
            raise trouble
        return httpx.Response(200, json=trouble)

    async def ask() -> list[object]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(reply)) as http:
            rasa = RasaClient(http, ["http://up", "http://down"])
            return [await rasa.so_far(f"sender {number}", 5) for number in range(6)]

    assert asyncio.run(ask()) == ["held"] * 6


@pytest.mark.parametrize("hung", ["one", "two"])
def test_one_that_never_answers_leaves_time_for_the_other(hung: str) -> None:
    async def reply(request: httpx.Request) -> httpx.Response:
        if request.url.host == hung:
            await asyncio.Event().wait()
        return httpx.Response(200, json=["said"])

    async def ask() -> list[list[object]]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(reply)) as http:
            rasa = RasaClient(http, ["http://one", "http://two"])
            return [await rasa.say(f"sender {number}", "How deep?", 0.2) for number in range(6)]

    assert asyncio.run(ask()) == [["said"]] * 6


def test_where_none_has_anything_to_say_that_is_the_reply() -> None:
    assert of_several({"one": [], "two": []})[0] == []


def test_no_replies_are_replies() -> None:
    assert say(upstream(FakeUpstream(script=lambda sender, message: []))) == []


@pytest.mark.parametrize("status", [301, 400, 404, 500, 503])
def test_another_status_is_no_reply(status: int) -> None:
    with pytest.raises(RasaUnavailable):
        say(upstream(FakeUpstream(status=status)))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[", b"{}", b"null", b'"text"', b"\xff"])
def test_another_body_is_no_reply(body: bytes) -> None:
    with pytest.raises(RasaUnavailable):
        say(upstream(FakeUpstream(body=body)))


def test_nobody_there_is_no_reply() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(RasaUnavailable):
        say(httpx.MockTransport(refuse))


def test_too_slow_is_no_reply() -> None:
    async def never(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets the event")

    with pytest.raises(RasaUnavailable, match="TimeoutError"):
        say(httpx.MockTransport(never), seconds=0.01)


def test_the_failure_does_not_repeat_what_was_said() -> None:
    with pytest.raises(RasaUnavailable) as raised:
        say(upstream(FakeUpstream(body=b"How deep?")))
    assert "deep" not in str(raised.value)
    assert raised.value.__cause__ is None
