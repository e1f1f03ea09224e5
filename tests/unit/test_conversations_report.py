"""The report: a tester reads from it what was said, what came and what should have come."""

from tests.conversations import report
from tests.conversations.conversation import Conversation, Turn
from tests.conversations.expectations import Message, Source
from tests.conversations.playback import Exchange, Playback

ASKED = Turn(says="does it hurt", topics=("cost",), mentions=("burning",))
PRESSED = Turn(presses="x", refused="unknown_button")
ANSWER = Message(
    id="m",
    text="- Some.\n- More.",
    topic="pain",
    treatment=None,
    facts=["pain-common"],
    sources=[Source(id="FDA", title="T", publisher="P", date=None, url=None)],
    buttons=[],
)


def playback(title: str, *problems: str) -> Playback:
    """A conversation with one answer and one refusal."""
    conversation = Conversation(title=title, why="Because.", turns=(ASKED, PRESSED))
    return Playback(
        conversation,
        (
            Exchange(Turn(event="a visitor comes")),
            Exchange(ASKED, (ANSWER,), None, problems),
            Exchange(PRESSED, refusal="unknown_button"),
        ),
    )


def test_a_failure_shows_the_whole_exchange_and_what_was_expected() -> None:
    text = report.of_one(playback("Fear", "is about pain and not about cost"))
    lines = [" ".join(line.split()) for line in text.splitlines() if line]
    assert lines == [
        "FAILED: Fear",
        "Why: Because.",
        "(a visitor comes)",
        "Visitor: does it hurt",
        "Answer: [pain] - Some.",
        "- More.",
        "facts: pain-common",
        "sources: FDA",
        "WRONG: The answer is about pain and not about cost.",
        "expected: topics: cost",
        "expected: mentions: burning",
        "Presses [x]",
        "Refused: unknown_button",
    ]


def test_what_was_expected_is_not_repeated_where_all_is_well() -> None:
    assert "expected" not in report.of_one(playback("Fear"))


def test_a_refusal_that_did_not_come_is_among_what_was_expected() -> None:
    exchange = Exchange(PRESSED, (ANSWER,), None, ("is not refused (unknown_button)",))
    conversation = Conversation(title="T", why="W", turns=(PRESSED,))
    assert "refused: unknown_button" in report.of_one(Playback(conversation, (exchange,)))


def test_the_report_on_all_shows_only_failures_in_full() -> None:
    played = [playback("Good"), playback("Bad", "is wrong")]
    text = report.of_all(played)
    assert text.startswith("passed  Good\nFAILED  Bad\n")
    assert "FAILED: Bad" in text
    assert "passed: Good" not in text
    assert text.endswith("1 of 2 passed (6 turns).")


def test_no_line_is_longer_than_the_page() -> None:
    long = playback("Fear", "says " + "word " * 80)
    assert max(len(line) for line in report.of_one(long).splitlines()) <= report.WIDTH
