from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.read_in_conversation import InConversation, in_conversation
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


def test_what_was_meant_is_read_without_what_was_not() -> None:
    so_far = SoFar(topic="pain", words="does it hurt a lot there")
    _, behind = in_conversation("no I meant the chin, not the nose.", so_far, KNOWN).sentences
    assert behind == "does it hurt a lot there the chin"


def test_a_long_message_stands_by_itself() -> None:
    assert in_conversation("word " * 26, SoFar(topic="pain"), KNOWN) == InConversation()


def test_the_first_message_has_nothing_before_it() -> None:
    assert in_conversation("on my chin", SoFar(), KNOWN) == InConversation()
