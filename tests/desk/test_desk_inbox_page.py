"""The pages of the inbox, as somebody at the desk uses them."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from desk.inbox.grouping import group_waiting
from desk.inbox.store import PAGE, listing
from desk.inbox.store import Wanted as All
from desk.sign_in.staff import Role
from records.inbox_entries import Kind
from records.journal import Exchange, Journal
from records.messages import Message
from records.tables import METADATA, audit_lines
from records.visitors import Records
from tests.desk.command_line import journal_turn
from tests.desk.test_desk_inbox_grouping import ask, by_first_word
from tests.desk_under_test import Desk, desk

VISITOR = "s-1"


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as running:
        yield running


def missed(front: Desk, *questions: str) -> None:
    ask(front.engine, *questions, at=front.clock())
    group_waiting(front.engine, by_first_word)


def asked_the_clinic(front: Desk, question: str = "Do you treat twins?") -> None:
    records = Records(front.settings.DATABASE_URL, front.clock)
    records.keep_question(VISITOR, question, "Ada", "ada@example.org")
    records.close()


def answered(front: Desk, asked: str, said: Message) -> None:
    journal = Journal(front.engine, ZoneInfo("UTC"))
    journal.keep(Exchange(VISITOR, front.clock(), asked, False, [said], 5, "v1"))


def disliked(front: Desk, remark: str | None = "too long") -> None:
    said = Message(text="It can sting.", topic="pain")
    answered(front, "does it hurt", said)
    records = Records(front.settings.DATABASE_URL, front.clock)
    records.keep_feedback(VISITOR, said.id, "pain", False, remark)
    records.close()


def alarm(front: Desk) -> None:
    answered(front, "my lips are swelling", Message(text="Call 911 now.", topic="emergency"))


def path_of(front: Desk, kind: Kind) -> str:
    (line,) = listing(front.engine, All(kind=kind)).lines
    return f"/desk/inbox/{line.id}"


def fields(text: str) -> dict[str, str]:
    """The hidden fields of the form on an item's page."""
    return dict(re.findall(r'name="(version|seen)" value="(\d+)"', text))


def act(front: Desk, path: str, do: str, **more: object) -> str:
    response = front.post(path, do=do, **{**fields(front.get(path).text), **more})
    assert response.status_code == 200, response.text
    return response.text


def test_the_list_shows_one_of_each_kind(front: Desk) -> None:
    missed(front, "parking here", "parking there")
    asked_the_clinic(front)
    disliked(front)
    alarm(front)
    text = front.get("/desk/inbox").text
    for words in ("parking there", "asked 2 times", "Do you treat twins?", "too long"):
        assert words in text
    assert text.index("my lips are swelling") < text.index("too long")
    assert "Answer: Does it hurt?" in text
    assert "ada@example.org" not in text, "how to reach a visitor stands on the item alone"


def test_the_list_can_be_narrowed_down_and_what_makes_no_sense_is_left_out(front: Desk) -> None:
    missed(front, "parking here")
    asked_the_clinic(front)
    assert "twins" not in front.get("/desk/inbox?kind=missed").text
    assert "twins" not in front.get("/desk/inbox?mine=1").text
    assert "Nothing is closed yet" in front.get("/desk/inbox?state=closed").text
    for nonsense in ("kind=x", "order=x", "before=x", "before=99999999999999999-1", "state="):
        assert front.get(f"/desk/inbox?{nonsense}").status_code == 200
    odd = "/desk/inbox?order=frequent&before=99999999999999999-9999999999"
    assert front.get(odd).status_code == 200


def test_there_is_a_link_to_what_is_older(front: Desk) -> None:
    for n in range(PAGE + 1):
        asked_the_clinic(front, f"question number {n}.")
    first = front.get("/desk/inbox?kind=question").text
    assert "question number 0." not in first
    older = re.search(r'href="([^"]*before=[^"]*)"', first)
    assert older is not None
    text = front.get(older[1].replace("&amp;", "&")).text
    assert "question number 0." in text
    assert "question number 1." not in text
    assert "hx-trigger" not in text.partition("<main")[2], "what is old stays as it is"


def test_the_list_refreshes_only_when_something_changed(front: Desk) -> None:
    missed(front, "parking here")
    page = front.get("/desk/inbox").text
    stamp = re.search(r'name="stamp" value="(\w+)"', page)
    assert stamp is not None
    same = front.get(f"/desk/inbox/fresh?stamp={stamp[1]}&state=open&order=newest")
    assert (same.status_code, same.content) == (204, b"")
    asked_the_clinic(front)
    fresh = front.get(f"/desk/inbox/fresh?stamp={stamp[1]}&state=open&order=newest")
    assert fresh.status_code == 200
    assert "twins" in fresh.text
    assert "<html" not in fresh.text


