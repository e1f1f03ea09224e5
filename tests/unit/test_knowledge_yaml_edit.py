import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge import DEFAULT_FOLDER, KnowledgeError
from knowledge.yaml_edit import block, edited, edited_at, put
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

prices: [{service: a, price: b}, {service: c, price: d}] # in a row
team:
  - x
  - service: y
    price: z

# where to park
parking: |
  long text
  two lines

email: a@b.example # read daily

# tail
"""


def changed(text: str, **values: Any) -> str:
    def change(data: Any) -> None:
        for name, value in values.items():
            put(data, name, value)

    return edited(PATH, text.encode(), change).decode()


def data(text: str) -> Any:
    return read_yaml(PATH, text.encode()).data


@pytest.mark.parametrize(
    ("values", "old", "new"),
    [
        ({"name": "Oak"}, '"Willow"   #', '"Oak"      #'),
        ({"name": None}, 'name: "Willow" ', "name:          "),
        ({"email": "c@d.example"}, "a@b.example", "c@d.example"),
        ({"parking": None}, " |\n  long text\n  two lines", ""),
        ({"hours": ["Mon: 9 to 5", "Sat", "Sun", "x"]}, "- Sun", "- Sun\n  - x"),
        ({"hours": ["x", "Mon: 9 to 5", "Sat", "Sun"]}, "- 'Mon", "- x\n  - 'Mon"),
        ({"hours": ["Mon: 9 to 5", "Fri", "Sun"]}, "- Sat ", "- Fri "),
        ({"hours": ["Mon: 9 to 5", "Sun"]}, "  - Sat   # short\n", ""),
        ({"hours": ["Mon: 9 to 5", "Sat"]}, "  - Sun\n", ""),
        ({"team": [{"service": "y", "price": "z"}]}, "- x\n  - service", "- service"),
        ({"team": ["x"]}, "  - service: y\n    price: z\n", ""),
        ({"team": ["x", "y"]}, "- service: y\n    price: z\n", "- y\n"),
        (
            {"prices": [{"service": "c", "price": "d, e"}]},
            "[{service: a, price: b}, {service: c, price: d}] #",
            "[{service: c, price: 'd, e'}]                    #",
        ),
        ({"devices": ["a", "b # c"]}, "# read daily\n", "# read daily\ndevices: [a, 'b # c']\n"),
        ({"name": "Willow", "hours": ["Mon: 9 to 5", "Sat", "Sun"]}, "# tail", "# tail"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_value_changes(values: dict[str, Any], old: str, new: str, newline: str) -> None:
    assert WRITTEN.count(old) == 1

    after = changed(WRITTEN.replace("\n", newline), **values)

    assert data(after) == {**data(WRITTEN), **values}
    assert after == WRITTEN.replace(old, new).replace("\n", newline)


def test_what_is_filled_in_and_cleared_again_leaves_the_file_as_it_was() -> None:
    shipped = changed(
        (DEFAULT_FOLDER / "clinic.yml").read_text(encoding="utf-8"),
        name=None,
        hours=[],
        prices=None,
    )

    filled = changed(shipped, name="Willow: skin", hours=["Mon", "Tue"], prices=[{"a": "b"}])

    assert "name: 'Willow: skin'\n" in filled
    assert "\nhours: [Mon, Tue]\n\n" in filled
    assert changed(filled, name=None, hours=[], prices=None) == shipped


def test_a_blank_before_a_comment_is_filled_in_before_it() -> None:
    assert changed("phone: # the desk\n", phone="555 0143") == "phone: 555 0143 # the desk\n"


@pytest.mark.parametrize("text", ["", "# nothing yet", "# nothing yet\n", "{}\n", "{a: b}"])
def test_a_file_with_nothing_in_it_takes_a_value(text: str) -> None:
    after = changed(text, name="Willow")
    assert data(after)["name"] == "Willow"
    assert ("# nothing yet\n" in after) == ("nothing" in text)


@pytest.mark.parametrize("value", [None, "some text"])
def test_comments_of_a_list_that_goes_stay(value: str | None) -> None:
    after = changed(WRITTEN, hours=value, prices=value)

    assert set(re.findall("#.*", after)) == set(re.findall("#.*", WRITTEN))
    assert (data(after)["hours"], data(after)["prices"]) == (value, value)


def test_a_byte_order_mark_stays() -> None:
    after = edited(PATH, b"\xef\xbb\xbfname: a\n", lambda data: put(data, "name", "b"))
    assert after == b"\xef\xbb\xbfname: b\n"


def test_a_value_deep_inside_changes_too() -> None:
    text = "facts:\n  - {id: a, text: b}\n  - id: c\n    text: d # e\n\n# f\n"

    def change(data: Any) -> None:
        put(data["facts"][0], "review", {"by": "Jane Doe RN", "on": "2026-01-31"})
        put(data["facts"][1], "review", "unreviewed")

    assert edited(PATH, text.encode(), change).decode() == (
        "facts:\n  - {id: a, text: b, review: {by: Jane Doe RN, on: 2026-01-31}}\n"
        "  - id: c\n    text: d # e\n    review: unreviewed\n\n# f\n"
    )


def test_an_entry_is_added_with_a_line_for_each_key_and_a_comment() -> None:
    text = (
        "a:\n  - id: b\n    text: |\n      c\n\n  # e\n\n# f\ng:\n  h:\n    i: j # k\n# l\nm: n\n"
    )

    def change(data: Any) -> None:
        put(data["a"], 1, block({"id": "x", "about": {"y": ["z"]}}), "new")
        put(data["g"], "o", block({"p": "q: r"}), "newer")

    assert edited(PATH, text.encode(), change).decode() == (
        "a:\n  - id: b\n    text: |\n      c\n  # new\n  - id: x\n    about: {y: [z]}\n\n  # e\n\n"
        "# f\ng:\n  h:\n    i: j # k\n  # newer\n  o:\n    p: 'q: r'\n# l\nm: n\n"
    )


@pytest.mark.parametrize(
    "text", ["a: {b: c}\n  d", "a: 1\na: 2\n", "a: &b c\nd: *b\n", "a: !x b\n", "--- a\n--- b\n"]
)
def test_a_file_that_cannot_be_read_is_refused_by_line(text: str) -> None:
    with pytest.raises(KnowledgeError, match=r"small/clinic\.yml:\d: .* Mend: "):
        changed(text, name="b")


def test_a_comment_that_would_be_lost_is_not() -> None:
    with pytest.raises(KnowledgeError, match="take comments out of brackets"):
        changed("hours: [ # daily\n  Mon, Tue]\nname:\n", name="Willow")


def test_a_change_that_does_not_come_out_as_meant_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="text editor"):
        edited(PATH, b"name: Willow\n", lambda data: data.update(name=7))


texts = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(
    lambda text: "\x00" not in text
)


def test_one_mapping_of_a_long_file_is_changed_and_nothing_else() -> None:
    path, content = Path("questions.yml"), (DEFAULT_FOLDER / "questions.yml").read_bytes()
    data = read_yaml(path, content).data["questions"]
    places = [
        (t, topic, id_) for t, topics in data.items() for topic in topics for id_ in topics[topic]
    ]
    was = content.decode().splitlines()
    known = set(was)
    for treatment, topic, id_ in [places[0], places[len(places) // 2], places[-1]]:
        place = ("questions", treatment, topic, id_)
        changed = edited_at(path, content, place, lambda entry: put(entry, "facts", ["new"]))
        assert read_yaml(path, changed).data["questions"][treatment][topic][id_]["facts"] == ["new"]
        lines = changed.decode().splitlines()
        assert len([line for line in lines if line not in known]) == 1
        assert len(was) - 2 <= len(lines) <= len(was) + 1


@given(texts)
@example("on")
@example("~")
@example("- a")
@example(":a")
@example("?a")
@example("a: b")
@example(" a ")
@example('"a')
@example("a\nb")
@example("\x7f\x85\u2028\ufeff")
@example("\ud7ff\U0001f600")
def test_any_text_comes_back_as_it_was_put_in(text: str) -> None:
    after = changed(WRITTEN, name=text, hours=["Mon: 9 to 5", text], team=[{"a": text}], new=text)

    assert data(after)["name"] == data(after)["new"] == text
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
