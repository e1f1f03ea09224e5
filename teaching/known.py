"""What a change is checked against: the examples and the knowledge as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from knowledge.loading import QUESTIONS, TREATMENTS, parse, read
from knowledge.model import Knowledge
from knowledge.safety import LevelName
from knowledge.topics import TOPICS, Topic
from teaching.change import (
    Change,
    ExamplesChange,
    FactChange,
    QuestionChange,
    SentenceChange,
)
from teaching.files import (
    NLU_FILE,
    bare,
    example_lists,
    intent_of,
    with_answer,
    with_examples,
    with_fact,
    with_question,
    with_sentence,
)
from understanding.prepared import prepared


@lru_cache(maxsize=1)
def _with_fact(content: bytes, change: str) -> bytes:
    """An edit that keeps all comments takes seconds, and is asked for several times in a row."""
    return with_fact(content, FactChange.model_validate_json(change))


@dataclass(frozen=True)
class Known:
    """The project as it is now."""

    knowledge: Knowledge
    folder: Path
    """Where the knowledge was read from."""
    contents: Mapping[str, bytes]
    """Its files."""
    nlu: bytes
    """`data/nlu.yml`."""
    owners: Mapping[str, str]
    """The intent of each example of all files, by its bare words."""

    @classmethod
    def read(cls, root: Path, knowledge_folder: Path) -> "Known":
        """Reads the project in `root`.

        Raises:
            KnowledgeError: The knowledge folder, or a file of examples, is faulty as it stands.
            OSError: There are no examples.
        """
        contents = read(knowledge_folder)
        nlu = (root / NLU_FILE).read_bytes()
        others = sorted(set((root / "data").rglob("*.yml")) - {root / NLU_FILE})
        return cls(
            knowledge=parse(knowledge_folder, contents),
            folder=knowledge_folder,
            contents=contents,
            nlu=nlu,
            owners={
                bare(example): intent
                for content in (*(file.read_bytes() for file in others), nlu)
                for intent, _, examples in example_lists(content)
                for example in examples
            },
        )

    @cached_property
    def lists(self) -> list[tuple[str, LevelName | None, tuple[str, ...]]]:
        """The lists of `data/nlu.yml`: intent, level of warning sign, examples."""
        return example_lists(self.nlu)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics that examples can be taught to."""
        intents = {intent for intent, _, _ in self.lists}
        return tuple(topic for topic in TOPICS if intent_of(topic) in intents)

    def has_sign(self, text: str) -> bool:
        """Whether the patterns of `sign_lexicon.yml` see a warning sign in a text."""
        ready = prepared(self.knowledge)
        return ready.signs.read(ready.texts.read(text)).sign is not None

    def changed_knowledge(self, change: Change) -> dict[str, bytes]:
        """The knowledge files with a change made to them.

        Raises:
            KnowledgeError: A file cannot be added to by program.
        """
        contents = dict(self.contents)
        if isinstance(change, FactChange):
            contents[TREATMENTS] = _with_fact(contents[TREATMENTS], change.model_dump_json())
            asked = self.knowledge.questions.get(change.question or "")
            if asked is not None:
                contents[QUESTIONS] = with_answer(contents[QUESTIONS], asked, change.fact.id)
        if isinstance(change, SentenceChange):
            contents[TREATMENTS] = with_sentence(contents[TREATMENTS], change)
        if isinstance(change, QuestionChange):
            treatment = change.treatment or next(iter(self.knowledge.treatments))
            contents[QUESTIONS] = with_question(contents[QUESTIONS], change, treatment)
        return contents

    def knowledge_with(self, change: Change) -> Knowledge:
        """The knowledge with a change made to it.

        Raises:
            KnowledgeError: It would not be in order, or a file cannot be added to by program.
        """
        if isinstance(change, ExamplesChange):
            return self.knowledge
        return parse(self.folder, self.changed_knowledge(change))

    def changed_examples(self, change: Change) -> bytes:
        """`data/nlu.yml` with a change made to it.

        Raises:
            KnowledgeError: The file cannot be added to by program.
        """
        return with_examples(
            self.nlu, intent_of(change.taught_topic), change.examples, change.level
        )
