"""The shape of `sign_lexicon.yml`: what is refused, and at which line."""

from pathlib import Path
from typing import get_args

import pytest

from knowledge import KnowledgeError
from knowledge.shape import shaped
from knowledge.yaml_file import read_yaml
from understanding.sign_lexicon_file import (
    Context,
    ContextName,
    LexiconFile,
    pieces,
    sign_lexicon,
)

SMALL = """\
gap_words: 3
near_words: 6
levels:
  emergency_now:
    silenced_by: [negated]
    signs:
      ache:
        patterns: ["{body} ... aches"]
        unless: ["belly laughs"]
  today:
    signs:
      itch: {patterns: ["{body} + itches"]}
  self_harm:
    signs:
      despair: {patterns: [despair]}
words:
  body: [arm, "{side} leg"]
  side: [left, right]
mended: [aches]
"""


def read(text: str) -> LexiconFile:
    return shaped(read_yaml(Path("understanding/sign_lexicon.yml"), text.encode()), LexiconFile)


def test_small_file_is_accepted() -> None:
    assert read(SMALL).words["body"] == ("arm", "{side} leg")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{body} ... aches", "{bdy} ... aches", "`{bdy}`, which is not under `words`"),
        ("{body} ... aches", "My {body}", "cannot be read at `My`"),
        ("{body} ... aches", "{body ... aches", "cannot be read at `{body`"),
        ("{body} + itches", "{body} +", "cannot be read at `+`"),
        ("{body} ... aches", "{body} aches ...", "has `...` at an end"),
        ("mended:", "shapes: {side: '[lr]'}\nmended:", "`side` under `words` and `shapes`"),
        ('"{side} leg"', '"{side} ... leg"', "is more than a phrase"),
        ("[left, right]", '[left, "{body}"]', "goes round in a circle: body > side > body"),
        ("[aches]", "[ache]", "holds `ache`, which is too short"),
        ("[negated]", "[negatd]", "cannot be `negatd`"),
        ("mended: [aches]", "shapes: {number: '['}", "which is not a regular expression"),
    ],
)
def test_mistake_is_refused(old: str, new: str, says: str) -> None:
    assert old in SMALL
    with pytest.raises(KnowledgeError) as refusal:
        read(SMALL.replace(old, new))
    assert says in str(refusal.value)
    assert refusal.value.problems[0].mend


def test_pattern_mistake_names_the_very_line() -> None:
    with pytest.raises(KnowledgeError) as refusal:
        read(SMALL.replace("{body} + itches", "{arm} + itches"))
    assert [problem.line for problem in refusal.value.problems] == [
        SMALL[: SMALL.index("itches")].count("\n") + 1
    ]


def test_pieces_of_a_pattern() -> None:
    assert pieces("{not} able ... to") == ("{not}", "able", "...", "to")
    with pytest.raises(ValueError, match="is empty"):
        pieces(" ")


def test_every_context_has_its_words() -> None:
    lexicon = sign_lexicon()
    for name in Context.model_fields:
        assert getattr(lexicon.context, name), name
    used = {context for level in lexicon.levels.values() for context in level.silenced_by}
    assert used == set(get_args(ContextName))


def test_every_word_group_is_used() -> None:
    content = sign_lexicon().model_dump_json()
    groups = (*sign_lexicon().words, *sign_lexicon().shapes)
    assert [name for name in groups if f"{{{name}}}" not in content] == []
