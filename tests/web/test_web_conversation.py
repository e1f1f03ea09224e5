"""One message of a visitor, from the request to the reply."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from settings import Rate, RateLimits, Settings
from tests.fake_upstream import FakeUpstream, answer
from tests.gateway_under_test import PHONE, Clock, Gateway, gateway, live_knowledge, reading
from web.conversation import apology, begin, converse
from web.errors import ApiError
from web.gateway import create_app
from web.one_at_a_time import MOST_IN_LINE
from web.said import Visitor
from web.service import Service, Timeouts
from web.visitor_text import LONGEST

WARNING = "I can't breathe and my throat is swelling shut"
SHORT = Timeouts(answer=0.02, emergency=0.02)


def heard(service: Gateway, **body: object) -> str:
    """What Rasa gets to hear of a message that is answered."""
    assert service.answers(**body)
    return service.upstream.heard[-1][1]


# What visitors write


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "😀🤔💉",
        "كم يبلغ عمق الإبر؟",
        "针有多深？",
        "¿Qué profundidad tienen las agujas?",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "'; DROP TABLE events; --",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "%s%s%n",
        "a" * LONGEST,
    ],
)
def test_any_text_reaches_rasa_as_it_is(service: Gateway, text: str) -> None:
    assert heard(service, text=text) == text


@pytest.mark.parametrize("text", ["/restart", '/ask_cost{"x":1}', " \u200b/restart"])
def test_text_that_looks_like_a_payload_is_text(service: Gateway, text: str) -> None:
    assert heard(service, text=text) == "\uff0f" + text.lstrip(" \u200b")[1:]


def test_control_characters_are_left_out(service: Gateway) -> None:
    assert heard(service, text="how\x00 deep\x1b") == "how deep"


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b"])
def test_an_empty_message_is_refused(service: Gateway, text: str) -> None:
    assert service.error(text=text) == (400, "empty_message")


def test_a_message_that_is_too_long_is_refused(service: Gateway) -> None:
    assert service.error(text="a" * (LONGEST + 1)) == (400, "message_too_long")


@given(text=st.text(st.characters(codec=None), max_size=1200))
def test_any_text_is_answered_or_refused(service: Gateway, text: str) -> None:
    # Written out, because a test client cannot encode half a surrogate pair.
    escaped = "".join(f"\\u{unit:04x}" for unit in _utf16(text))
    body = f'{{"session": "{service.start()}", "text": "{escaped}"}}'
    response = service.client.post("/api/chat", content=body)
    if response.status_code == 200:
        assert response.json()["messages"]
    else:
        assert response.status_code in {400, 413}
        assert response.json()["error"]["code"]


def _utf16(text: str) -> list[int]:
    data = text.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


# Buttons


def test_a_button_reaches_rasa_as_its_payload(service: Gateway) -> None:
    assert heard(service, button="pain") == "/ask_pain"
    button = "conditions.condition.stretch_marks"
    assert heard(service, button=button) == '/ask_conditions{"condition": "stretch_marks"}'


@pytest.mark.parametrize("button", ["nonsense", "/restart", "conditions.condition.nonsense", ""])
def test_an_unknown_button_is_refused(service: Gateway, button: str) -> None:
    before = len(service.upstream.heard)
    assert service.error(button=button) == (400, "unknown_button")
    assert len(service.upstream.heard) == before


# Rasa


def test_all_of_an_answer_comes_through(service: Gateway) -> None:
    source = {"id": "s", "title": "T", "publisher": "P", "date": None, "url": None}
    button = {"id": "pain", "title": "Does it hurt?"}
    more = {"facts": ["f"], "sources": [source], "buttons": [button]}
    service.upstream.script = lambda sender, message: answer("One.\n\nTwo.", "types", **more)
    [message] = service.answers(text="Which types are there?")
    assert message.pop("id")
    expected = {
        "text": "One.\n\nTwo.",
        "topic": "types",
        "treatment": "microneedling",
        "sign": None,
        "lacks": None,
        "calls": [],
    }
    expected |= more
    assert message == expected


@pytest.mark.parametrize("lack", ["gap", "blank", "withheld"])
def test_what_an_answer_lacks_is_told(service: Gateway, lack: str) -> None:
    service.upstream.script = lambda sender, message: answer("Unknown.", "types", lacks=lack)
    [message] = service.answers(text="Which types are there?")
    assert message["lacks"] == lack


def test_each_session_is_a_conversation_of_its_own(service: Gateway) -> None:
    first, second = service.start(), service.start()
    for session in (first, second, first):
        service.client.post("/api/chat", json={"session": session, "text": "hello"})
    senders = [sender for sender, _ in service.upstream.heard[-3:]]
    assert senders[0] == senders[2] != senders[1]
    assert not {first, second} & set(senders)


def assert_apology(messages: list[dict[str, Any]]) -> None:
    [message] = messages
    assert message["topic"] == "handoff"
    assert PHONE in message["text"]


def test_an_apology_says_how_to_reach_the_clinic() -> None:
    assert_apology([apology(live_knowledge().current()).model_dump()])


@pytest.mark.parametrize(
    "upstream",
    [
        FakeUpstream(script=lambda sender, message: []),
        FakeUpstream(script=lambda sender, message: [{"text": ""}]),
        FakeUpstream(script=lambda sender, message: {"status": "failure"}),
        FakeUpstream(body=b"<html>"),
        FakeUpstream(status=500),
    ],
    ids=["silence", "blank", "an object", "no JSON", "a fault"],
)
def test_no_answer_becomes_an_apology(tmp_path: Path, upstream: FakeUpstream) -> None:
    with gateway(tmp_path, upstream) as service:
        assert_apology(service.answers(text="How deep?"))
        assert_apology(service.answers(button="pain"))


def test_rasa_down_becomes_an_apology(tmp_path: Path) -> None:
    with gateway(tmp_path, down=True) as service:
        assert_apology(service.answers(text="How deep?"))


def test_rasa_too_slow_becomes_an_apology(tmp_path: Path) -> None:
    with gateway(tmp_path, FakeUpstream(hold=asyncio.Event()), timeouts=SHORT) as service:
        assert_apology(service.answers(text="How deep?"))


# Warning signs


def assert_emergency(messages: list[dict[str, Any]]) -> None:
    [message] = messages
    assert message["topic"] == "emergency"
    assert "911" in message["text"]


def test_rasa_gets_to_hear_a_warning_sign_too(tmp_path: Path) -> None:
    said = answer("Call 911, says Rasa.", "emergency")
    with gateway(tmp_path, FakeUpstream(script=lambda sender, message: said)) as service:
        [message] = service.answers(text=WARNING)
        assert message["text"] == "Call 911, says Rasa."
        assert [message for _, message in service.upstream.heard] == [WARNING]


def test_the_emergency_comes_first_among_several_answers(tmp_path: Path) -> None:
    said = [*answer("$150.", "cost"), *answer("Call 911.", "emergency")]
    with gateway(tmp_path, FakeUpstream(script=lambda sender, message: said)) as service:
        topics = [message["topic"] for message in service.answers(text=WARNING)]
    assert topics == ["emergency", "cost"]


def test_a_warning_sign_that_rasa_misses_is_answered_here(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        assert_emergency(service.answers(text=WARNING))


def test_a_warning_sign_is_answered_with_rasa_down(tmp_path: Path) -> None:
    with gateway(tmp_path, down=True) as service:
        assert_emergency(service.answers(text=WARNING))
        assert_emergency(service.answers(button="emergency"))


@pytest.mark.parametrize("status", [200, 500])
def test_a_warning_sign_is_answered_with_rasa_silent(tmp_path: Path, status: int) -> None:
    upstream = FakeUpstream(script=lambda sender, message: [], status=status)
    with gateway(tmp_path, upstream) as service:
        assert_emergency(service.answers(text=WARNING))


def test_a_warning_sign_is_answered_with_rasa_too_slow(tmp_path: Path) -> None:
    with gateway(tmp_path, FakeUpstream(hold=asyncio.Event()), timeouts=SHORT) as service:
        assert_emergency(service.answers(text=WARNING))


def test_a_warning_sign_is_answered_beyond_every_limit(tmp_path: Path) -> None:
    one = RateLimits(session=Rate(1, 3600), address=Rate(100, 60))
    with gateway(tmp_path, rate_limits=one) as service:
        session = service.start()

        def send(text: str) -> Any:
            return service.client.post("/api/chat", json={"session": session, "text": text})

        assert send("How deep?").status_code == 200
        assert send("How deep?").status_code == 429
        assert_emergency(send(WARNING).json()["messages"])


# Another channel than the website's chat


def test_another_channel_begins_a_conversation_and_says_something_in_it(tmp_path: Path) -> None:
    with gateway(tmp_path) as running:
        client = running.client
        assert isinstance(client.app, Starlette)
        assert client.portal is not None
        service: Service = client.app.state.service
        call = client.portal.call
        visitor = Visitor(service.sessions.sender_for("kiosk", "left"), "kiosk")

        def say(*said: str) -> str:
            return call(converse, service, visitor, *said)[0].text

        with pytest.raises(ApiError) as refused:
            say("How deep?")
        assert refused.value.code == "expired_session"
        assert "911" in say(WARNING)

        assert "automated" in call(begin, service, visitor.sender).text
        assert say("How deep? Call 202 555 0143") == "You said: How deep? Call [phone number]"
        assert say("", "pain") == "You said: /ask_pain"
        assert {sender for sender, _ in running.upstream.heard} == {visitor.sender}


# Many messages at once


async def at_once(
    state: Path, upstream: FakeUpstream, texts: list[str], timeouts: Timeouts
) -> list[httpx.Response]:
    """Send all messages in one session before any is answered, then let the answers through."""
    app = create_app(
        Settings(STATE_FOLDER=state, DATABASE_URL=f"sqlite:///{state}/x.db", RATE_LIMITS=None),
        understanding=reading(),
        timeouts=timeouts,
        now=Clock(),
        transport=httpx.ASGITransport(app=upstream.app()),
    )
    upstream.hold = asyncio.Event()
    visitors = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=visitors, base_url="http://gateway") as http:
        session = (await http.post("/api/sessions", json={})).json()["session"]
        sending = [
            asyncio.create_task(http.post("/api/chat", json={"session": session, "text": text}))
            for text in texts
        ]
        done: set[asyncio.Task[httpx.Response]] = set()
        while len(done) < len(texts) - MOST_IN_LINE:
            done, _ = await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED, timeout=5)
            await asyncio.sleep(0)
        upstream.hold.set()
        return list(await asyncio.gather(*sending))


def test_fifty_messages_at_once_are_answered_in_order_or_told_to_wait(tmp_path: Path) -> None:
    upstream = FakeUpstream()
    texts = [f"How much are {number} visits?" for number in range(50)]
    responses = asyncio.run(at_once(tmp_path, upstream, texts, Timeouts(answer=60)))
    answered = texts[:MOST_IN_LINE]
    assert [message for _, message in upstream.heard] == answered
    assert upstream.most_at_once == 1
    for text, response in zip(texts, responses, strict=True):
        if text in answered:
            assert response.json()["messages"][0]["text"] == f"You said: {text}"
        else:
            assert response.status_code in {429, 503}
            assert int(response.headers["Retry-After"]) >= 1


def test_a_warning_sign_does_not_wait_for_earlier_messages(tmp_path: Path) -> None:
    timeouts = Timeouts(answer=60, emergency=0.02)

    async def behind_a_stuck_message() -> list[dict[str, Any]]:
        upstream = FakeUpstream(hold=asyncio.Event())
        app = create_app(
            Settings(
                STATE_FOLDER=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/x.db", RATE_LIMITS=None
            ),
            understanding=reading(),
            timeouts=timeouts,
            now=Clock(),
            transport=httpx.ASGITransport(app=upstream.app()),
        )
        visitors = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=visitors, base_url="http://gateway") as http:
            session = (await http.post("/api/sessions", json={})).json()["session"]
            first = asyncio.create_task(
                http.post("/api/chat", json={"session": session, "text": "How deep?"})
            )
            while not upstream.heard:
                await asyncio.sleep(0)
            alarm = await http.post("/api/chat", json={"session": session, "text": WARNING})
            assert upstream.hold is not None
            upstream.hold.set()
            await first
        messages: list[dict[str, Any]] = alarm.json()["messages"]
        return messages

    assert_emergency(asyncio.run(behind_a_stuck_message()))
