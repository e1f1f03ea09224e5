"""What a change is checked against: the examples, the knowledge, and what may not be learnt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from knowledge.loading import TREATMENTS, parse, read
from knowledge.model import Knowledge
from knowledge.topics import TOPICS, Topic
from language.warning_signs import WarningSigns
from teaching.nlu_file import bare, examples_by_intent, intent_of

NLU_FILE = Path("data", "nlu.yml")
_HELD_OUT = ("tests/development/questions.yml", "tests/development/warning_signs.yml")


@dataclass(frozen=True)
class Known:
    """The project as it is now."""

    knowledge: Knowledge
    folder: Path
    """Where the knowledge was read from."""
    contents: Mapping[str, bytes]
    """Its files."""
    nlu: str
    """The text of `data/nlu.yml`."""
    owners: Mapping[str, str]
    """The intent of each example of all files, by its bare words."""
    held_out: frozenset[str]
    """Bare words of the questions that the assistant is measured by."""

    @classmethod
    def read(cls, root: Path, knowledge_folder: Path) -> "Known":
        """Reads the project in `root`.

        Raises:
            KnowledgeError: The knowledge folder is faulty as it stands.
            OSError: There are no examples.
        """
        contents = read(knowledge_folder)
        nlu = _text(root / NLU_FILE)
        others = sorted(set((root / "data").glob("*.yml")) - {root / NLU_FILE})
        return cls(
            knowledge=parse(knowledge_folder, contents),
            folder=knowledge_folder,
            contents=contents,
            nlu=nlu,
            owners={
                bare(example): intent
                for text in (*map(_text, others), nlu)
                for intent, examples in examples_by_intent(text).items()
                for example in examples
            },
            held_out=frozenset(
                bare(question)
                for name in _HELD_OUT
                if (root / name).exists()
                for questions in yaml.safe_load(_text(root / name)).values()
                for question in questions
            ),
        )

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics that examples can be taught to."""
        intents = set(re.findall(r"^\s*- intent: (\S+)", self.nlu, re.M))
        return tuple(topic for topic in TOPICS if intent_of(topic) in intents)

    @cached_property
    def signs(self) -> WarningSigns:
        """The warning signs of the knowledge."""
        return WarningSigns(self.knowledge.safety)

    @property
    def treatments(self) -> str:
        """The text of `treatments.yml`."""
        return self.contents[TREATMENTS].decode("utf-8")


def _text(path: Path) -> str:
    """A file's text with its line breaks as they are."""
    return path.read_bytes().decode("utf-8")
