import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from actions.answering import answer
from desk.answer.notes import notes_of
from desk.sign_in.staff import Role
from knowledge import LiveKnowledge
from knowledge.loading import FILES
from tests.desk_under_test import Desk, desk
from tests.gateway_under_test import live_knowledge
from understanding.kinds import QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

PIECE = {"HX-Request": "true"}
BREATHLESS = "I can't breathe and my throat is swelling shut"


@pytest.fixture
def at_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as opened:
        yield opened


def refused(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


@pytest.fixture
def down(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, transport=httpx.MockTransport(refused)) as opened:
        yield opened


def piece(at_desk: Desk, **fields: str) -> httpx.Response:
    headers = {**PIECE, "X-CSRF-Token": at_desk.csrf()}
    response: httpx.Response = at_desk.client.post("/desk", data=fields, headers=headers)
    return response


def test_the_empty_page_shows_every_topic_and_a_hint(at_desk: Desk) -> None:
    text = at_desk.get("/desk").text
    phrases = live_knowledge().current().phrases
    for topic in ("definition", "pain", "cost", "emergency"):
        assert phrases.render(f"topic_title_{topic}") in text
    assert "choose a topic" in text
    assert "Stretch marks" in text
    assert "data-search autofocus" in text


def with_reply(folder: Path) -> LiveKnowledge:
    """The project's knowledge with one saved reply."""
    folder.mkdir()
    for name in FILES:
        shutil.copy(live_knowledge().folder / name, folder)
    reply = "name: Willow\nreplies: {Gift cards: You can buy one at the desk.}\n"
    (folder / "clinic.yml").write_text(reply)
    return LiveKnowledge(folder, on_refused=lambda error: pytest.fail(str(error)))


def test_a_saved_reply_is_found_by_the_same_search(tmp_path: Path) -> None:
    with desk(tmp_path, live=with_reply(tmp_path / "known")) as opened:
        text = piece(opened, asked="can i get a gift voucher").text
        assert "You can buy one at the desk." in text
        assert "Source: Willow" in text
        assert text.index("Saved reply") < text.index("No source says it")
        assert "Saved reply" not in piece(opened, asked="does it hurt").text
        assert "Saved reply" not in piece(opened, asked=f"{BREATHLESS}, gift card").text


def test_a_question_gets_the_answer_with_sources_and_review_state(at_desk: Desk) -> None:
    text = piece(at_desk, asked="does it hurt").text
    knowledge = live_knowledge().current()
    asked = Question("pain", (Detail(QUESTION, "does-it-hurt"),))
    said = answer(asked, SoFar(), knowledge)
    assert said.sentences[0].text in text
    for source in said.cited:
        assert source["title"].replace("&", "&amp;") in text
    assert "not reviewed" in text
    assert "Understood: sure" in text
    assert "<html" not in text


def test_without_scripts_a_whole_page_comes_back_with_the_question(at_desk: Desk) -> None:
    text = at_desk.post("/desk", asked="does it hurt").text
    assert "<html" in text
    assert 'value="does it hurt"' in text
    assert "data-copy=" in text


def test_what_was_typed_is_escaped(at_desk: Desk) -> None:
    text = at_desk.post("/desk", asked='"><script>alert(1)</script>').text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_an_empty_question_brings_the_hint_and_a_long_one_a_refusal(at_desk: Desk) -> None:
    assert "choose a topic" in piece(at_desk, asked=" ").text
    assert "1000 characters" in piece(at_desk, asked="a" * 1001).text


def test_with_rasa_down_a_warning_sign_and_a_question_are_answered(down: Desk) -> None:
    assert "911" in piece(down, asked=BREATHLESS).text
    assert "What does it cost?" in piece(down, button="cost").text


def test_a_bare_word_of_a_warning_sign_gets_the_alarm_and_then_what_else_it_may_ask(
    at_desk: Desk,
) -> None:
    text = piece(at_desk, asked="seizure").text
    alarm, hint = text.index('class="card answer urgent"'), text.index("A word or two can also ask")
    assert alarm < hint < text.index("epilepsy or fainting", hint)
    assert text.count("A word or two can also ask") == 1
    assert "A few words can mean several things" not in text
    assert "A word or two" not in piece(at_desk, asked=BREATHLESS).text


def test_a_topic_is_shown_by_its_address(at_desk: Desk) -> None:
    text = at_desk.get("/desk?show=conditions.condition.stretch_marks").text
    assert "stretch marks" in text
    assert 'class="card answer' in text
    assert at_desk.get("/desk?show=nonsense").status_code == 404


def test_more_is_pressed_with_the_context_of_its_answer(at_desk: Desk) -> None:
    first = piece(at_desk, asked="what are the risks").text
    more = re.search(r'value="(more\.[^"]+)"', first)
    context = re.search(r'name="context" value="([^"]+)"', first)
    assert more is not None
    assert context is not None
    second = piece(at_desk, button=more[1], context=context[1].replace("&#34;", '"')).text
    assert 'class="card answer' in second
    assert re.findall('class="said">(.*?)<', first) != re.findall('class="said">(.*?)<', second)


def test_staff_write_a_note_which_visitors_never_see(at_desk: Desk) -> None:
    page = at_desk.post("/desk/notes", topic="pain", note="The <blue> leaflet", version="0")
    assert page.status_code == 200
    assert "The &lt;blue&gt; leaflet" in page.text
    assert notes_of(at_desk.engine, ["pain"])["pain"].author == "maria"
    session = at_desk.client.post("/api/sessions", json={}).json()["session"]
    said = at_desk.client.post("/api/chat", json={"session": session, "button": "pain"})
    assert "leaflet" not in said.text
    assert "leaflet" not in at_desk.get("/desk/faq").text


def test_the_second_of_two_writers_is_told_and_keeps_their_words(at_desk: Desk) -> None:
    at_desk.post("/desk/notes", topic="pain", note="first", version="0")
    at_desk.sign_in(Role.MANAGER)
    headers = {**PIECE, "X-CSRF-Token": at_desk.csrf()}
    fields = {"topic": "pain", "note": "second", "version": "0"}
    for sent in ({}, headers):
        again = at_desk.client.post(
            "/desk/notes", data={"csrf": at_desk.csrf(), **fields}, headers=sent
        )
        assert again.status_code == 409
        assert "first" in again.text
        assert "second</textarea>" in again.text
        assert 'name="version" value="1"' in again.text
    assert notes_of(at_desk.engine, ["pain"])["pain"].note == "first"


@pytest.mark.parametrize(
    "fields",
    [
        {"topic": "nothing", "note": "x", "version": "0"},
        {"topic": "pain", "note": "x" * 4001, "version": "0"},
        {"topic": "pain", "note": "x", "version": ""},
    ],
)
def test_a_note_that_cannot_be_kept_is_refused(at_desk: Desk, fields: dict[str, str]) -> None:
    assert at_desk.post("/desk/notes", **fields).status_code == 400


def test_a_forged_request_writes_nothing(at_desk: Desk) -> None:
    fields = {"topic": "pain", "note": "x", "version": "0"}
    assert at_desk.client.post("/desk/notes", data=fields).status_code == 403
    assert notes_of(at_desk.engine, ["pain"])["pain"].version == 0


def test_the_sheet_has_day_version_and_sources(at_desk: Desk) -> None:
    text = at_desk.get("/desk/faq").text
    assert "4 May 2026" in text
    assert live_knowledge().current().version in text
    assert "https://www.fda.gov/" in text
    assert "911" in text


def test_nobody_sees_it_without_signing_in(at_desk: Desk) -> None:
    at_desk.client.cookies.clear()
    for path in ("/desk", "/desk?show=pain", "/desk/faq"):
        response = at_desk.client.get(path, follow_redirects=False)
        assert response.status_code == 303
        assert response.headers["location"].startswith("/desk/sign-in")


def test_what_is_typed_stands_in_no_log(at_desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        piece(at_desk, asked="xylophonequestion")
        at_desk.post("/desk/notes", topic="pain", note="xylophonenote", version="0")
    assert "xylophone" not in caplog.text
