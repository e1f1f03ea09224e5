"""Lists of the topics that Rasa reads from its files, written from the records."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.topics import RECORDS

_BEGIN, _END = "topics: by `python -m knowledge topics`", "topics: end"
_BY_ANOTHER_ACTION = frozenset({"emergency", "handoff", "unclear"})
"""Rules of their own say which action answers them."""


@dataclass(frozen=True)
class TopicList:
    """One list: in which file, and its lines between the two marks there."""

    file: str
    lines: Callable[[], list[str]]

    def written(self, text: str) -> str:
        """The text of the file with the list as it should be.

        Raises:
            ValueError: The marks are not there, each on a line of its own.
        """
        kept = text.splitlines(keepends=True)
        begin = next((i for i, line in enumerate(kept) if _BEGIN in line), None)
        end = next((i for i, line in enumerate(kept) if _END in line), None)
        if begin is None or end is None or end < begin:
            raise ValueError(f"{self.file} lost the lines `{_BEGIN}` and `{_END}`")
        listed = [f"{line}\n" for line in self.lines()]
        return "".join([*kept[: begin + 1], *listed, *kept[end:]])


def _intents() -> list[str]:
    return [f"  - ask_{r.id}: {{use_entities: []}}" for r in RECORDS if r.id != "unclear"]


def _answered_intents() -> list[str]:
    return [f"      - intent: ask_{r.id}" for r in RECORDS if r.id not in _BY_ANOTHER_ACTION]


LISTS = (
    TopicList("domain.yml", _intents),
    TopicList("data/rules.yml", _answered_intents),
)


def stale(root: Path) -> dict[Path, str]:
    """The files under `root` whose list is not as it should be, with the text they should have.

    Raises:
        ValueError: A file lost its marks.
    """
    texts = {root / each.file: each for each in LISTS}
    return {
        path: wanted
        for path, each in texts.items()
        if (wanted := each.written(found := path.read_text(encoding="utf-8"))) != found
    }
