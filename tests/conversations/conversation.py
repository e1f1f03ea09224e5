"""Whole conversations as testers write them: one YAML file each, checked before it is played."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from knowledge import TOPICS, KnowledgeError
from knowledge.problems import Problem, suggestion
from knowledge.shape import shaped
from knowledge.treatments import Entry
from knowledge.yaml_file import read_yaml

FOLDER = Path(__file__).parent
"""Where the conversations that come with the project are."""

Event = Literal["a visitor comes", "the service restarts"]


def alternatives(text: str) -> tuple[str, ...]:
    """What `this | that` allows: any one of these."""
    return tuple(part.strip() for part in text.split("|"))


def _topics(value: str) -> str:
    for topic in alternatives(value):
        if topic not in TOPICS:
            raise PydanticCustomError(
                "topic", "names no topic", {"mend": suggestion(topic, TOPICS)}
            )
    return value


def _texts(value: str) -> str:
    if not all(alternatives(value)):
        raise PydanticCustomError(
            "alternative", "has nothing on one side of a `|`", {"mend": "write `this | that`."}
        )
    return value


def _checked(value: bool) -> bool:
    if value:
        raise PydanticCustomError(
            "checked",
            "is not checked yet: what is expected is only what came once",
            {"mend": "correct what the turn expects, then delete this line."},
        )
    return value


Topics = Annotated[str, AfterValidator(_topics)]
Texts = Annotated[str, Field(min_length=1), AfterValidator(_texts)]
Id = Annotated[str, Field(min_length=1)]


class Turn(Entry):
    """One thing that happens, and what must follow it: all of what the lists name."""

    says: str | None = None
    """What the visitor types."""
    presses: str | None = None
    """The id of the button that the visitor presses; it must have been offered just before."""
    event: Event | None = None
    """What happens besides: somebody new opens the chat, or the service is restarted."""

    topics: tuple[Topics, ...] = ()
    """The topic of each message of the answer, in order; `pain | side_effects` allows either."""
    shows: tuple[Id, ...] = ()
    """Fact ids that the answer rests on."""
    hides: tuple[Id, ...] = ()
    """Fact ids that it must not rest on."""
    cites: tuple[Id, ...] = ()
    """Source ids that it names."""
    mentions: tuple[Texts, ...] = ()
    """Words that stand in it, in small letters or capitals; `this | that` allows either."""
    never: tuple[Id, ...] = ()
    """Words that do not stand in it."""
    offers: tuple[Id, ...] = ()
    """Button ids that come with it."""
    refused: Id | None = None
    """The code of the error that comes instead of an answer."""
    not_checked_yet: Annotated[bool, AfterValidator(_checked)] = False
    """Whether it was saved from the front desk, and nobody has said yet that it is right."""

    @model_validator(mode="after")
    def _one_thing_happens(self) -> "Turn":
        happenings = [self.says, self.presses, self.event]
        if sum(each is not None for each in happenings) != 1:
            raise PydanticCustomError(
                "happening",
                "must have one of `says`, `presses` and `event`",
                {"mend": "keep one of them, and make a turn of each other one."},
            )
        return self

    @model_validator(mode="after")
    def _something_is_expected(self) -> "Turn":
        if self.event == "the service restarts" and self.model_fields_set != {"event"}:
            raise PydanticCustomError(
                "expectation",
                "expects an answer of a restart",
                {"mend": "move what is expected to the turn that follows."},
            )
        if self.event is None and not self.topics and self.refused is None:
            raise PydanticCustomError(
                "expectation",
                "does not say what the answer is about",
                {"mend": "add `topics: [...]`, or `refused:` with the code of an error."},
            )
        return self


class Conversation(Entry):
    """A conversation from the first word to the last."""

    title: str = Field(min_length=1)
    why: str = Field(min_length=1)
    """Why it matters: what would go wrong for a visitor if it failed."""
    never: tuple[Id, ...] = ()
    """Words that stand in no answer of this conversation."""
    turns: tuple[Turn, ...] = Field(min_length=1)

    @property
    def needs_restart(self) -> bool:
        """Whether it can only be played by somebody who can restart the service."""
        return any(turn.event == "the service restarts" for turn in self.turns)


def load(path: Path) -> Conversation:
    """Read one conversation.

    Raises:
        KnowledgeError: Something is wrong with it; each problem says the line and the mend.
        OSError: The file cannot be read.
    """
    return shaped(read_yaml(path, path.read_bytes()), Conversation)


@dataclass(frozen=True)
class FileRead:
    """A file that was read.

    Attributes:
        conversation: What it holds, also where its title is taken; None where it cannot be read.
        problems: Why it cannot be played; empty where it can.
    """

    path: Path
    conversation: Conversation | None
    problems: tuple[Problem, ...] = ()


def load_each(paths: Iterable[Path]) -> tuple[FileRead, ...]:
    """Read several conversations, in the order of their file names; none spoils another."""
    found: list[FileRead] = []
    titles: set[str] = set()
    for path in sorted(paths):
        label = f"{path.parent.name}/{path.name}"
        try:
            conversation = load(path)
        except KnowledgeError as error:
            found.append(FileRead(path, None, error.problems))
            continue
        except OSError as error:
            what = f"It cannot be read: {error.strerror}."
            problem = Problem(label, 1, what, "make it a file that you may read, or take it away.")
            found.append(FileRead(path, None, (problem,)))
            continue
        problems: tuple[Problem, ...] = ()
        if conversation.title in titles:
            what = f"Another file has the title `{conversation.title}` too."
            problems = (Problem(label, 1, what, "give one of them another title."),)
        titles.add(conversation.title)
        found.append(FileRead(path, conversation, problems))
    return tuple(found)


def load_all(paths: Iterable[Path]) -> tuple[Conversation, ...]:
    """Read several conversations, in the order of their file names.

    Raises:
        KnowledgeError: The problems of all files together; titles must differ too.
    """
    files = load_each(paths)
    if problems := [problem for each in files for problem in each.problems]:
        raise KnowledgeError(problems)
    return tuple(each.conversation for each in files if each.conversation is not None)
