from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.problems import KnowledgeError, Problem
from knowledge.yaml_file import YamlFile, read_yaml

PATH = Path("somewhere/knowledge/clinic.yml")


def read(text: str) -> YamlFile:
    return read_yaml(PATH, text.encode())


def refused(content: bytes) -> Problem:
    with pytest.raises(KnowledgeError) as caught:
        read_yaml(PATH, content)
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


def test_plain_values_stay_text() -> None:
    file = read("a: on\nb: 911\nc: 0.30\nd: 2026-01-31\ne: 10:30\non: x\n")

    assert file.data == {
        "a": "on",
        "b": "911",
        "c": "0.30",
        "d": "2026-01-31",
        "e": "10:30",
        "on": "x",
    }


def test_blank_values_are_none_and_quoted_ones_are_not() -> None:
    assert read("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n").data == {
        "a": None,
        "b": None,
        "c": None,
        "d": "",
        "e": "null",
    }


def test_an_empty_file_has_no_data() -> None:
    assert read("# only a comment\n").data is None


def test_a_value_is_traced_to_its_line() -> None:
    file = read("a:\n  - b: 1\n  - c: 2\n    d:\n      e: 3\nf: {g: 4,\n  h: 5}\n")

    assert file.line(("a",)) == 1
    assert file.line(("a", 1)) == 3
    assert file.line(("a", 1, "d", "e")) == 5
    assert file.line(("f", "h")) == 7


def test_what_cannot_be_found_is_traced_to_what_holds_it() -> None:
    file = read("a:\n  b: 1\n")

    assert file.line(("a", "missing")) == 1
    assert file.line(("a", 7)) == 1
    assert file.line(()) == 1


@pytest.mark.parametrize(
    ("text", "line", "what", "mend"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "`a` stands here and on line 1", "keep one"),
        ("a: 1\nb: &Co Skin\n", 2, "`&Co` would be left out", "double quotes"),
        ("a: &x [1]\n", 1, "`&x` would be left out", "double quotes"),
        ("a: [&x 1]\n", 1, "`&x` would be left out", "double quotes"),
        ("a: 1\nb: &x\n", 2, "`&x` would be left out", "double quotes"),
        ("&x a: 1\n", 1, "`&x` would be left out", "double quotes"),
        ("a: 1\nb: *x\n", 2, "undefined alias", "needs quotes"),
        ("a: 1\nb: !important 2\n", 2, "tag `!important`", "remove the word"),
        ("a: 1\n---\nb: 2\n", 2, "another document", "remove the `---` line"),
        ("a: 1\nb: one: two\n", 2, "mapping values are not allowed", "double quotes"),
        ("a: 1\n\tb: 2\n", 2, "tab character", "spaces, not tabs"),
        ("a:\n\t- 2\n", 2, "any token", "spaces, not tabs"),
        ("a: 1\nb: @home\n", 2, "any token", "needs quotes"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "did not find expected", "open quote or bracket"),
        ("a: 1\n? [x]\n: b\n", 2, "A key must be one word", "key: value"),
    ],
)
def test_yaml_that_could_surprise_is_refused(text: str, line: int, what: str, mend: str) -> None:
    problem = refused(text.encode())

    assert problem.file == "knowledge/clinic.yml"
    assert problem.line == line
    assert what in problem.what
    assert mend in problem.mend


def test_text_that_is_not_utf8_is_refused_with_its_line() -> None:
    problem = refused(b"a: 1\nb: caf\xe9\n")

    assert problem.line == 2
    assert "UTF-8" in problem.mend


def test_a_control_character_is_refused() -> None:
    assert "not YAML" in refused(b"a: \x01\n").what


def test_brackets_nested_past_any_use_are_refused() -> None:
    assert "nested too deeply" in refused(b"[" * 2000 + b"]" * 2000).what


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert read_yaml(PATH, "\ufeffa: 1".encode()).data == {"a": "1"}


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
_VALUES = st.recursive(
    _TEXTS.filter(bool) | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(_TEXTS.filter(bool), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(value=st.dictionaries(_TEXTS.filter(bool), _VALUES, min_size=1, max_size=4))
def test_what_a_yaml_library_writes_is_read_back(value: dict[str, object]) -> None:
    class Writer(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    assert read(yaml.dump(value, Dumper=Writer, allow_unicode=True)).data == value


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        line = read_yaml(PATH, content).line(("a", 0, "b"))
    except KnowledgeError as error:
        line = error.problems[0].line
    assert line >= 1
