"""Questions without an answer: ranked, filled by a line or a fact, live at once, and taken back."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from desk.audit.store import lines
from desk.gaps import ahead
from desk.sign_in.staff import Role
from knowledge import KnowledgeError, LiveKnowledge
from records.journal import Exchange, Journal
from records.messages import Message
from records.tables import inbox_items
from settings import ROOT
from teaching import Known
from teaching.applying import Outlook
from teaching.checking import Problem
from tests.blank_clinic import copied_knowledge
from tests.desk_under_test import Desk, desk
from tests.unit.small_knowledge import QUESTIONS, write_folder
from understanding.live import LiveUnderstanding
from understanding.model import NoModel

GAP = "rolling-or-tumbling"
PATH = f"/desk/gaps/{GAP}"
LINE = "Here we tumble nobody."
FILLED = """\
name: Willow
emergency_number: 911
phone: +1 202 555 0143
email: desk@example.com
hours: ["Monday to Friday: 9 am to 5 pm"]
prices: [{service: cosmetic micro-needling, price: "$150 a session"}]
"""
FACT = {
    "fact": "Tumbling turns the ball over 3 times.",
    "source": "new",
    "title": "On tumbling",
    "publisher": "A clinic",
    "grade": "clinic",
}


def _refused(error: KnowledgeError) -> None:
    raise AssertionError(str(error))


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Desk]:
    folder = write_folder(tmp_path / "small", questions=QUESTIONS)
    (folder / "clinic.yml").write_text("name: Willow\n", "utf-8")
    live = LiveKnowledge(folder, on_refused=_refused)
    with desk(tmp_path, Role.MANAGER, live=live, KNOWLEDGE_FOLDER=folder) as it:
        yield it


def ask(front: Desk, words: str, topic: str, **lacking: str) -> None:
    """A visitor asks something that has no answer."""
    message = Message(text="No source here says it.", topic=topic, **lacking)
    turn = Exchange("ann", front.clock(), words, False, [message], 5, "v1")
    Journal(front.engine, ZoneInfo("UTC")).keep(turn)


def said(front: Desk) -> str:
    text = front.get(PATH).text
    return text[text.index("What is said now") :].partition("</section>")[0]


def test_what_is_asked_most_stands_first_and_says_what_it_lacks(front: Desk) -> None:
    ask(front, "is it tumbling", "definition", asked=GAP, lacks="gap")
    ask(front, "what does it cost", "cost", lacks="blank")
    ask(front, "tumbling or rolling", "definition", asked=GAP, lacks="gap")
    shown = front.get("/desk/gaps").text
    rows = [row for row in shown.split("<tr>") if "<td" in row]
    assert ['number">2<' in rows[0], "How it differs from tumbling" in rows[0]] == [True, True]
    assert ['number">1<' in rows[1], "Not filled in under Clinic" in rows[1]] == [True, True]
    assert len(rows) == 2
    everything = front.get("/desk/gaps?show=all&q=rolling+means").text
    assert "What rolling means" in everything
    assert "tumbling" not in everything.partition("<tbody>")[2]
    inbox = front.get("/desk/inbox?kind=gap").text
    assert "How it differs from tumbling" in inbox
    assert "asked 2 times" in inbox


def test_a_line_of_the_clinics_own_is_live_at_once_and_taken_back_by_one_button(
    front: Desk,
) -> None:
    ask(front, "is it tumbling", "definition", asked=GAP, lacks="gap")
    assert "No source here says" in said(front)
    mark = based_on(front.post(f"{PATH}/line", line=LINE).text)
    done = front.post(f"{PATH}/line", line=f"  {LINE} ", sure="yes", based_on=mark)
    assert "Live now" in done.text
    assert LINE in said(front)
    assert "No source" not in said(front)
    with front.engine.connect() as connection:
        assert connection.scalars(sa.select(inbox_items.c.state)).all() == ["closed"]
    assert "Taken back" in front.post(f"{PATH}/line", based_on=based_on(done.text)).text
    assert "No source here says" in said(front)
    changed = [each for each in lines(front.engine) if each.subject == "clinic own_lines"]
    assert [each.after for each in changed] == [None, f"{GAP}: {LINE}"]
    assert {each.who for each in changed} == {"ines"}


def based_on(shown: str) -> str:
    """What a page remembers of the clinic's file."""
    [found] = re.findall(r'name="based_on" value="(\w+)"', shown)
    return str(found)


