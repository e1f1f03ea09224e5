import io
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from knowledge import DEFAULT_FOLDER, TOPICS
from knowledge.__main__ import main
from knowledge.topic_lists import LISTS, stale
from knowledge.topics import DEFAULT_TOPIC, RECORDS, Topic, panel_groups, record_of
from knowledge.treatments import About

ROOT = DEFAULT_FOLDER.parent


def test_a_record_is_all_there_is_of_a_topic() -> None:
    assert get_args(Topic) == TOPICS
    assert len(set(TOPICS)) == len(RECORDS)
    assert record_of("pain").id == "pain"
    assert record_of("nonsense").id == record_of(None).id == ""


def test_every_kind_of_detail_has_a_topic_and_is_known() -> None:
    kinds = {*About.model_fields, "depth", "treatment"}
    assert set(DEFAULT_TOPIC) == kinds
    assert all(record.uses <= kinds for record in RECORDS)


def test_every_topic_of_the_panel_has_a_heading() -> None:
    listed = [topic for topics in panel_groups().values() for topic in topics]
    assert sorted(listed) == sorted(record.id for record in RECORDS if record.group is not None)


def test_the_guide_says_what_belongs_to_each_topic() -> None:
    guide = (ROOT / "docs" / "topics.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| \S", guide, re.MULTILINE)
    listed = [topic for topic in TOPICS if topic != "unclear"]
    assert rows == listed, "docs/topics.md: a row for each topic, in the order of the records"


def test_no_list_of_topics_is_stale() -> None:
    assert stale(ROOT) == {}, "run `python -m knowledge topics`"


def test_the_files_for_rasa_hold_every_topic() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {name for each in domain["intents"] for name in each}
    assert intents >= {f"ask_{topic}" for topic in TOPICS if topic != "unclear"}
    examples = yaml.load((ROOT / "data" / "nlu.yml").read_bytes(), yaml.CSafeLoader)["nlu"]
    shown = {each["intent"] for each in examples}
    asked = {f"ask_{topic}" for topic in TOPICS if topic != "unclear"}
    assert asked - shown == set(), "give the topic examples in data/nlu.yml"
    rules = (ROOT / "data" / "rules.yml").read_text(encoding="utf-8")
    assert all(f"ask_{topic}\n" in rules for topic in TOPICS if topic != "unclear")


@pytest.mark.parametrize("topics", LISTS, ids=lambda topics: topics.file)
def test_a_list_that_was_changed_by_hand_is_stale(topics: object) -> None:
    assert topics in LISTS
    listed = next(each for each in LISTS if each is topics)
    text = (ROOT / listed.file).read_text(encoding="utf-8")
    line = next(line for line in listed.lines() if line)
    changed = text.replace(f"{line}\n", "", 1)
    assert changed != text
    assert listed.written(changed) == text


def test_lost_marks_are_told() -> None:
    with pytest.raises(ValueError, match=r"domain.yml lost"):
        LISTS[0].written("intents: []\n")


def test_the_command_writes_what_is_stale(tmp_path: Path) -> None:
    for each in LISTS:
        copy = tmp_path / each.file
        copy.parent.mkdir(exist_ok=True)
        text = (ROOT / each.file).read_text(encoding="utf-8")
        copy.write_text(text.replace("ask_pain", "ask_pains"), encoding="utf-8")
    command = ["topics", "--folder", str(tmp_path / "knowledge")]
    out = io.StringIO()
    assert main(command, out) == 0
    assert out.getvalue() == "Written: domain.yml, rules.yml.\n"
    assert stale(tmp_path) == {}
