import pytest

from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.kinds import QUESTION
from understanding.prepared import prepared
from understanding.read_in_conversation import InConversation, asking_words, in_conversation
from understanding.so_far import SoFar
from understanding.understood import Detail

KNOWN: Knowledge = load(DEFAULT_FOLDER)
PREGNANT = Detail("circumstance", "pregnancy")


def test_a_short_message_is_read_behind_the_last_question_and_with_what_was_told() -> None:
    told = "I wear a cpap at night"
    so_far = SoFar(
        topic="pain", words="does it hurt a lot there", person=(PREGNANT,), background=(told,)
    )
    ways = in_conversation("on my chin", so_far, KNOWN)
    last, behind, before, with_it = ways.sentences
    assert ways.details == [PREGNANT]
    assert last == "does it hurt a lot there"
    assert behind == f"{last} on my chin"
    assert before == f"{told} on my chin"
    assert with_it.startswith("on my chin with ")
    # What was told with the last question is read once.
    twice = SoFar(topic="pain", words=told, background=(told,))
    assert list(in_conversation("on my chin", twice, KNOWN).sentences) == [told, before]


def test_what_was_meant_is_read_without_what_was_not() -> None:
    so_far = SoFar(topic="pain", words="does it hurt a lot there")
    _, behind = in_conversation("no I meant the chin, not the nose.", so_far, KNOWN).sentences
    assert behind == "does it hurt a lot there the chin"


def test_what_asks_nothing_short_enough_to_lean_stands_by_itself() -> None:
    for words in ("word " * 41, ""):
        assert in_conversation(words, SoFar(topic="pain"), KNOWN) == InConversation()
    assert in_conversation("word " * 40, SoFar(topic="pain"), KNOWN) != InConversation()


def test_the_first_message_has_nothing_before_it() -> None:
    assert in_conversation("on my chin", SoFar(), KNOWN) == InConversation()


@pytest.mark.parametrize(
    ("so_far", "last"),
    [
        (SoFar(topic="pain", words="does it hurt"), "does it hurt"),
        # One word and a story say less than what they asked in plain words.
        (
            SoFar(topic="side_effects", details=(Detail(QUESTION, "can-it-scar"),), words="scars?"),
            KNOWN.questions["can-it-scar"].examples[0],
        ),
        (
            SoFar(
                topic="side_effects", details=(Detail(QUESTION, "can-it-scar"),), words="so " * 21
            ),
            KNOWN.questions["can-it-scar"].examples[0],
        ),
        (SoFar(topic="pain", words="sore?"), "sore?"),
        (SoFar(topic="pain"), KNOWN.phrases.render("topic_title_pain")),
    ],
)
def test_the_last_question_is_read_as_it_was_or_in_plain_words(so_far: SoFar, last: str) -> None:
    assert in_conversation("on my chin", so_far, KNOWN).sentences[0] == last


@pytest.mark.parametrize(
    ("message", "asking"),
    [
        ("on my chin", "on my chin"),
        ("I burn every summer. can my chin be done", "can my chin be done"),
        ("can my chin be done. I burn every summer", "can my chin be done."),
        ("is it sore? and how long for", "how long for"),
        # Where nothing asks, the last sentence is what is said now.
        ("I burn every summer. my chin peels", "my chin peels"),
        ("", ""),
    ],
)
def test_of_several_sentences_the_last_that_asks_is_read_behind_the_conversation(
    message: str, asking: str
) -> None:
    assert asking_words(prepared(KNOWN).texts.read(message)) == asking
