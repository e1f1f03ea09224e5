"""The knowledge that comes with the project, edited as `docs/knowledge.md` shows it."""

import re
from pathlib import Path

from knowledge import DEFAULT_FOLDER
from tests.unit.small_knowledge import edited, write_folder

PAGE = DEFAULT_FOLDER.parent / "docs" / "knowledge.md"
_QUESTIONS = (DEFAULT_FOLDER / "questions.yml").read_text(encoding="utf-8")


def examples(kind: str) -> list[str]:
    """The examples of one kind on the page, in order."""
    return re.findall(
        rf"^```yaml {kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S
    )


def replaced(example: str, text: str) -> str:
    """`text` with the entry that has the example's first line replaced by the example."""
    first = example.splitlines()[0]
    indent = len(first) - len(first.lstrip(" "))
    entry = re.compile(rf"^{re.escape(first)}\n(?: {{{indent + 1},}}.*\n)+", re.M)
    assert len(entry.findall(text)) == 1, first
    return entry.sub(lambda _: example, text)


def write_as_documented(folder: Path) -> Path:
    """Make `folder` the project's knowledge with every example of the page put into it.

    The clinic's profile is blank.
    """
    (source,), (topic,), (term,), (treatment,) = map(
        examples, ("source", "topic", "term", "treatment")
    )
    reviewed, *new_facts = examples("fact")
    text = (DEFAULT_FOLDER / "treatments.yml").read_text(encoding="utf-8")
    for example in (reviewed, term, topic):
        text = replaced(example, text)
    (question,) = examples("question")
    text = _added(source, "\nsources:\n", text)
    for facts in new_facts:
        text = _added(facts, "\nfacts:\n", text)
    text += treatment if treatment not in text else ""
    return write_folder(folder, text, _added(question, "\n    aftercare:\n", _QUESTIONS))


def _added(example: str, below: str, text: str) -> str:
    """`text` with the example below a line; as it is where a clinic has followed the page."""
    return text if example in text else edited(below, f"{below}{example}", text)
