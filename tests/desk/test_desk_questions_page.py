"""A new question: proposed, read with what each way to ask gets, live, and taken back."""

import html
import re
from pathlib import Path

import pytest

from desk.sign_in.staff import Role
from knowledge import LiveKnowledge
from tests.desk_under_test import Desk, desk
from tests.unit.small_knowledge import QUESTIONS, write_folder

PATH = "/desk/questions"
WAYS = [
    "how many balls do you use",
    "number of balls?",
    "is it one ball or several balls",
    "balls, how many are there",
    "do you roll with two balls",
]
ASKED = {
    "topic": "definition",
    "name": "how many balls there are",
    "ways": "\r\n".join([*WAYS, "", WAYS[0]]),
    "fact": ["by-nurses", "", ""],
    "note": "Often.",
}


def test_a_question_is_proposed_read_put_live_and_taken_back(front: Desk) -> None:
    assert f'href="{PATH}"' in front.get("/desk/gaps").text
    assert "A nurse does the rolling." in front.get(PATH).text
    file = front.settings.KNOWLEDGE_FOLDER / "questions.yml"
    before = file.read_bytes()
    done = front.post(PATH, **ASKED)
    assert done.status_code == 200, done.text
    assert file.read_bytes() == before
    shown = html.unescape(done.text)
    ahead = shown.partition("What will be answered")[2]
    for way in WAYS:
        preview = ahead.partition(f"“{way}”")[2].partition("<dt")[0]
        now, _, then = preview.partition(">Then<")
        assert "A nurse does the rolling." in then, way
        assert "A nurse does the rolling." not in now, way
    assert "No other question of this topic is answered otherwise" in ahead
    assert "rolling or tumbling" not in ahead
    front.sign_in(Role.MANAGER)
    assert "Take it back" in front.post(done.url.path, do="apply").text
    assert "How many balls there are" in front.get("/desk/gaps?show=all").text
    assert "a question: how many balls there are" in front.get("/desk/changes").text
    assert "Taken back" in front.post(done.url.path, do="take back").text
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"topic": ""}, "Choose a topic."),
        ({"topic": "emergency"}, "Choose a topic."),
        ({"name": ""}, "The question is not right"),
        ({"ways": "\n".join(WAYS[:4])}, "Write 5 ways to ask it at least"),
        ({"ways": "\n".join([*WAYS, "rolling or tumbling"])}, "rolling or tumbling"),
        ({"ways": "\n".join([*WAYS, "my lips are swelling"])}, "answered as an emergency"),
        ({"fact": ["by-<b>nurse"]}, "is not right"),
        ({"fact": ["by-nurse"]}, "did you mean `by-nurses`"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_words_kept(
    front: Desk, fields: dict[str, object], problem: str
) -> None:
    refused = front.post(PATH, **{**ASKED, **fields})
    assert refused.status_code == 422
    assert problem in html.unescape(refused.text).partition("</section>")[0]
    assert "by-<b>" not in refused.text
    assert 'value="Often."' in refused.text
    assert not re.search(r'href="/desk/changes/', front.get("/desk/changes").text)


def test_without_a_model_nothing_is_said_of_what_other_questions_get(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small", questions=QUESTIONS)
    live = LiveKnowledge(folder, on_refused=lambda error: pytest.fail(str(error)))
    model = tmp_path / "none.tar.gz"
    with desk(tmp_path, live=live, KNOWLEDGE_FOLDER=folder, MODEL=model) as front:
        shown = front.post(PATH, **ASKED).text
    assert "cannot be shown ahead" in shown
    assert "No other question of this topic is answered otherwise" not in shown
