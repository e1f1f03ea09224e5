"""Reading conversations: what is wrong with one is said with its line and a mend."""

from pathlib import Path

import pytest

import knowledge
from knowledge import KnowledgeError
from tests.conversations.conversation import FOLDER, Conversation, load, load_all

WHOLE = """\
title: Pain, then the source of it
why: It shows every key.
never: [painless]
turns:
  - event: a visitor comes
    offers: [pain]
  - says: 0.5
    topics: [needle_depth | types]
    shows: [medical-length]
    hides: [cosmetic-length]
    cites: [ARTICLE]
    mentions: [0.5 mm, medical | doctor]
    never: [I recommend]
  - presses: more.pain.2
    refused: unknown_button
"""


def _file(folder: Path, content: str, name: str = "one.yml") -> Path:
    path = folder / name
    path.write_text(content)
    return path


def _problem(folder: Path, content: str) -> str:
    with pytest.raises(KnowledgeError) as caught:
        load(_file(folder, content))
    assert len(caught.value.problems) == 1, caught.value
    return str(caught.value)


def _with_turn(turn: str) -> str:
    return f"title: T\nwhy: W\nturns:\n{turn}"


def test_every_key_is_read_and_plain_numbers_stay_text(tmp_path: Path) -> None:
    conversation = load(_file(tmp_path, WHOLE))
    arrival, asked, pressed = conversation.turns
    assert conversation.title == "Pain, then the source of it"
    assert conversation.never == ("painless",)
    assert arrival.event == "a visitor comes"
    assert arrival.offers == ("pain",)
    assert asked.says == "0.5"
    assert asked.topics == ("needle_depth | types",)
    assert asked.mentions == ("0.5 mm", "medical | doctor")
    assert pressed.presses == "more.pain.2"
    assert pressed.refused == "unknown_button"
    assert not conversation.needs_restart


def test_a_message_of_nothing_can_be_said(tmp_path: Path) -> None:
    turn = '  - says: ""\n    refused: empty_message\n'
    assert load(_file(tmp_path, _with_turn(turn))).turns[0].says == ""


def test_a_restart_is_known_to_be_needed(tmp_path: Path) -> None:
    turns = "  - event: the service restarts\n  - says: hi\n    topics: [smalltalk]\n"
    assert load(_file(tmp_path, _with_turn(turns))).needs_restart


@pytest.mark.parametrize(
    ("turn", "line", "words"),
    [
        ("  - topics: [pain]\n", 4, "one of `says`, `presses` and `event`"),
        ("  - says: a\n    presses: pain\n    topics: [pain]\n", 4, "keep one of them"),
        ("  - says: a\n", 4, "does not say what the answer is about"),
        ("  - says: a\n    topics: [pian]\n", 5, "did you mean `pain`?"),
        ("  - says: a\n    topics: [pain]\n    mention: [b]\n", 6, "did you mean `mentions`?"),
        ("  - says: a\n    topics: [pain]\n    mentions: [b |]\n", 6, "one side of a `|`"),
        ("  - says: a\n    topics: pain\n", 5, "must be a list"),
        ("  - event: the moon rises\n", 4, "cannot be `the moon rises`"),
        ("  - event: the service restarts\n    shows: [x]\n", 4, "move what is expected"),
        ("  - says: a: b\n", 4, "double quotes"),
    ],
)
def test_a_mistake_in_a_turn_is_named_with_its_line(
    tmp_path: Path, turn: str, line: int, words: str
) -> None:
    problem = _problem(tmp_path, _with_turn(turn))
    assert problem.startswith(f"{tmp_path.name}/one.yml:{line}: ")
    assert words in problem


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("why: W\nturns: [{says: a, topics: [pain]}]\n", "has no `title`"),
        ("title: T\nturns: [{says: a, topics: [pain]}]\n", "has no `why`"),
        ("title: T\nwhy: W\nturns: []\n", "is an empty list"),
    ],
)
def test_what_a_file_lacks_is_named(tmp_path: Path, content: str, words: str) -> None:
    assert words in _problem(tmp_path, content)


def test_the_problems_of_all_files_are_given_together(tmp_path: Path) -> None:
    paths = [_file(tmp_path, "title: T\n", name) for name in ("b.yml", "a.yml")]
    with pytest.raises(KnowledgeError) as caught:
        load_all(paths)
    assert {problem.file for problem in caught.value.problems} == {
        f"{tmp_path.name}/a.yml",
        f"{tmp_path.name}/b.yml",
    }


def test_two_files_cannot_have_one_title(tmp_path: Path) -> None:
    paths = [_file(tmp_path, WHOLE, name) for name in ("a.yml", "b.yml")]
    with pytest.raises(KnowledgeError, match=r"b\.yml:1: Another file has the title"):
        load_all(paths)


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    paths = [
        _file(tmp_path, WHOLE.replace("Pain,", f"{name},"), name) for name in ("b.yml", "a.yml")
    ]
    assert [each.title[0] for each in load_all(paths)] == ["a", "b"]


def _unknown_ids(conversation: Conversation, facts: set[str], sources: set[str]) -> list[str]:
    named = [
        (id_, known)
        for turn in conversation.turns
        for ids, known in ((turn.shows + turn.hides, facts), (turn.cites, sources))
        for id_ in ids
    ]
    return [id_ for id_, known in named if id_ not in known]


def test_the_conversations_of_the_project_name_only_facts_and_sources_that_exist() -> None:
    known = knowledge.load(knowledge.DEFAULT_FOLDER)
    conversations = load_all(FOLDER.glob("*.yml"))
    assert len(conversations) >= 28
    unknown = {
        each.title: ids
        for each in conversations
        if (ids := _unknown_ids(each, set(known.facts), set(known.sources)))
    }
    assert unknown == {}
