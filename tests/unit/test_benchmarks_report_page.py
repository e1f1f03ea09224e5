"""The page, and the file for continuous integration."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from benchmarks.report.changes import Changes
from benchmarks.report.junit import junit
from benchmarks.report.page import page
from benchmarks.report.sections import Case, Chart, Figure, Section, Table
from tests.conversations.conversation import Conversation, Turn
from tests.conversations.expectations import Message
from tests.conversations.playback import Exchange, Playback

MESSAGE = Message(
    id="m",
    text="Some <b>sting</b>.",
    topic="pain",
    treatment=None,
    facts=[],
    sources=[],
    buttons=[],
)
PLAYED = Playback(
    Conversation(title="Fear", why="It matters.", turns=(Turn(says="ouch?", topics=("cost",)),)),
    (
        Exchange(
            Turn(says="ouch?", topics=("cost",), mentions=("money",)),
            (MESSAGE,),
            problems=("is about pain and not about cost",),
        ),
    ),
)
SECTIONS = [
    Section(
        "topics",
        "By topic",
        "About it.",
        figures=[Figure("share", 0.5, 0.9)],
        charts=[Chart("Bars", ["</script><i>", "b"], {"right": [0.25, 1]})],
        tables=[Table("Confusion", ("", "pain", "cost"), [("pain", 3, 1)], True, True)],
        cases=[Case("does it \x00 hurt", False, "is pain, taken for cost"), Case("price", True)],
    ),
    Section("conversations", "Talks", "", cases=[Case("Fear", False, "bad")], must_pass=True),
]


@pytest.fixture(scope="module")
def html() -> str:
    changed = [Changes("By topic", "2026-05-03T12:00", [], [("<lost>", "why")], [], 0, 0)]
    sections = [SECTIONS[0], Section("talks", "Talks", "", played=[PLAYED])]
    return page(sections, changed, datetime(2026, 5, 4), "v1")


def test_it_loads_nothing(html: str) -> None:
    assert not re.search(r"<(?:link|img|iframe)|<script[^>]+src|@import|url\(", html)
    assert "new Chart(" in html


def test_it_has_figures_numbers_and_what_changed(html: str) -> None:
    for expected in ("At a glance", "missed", "at least 0.9", "0.250", "&lt;lost&gt;", "why"):
        assert expected in html
    assert '<td class="number right" style="--share: 0.75">3</td>' in html
    assert '<td class="number wrong" style="--share: 0.25">1</td>' in html


def test_a_conversation_has_what_was_said_expected_and_got(html: str) -> None:
    for expected in (
        "ouch?",
        "Some &lt;b&gt;sting&lt;/b&gt;.",
        "topics: cost. mentions: money",
        "The answer is about pain and not about cost.",
    ):
        assert expected in html


def test_no_words_end_a_script(html: str) -> None:
    assert "<i>" not in html
    assert html.count("<script") == html.count("</script>")


def test_goals_and_conversations_fail_and_messages_are_only_marked() -> None:
    first, second = ET.fromstring(junit(SECTIONS))
    assert (first.get("tests"), first.get("failures"), first.get("skipped")) == ("3", "1", "1")
    goal, wrong, right = first
    assert goal[0].get("message") == "0.500; goal: at least 0.9"
    assert (wrong.get("name"), wrong[0].tag) == ("does it   hurt", "skipped")
    assert len(right) == 0
    assert (second.get("failures"), second[0][0].get("message")) == ("1", "bad")
