import pytest

from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.prepared import prepared
from understanding.so_far import SoFar
from understanding.to_last import of_check, takes_back
from understanding.understood import Detail

KNOWN: Knowledge = load(DEFAULT_FOLDER)


@pytest.mark.parametrize(
    ("offer", "said", "topic"),
    [
        ("check", "yes since this morning", "affirm"),
        ("check", "nope, that was last year", "deny"),
        ("check", "how long is recovery", None),
        ("safe", "yes", "affirm"),
        ("safe", "no", "deny"),
        ("safe", "no don't worry I'm fine", None),
        ("more", "yes since this morning", None),
    ],
)
def test_yes_or_no_to_a_check_is_told_by_its_first_word(
    offer: str, said: str, topic: str | None
) -> None:
    found = of_check(prepared(KNOWN).texts.read(said), SoFar(topic="emergency", offer=offer))
    assert [each.topic for each in found] == ([] if topic is None else [topic])


def test_what_is_taken_back_is_more_where_something_else_is_named() -> None:
    so_far = SoFar(topic="suitability", person=(Detail("body_area", "face"),))
    denied = [Detail("body_area", "face", negated=True)]
    texts = prepared(KNOWN).texts
    assert takes_back(texts.read("never the face"), denied, so_far)
    assert not takes_back(texts.read("just the chest, never the face"), denied, so_far)