def test_words_and_names_are_found_whatever_they_stand_in(front: Desk) -> None:
    missed(front, "parking here 100%")
    missed(front, "Bei Frau Weiß und Ärztin Müller?")
    asked_the_clinic(front)
    disliked(front, "way too LONG")
    alarm(front)
    found = {
        "TWINS you": "Do you treat twins?",
        "ada@": "Do you treat twins?",
        "100%": "parking here 100%",
        "Weiß Ärztin": "Bei Frau Weiß und Ärztin Müller?",
        "too long": "way too LONG",
        "lips": "my lips are swelling",
    }
    for words, expected in found.items():
        text = front.get("/desk/inbox", params={"q": words}).text.partition("<main")[2]
        assert expected in text
        # An emergency is found by the contact of who raised it, too.
        others = 2 if words == "ada@" else 1
        assert sum(other in text for other in set(found.values())) == others, words
    assert "Nothing here holds these words" in front.get("/desk/inbox?q=50%25").text


def test_what_is_ticked_is_closed_but_for_what_changed_meanwhile(front: Desk) -> None:
    asked_the_clinic(front, "First?")
    asked_the_clinic(front, "Second?")
    alarm(front)
    ticks = re.findall(r'name="item" value="(\d+:\d+)"', front.get("/desk/inbox").text)
    assert len(ticks) == 2, "an emergency is not closed unread"
    act(front, f"/desk/inbox/{ticks[0].partition(':')[0]}", "take")
    done = front.post("/desk/inbox", item=ticks, query="kind=question&evil=1")
    assert str(done.url).endswith("/desk/inbox?kind=question&closed=1&late=1")
    assert "1 closed. 1 changed meanwhile" in done.text
    (line,) = listing(front.engine, All(kind="question")).lines
    assert line.assigned_to == "maria"
    (alarmed,) = listing(front.engine, All(kind="emergency")).lines
    front.post("/desk/inbox", item=f"{alarmed.id}:{alarmed.version}")
    assert listing(front.engine, All(kind="emergency")).lines, "nobody has looked at it"


def test_what_is_put_away_comes_back_by_itself(front: Desk) -> None:
    asked_the_clinic(front)
    path = path_of(front, "question")
    assert "Put away." in act(front, path, "snooze-1")
    assert "twins" not in front.get("/desk/inbox").text
    assert "twins" in front.get("/desk/inbox?state=snoozed").text
    assert ">1<" not in front.get("/desk/inbox/count").text
    front.clock.time += timedelta(hours=8)
    front.sign_in()
    assert "twins" not in front.get("/desk/inbox").text
    front.clock.time += timedelta(hours=1)
    front.sign_in()
    assert "twins" in front.get("/desk/inbox").text
    alarm(front)
    assert "snooze" not in front.get(path_of(front, "emergency")).text
    (alarmed,) = listing(front.engine, All(kind="emergency")).lines
    path = f"/desk/inbox/{alarmed.id}"
    assert (
        front.post(path, do="snooze-1", version=str(alarmed.version), seen="0").status_code == 409
    )
    assert listing(front.engine, All(kind="emergency")).lines, "an emergency is not put away"


def test_a_note_with_a_warning_sign_is_one_item_with_the_way_to_reach_its_writer(
    front: Desk,
) -> None:
    words = "my lips are swelling"
    asked_the_clinic(front, words)
    asked_the_clinic(front, "Do you treat twins?")
    alarm(front)
    listed = front.get("/desk/inbox").text.partition("<main")[2]
    assert listed.count(words) == 1
    assert "twins" in listed
    text = front.get(path_of(front, "emergency")).text
    assert '<a href="mailto:ada@example.org">ada@example.org</a>' in text
    assert "Ada" in text


def test_a_question_for_the_clinic_comes_with_what_can_be_answered(front: Desk) -> None:
    asked_the_clinic(front, "Does it hurt?")
    text = front.get(path_of(front, "question")).text
    assert "What you can answer" in text
    (offer,) = re.findall(r'data-copy="([^"]+)"', text)
    assert "Sources:" in offer
    href = html.unescape(re.findall(r'href="(mailto:[^"]+subject[^"]+)"', text)[0])
    written = parse_qs(urlsplit(href).query)
    assert written["body"] == [html.unescape(offer)]


def test_what_nothing_here_answers_comes_with_no_answer(front: Desk) -> None:
    asked_the_clinic(front, "Do you repair bicycles?")
    assert "What you can answer" not in front.get(path_of(front, "question")).text


