"""From a missed question to a proposal that somebody can apply."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from desk.audit.store import lines
from desk.inbox.grouping import Vectors
from desk.sign_in.staff import Role
from knowledge import LiveKnowledge
from records.tables import audit_lines
from teaching import ExamplesChange, FactChange, changes
from tests.desk.test_desk_inbox_page import asked_the_clinic, disliked, missed, path_of
from tests.desk_under_test import Desk, desk
from tests.unit.small_knowledge import QUESTIONS, write_folder
from understanding.live import LiveUnderstanding

ASKED = "will my eyelids feel sore from qwerty"


def by_words(_: LiveUnderstanding, sentences: Sequence[str]) -> Vectors:
    """Sentences are alike that share words."""
    words = sorted({word for each in sentences for word in re.findall(r"\w+", each.lower())})
    rows = np.array(
        [[word in re.findall(r"\w+", each.lower()) for word in words] for each in sentences],
        np.float32,
    )
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def front(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(LiveUnderstanding, "vectors", by_words)
    with desk(tmp_path) as running:
        yield running


def proposed(front: Desk) -> list[object]:
    return [each.change for each in changes(front.settings.STATE_FOLDER)]


def test_a_group_is_taught_as_examples(front: Desk) -> None:
    missed(front, ASKED, "parking here")
    path = f"{path_of_group(front, ASKED)}/teach"
    form = front.get(path).text
    assert f'value="{ASKED}"' in form
    assert "parking here" not in form
    done = front.post(
        path, topic="pain", example=[ASKED], use=["0"], more="sore lids qwerty", note="Often."
    )
    assert done.status_code == 200, done.text
    (change,) = proposed(front)
    assert isinstance(change, ExamplesChange)
    assert change.examples == (ASKED, "sore lids qwerty")
    assert (change.topic, change.made_by, change.note) == ("pain", "maria", "Often.")
    for words in (ASKED, "Does it hurt?", "A manager puts it live", "Waiting for"):
        assert words in done.text
    assert str(front.settings.STATE_FOLDER) not in done.text, "where files lie is nobody's business"
    listed = front.get("/desk/changes").text
    assert f'href="/desk/changes/{change.id}"' in listed
    assert "2 examples" in listed


def test_who_opens_the_form_has_read_the_questions(front: Desk) -> None:
    missed(front, ASKED)
    asked_the_clinic(front)
    taught, other = (path_of(front, kind) for kind in ("missed", "question"))
    for path in (taught, taught, other):
        front.get(f"{path}/teach")
    read = [(line.who, line.subject) for line in lines(front.engine) if line.action == "read"]
    assert read == [("maria", f"inbox item {taught.rpartition('/')[2]}")]


def path_of_group(front: Desk, words: str) -> str:
    links = re.findall(r'href="(/desk/inbox/\d+)">([^<]*)<', front.get("/desk/inbox").text)
    return next(path for path, text in links if text == words)


def test_the_likeliest_topics_come_first(front: Desk) -> None:
    missed(front, "how painful does it hurt pain")
    form = front.get(f"{path_of(front, 'missed')}/teach").text
    likely = form.partition('label="Most likely"')[2].partition("</optgroup>")[0]
    assert likely.index('value="pain"') < likely.index("<option", likely.index('value="pain"'))
    assert likely.count("<option") == 3
    assert form.count('value="pain"') == 1


def test_a_new_fact_comes_with_a_new_source(front: Desk) -> None:
    disliked(front)
    path = f"{path_of(front, 'disliked')}/teach"
    assert 'value="does it hurt"' in front.get(path).text
    fact = {
        "topic": "aftercare",
        "fact": "Wait 31 hours before you wash your neck.",
        "about": "",
        "source": "new",
        "title": "Leaflet on washing",
        "publisher": "The clinic",
        "grade": "clinic",
    }
    without = front.post(path, **{**fact, "source": ""})
    assert without.status_code == 400
    assert "Without a source no fact is taken." in without.text
    assert "Wait 31 hours" in without.text, "what was typed is kept"
    assert proposed(front) == []
    done = front.post(path, **fact)
    assert done.status_code == 200, done.text
    (change,) = proposed(front)
    assert isinstance(change, FactChange)
    assert (change.fact.numbers, change.topics) == ({"hours": 31}, ("aftercare",))
    assert "The clinic: Leaflet on washing" in done.text


def test_a_manager_sees_what_a_proposal_leads_to_and_puts_it_live_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LiveUnderstanding, "vectors", by_words)
    folder = write_folder(tmp_path / "small", questions=QUESTIONS)
    live = LiveKnowledge(folder, on_refused=lambda error: None)
    fact = {"topic": "definition", "fact": "The ball is soft.", "source": "LEAFLET"}
    with desk(tmp_path, Role.MANAGER, live=live, KNOWLEDGE_FOLDER=folder) as front:
        disliked(front)
        teach = f"{path_of(front, 'disliked')}/teach"
        first, second = (front.post(teach, **fact) for _ in range(2))
        assert "What will be answered" in first.text
        ahead = first.text.partition("What will be answered")[2]
        now, _, then = ahead.partition(">Then<")
        assert "Rolling means" in now
        assert ("The ball is soft." in now, "The ball is soft." in then) == (False, True)
        assert "What is it?, after what stands there already" in first.text
        rejected = front.post(second.url.path, do="reject")
        assert "Rejected by ines." in rejected.text
        assert "soft-ball" not in live.current().facts
        id_ = first.url.path.rpartition("/")[2]
        assert f'make teach ARGS="apply {id_}"' in first.text
        applied = front.post(first.url.path, do="apply")
        assert f'make teach ARGS="rollback {id_}"' in applied.text
        assert "Take it back" in applied.text
        assert "The ball is soft." in [each.text for each in live.current().facts.values()]
        assert front.post(first.url.path, do="reject").status_code == 409
        back = front.post(first.url.path, do="take back")
        assert "Taken back" in back.text
        assert len(live.current().facts) == 5
        assert front.post(first.url.path, do="explode").status_code == 400
        front.sign_in(Role.STAFF)
        assert front.post(first.url.path, do="apply").status_code == 403


def test_personal_data_is_masked_when_offered_and_refused_when_typed(front: Desk) -> None:
    missed(front, "call me on +1 202 555 0143 about it")
    path = f"{path_of(front, 'missed')}/teach"
    form = front.get(path).text
    assert "555 0143" not in form
    assert not re.search(r'name="use"[^>]* checked', form)
    refused = front.post(path, topic="pain", more="I am jane@example.org, is it sore qwerty")
    assert refused.status_code == 400
    assert "holds personal data" in refused.text
    assert proposed(front) == []


def test_what_is_wrong_is_said_and_everything_typed_is_kept(front: Desk) -> None:
    missed(front, ASKED)
    path = f"{path_of(front, 'missed')}/teach"
    refused = front.post(
        path, topic="pain", example=[ASKED, "x"], use=["1"], more="is [it] so", note="n<1"
    )
    assert refused.status_code == 400
    assert "brackets" in refused.text
    assert "is [it] so</textarea>" in refused.text
    assert "n&lt;1" in refused.text
    ticks = re.findall(r'value="(\d)"( checked)?', refused.text)
    assert ("1", " checked") in ticks
    assert ("0", "") in ticks
    assert re.search(r'value="pain" selected', refused.text)


def test_a_proposal_leaves_audit_lines_without_a_visitors_words(front: Desk) -> None:
    missed(front, ASKED)
    path = path_of(front, "missed")
    front.post(f"{path}/teach", topic="pain", example=[ASKED], use=["0"])
    with front.engine.connect() as connection:
        lines = connection.execute(sa.select(audit_lines)).all()
    changes = [line for line in lines if line.action != "read"]
    assert [line.action for line in changes[-2:]] == ["change proposed", "teaching proposed"]
    assert changes[-2].after == "pain, 1 examples"
    assert "eyelids" not in repr(lines)
    assert "teaching proposed" in front.get(path).text


def test_a_proposal_that_cannot_be_noted_is_not_made(
    front: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed(front, ASKED)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("desk.teach.proposing.note_change", fail)
    path = f"{path_of(front, 'missed')}/teach"
    assert front.post(path, topic="pain", example=[ASKED], use=["0"]).status_code >= 500
    assert proposed(front) == []


def test_there_is_nothing_to_teach_from_other_items(front: Desk) -> None:
    asked_the_clinic(front)
    assert front.get(f"{path_of(front, 'question')}/teach").status_code == 404
    assert front.get("/desk/inbox/77/teach").status_code == 404
    assert front.post("/desk/inbox/77/teach", topic="pain", more="q").status_code == 404


@pytest.mark.parametrize("name", ["nothing", "%2e%2e%2fsecret", "a.yml"])
def test_a_change_that_there_is_not(front: Desk, name: str) -> None:
    assert front.get(f"/desk/changes/{name}").status_code == 404
    assert "Nothing yet." in front.get("/desk/changes").text