def test_a_colleagues_line_that_was_saved_meanwhile_is_not_overwritten(front: Desk) -> None:
    first = based_on(front.post(f"{PATH}/line", line=LINE).text)
    theirs = "Ask us about tumbling."
    mine = based_on(front.post(f"{PATH}/line", line=theirs).text)
    assert "Live now" in front.post(f"{PATH}/line", line=theirs, sure="yes", based_on=mine).text
    late = front.post(f"{PATH}/line", line=LINE, sure="yes", based_on=first)
    assert late.status_code == 409
    assert "Somebody else saved the clinic just now" in html.unescape(late.text)
    assert theirs in late.text.partition(">Now<")[2].partition(">Then<")[0]
    assert theirs in said(front)
    assert front.post(f"{PATH}/line", based_on=first).status_code == 409, "taking it back, too"
    assert front.post(f"{PATH}/line").status_code == 409
    assert theirs in said(front)
    again = {"line": LINE, "sure": "yes", "based_on": based_on(late.text)}
    assert "Live now" in front.post(f"{PATH}/line", **again).text
    assert LINE in said(front)


def test_what_cannot_be_shown_ahead_is_not_called_the_same(
    front: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_model(*_: object, **__: object) -> None:
        raise NoModel("There is none.")

    monkeypatch.setattr(LiveUnderstanding, "read", no_model)
    for what, fields in (("line", {"line": LINE}), ("fact", FACT)):
        shown = front.post(f"{PATH}/{what}", **fields).text
        assert "cannot be shown ahead" in shown
        assert "No answer changes" not in shown
        assert "Put it live" in shown


def test_what_somebody_else_has_made_impossible_is_said_in_place_of_what_it_gets(
    front: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mended = "There is a fact of this name already."

    def looked_over(*_: object) -> Outlook:
        known = Known.read(ROOT, front.settings.KNOWLEDGE_FOLDER)
        return Outlook(known, known.knowledge, [Problem("fact.id", mended, "choose another.")])

    monkeypatch.setattr(ahead, "outlook", looked_over)
    shown = front.post(f"{PATH}/fact", **FACT)
    assert shown.status_code == 422
    assert mended in shown.text
    assert "No answer changes" not in shown.text
    assert "Put it live" not in shown.text


def test_a_fact_with_its_source_is_live_at_once_and_taken_back_by_one_button(front: Desk) -> None:
    before = {file.name: file.read_bytes() for file in front.settings.KNOWLEDGE_FOLDER.iterdir()}
    done = front.post(f"{PATH}/fact", **FACT, sure="yes")
    assert "Live now" in done.text, done.text
    assert "Tumbling turns the ball over 3 times." in said(front)
    undo = done.text.partition('name="undo" value="')[2].partition('"')[0]
    assert "Taken back" in front.post(f"{PATH}/fact", undo=undo).text
    assert "No source here says" in said(front)
    assert before == {
        file.name: file.read_bytes() for file in front.settings.KNOWLEDGE_FOLDER.iterdir()
    }
    actions = [each.action for each in lines(front.engine, subject=f"change {undo}")]
    assert actions == ["change taken back", "change applied"]


def test_a_fact_goes_live_for_a_clinic_that_has_filled_in_its_profile(tmp_path: Path) -> None:
    folder = copied_knowledge(tmp_path / "ours", FILLED)
    live = LiveKnowledge(folder, on_refused=_refused)
    gap = next(each for each in live.current().questions.values() if not each.facts)
    fact = {**FACT, "fact": "The leaflet of the clinic has more on this."}
    with desk(tmp_path, Role.MANAGER, live=live, KNOWLEDGE_FOLDER=folder) as front:
        done = front.post(f"/desk/gaps/{gap.id}/fact", **fact, sure="yes")
        assert "Live now" in done.text, done.text
        answered = live.current()
    [first] = answered.questions[gap.id].facts
    assert answered.facts[first].text == fact["fact"]
    assert answered.clinic.phone == "+1 202 555 0143"


@pytest.mark.parametrize(
    ("what", "fields", "said_then"),
    [("line", {"line": LINE}, LINE), ("fact", FACT, "Tumbling turns the ball over 3 times.")],
)
def test_what_each_example_gets_now_and_then_is_read_before_it_is_live(
    front: Desk, what: str, fields: dict[str, str], said_then: str
) -> None:
    before = {file.name: file.read_bytes() for file in front.settings.KNOWLEDGE_FOLDER.iterdir()}
    shown = html.unescape(front.post(f"{PATH}/{what}", **fields).text)
    assert "Nothing has changed yet." in shown
    for example in ("rolling or tumbling", "i thought that was tumbling"):
        preview = shown.partition(f"“{example}”")[2].partition("<dt")[0]
        now, _, then = preview.partition(">Then<")
        assert "No source here says how it differs" in now, example
        assert said_then in then, example
        assert said_then not in now
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown))
    assert fields.items() <= kept.items()
    back = front.post(f"{PATH}/{what}", **fields, sure="no").text
    assert "See what it changes" in back
    assert all(value in back for value in fields.values()), "what was typed is kept"
    assert before == {
        file.name: file.read_bytes() for file in front.settings.KNOWLEDGE_FOLDER.iterdir()
    }
    assert "Nothing yet." in front.get("/desk/changes").text


