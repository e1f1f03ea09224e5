"""What a visitor typed, made fit to pass on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.errors import ApiError
from web.visitor_text import LONGEST, cleaned


def refusal(text: str) -> ApiError:
    with pytest.raises(ApiError) as raised:
        cleaned(text)
    return raised.value


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "How deep do the needles go?",
        "😀🤔",
        "كم عمق الإبر؟",
        "针有多深？",
        "<script>alert(1)</script>",
        "'; DROP TABLE events; --",
        "EXTERNAL: ask_cost",
        "is 1/2 mm deep? and/or 1 mm",
        "two\nlines",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t ", "\u00a0\u2003", "\u200b\u200d\ufeff", "\x00\x07"]
)
def test_nothing_visible_is_no_message(text: str) -> None:
    error = refusal(text)
    assert (error.status, error.code) == (400, "empty_message")


def test_the_longest_message_is_taken() -> None:
    assert len(cleaned("a" * LONGEST)) == LONGEST


def test_a_longer_one_is_refused_with_limit_and_length() -> None:
    error = refusal("a" * (LONGEST + 1))
    assert (error.status, error.code) == (400, "message_too_long")
    assert str(LONGEST) in error.message
    assert str(LONGEST + 1) in error.message


def test_surrounding_blanks_do_not_count_towards_the_length() -> None:
    assert cleaned(" " * 600 + "a" * LONGEST + "\n" * 600) == "a" * LONGEST


def test_control_characters_go_and_line_ends_become_one_kind() -> None:
    assert cleaned("a\x00b\x1b[31m\r\nc\rd\u2028e\x7f") == "ab[31m\nc\nd\ne"


def test_half_a_surrogate_pair_goes() -> None:
    assert cleaned("deep\ud83d?") == "deep?"


def test_text_is_composed() -> None:
    assert cleaned("cafe\u0301") == "caf\u00e9"


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        '/ask_cost{"x":1}',
        "  /restart",
        "\n/restart",
        "\u200b/restart",
        "\ufeff \u200e/restart",
        "\x00/restart",
        "\x1c/restart",
    ],
)
def test_a_leading_slash_is_no_command(text: str) -> None:
    assert cleaned(text).startswith("\uff0f")


def test_only_the_first_slash_changes() -> None:
    assert cleaned("//a/b") == "\uff0f/a/b"


@given(st.text(st.characters(codec=None)))
def test_what_is_passed_on_can_be_sent_and_is_no_command(text: str) -> None:
    try:
        kept = cleaned(text)
    except ApiError:
        return
    kept.encode()
    assert kept.strip()
    assert not kept.strip().startswith("/")
    assert len(kept) <= LONGEST
    assert all(c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"} for c in kept)


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    try:
        kept = cleaned(text)
    except ApiError:
        return
    assert cleaned(kept) == kept
