import csv
import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk.insights.became import share
from desk.insights.page import charts
from desk.insights.store import Insights
from records.outcomes import OUTCOMES
from records.tables import tallies
from records.visitors import Records
from tests.desk_under_test import Desk, desk
from tests.gateway_under_test import live_knowledge
from tests.records.kept_turns import keep, message


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, TIME_ZONE="America/New_York") as running:
        yield running


def some(opened: Desk) -> None:
    read = {"entities": [{"entity": "condition", "value": "</script><b>x"}]}
    said = message("pain", understood=read)
    keep(opened.engine, said, asked="does it hurt?")
    keep(opened.engine, message("unclear"), message("pain"), minutes=60)
    records = Records(opened.settings.DATABASE_URL, opened.clock)
    records.keep_feedback("ann", said.id, "pain", True, None)
    records.close()


def tables(text: str) -> dict[str, dict[str, str]]:
    """The rows of each table, by the heading above it."""
    found = {}
    for section in re.findall(r"<section.*?</section>", text, re.DOTALL):
        title = re.search(r"<h2[^>]*>(.*?)</h2>", section)
        rows = re.findall(r'<th scope="row">(.*?)</th><td class="number">(\d+)</td>', section)
        if title:
            found[html.unescape(title[1])] = {html.unescape(key): n for key, n in rows}
    return found


def pictures(text: str) -> dict[str, Mapping[str, object]]:
    blocks = re.findall(
        r'<script type="application/json" id="data-(\w+)">(.*?)</script>', text, re.DOTALL
    )
    return {name: json.loads(block) for name, block in blocks}


def test_an_empty_period_says_so(opened: Desk) -> None:
    text = opened.get("/desk/insights?from=2026-01-01&to=2026-01-31").text
    assert "Nobody used the chat from 2026-01-01 to 2026-01-31." in text
    assert "<canvas" not in text


def test_pictures_and_tables_tell_the_same(opened: Desk) -> None:
    some(opened)
    text = opened.get("/desk/insights").text
    drawn, told = pictures(text), tables(text)
    titles = dict(re.findall(r'<h2 id="([\w-]+)">(.*?)</h2>', text))
    assert set(drawn) == {each for each in titles if each not in ("groups", "by-topic")}
    for name, data in drawn.items():
        labels, numbers = data["labels"], data["numbers"]
        assert isinstance(labels, list)
        assert isinstance(numbers, list)
        assert told[titles[name]] == {
            label: str(n) for label, n in zip(labels, numbers, strict=True)
        }
    assert told["Top topics"] == {"Does it hurt?": "2", "Not understood": "1"}
    assert told["Conversations a day"]["4 May"] == "1"
    assert len(told["Conversations a day"]) == 30
    assert told["Busiest hours"]["08:00"] == told["Busiest hours"]["09:00"] == "1"
    assert told["How answers turned out"]["Answered"] == "2"
    assert '<td class="number">2 of 3</td>' in text
    assert told["What became of the questions"] == {
        "Really answered": "2",
        "Asked back": "1",
        "No answer": "0",
        "Not ours": "0",
    }


def test_what_had_no_answer_is_told_by_its_question(opened: Desk) -> None:
    gap = next(each for each in live_knowledge().current().questions.values() if each.is_gap)
    keep(opened.engine, message(gap.topic, asked=gap.id, lacks="gap"))
    keep(opened.engine, message("cost", lacks="blank"))
    told = tables(opened.get("/desk/insights").text)
    name = f"{gap.name[:1].upper()}{gap.name[1:]}"
    assert told["What had no answer"] == {name: "1", "What does it cost?": "1"}
    assert told["Top questions"] == {name: "1"}
    assert told["What became of the questions"]["No answer"] == "2"
    assert told["What became of the questions"]["Really answered"] == "0"


