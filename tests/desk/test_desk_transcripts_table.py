import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from desk.csv_export import defused, table
from desk.transcripts import table as of_transcripts
from desk.transcripts.store import Wanted
from desk.transcripts.table import COLUMNS, file_name, portions
from tests.records.kept_turns import NEW_YORK, NOON, keep, message

LATER = NOON + timedelta(days=1)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def exported(engine: Engine, wanted: Wanted = Wanted()) -> list[dict[str, str]]:  # noqa: B008
    return read("".join(part.text for part in portions(engine, wanted, NEW_YORK, LATER)))


SIGNS = ["=", "+", "-", "@", "−", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫"]
UNSEEN = [" ", "\u00a0", "\u200b", "\u202e", "\ufeff", "\u00ad", "\x07", "\u200b \u202e", '"']


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r"])
def test_what_would_be_a_formula_is_text(sign: str) -> None:
    assert defused(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("unseen", UNSEEN)
def test_a_formula_behind_what_is_not_seen_is_text(unseen: str) -> None:
    assert defused(f"{unseen}=1+1") == f"'{unseen}=1+1"


@pytest.mark.parametrize("separator", [";", "|", "\t", "\n", "\r\n", "\r", "\u2028", "; \u200b"])
def test_a_formula_behind_another_separator_or_a_line_break_is_text(separator: str) -> None:
    found = defused(f'does it hurt{separator}=HYPERLINK("http://x.example")')
    start, quote, rest = found.partition("'")
    assert (quote, start.rstrip(";|\t\r\n\u2028")) == ("'", "does it hurt")
    assert rest.lstrip(" \u200b") == '=HYPERLINK("http://x.example")'


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "text",
    [
        'ow;=HYPERLINK("http://x.example";"refund");ok',
        "ow\n=1+1",
        "\u200b=1",
        "ow;\u202e−1",
        "a\t@b",
    ],
)
def test_no_cell_is_a_formula_whatever_the_table_is_read_with(separator: str, text: str) -> None:
    written = io.StringIO(table([("before", text), (text, "after")]), newline="")
    cells = [cell for row in csv.reader(written, delimiter=separator) for cell in row]
    assert cells
    assert [cell for cell in cells if cell.lstrip(' "\u200b\u202e')[:1] in SIGNS] == []


@pytest.mark.parametrize(
    "text", ["", "does it hurt?", "1-2 mm", "a=b", "'=1", "so; it hurts", "a day\nor two", "a, -b"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1))
def test_a_table_is_read_as_it_was_written_and_holds_no_formula(
    rows: list[tuple[str, str]],
) -> None:
    cells = list(csv.reader(io.StringIO(table(rows), newline="")))
    assert cells == [[defused(cell) for cell in row] for row in rows]
    assert not [
        cell for row in cells for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    ]


def test_numbers_and_votes_are_told_plainly() -> None:
    assert table([(1, 0.5, -2, None, True, False)]) == "1,0.5,-2,,yes,no\r\n"


def test_a_row_tells_all_of_an_answer(engine: Engine) -> None:
    keep(
        engine,
        message(facts=["pain-1", "pain-2"], confidence=0.98765),
        message("cost", text='It,\n"varies"'),
        asked='=HYPERLINK("http://x")',
    )
    first, second = exported(engine)
    assert first == {
        "conversation": "ann",
        "asked at": "2026-05-04 08:00:00",
        "asked": '\'=HYPERLINK("http://x")',
        "button": "no",
        "answer": "It can sting.",
        "answer number": "1",
        "topic": "pain",
        "outcome": "answered",
        "confidence": "0.988",
        "facts": "pain-1 pain-2",
        "knowledge version": "v1",
        "milliseconds": "40",
        "helpful": "",
        "remark": "",
    }
    assert (second["answer number"], second["answer"]) == ("2", 'It,\n"varies"')


def test_excel_knows_the_encoding_and_nothing_to_tell_has_its_heads(engine: Engine) -> None:
    (only,) = portions(engine, Wanted(), NEW_YORK, LATER)
    assert only.text == "\ufeff" + ",".join(COLUMNS) + "\r\n"
    assert (only.conversations, only.answers) == (0, 0)


def test_a_conversation_that_fits_comes_whole(engine: Engine) -> None:
    keep(engine, message("pain"), minutes=0)
    keep(engine, message("cost"), minutes=1)
    keep(engine, message("cost"), sender="ben", minutes=2)
    assert [(row["conversation"], row["topic"]) for row in exported(engine, Wanted("pain"))] == [
        *(("ann", "pain"), ("ann", "cost"))
    ]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_it_is_read_a_portion_at_a_time(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(of_transcripts, "AT_ONCE", 2)
    for each in range(number):
        keep(engine, message(), message(), sender=f"{each}", minutes=each)
    parts = list(portions(engine, Wanted(), NEW_YORK, LATER))
    assert max(part.conversations for part in parts) <= 2
    assert sum(part.conversations for part in parts) == number
    assert sum(part.answers for part in parts) == 2 * number
    told = [row["conversation"] for row in read("".join(part.text for part in parts))]
    assert told == [f"{each}" for each in reversed(range(number)) for _ in range(2)]


def test_what_is_asked_meanwhile_moves_no_conversation_out_of_sight(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_transcripts, "AT_ONCE", 1)
    for each in range(3):
        keep(engine, sender=f"{each}", minutes=each)
    parts = portions(engine, Wanted(), NEW_YORK, NOON + timedelta(minutes=5))
    text = next(parts).text + next(parts).text
    keep(engine, sender="0", minutes=10)
    text += "".join(part.text for part in parts)
    assert [row["conversation"] for row in read(text)] == ["2", "1", "0", "0"]


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        ((None, None, None, None), "conversations.csv"),
        (("pain", "failed", None, None), "conversations_pain_failed.csv"),
        (
            (None, None, date(2026, 5, 1), date(2026, 5, 4)),
            "conversations_from-2026-05-01_to-2026-05-04.csv",
        ),
    ],
)
def test_the_file_name_says_what_was_chosen(
    chosen: tuple[str | None, str | None, date | None, date | None], name: str
) -> None:
    assert file_name(*chosen) == name
