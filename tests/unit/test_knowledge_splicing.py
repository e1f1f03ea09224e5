import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge import DEFAULT_FOLDER, KnowledgeError
from knowledge.splicing import Value, with_values
from knowledge.yaml_file import read_yaml

PATH = Path("small/clinic.yml")
WRITTEN = """\
# top
name: "Willow"   # our name
hours:  # all of them
  # weekdays
  - 'Mon: 9 to 5'
  # in summer
  - Sat   # short
  - Sun

prices: [{service: a, price: b}, # in a row
   {service: c, price: d}]
team:
- x
- service: y
  price: z
parking: |
  long text
  two lines

email:   a@b.example # read daily

# tail"""


def changed(text: str, **values: Value) -> str:
    return with_values(
        PATH, text.encode(), {(name,): value for name, value in values.items()}
    ).decode()


def data(text: str) -> Any:
    return read_yaml(PATH, text.encode()).data


@pytest.mark.parametrize(
    ("values", "old", "new"),
    [
        ({"name": "Oak"}, '"Willow"', "Oak"),
        ({"name": None}, 'name: "Willow"', "name:"),
        ({"email": "c@d.example"}, "a@b.example", "c@d.example"),
        ({"parking": "free: yes"}, "|\n  long text\n  two lines", '"free: yes"'),
        ({"parking": None}, " |\n  long text\n  two lines", ""),
        ({"hours": ["Mon: 9 to 5", "Sat", "Sun", "x"]}, "- Sun", "- Sun\n  - x"),
        ({"hours": ["x", "Mon: 9 to 5", "Sat", "Sun"]}, "- 'Mon", "- x\n  - 'Mon"),
        ({"hours": ["Mon: 9 to 5", "Fri", "Sun"]}, "- Sat ", "- Fri "),
        ({"hours": ["Mon: 9 to 5", "Sun"]}, "  - Sat   # short\n", ""),
        ({"hours": ["Mon: 9 to 5", "Sat"]}, "  - Sun\n", ""),
        ({"team": [{"service": "y", "price": "z"}]}, "- x\n", ""),
        ({"team": ["x", {"service": "y", "price": "$5"}]}, "price: z", "price: $5"),
        ({"team": ["x"]}, "- service: y\n  price: z\n", ""),
        (
            {"prices": [{"service": "c", "price": "d, e"}]},
            "prices: [{service: a, price: b}, # in a row\n   {service: c, price: d}]",
            '# in a row\nprices: [{service: c, price: "d, e"}]',
        ),
        ({"name": "Willow", "hours": ["Mon: 9 to 5", "Sat", "Sun"]}, "# tail", "# tail"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_value_changes(values: dict[str, Value], old: str, new: str, newline: str) -> None:
    assert WRITTEN.count(old) == 1

    after = changed(WRITTEN.replace("\n", newline), **values)

    assert data(after) == {**data(WRITTEN), **values}
    assert after == WRITTEN.replace(old, new).replace("\n", newline)


def test_a_key_that_was_missing_stands_after_the_last_one() -> None:
    after = changed(WRITTEN, devices=["a", "b # c"])

    last = "email:   a@b.example # read daily\n"
    assert after == WRITTEN.replace(last, f'{last}devices:\n  - a\n  - "b # c"\n')


def test_what_is_filled_in_and_cleared_again_leaves_the_file_as_it_was() -> None:
    shipped = (DEFAULT_FOLDER / "clinic.yml").read_text(encoding="utf-8")

    filled = changed(shipped, name="Willow: skin", hours=["Mon", "Tue"], prices=[{"a": "b"}])

    assert 'name: "Willow: skin"\n' in filled
    assert "\nhours:\n  - Mon\n  - Tue\n\n" in filled
    assert changed(filled, name=None, hours=[], prices=None) == shipped


def test_a_blank_before_a_comment_is_filled_in_before_it() -> None:
    assert changed("phone: # the desk\n", phone="555 0143") == "phone: 555 0143 # the desk\n"


@pytest.mark.parametrize("text", ["", "# nothing yet", "# nothing yet\n", "{}\n", "{a: b}"])
def test_a_file_with_nothing_in_it_takes_a_value(text: str) -> None:
    assert data(changed(text, name="Willow"))["name"] == "Willow"


def test_comments_of_a_list_that_is_cleared_stay() -> None:
    after = changed(WRITTEN, hours=None, prices=())

    assert set(re.findall("#.*", after)) == set(re.findall("#.*", WRITTEN))
    assert (data(after)["hours"], data(after)["prices"]) == (None, None)


def test_a_byte_order_mark_stays() -> None:
    assert with_values(PATH, b"\xef\xbb\xbfname: a\n", {("name",): "b"}) == b"\xef\xbb\xbfname: b\n"


def test_a_value_deep_inside_changes_too() -> None:
    text = "facts:\n  - {id: a, text: b}\n  - id: c\n    text: d # e\n\n# f\n"
    review = {"by": "Jane Doe RN", "on": "2026-01-31"}

    after = with_values(
        PATH,
        text.encode(),
        {("facts", 0, "review"): review, ("facts", 1, "review"): "unreviewed"},
    ).decode()

    assert after == (
        "facts:\n  - {id: a, text: b, review: {by: Jane Doe RN, on: 2026-01-31}}\n"
        "  - id: c\n    text: d # e\n    review: unreviewed\n\n# f\n"
    )


def test_a_path_that_leads_nowhere_is_an_error() -> None:
    with pytest.raises(KeyError):
        with_values(PATH, b"a: {b: c}\n", {("x", "y"): "z"})


def test_a_file_that_cannot_be_cut_is_left_alone() -> None:
    with pytest.raises(KnowledgeError, match="text editor"):
        with_values(PATH, b"name: Willow\n", {("a: b",): "c"})


texts = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(
    lambda text: "\x00" not in text
)


@given(texts)
@example("on")
@example("~")
@example("- a")
@example("a: b")
@example(" a ")
@example('"a')
@example("a\nb")
@example("\x7f\x85\u2028\ufeff")
@example("\ud7ff\U0001f600")
def test_any_text_comes_back_as_it_was_put_in(text: str) -> None:
    after = changed(WRITTEN, name=text, hours=["Mon: 9 to 5", text], team=[{"a": text}])

    assert data(after)["name"] == text
    assert data(after)["hours"] == ["Mon: 9 to 5", text]
    assert data(after)["team"] == [{"a": text}]


lines = st.lists(st.sampled_from(["Mon: 9 to 5", "Sat", "Sun", "a", "b: c"]), max_size=6)


@given(lines, lines)
def test_a_list_becomes_any_other_and_keeps_the_comments_around_it(
    first: list[str], second: list[str]
) -> None:
    once = changed(WRITTEN, hours=first)
    twice = changed(once, hours=second, team=second)

    assert data(twice)["hours"] == (second or None)
    kept = ["# top", "# our name", "# in a row", "# read daily", "# tail", "# weekdays"]
    assert [comment for comment in kept if comment not in twice] == []