def test_an_open_emergency_is_told_on_every_page(front: Desk) -> None:
    assert 'role="alert"' not in front.get("/desk/inbox/count").text
    alarm(front)
    told = front.get("/desk/inbox/count").text
    assert 'data-alarms="1"' in told
    assert "An emergency is open, and nobody has taken it: look at it first" in told
    assert 'data-waiting="1"' in told
    ((item, version),) = [(line.id, line.version) for line in listing(front.engine, All()).alarms]
    front.post(f"/desk/inbox/{item}", do="take", version=version)
    taken = front.get("/desk/inbox/count").text
    assert "An emergency is open: look at it first" in taken
    assert 'data-waiting="0"' in taken
    assert re.findall(r'data-newest="(\d+)"', taken) == re.findall(r'data-newest="(\d+)"', told)


def test_several_emergencies_are_told_as_what_they_are(front: Desk) -> None:
    for sender in ("ann", "bea"):
        journal_turn(front.engine, sender, "my throat swells", "emergency")
    told = front.get("/desk/inbox/count").text
    assert "2 emergencies are open, and nobody has taken them: look at them first" in told
    line = listing(front.engine, All()).alarms[0]
    front.post(f"/desk/inbox/{line.id}", do="take", version=line.version)
    taken = front.get("/desk/inbox/count").text
    assert "and nobody has taken 1 of them: look at them first" in taken


def test_the_count_of_open_items_is_told_when_it_changes(front: Desk) -> None:
    assert "/desk/inbox/count" in front.get("/desk/inbox").text
    missed(front, "parking here")
    alarm(front)
    count = front.get("/desk/inbox/count").text
    assert ">2<" in count
    assert "1 of them an emergency" in count
    seen = re.search(r"seen=([\d-]+)", count)
    assert seen is not None
    assert front.get(f"/desk/inbox/count?seen={seen[1]}").status_code == 204


@pytest.mark.parametrize(
    "path", ["/desk/inbox/fresh", "/desk/inbox/count", "/desk/inbox/1/changed"]
)
def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(front: Desk, path: str) -> None:
    for _ in range(4):
        front.clock.time += timedelta(minutes=10)
        last = front.get(path, follow_redirects=False)
    assert last.status_code == 303
    assert "/desk/sign-in" in last.headers["location"]


def test_a_question_for_the_clinic_shows_how_to_answer(front: Desk) -> None:
    asked_the_clinic(front)
    text = front.get(path_of(front, "question")).text
    for part in ("Do you treat twins?", "Ada", "ada@example.org", "4 May 2026, 15:30"):
        assert part in text
    assert f'href="/desk/transcripts/{VISITOR}"' in text


def test_a_group_shows_its_questions(front: Desk) -> None:
    missed(front, "parking here", "parking there")
    text = front.get(path_of(front, "missed")).text
    assert text.index("parking there") < text.index("parking here")
    assert text.count('href="/desk/transcripts/visitor"') == 2
    assert "/teach" in text


def test_a_vote_shows_the_question_and_the_answer(front: Desk) -> None:
    disliked(front)
    text = front.get(path_of(front, "disliked")).text
    for part in ("too long", "does it hurt", "It can sting.", "/teach"):
        assert part in text


def test_an_emergency_shows_what_was_written_and_answered(front: Desk) -> None:
    alarm(front)
    answered(front, "now my throat too", Message(text="Call 911!", topic="emergency"))
    text = front.get(path_of(front, "emergency")).text
    for part in ("my lips are swelling", "Call 911 now.", "now my throat too", "Call 911!"):
        assert part in text
    assert "/teach" not in text


def test_what_was_erased_is_said_to_be(front: Desk) -> None:
    missed(front, "parking here")
    asked_the_clinic(front)
    disliked(front)
    alarm(front)
    kinds: list[Kind] = ["missed", "question", "disliked", "emergency"]
    paths = [path_of(front, kind) for kind in kinds]
    with front.engine.begin() as connection:
        for name in ("contacts", "clinic_questions", "feedback", "answers", "missed_questions"):
            connection.execute(sa.delete(METADATA.tables[name]))
        connection.execute(sa.delete(METADATA.tables["turns"]))
    assert front.get("/desk/inbox").text.count("The words were erased") == 3
    for path in paths:
        text = front.get(path).text
        assert "erased" in text
        assert "/teach" not in text


def test_an_item_is_taken_noted_closed_and_reopened(front: Desk) -> None:
    asked_the_clinic(front)
    path = path_of(front, "question")
    assert "This is yours now." in act(front, path, "take")
    assert "twins" in front.get("/desk/inbox?mine=1").text
    text = act(front, path, "note", note="Line one\nline <two>")
    assert "line &lt;two&gt;" in text
    text = act(front, path, "close", note="Called.")
    assert "Called." in text
    assert "twins" in front.get("/desk/inbox?state=closed").text
    assert "Open again." in act(front, path, "reopen")
    assert "Assigned." in act(front, path, "assign", to="")
    assert "twins" not in front.get("/desk/inbox?mine=1").text


