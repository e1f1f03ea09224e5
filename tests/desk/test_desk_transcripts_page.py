import csv
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from desk.audit.store import lines
from desk.sign_in.staff import Role
from records.visitors import Records
from tests.desk_under_test import Desk, desk
from tests.gateway_under_test import live_knowledge
from tests.records.kept_turns import NOON, keep, message

READ = {"action": "action_answer_facts", "intent": "ask_pain", "entities": []}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, TIME_ZONE="America/New_York") as running:
        yield running


def shown(opened: Desk, path: str) -> str:
    response = opened.get(path)
    assert response.status_code == 200, response.text
    return html.unescape(response.text)


def audited(opened: Desk) -> list[Any]:
    wanted = ("export begun", "export ended", "test conversation exported", "conversation erased")
    return [line for line in reversed(lines(opened.engine)) if line.action in wanted]


def test_nothing_is_shown_to_anybody_who_is_not_signed_in(tmp_path: Path) -> None:
    with desk(tmp_path, None) as running:
        keep(running.engine, asked="my secret words")
        for path in ("/desk/transcripts", "/desk/transcripts/ann"):
            response = running.get(path, follow_redirects=False)
            assert response.status_code == 303
            assert "my secret words" not in response.text
        for path in ("/desk/transcripts/export", "/desk/transcripts/ann/conversation"):
            response = running.client.post(path, follow_redirects=False)
            assert response.status_code == 303


def test_an_empty_list_says_so(opened: Desk) -> None:
    assert "There are no conversations yet." in shown(opened, "/desk/transcripts")
    assert "No conversation fits." in shown(opened, "/desk/transcripts?topic=pain")


def test_the_list_tells_of_each_conversation(opened: Desk) -> None:
    keep(opened.engine, asked="<b>does it hurt?</b>", minutes=1)
    keep(opened.engine, message("unclear"), minutes=2)
    keep(opened.engine, message("cost"), sender="ben", asked="/ask_cost", is_button=True)
    text = opened.get("/desk/transcripts").text
    assert "&lt;b&gt;does it hurt?&lt;/b&gt;" in text
    assert "<b>does" not in text
    text = html.unescape(text)
    assert "4 May 2026, 08:02" in text
    assert "2 questions" in text
    assert re.search(r'chip wait">Not understood<', text)
    assert "What does it cost?" in text
    assert "/ask_cost" not in text
    assert text.index("/desk/transcripts/ann") < text.index("/desk/transcripts/ben")


def test_it_is_limited_by_topic_outcome_and_day(opened: Desk) -> None:
    keep(opened.engine, message("pain"), sender="ann", asked="one?")
    keep(opened.engine, message("cost"), sender="ben", asked="two?", minutes=24 * 60)
    for query, names in {
        "": {"ann", "ben"},
        "topic=&outcome=&from=&to=": {"ann", "ben"},
        "topic=pain": {"ann"},
        "outcome=answered&from=2026-05-05": {"ben"},
        "to=2026-05-04": {"ann"},
        "topic=cost&to=2026-05-04": set(),
    }.items():
        text = shown(opened, f"/desk/transcripts?{query}")
        assert set(re.findall(r'href="/desk/transcripts/(\w+)"', text)) == names, query


def left_a_question(opened: Desk, sender: str, question: str, name: str, contact: str) -> None:
    records = Records(opened.settings.DATABASE_URL, lambda: NOON)
    records.keep_question(sender, question, name, contact)
    records.close()


def test_words_names_and_numbers_find_a_conversation(opened: Desk) -> None:
    keep(opened.engine, asked="good morning", sender="ann")
    keep(opened.engine, asked="Does Accutane matter 100%?", sender="ann", minutes=1)
    keep(opened.engine, message("cost"), asked="what is the price", sender="ben", minutes=2)
    keep(opened.engine, asked="/ask_accutane", is_button=True, sender="cem", minutes=3)
    left_a_question(opened, "ben", "do you treat twins", "Ada Byron", "ada@example.org")
    for words, names in {
        "accutane": {"ann"},
        "matter  ACCUTANE": {"ann"},
        "accutane morning": set(),
        "0%": {"ann"},
        "twins byron": {"ben"},
        "ada@ex": {"ben"},
    }.items():
        text = opened.get("/desk/transcripts", params={"q": words}).text
        assert set(re.findall(r'href="/desk/transcripts/(\w+)"', text)) == names, words
    left_a_question(opened, "cem", "ring me", "Bo", "+1 202 555 0143")
    for number in ("2025550143", "(202) 555-0143", "+12025550143", "202.555.0143", "5550143"):
        text = opened.get("/desk/transcripts", params={"q": number}).text
        assert set(re.findall(r'href="/desk/transcripts/(\w+)"', text)) == {"cem"}, number
    for other in ("2025550144", "5-5", "555-0199"):
        text = opened.get("/desk/transcripts", params={"q": other}).text
        assert "/desk/transcripts/cem" not in text, other
    found = shown(opened, "/desk/transcripts?q=accutane")
    assert "Does Accutane matter" in found, "the line shows where the words stand"
    assert "good morning" not in found
    text = shown(opened, "/desk/transcripts?q=byron&topic=cost")
    assert "what is the price" in text
    assert 'value="byron"' in text
    assert "No conversation fits." in shown(opened, "/desk/transcripts?q=byron&topic=pain")


