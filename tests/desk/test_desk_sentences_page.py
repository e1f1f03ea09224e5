"""Another sentence for a fact: proposed, read beside the old one, live, and taken back."""

import html
import re

import pytest

from desk.audit.store import lines
from desk.sentences.numbers import UnclearNumbers, numbers_of
from desk.sign_in.staff import Role
from knowledge.treatments import Range
from tests.desk_under_test import Desk

PATH = "/desk/facts/what-it-is"
OLD = "Rolling means that a soft ball is rolled over the skin."
NEW = "Rolling means that a ball of 3 sizes goes over the skin."


def test_the_form_says_where_the_fact_is_shown_and_review_leads_there(front: Desk) -> None:
    assert f'href="{PATH}"' in front.get("/desk/review?only=what-it-is").text
    shown = front.get(PATH).text
    for words in (OLD, "A leaflet", "What is it?", "What rolling means", "How it differs"):
        assert words in shown, words
    assert front.get("/desk/facts/nothing-such").status_code == 404


def test_a_sentence_is_proposed_read_put_live_and_taken_back(front: Desk) -> None:
    file = front.settings.KNOWLEDGE_FOLDER / "treatments.yml"
    before = file.read_bytes()
    done = front.post(PATH, text=f" {NEW} ", before=OLD, note="Plainer.")
    assert done.status_code == 200, done.text
    assert file.read_bytes() == before
    shown = html.unescape(done.text)
    ahead = shown.partition("What will be answered")[2]
    for example in ("what does rolling mean", "rolling or tumbling"):
        preview = ahead.partition(f"“{example}”")[2].partition("<dt")[0]
        now, _, then = preview.partition(">Then<")
        assert (OLD in now, NEW in then, NEW in now) == (True, True, False), example
    assert "A manager puts it live" in shown
    front.sign_in(Role.MANAGER)
    path = done.url.path
    assert "Take it back" in front.post(path, do="apply").text
    assert NEW in front.get("/desk/review?only=what-it-is&state=unreviewed").text
    assert b"numbers: {sizes: 3}" in file.read_bytes()
    assert "the sentence of what-it-is" in front.get("/desk/changes").text
    assert "Taken back" in front.post(path, do="take back").text
    assert file.read_bytes() == before
    actions = [each.action for each in lines(front.engine, subject=f"change {path[14:]}")]
    assert actions == ["change taken back", "change applied", "change proposed"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"text": OLD, "before": OLD}, "This is the sentence that it has."),
        ({"text": NEW, "before": "Another."}, "Somebody else has changed"),
        ({"text": "<b>We guarantee it.", "before": OLD}, "promises"),
        ({"text": "It was tried on 5 people.", "before": "any", "of": "limits"}, "others gone"),
        ({"text": "", "before": OLD}, "is not right"),
        ({"text": "Call +1 202 555 0143 about it.", "before": OLD}, "personal data"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_words_kept(
    front: Desk, fields: dict[str, str], problem: str
) -> None:
    of = fields.get("of", "what-it-is")
    refused = front.post(f"/desk/facts/{of}", **fields, note="n<1")
    assert refused.status_code == 422
    assert problem in html.unescape(refused.text)
    assert "n&lt;1" in refused.text
    assert html.escape(fields["text"]) in refused.text
    assert "<b>We" not in refused.text
    assert not re.search(r'href="/desk/changes/', front.get("/desk/changes").text)


def test_what_somebody_else_has_changed_on_the_phone_meanwhile_is_not_undone(front: Desk) -> None:
    file = front.settings.KNOWLEDGE_FOLDER / "treatments.yml"
    [entry] = re.findall(r'name="entry" value="(\w+)"', front.get(PATH).text)
    file.write_text(file.read_text().replace(OLD, f"{OLD}\n    desk: We roll a ball."), "utf-8")
    refused = front.post(PATH, text=NEW, before=OLD, entry=entry)
    assert "Somebody else has changed" in refused.text
    [entry] = re.findall(r'name="entry" value="(\w+)"', refused.text)
    done = front.post(PATH, text=NEW, desk="We roll a ball of 3 sizes.", before=OLD, entry=entry)
    assert "Proposed." in done.text


def test_a_figure_beyond_all_measure_is_refused_with_its_words_kept(front: Desk) -> None:
    file = front.settings.KNOWLEDGE_FOLDER / "treatments.yml"
    ranged = "Rolling takes 1 to 2 days.\n    numbers: {days: {min: 1, max: 2}}"
    file.write_text(file.read_text().replace(OLD, ranged), "utf-8")
    beyond = f"Rolling takes 5 to {'9' * 400} days."
    refused = front.post(PATH, text=beyond, before="Rolling takes 1 to 2 days.")
    assert refused.status_code == 422
    assert "finite" in refused.text
    assert beyond in refused.text


def test_numbers_that_stay_keep_their_names() -> None:
    before = {"needle_length_mm": Range(min=0.5, max=3), "weeks": 2.0}
    assert numbers_of("It is 0.5 to 3 mm in 4 weeks.", "", before) == {
        "needle_length_mm": Range(min=0.5, max=3),
        "weeks": 4.0,
    }
    assert numbers_of("It is 0.5 to 2.5 mm in 4 weeks.", "", before) == {
        "needle_length_mm": Range(min=0.5, max=2.5),
        "weeks": 4.0,
    }
    assert numbers_of("In 2 weeks, not 3 weeks.", "", {"weeks": 2.0}) == {
        "weeks": 2.0,
        "weeks_2": 3.0,
    }
    assert numbers_of("It is soft.", "", before) == {}
    for unclear in ("It is 2.5 mm in 4 weeks.", "It is 2.5 to 0.5 mm in 2 weeks."):
        with pytest.raises(UnclearNumbers):
            numbers_of(unclear, "", before)
    assert numbers_of("It is soft.", "For 2 weeks.", before) == {"weeks": 2.0}
