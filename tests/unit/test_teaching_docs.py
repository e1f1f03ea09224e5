"""The changes that `docs/teaching.md` shows are changes."""

import re
from pathlib import Path

import pytest

from teaching.change import FactChange, from_yaml

PAGE = (Path(__file__).parent.parent.parent / "docs" / "teaching.md").read_text("utf-8")
SHOWN = re.findall(r"```yaml change\n(.+?)```", PAGE, re.S)


@pytest.mark.parametrize("text", SHOWN)
def test_a_change_on_the_page_can_be_read(text: str) -> None:
    change = from_yaml(Path("docs/teaching.md"), text.encode("utf-8"))
    assert change.examples or change.kind in ("sentence", "question")
    assert not isinstance(change, FactChange) or change.new_source


def test_every_kind_is_shown() -> None:
    kinds = [from_yaml(Path("docs/teaching.md"), each.encode("utf-8")).kind for each in SHOWN]
    assert kinds == ["examples", "fact", "sentence", "question"]