def test_an_empty_note_is_asked_for(front: Desk) -> None:
    asked_the_clinic(front)
    response = front.post(path_of(front, "question"), do="note", note="  ")
    assert response.status_code == 400
    assert "Write the note first." in response.text


def test_who_comes_second_is_told_what_the_other_did_and_keeps_the_note(front: Desk) -> None:
    asked_the_clinic(front)
    path = path_of(front, "question")
    old = fields(front.get(path).text)
    stamp = re.search(r"changed\?stamp=([\d-]+)", front.get(path).text)
    assert stamp is not None
    assert front.get(f"{path}/changed?stamp={stamp[1]}").status_code == 204
    front.sign_in(Role.MANAGER)
    act(front, path, "close", note="Done by me.")
    front.sign_in(Role.STAFF)
    assert "has just changed" in front.get(f"{path}/changed?stamp={stamp[1]}").text
    refused = front.post(path, do="assign", to="1", note="I will call her <now>", **old)
    assert refused.status_code == 409
    news = refused.text.partition("Somebody was faster")[2]
    assert "ines: closed" in news
    assert "I will call her &lt;now&gt;</textarea>" in news
    assert "Done by me." in news
    # Nothing of it was done; with the page that is shown now it can be.
    assert "I will call her" not in front.get(path).text
    again = front.post(path, do="assign", to="1", note="kept", **fields(refused.text))
    assert again.status_code == 200
    assert "maria" in again.text


def test_somebody_who_adds_a_note_to_an_old_page_is_not_refused(front: Desk) -> None:
    asked_the_clinic(front)
    path = path_of(front, "question")
    old = fields(front.get(path).text)
    act(front, path, "close")
    response = front.post(path, do="note", note="one more thing", **old)
    assert response.status_code == 200
    assert "one more thing" in response.text


def test_what_visitors_add_is_no_work_of_anybody(front: Desk) -> None:
    missed(front, "parking here")
    path = path_of(front, "missed")
    old = fields(front.get(path).text)
    missed(front, "parking there")
    refused = front.post(path, do="close", **old)
    assert refused.status_code == 409
    assert "A visitor wrote again." in refused.text
    assert "parking there" in refused.text


def test_groups_are_mended(front: Desk) -> None:
    missed(front, "parking here", "parking for bikes", "gift card")
    (gift,) = (line for line in listing(front.engine, All()).lines if line.words == "gift card")
    (parking,) = (line for line in listing(front.engine, All()).lines if line.count == 2)
    path = f"/desk/inbox/{parking.id}"
    question = re.search(
        r'value="move-(\d+)">Not the same<[^>]*>: parking for bikes', front.get(path).text
    )
    assert question is not None
    alone = act(front, path, f"move-{question[1]}")
    assert "a group of its own" in alone
    assert "parking here</p>" not in alone
    merged = act(front, path, "merge", into=gift.id, note="Both are about money.")
    assert "The two groups are one now." in merged
    for words in ("parking here", "gift card", "Both are about money."):
        assert words in merged
    gone = front.post(path, do="close", version=1, note="typed in vain")
    assert gone.status_code == 409
    assert "typed in vain" in gone.text
    assert f"(inbox item {gift.id})" in gone.text
    assert front.get(path).status_code == 404


@pytest.mark.parametrize("do", ["", "explode", "move-", "merge", "move-77"])
def test_what_cannot_be_done_changes_nothing(front: Desk, do: str) -> None:
    missed(front, "parking here", "parking there")
    path = path_of(front, "missed")
    response = front.post(path, do=do, **fields(front.get(path).text))
    assert response.status_code in (400, 409)
    assert "Nothing was changed." in response.text
    with front.engine.connect() as connection:
        made = connection.scalars(sa.select(audit_lines.c.action)).all()
    assert set(made) == {"account made", "read"}


@pytest.mark.parametrize("number", ["0", "77", "99999999999999999999"])
def test_there_are_items_that_there_are_not(front: Desk, number: str) -> None:
    assert front.get(f"/desk/inbox/{number}").status_code == 404
    assert "erased" in front.get(f"/desk/inbox/{number}/changed").text


def test_no_audit_line_holds_a_visitors_or_a_colleagues_words(front: Desk) -> None:
    asked_the_clinic(front, "xyzzy?")
    path = path_of(front, "question")
    for do in ("note", "take", "close", "reopen"):
        act(front, path, do, note="plugh")
    with front.engine.connect() as connection:
        lines = connection.execute(sa.select(audit_lines)).all()
    assert len(lines) >= 9
    assert not re.search("xyzzy|plugh|ada@", repr(lines))