def test_a_change_says_which_question_its_fact_answers(front: Desk) -> None:
    front.post(f"{PATH}/fact", **FACT, sure="yes")
    [path] = re.findall(r'href="(/desk/changes/[^"]+)"', front.get("/desk/changes").text)
    shown = front.get(path).text
    assert f'<a href="{PATH}">How it differs from tumbling</a>, before all else' in shown


@pytest.mark.parametrize(
    ("what", "fields", "problem"),
    [
        ("line", {"line": "Stop your accutane before you come."}, "about a medicine"),
        ("line", {"line": "no full stop"}, "not a whole sentence"),
        ("fact", {**FACT, "source": ""}, "Without a source no fact is taken"),
        ("fact", {**FACT, "fact": "We guarantee that it works."}, "promises"),
        ("fact", {**FACT, "fact": ""}, "Write the fact first."),
        ("fact", {**FACT, "title": ""}, "The title of the source is missing."),
    ],
)
def test_what_may_not_be_said_is_refused_with_its_words_kept(
    front: Desk, what: str, fields: dict[str, str], problem: str
) -> None:
    refused = front.post(f"{PATH}/{what}", **fields)
    assert refused.status_code == 422
    assert problem in refused.text
    assert all(value in refused.text for value in fields.values())
    assert "Nothing yet." in front.get("/desk/changes").text, "what is refused is no proposal"
    assert "No source here says" in said(front)


def test_what_nobody_released_leads_to_the_facts_to_release(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small", questions=QUESTIONS)
    live = LiveKnowledge(folder, only_reviewed=True, on_refused=_refused)
    with desk(tmp_path, live=live, KNOWLEDGE_FOLDER=folder, ONLY_REVIEWED=True) as it:
        shown = it.get("/desk/gaps/what-it-means").text
        [link] = re.findall(r'href="([^"]+)">Release it under Review', shown)
        review = it.get(html.unescape(link)).text
        assert re.findall(r'id="fact-([^"]+)"', review) == ["limits", "what-it-is"]
        ask(it, "what does it do", "conditions", lacks="withheld")
        [other] = re.findall(r'href="([^"]+)">Others on this topic', it.get("/desk/gaps").text)
        review = it.get(html.unescape(other)).text
        assert re.findall(r'id="fact-([^"]+)"', review) == ["for-scars"]


def test_staff_look_and_change_nothing(front: Desk) -> None:
    front.sign_in(Role.STAFF)
    assert "A manager can answer it" in front.get(PATH).text
    assert front.post(f"{PATH}/line", line=LINE).status_code == 403
    assert front.post(f"{PATH}/fact", **FACT).status_code == 403


def test_a_question_that_is_not_there_is_said_so(front: Desk) -> None:
    assert front.get("/desk/gaps/nothing-such").status_code == 404
    assert front.post("/desk/gaps/nothing-such/line", line=LINE).status_code == 404
    assert front.post("/desk/gaps/nothing-such/fact", **FACT).status_code == 404
