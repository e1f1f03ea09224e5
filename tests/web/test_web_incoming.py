"""Reading what a page sends."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import Request

from web.contract import ChatRequest, NewSession
from web.errors import ApiError
from web.incoming import LARGEST_BODY, body_of, read


def request_of(chunks: AsyncIterator[bytes]) -> Request:
    async def receive() -> dict[str, Any]:
        try:
            return {"type": "http.request", "body": await anext(chunks), "more_body": True}
        except StopAsyncIteration:
            return {"type": "http.request", "body": b"", "more_body": False}

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


async def pieces(count: int, size: int, taken: list[int]) -> AsyncIterator[bytes]:
    for _ in range(count):
        taken.append(size)
        yield b"x" * size


def test_a_body_of_the_largest_size_is_read() -> None:
    assert len(asyncio.run(body_of(request_of(pieces(16, 1024, []))))) == LARGEST_BODY


def test_a_larger_body_is_refused_before_it_has_all_arrived() -> None:
    taken: list[int] = []
    with pytest.raises(ApiError) as raised:
        asyncio.run(body_of(request_of(pieces(1024, 1024, taken))))
    assert (raised.value.status, raised.value.code) == (413, "too_large")
    assert sum(taken) <= LARGEST_BODY + 1024


def test_a_message_of_the_longest_length_fits_however_it_is_escaped() -> None:
    body = json.dumps({"session": "s" * 66, "text": "\U0001f600" * 1000})
    assert len(body) <= LARGEST_BODY


def code_of(body: bytes) -> tuple[int, str]:
    with pytest.raises(ApiError) as raised:
        read(ChatRequest, body)
    return raised.value.status, raised.value.code


@pytest.mark.parametrize(
    "body", [b"{", b"nonsense", b"\xff\xfe\x00", b'{"session": }', b"[" * 16000, b'"\xc3\x28"']
)
def test_what_is_not_json_is_refused(body: bytes) -> None:
    assert code_of(body) == (400, "invalid_json")


@pytest.mark.parametrize(
    "found",
    [
        None,
        1,
        "text",
        [],
        [{"session": "s", "text": "t"}],
        {},
        {"text": "t"},
        {"session": "s"},
        {"session": None, "text": "t"},
        {"session": 1, "text": "t"},
        {"session": ["s"], "text": "t"},
        {"session": "s", "text": 1},
        {"session": "s", "text": ["t"]},
        {"session": "s", "text": {"t": "t"}},
        {"session": "s", "text": True},
        {"session": "s", "button": 1},
        {"session": "s", "text": None, "button": None},
        {"session": "s", "text": "t", "button": "pain"},
    ],
)
def test_what_has_another_shape_is_refused(found: object) -> None:
    assert code_of(json.dumps(found).encode()) == (400, "invalid_request")


def test_a_text_and_a_button_are_read() -> None:
    words, pressed = b'{"session": "s", "text": "t"}', b'{"session": "s", "button": "b"}'
    assert read(ChatRequest, words) == ChatRequest(session="s", text="t")
    assert read(ChatRequest, pressed) == ChatRequest(session="s", button="b")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "The body must be a JSON object."),
        ({"text": "t"}, "`session` must be a string."),
        ({"session": 1, "text": "t", "button": "b"}, "`session` must be a string."),
        ({"session": "s", "text": 1, "button": "b"}, "Send either `text` or `button`."),
        ({"session": "s"}, "Send either `text` or `button`."),
        ({"session": "s", "text": 1}, "`text` must be a string."),
        ({"session": "s", "button": 1}, "`button` must be a string."),
    ],
)
def test_what_is_wrong_is_said(found: object, said: str) -> None:
    with pytest.raises(ApiError) as raised:
        read(ChatRequest, json.dumps(found).encode())
    assert raised.value.message == said


def test_no_body_counts_as_an_empty_object() -> None:
    assert read(NewSession, b"") == read(NewSession, b" {} ") == NewSession()
