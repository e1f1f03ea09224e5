import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from teaching.yaml_text import (
    CannotInsert,
    child,
    composed,
    end_of,
    is_literal,
    scalar,
    with_lines_after,
)

TEXT = """\
one: [a, b]  # flow
two:
  - plain text
    over two lines
  - {x: 1}   # last

# the next
three: |
  literal
four:
"""


def test_the_end_of_a_value_is_before_comments_and_blank_lines() -> None:
    root = composed(TEXT)
    ends = {}
    for key in ("one", "two"):
        value = child(root, key)
        assert value is not None
        ends[key] = TEXT[: end_of(value)].rsplit("\n", 1)[-1]
    assert ends == {"one": "one: [a, b]", "two": "  - {x: 1}"}


def test_a_literal_text_is_told_from_others() -> None:
    root = composed(TEXT)
    literal = {key.value for key, value in root.value if is_literal(value)}
    assert literal == {"three"}
    assert child(root, "five") is None
    assert child(root.value[0][1], "one") is None


@pytest.mark.parametrize("text", ["- a\n", "", "a: [", "just words\n"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(CannotInsert):
        composed(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n", "a\nx\nb\n"),
        ("a\r\nb\r\n", "a\r\nx\r\nb\r\n"),
        ("a", "a\nx\n"),
    ],
)
def test_lines_come_after_the_line(text: str, expected: str) -> None:
    assert with_lines_after(text, 0, ["x"]) == expected


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1))
@example("a: b")
@example("a #b")
@example("[a")
@example("'")
@example("- ")
@example("no")
def test_a_scalar_reads_as_it_was(text: str) -> None:
    assert yaml.load(f"key: {scalar(text)}", Loader=yaml.BaseLoader) == {"key": text}
    assert "\n" not in scalar(text)


def test_what_needs_no_quotes_gets_none() -> None:
    assert scalar("It's 3.5 mm; so be it.") == "It's 3.5 mm; so be it."