def test_an_export_of_some_words_keeps_them_out_of_the_audit(opened: Desk) -> None:
    keep(opened.engine, asked="my name is Byron")
    keep(opened.engine, asked="hello", sender="ben")
    response = opened.post("/desk/transcripts/export", q="byron")
    text = response.content.decode("utf-8-sig")
    assert [row["conversation"] for row in csv.DictReader(io.StringIO(text))] == ["ann"]
    assert {line.subject for line in audited(opened)} == {"conversations: with some words"}
    assert "yron" not in response.headers["content-disposition"]


def test_a_conversation_tells_how_to_reach_its_visitor_and_what_is_held_of_them(
    opened: Desk,
) -> None:
    keep(opened.engine)
    assert "No way to reach them is kept." in shown(opened, "/desk/transcripts/ann")
    assert "The assistant holds nothing else of them." in shown(opened, "/desk/transcripts/ann")
    left_a_question(opened, "ann", "do you treat <twins>", "Ada", "(202) 555-0143")
    opened.upstream.slots["so_far"] = {
        "person": [{"kind": "age", "value": 41.0}, {"kind": "circumstance", "value": "pregnancy"}],
        "others": [{"whom": "mother", "person": [{"kind": "condition", "value": "acne_scars"}]}],
    }
    raw = opened.get("/desk/transcripts/ann").text
    assert "&lt;twins&gt;" in raw
    text = html.unescape(re.sub(r"<[^>]+>", "", raw))
    assert 'href="tel:+1-202-555-0143"' in raw
    for words in ("Ada", "Age41 years", "Reason for carepregnancy", "Conditionacne scars (mother)"):
        assert words in text, words


def test_what_cannot_be_chosen_is_refused(opened: Desk) -> None:
    for name, value in (
        *(("topic", "x"), ("outcome", "lost"), ("from", "yesterday"), ("to", "9999-12-31")),
    ):
        assert opened.get("/desk/transcripts", params={name: value}).status_code == 400
        assert opened.post("/desk/transcripts/export", **{name: value}).status_code == 400
    assert audited(opened) == []


def test_older_ones_are_a_page_further_with_the_same_choice(opened: Desk) -> None:
    for number in range(101):
        keep(opened.engine, sender=f"s{number}", minutes=number)
    keep(opened.engine, message("cost"), sender="other", minutes=200)
    path, seen = "/desk/transcripts?topic=pain", []
    for expected in (50, 50, 1):
        text = shown(opened, path)
        names = re.findall(r'href="/desk/transcripts/(\w+)"', text)
        assert len(names) == expected
        seen += names
        older = re.search(r'href="(\?[^"]+)" rel="next"', text)
        path = f"/desk/transcripts{older[1]}" if older else ""
    assert seen == [f"s{number}" for number in reversed(range(101))]
    assert path == ""
    assert shown(opened, "/desk/transcripts?older=nonsense").count('class="asked"') == 50


def test_a_conversation_is_shown_whole(opened: Desk) -> None:
    fact, *_ = live_knowledge().current().facts
    version = live_knowledge().current().version
    said = message(facts=[fact, "gone-1"], confidence=0.62)
    keep(opened.engine, said, asked="<i>hurt?</i>", milliseconds=1234, knowledge_version=version)
    keep(opened.engine, message("emergency"), minutes=1)
    keep(opened.engine, asked="/ask_pain", is_button=True, minutes=2)
    records = Records(opened.settings.DATABASE_URL, lambda: NOON)
    records.keep_feedback("ann", said.id, "pain", False, "Too <short>")
    records.close()
    raw = opened.get("/desk/transcripts/ann").text
    assert "<i>hurt" not in raw
    assert "<short>" not in raw
    text = html.unescape(raw)
    for expected in (
        "<i>hurt?</i>",
        "answered in 1.2 s",
        "answered in under 0.1 s",
        "sure (0.62)",
        "Understanding not measured",
        live_knowledge().current().facts[fact].text,
        "gone-1 – not in the files any more",
        "Voted not helpful",
        "Too <short>",
        f"Knowledge {version[:8]}, as it is now",
        "Knowledge v1, changed since",
        "Does it hurt?",
        "In the inbox: warning sign (open)",
        "In the inbox: voted down (open)",
        "Warning sign",
    ):
        assert expected in text, expected


def test_who_reads_a_conversation_is_noted(opened: Desk) -> None:
    keep(opened.engine)
    opened.get("/desk/transcripts")
    assert not [line for line in lines(opened.engine) if line.action == "read"]
    for _ in range(2):
        opened.get("/desk/transcripts/ann")
    [line] = [line for line in lines(opened.engine) if line.action == "read"]
    assert (line.who, line.subject) == ("maria", "conversation ann")


