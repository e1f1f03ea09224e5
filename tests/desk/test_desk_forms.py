"""The forms that the front desk reads."""

import asyncio
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from desk.forms import LARGEST_FORM, Form, form_of
from web.errors import ApiError


def read(body: bytes) -> Form:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def reading() -> Form:
        request = Request({"type": "http", "method": "POST", "headers": []}, receive)
        first = await form_of(request)
        assert await form_of(request) is first
        return first

    return asyncio.run(reading())


def test_fields_are_read_without_blanks_around_them() -> None:
    form = read(b"name=+maria+&day=1&day=2&empty=")
    assert form.one("name") == "maria"
    assert form.one("day") == "2"
    assert form.all("day") == ["1", "2"]
    assert form.one("empty") == form.one("missing") == ""
    assert form.all("missing") == []


@pytest.mark.parametrize(
    ("value", "number"),
    [("12", 12), ("0", 0), ("-1", None), ("1.5", None), ("", None), ("²", None), ("9" * 20, None)],
)
def test_numbers_are_whole_and_small(value: str, number: int | None) -> None:
    assert read(urlencode({"n": value}).encode()).number("n") == number


def test_lines_end_as_everywhere() -> None:
    assert read(urlencode({"t": "a\r\nb"}).encode()).one("t") == "a\nb"


_TYPED = st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Co", "Cn"))


@given(st.dictionaries(st.text(min_size=1), st.text(_TYPED)))
def test_what_was_sent_is_what_is_read(fields: dict[str, str]) -> None:
    form = read(urlencode(fields).encode())
    for name, value in fields.items():
        assert form.one(name) == value.strip()


def test_a_form_that_is_too_large_is_refused() -> None:
    with pytest.raises(ApiError) as refused:
        read(b"a=" + b"b" * LARGEST_FORM)
    assert refused.value.status == 413


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&".join(b"a=1" for _ in range(3000))])
def test_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(ApiError) as refused:
        read(body)
    assert refused.value.status == 400
