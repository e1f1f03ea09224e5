"""Session tokens and the key that signs them."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.errors import ApiError
from web.sessions import KEY_FILE, Sessions, signing_key

KEY = b"k" * 32


def is_unknown(sessions: Sessions, token: str) -> bool:
    with pytest.raises(ApiError) as raised:
        sessions.sender_of(token)
    return (raised.value.status, raised.value.code) == (404, "unknown_session")


def test_a_token_leads_to_its_conversation_again_and_again() -> None:
    sessions = Sessions(KEY)
    token = sessions.start()
    assert sessions.sender_of(token) == sessions.sender_of(token)


def test_every_session_is_another() -> None:
    sessions = Sessions(KEY)
    tokens = {sessions.start() for _ in range(100)}
    assert len(tokens) == 100
    assert len({sessions.sender_of(token) for token in tokens}) == 100


def test_somebody_of_another_channel_is_known_again_and_by_no_name() -> None:
    sessions = Sessions(KEY)
    sender = sessions.sender_for("kiosk", "+1 202 555 0143")
    assert sender == Sessions(KEY).sender_for("kiosk", "+1 202 555 0143")
    others = {
        sessions.sender_for("kiosk", "+1 202 555 0144"),
        sessions.sender_for("phone", "+1 202 555 0143"),
        Sessions(b"l" * 32).sender_for("kiosk", "+1 202 555 0143"),
    }
    assert len({sender, *others}) == 4
    assert len(sender) == len(sessions.sender_of(sessions.start()))


def test_a_token_holds_128_random_bits() -> None:
    asked: list[int] = []

    def random_bytes(count: int) -> bytes:
        asked.append(count)
        return bytes(count)

    Sessions(KEY, random_bytes).start()
    assert asked == [16]


def test_neither_name_of_a_conversation_gives_away_the_other() -> None:
    sessions = Sessions(KEY)
    token = sessions.start()
    sender = sessions.sender_of(token)
    value, _, signature = token.partition(".")
    assert sender not in token
    assert value not in sender
    assert signature not in sender
    assert is_unknown(sessions, sender)


def test_a_token_outlives_a_restart_with_the_same_key() -> None:
    token = Sessions(KEY).start()
    assert Sessions(KEY).sender_of(token)


def test_a_token_of_another_key_is_unknown() -> None:
    assert is_unknown(Sessions(KEY), Sessions(b"j" * 32).start())


@pytest.mark.parametrize("token", ["", ".", "abc", "a.b", "a.b.c", "\ud83d", "é.é", "x" * 5000])
def test_a_malformed_token_is_unknown(token: str) -> None:
    assert is_unknown(Sessions(KEY), token)


def test_every_changed_character_makes_a_token_unknown() -> None:
    sessions = Sessions(KEY, bytes)
    token = sessions.start()
    for index, character in enumerate(token):
        for other in "ABQgw-_.9":
            if other != character:
                assert is_unknown(sessions, token[:index] + other + token[index + 1 :])


def test_the_signature_of_one_session_does_not_fit_another() -> None:
    sessions = Sessions(KEY)
    mine, theirs = sessions.start().split("."), sessions.start().split(".")
    assert is_unknown(sessions, f"{theirs[0]}.{mine[1]}")


@given(st.text())
def test_no_text_is_a_token_by_chance(text: str) -> None:
    assert is_unknown(Sessions(KEY), text)


def test_the_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    key = signing_key(folder)
    assert len(key) == 32
    assert signing_key(folder) == key
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    assert signing_key(tmp_path / "a") != signing_key(tmp_path / "b")


def test_a_key_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    signing_key(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)
    signing_key(tmp_path)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_a_broken_key_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(ValueError, match="remove it"):
        signing_key(tmp_path)
