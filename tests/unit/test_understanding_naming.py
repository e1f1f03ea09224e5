"""What a message names for the first time."""

from knowledge import DEFAULT_FOLDER, load
from language.unlisted import ILLNESS
from understanding.naming import newly_named
from understanding.prepared import prepared
from understanding.so_far import SoFar
from understanding.understood import Detail

KNOWN = load(DEFAULT_FOLDER)
SARCOIDOSIS = Detail(ILLNESS, "sarcoidosis")
LUPUS = Detail("circumstance", "autoimmune_disease")


def named(said: str, so_far: SoFar = SoFar()) -> tuple[Detail, ...]:  # noqa: B008
    ready = prepared(KNOWN)
    return newly_named(ready.texts.read(said), so_far, ready)


def test_what_is_listed_is_named_beside_what_is_not() -> None:
    assert named("I have lupus and sarcoidosis, how long am I red") == (LUPUS, SARCOIDOSIS)


def test_what_was_named_before_is_not_new() -> None:
    so_far = SoFar(person=(LUPUS,), background=("the sarcoidosis is quiet",))
    assert named("so with lupus and sarcoidosis, how long am I red", so_far) == ()


def test_what_is_ruled_out_is_not_named() -> None:
    assert named("I don't have lupus") == ()


def test_nothing_is_named_in_another_language() -> None:
    assert named("tengo sarcoidosis y quiero saber si puedo hacerlo") == ()