def test_a_fact_of_an_answer_leads_to_that_fact(opened: Desk) -> None:
    *_, fact = live_knowledge().current().facts
    keep(opened.engine, message(facts=[fact, "gone-1"]))
    text = shown(opened, "/desk/transcripts/ann")
    [link] = re.findall(r'href="(/desk/review[^"]+)"', text)
    review = shown(opened, link)
    assert re.findall(r'id="fact-([^"]+)"', review) == [fact]
    assert live_knowledge().current().facts[fact].text in review


def test_a_long_conversation_goes_on_on_the_next_page(opened: Desk) -> None:
    for number in range(501):
        keep(opened.engine, asked=f"number {number}?")
    first = shown(opened, "/desk/transcripts/ann")
    later = re.search(r'href="(\?after=\d+)"', first)
    assert later is not None
    assert "number 500?" not in first
    assert "number 500?" in shown(opened, f"/desk/transcripts/ann{later[1]}")


def test_a_manager_erases_a_conversation_for_good(opened: Desk) -> None:
    keep(opened.engine, message("unclear"), asked="my secret words")
    keep(opened.engine, sender="ben", minutes=1)
    assert "Erase this conversation" not in shown(opened, "/desk/transcripts/ann")
    assert opened.post("/desk/transcripts/ann/erase").status_code == 403
    opened.sign_in(Role.MANAGER)
    assert "Erase this conversation" in shown(opened, "/desk/transcripts/ann")
    done = opened.post("/desk/transcripts/ann/erase")
    assert "Erased" in done.text
    assert opened.get("/desk/transcripts/ann").status_code == 404
    assert opened.get("/desk/transcripts/ben").status_code == 200
    assert opened.post("/desk/transcripts/ann/erase").status_code == 404
    (line,) = audited(opened)
    assert (line.who, line.action, line.after) == (
        *("ines", "conversation erased", "1 questions, 0 contacts"),
    )


def test_an_erased_conversation_does_not_go_on_from_memory(opened: Desk) -> None:
    session = opened.client.post("/api/sessions", json={}).json()["session"]
    body = {"session": session, "text": "does it hurt"}
    assert opened.client.post("/api/chat", json=body).status_code == 200
    [sender] = {sender for sender, _ in opened.upstream.heard}
    opened.sign_in(Role.MANAGER)
    opened.post(f"/desk/transcripts/{sender}/erase")
    refused = opened.client.post("/api/chat", json=body)
    assert refused.json()["error"]["code"] == "expired_session"
    assert opened.get(f"/desk/transcripts/{sender}").status_code == 404


def test_who_is_not_known_has_no_conversation(opened: Desk) -> None:
    assert opened.get("/desk/transcripts/nobody").status_code == 404
    assert opened.post("/desk/transcripts/nobody/conversation").status_code == 404


def test_an_export_holds_what_was_chosen_and_leaves_a_line(opened: Desk) -> None:
    keep(opened.engine, message("pain"), message("cost"), asked="=my secret words")
    keep(opened.engine, message("cost"), sender="ben", minutes=1)
    chosen = {"topic": "pain", "outcome": "", "from": "2026-05-04", "to": ""}
    response = opened.post("/desk/transcripts/export", **chosen)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    name = "conversations_pain_from-2026-05-04.csv"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert [(row["asked"], row["topic"]) for row in rows] == [
        *(("'=my secret words", "pain"), ("'=my secret words", "cost"))
    ]
    begun, ended = audited(opened)
    assert (begun.who, begun.action, begun.subject, begun.after) == (
        "maria",
        "export begun",
        "conversations: topic pain, from 2026-05-04",
        None,
    )
    assert (ended.action, ended.after) == ("export ended", "1 conversations, 2 answers")


def test_an_export_of_all_says_so(opened: Desk) -> None:
    opened.post("/desk/transcripts/export")
    assert [line.subject for line in audited(opened)] == ["conversations: all"] * 2


def test_an_export_needs_the_word_against_forged_requests(opened: Desk) -> None:
    keep(opened.engine, message(understood=READ))
    for path in ("/desk/transcripts/export", "/desk/transcripts/ann/conversation"):
        assert opened.client.post(path).status_code == 403
    assert audited(opened) == []


def test_a_conversation_is_saved_for_the_testers_and_leaves_a_line(opened: Desk) -> None:
    keep(opened.engine, message("emergency"), asked="my secret words")
    assert "Save as a conversation to test" in shown(opened, "/desk/transcripts/ann")
    response = opened.post("/desk/transcripts/ann/conversation")
    assert response.headers["content-disposition"] == 'attachment; filename="conversation_ann.yml"'
    assert yaml.safe_load(response.text)["turns"][0]["says"] == "my secret words"
    (line,) = audited(opened)
    assert (line.action, line.subject) == ("test conversation exported", "conversation ann")
    assert opened.post("/desk/transcripts/nobody/conversation").status_code == 404