def became(text: str, of: str) -> dict[str, list[str]]:
    """The rows of what became of each topic or question."""
    table = text.partition(f'id="by-{of}"')[2].partition("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("<tr>")[2:]]
    return {html.unescape(label): cells for label, *cells in rows}


def test_what_became_of_each_topic_and_question_is_told_with_few_as_numbers(opened: Desk) -> None:
    questions = live_knowledge().current().questions.values()
    gap = next(each for each in questions if each.is_gap and each.topic != "pain")
    known = next(each for each in questions if each.topic == "pain" and each.facts)
    for number in range(20):
        keep(opened.engine, message("pain", asked=known.id), minutes=number)
    keep(opened.engine, message("pain", lacks="gap"), message("unclear"), minutes=30)
    keep(opened.engine, message(gap.topic, asked=gap.id, lacks="gap"), message("smalltalk"))
    text = opened.get("/desk/insights").text
    topics, asked = became(text, "topic"), became(text, "question")
    assert next(iter(topics)) == "Does it hurt?"
    assert topics["Does it hurt?"] == ["21", "95%", "0%", "5%", "0%"]
    assert topics["Not understood"] == ["1", "0 of 1", "1 of 1", "0 of 1", "0 of 1"]
    assert "Small talk" not in topics
    names = [f"{each.name[:1].upper()}{each.name[1:]}" for each in (known, gap)]
    assert asked == {
        names[0]: ["20", "100%", "0%", "0%", "0%"],
        names[1]: ["1", "0 of 1", "0 of 1", "1 of 1", "0 of 1"],
    }
    saved = opened.get("/desk/insights/numbers.csv").text
    assert f"Question: {names[1]},No answer,1" in saved.replace('"', "")


def test_what_was_not_counted_by_topic_yet_is_said(opened: Desk) -> None:
    keep(opened.engine, message("pain"), message("cost"))
    assert "not counted by topic yet" not in opened.get("/desk/insights").text
    with opened.engine.begin() as connection:
        connection.execute(sa.delete(tallies).where(tallies.c.key == "cost:answered"))
    text = opened.get("/desk/insights").text
    assert "1 answer is from days on which this was not counted by topic yet." in text


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "–"), (1, 3, "1 of 3"), (19, 19, "19 of 19"), (1, 20, "5%"), (2, 3000, "0%")],
)
def test_a_few_are_told_as_numbers(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words


def test_pictures_are_hidden_from_screen_readers(opened: Desk) -> None:
    some(opened)
    text = opened.get("/desk/insights").text
    assert text.count("<canvas") == text.count('aria-hidden="true"') == len(pictures(text))


def test_nothing_that_was_read_ends_the_block_of_numbers(opened: Desk) -> None:
    some(opened)
    text = opened.get("/desk/insights").text
    assert pictures(text)["conditions"]["labels"] == ["</script><b>x"]
    assert "</script><b>" not in text


def test_the_figures_of_the_period(opened: Desk) -> None:
    some(opened)
    text = opened.get("/desk/insights").text
    figures = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text))
    assert figures["Conversations"] == "1"
    assert figures["Questions"] == "2"
    assert figures["Voted helpful"] == "1 of 1 <small>votes</small>"
    assert figures["Median answer time"] == "0.038 s"


def test_the_period_is_chosen(opened: Desk) -> None:
    some(opened)
    opened.clock.time += timedelta(days=9)
    for query, days in {
        "": 30,
        "?from=2026-05-01&to=2026-05-10": 10,
        "?from=2026-05-04": 10,
        "?to=2026-05-04": 30,
        "?from=2026-05-04&to=2026-05-04": 1,
    }.items():
        opened.sign_in()
        drawn = pictures(opened.get(f"/desk/insights{query}").text)
        labels = drawn["days"]["labels"]
        assert isinstance(labels, list)
        assert len(labels) == days, query
    text = opened.get("/desk/insights").text
    assert re.search(
        r'href="\?from=2026-04-14&amp;to=2026-05-13" aria-current="true">30 days', text
    )
    assert text.count('aria-current="true"') == 1


def test_a_period_that_cannot_be_is_refused(opened: Desk) -> None:
    for path in ("/desk/insights", "/desk/insights/numbers.csv"):
        for query in (
            "from=2026-05-04&to=2026-05-03",
            "from=x",
            "from=2020-01-01&to=2026-01-01",
            "to=9999-12-31",
        ):
            assert opened.get(f"{path}?{query}").status_code == 400, query


def test_the_numbers_come_as_a_file(opened: Desk) -> None:
    some(opened)
    response = opened.get("/desk/insights/numbers.csv?from=2026-05-04&to=2026-05-04")
    name = "insights_2026-05-04_2026-05-04.csv"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["what", "of", "number"]
    for expected in (
        ["conversations", "", "1"],
        ["votes", "helpful", "1"],
        ["Top topics", "Does it hurt?", "2"],
        ["Conversations a day", "4 May", "1"],
        ["median seconds of an answer", "", "0.038"],
    ):
        assert expected in rows


def test_a_condition_goes_by_its_name_and_lengths_by_millimetres() -> None:
    found = Insights(
        **{"opened": 1, "conversations": {}, "outcomes": dict.fromkeys(OUTCOMES, 0)},
        **{"helpful": 0, "unhelpful": 0, "topics": {}, "hours": [0] * 24, "groups": []},
        **{"asked": {}, "lacks": {}, "by_topic": {}, "by_question": {}},
        conditions={"stretch_marks": 3, "not_known": 2},
        lengths={"0.5": 2, "0.5-1": 1},
        median_seconds=None,
    )
    drawn = {chart.id: chart for chart in charts(found, live_knowledge().current())}
    assert drawn["conditions"].numbers == {"stretch marks": 3, "not known": 2}
    assert drawn["lengths"].numbers == {"0.5 mm": 2, "0.5-1 mm": 1}
    assert {part for _, _, part in drawn["outcomes"].rows()} == {"–"}
