"""A proposed change, as a value and as the YAML file that a person reviews."""

from pathlib import Path
from typing import Annotated, ClassVar, Literal, get_args

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from knowledge.problems import KnowledgeError
from knowledge.questions import FEWEST_EXAMPLES, QuestionId
from knowledge.review_editing import mark_of
from knowledge.safety import LevelName
from knowledge.shape import shaped
from knowledge.topics import Topic
from knowledge.treatments import About, Fact, Number, Range, Source, TermId
from knowledge.yaml_file import read_yaml

ChangeId = Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=100)]
"""Lower-case letters and digits joined by `-`, since it names a file; empty until one is given."""
FactId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
SourceId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$", max_length=100)]
NumberName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]

EMERGENCY = "emergency"

_HEADING = """\
# A change for the assistant, proposed at the front desk. It is not live until somebody applies it:
#   make teach ARGS="check {id}"
#   make teach ARGS="apply {id}"
"""
_WIDTH = 110


class BadChange(Exception):
    """A change file cannot be used; the message says which line, and what to mend."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class NewSource(Source):
    """A source that the knowledge does not have yet, with the id that facts will name it by."""

    id: SourceId


class NewFact(_Part):
    """One plain sentence for a patient, as it will stand in `treatments.yml`."""

    id: FactId
    text: str = Field(min_length=1)
    source: SourceId
    about: About = About()
    qualified_by: tuple[FactId, ...] = ()
    numbers: dict[NumberName, Number | Range] = {}
    """Every figure in `text`, by name and unit: `{rest_hours: 72}`."""


class _Proposed(_Part):
    id: ChangeId = ""
    made_at: AwareDatetime
    made_by: str = Field(min_length=1, max_length=100)
    note: str = Field(default="", max_length=2000)
    level: LevelName = "emergency_now"
    """What examples of the topic `emergency` are a sign of; nothing else has one."""


class _OfTopic(_Proposed):
    topic: Topic

    @property
    def taught_topic(self) -> Topic:
        """The topic that the examples belong to, and by which the change is listed."""
        return self.topic


class ExamplesChange(_OfTopic):
    """New examples of how people ask for a topic."""

    kind: Literal["examples"] = "examples"
    examples: tuple[str, ...] = Field(min_length=1)


class FactChange(_Proposed):
    """A new fact, with its source and the topics whose answers show it."""

    kind: Literal["fact"] = "fact"
    topics: tuple[Topic, ...] = Field(min_length=1)
    fact: NewFact
    new_source: NewSource | None = None
    treatment: TermId | None = None
    """The treatment that the fact is about; None: the first of the knowledge file."""
    question: QuestionId | None = None
    """The particular question that the fact answers first; None: it is one of its topic's facts."""
    examples: tuple[str, ...] = ()
    """Examples of how people ask for the first of the topics."""

    @property
    def taught_topic(self) -> Topic:
        """The topic that the examples belong to."""
        return self.topics[0]


class SentenceChange(_OfTopic):
    """Another sentence for a fact that there is; it is unreviewed again.

    Its topic is one whose answer shows the fact.
    """

    kind: Literal["sentence"] = "sentence"
    fact: FactId
    before: str = Field(min_length=1)
    """The sentence that it had when this was proposed."""
    entry: str = ""
    """The `mark_of_fact` that it had then; empty: its sentence alone is compared."""
    text: str = Field(min_length=1)
    desk: str = ""
    """How the front desk says it on the phone; empty where the text is as good to say aloud."""
    numbers: dict[NumberName, Number | Range] = {}
    """Every figure in the new sentence, as of a new fact."""
    examples: ClassVar[tuple[str, ...]] = ()
    """Nothing is learnt."""


class QuestionChange(_OfTopic):
    """A new particular question, with the words that it is recognized by."""

    kind: Literal["question"] = "question"
    question: QuestionId
    name: str = Field(min_length=1)
    """As it stands in the middle of a sentence: "when you can wash your neck"."""
    ways: tuple[str, ...] = Field(min_length=FEWEST_EXAMPLES)
    """How people ask it; they count as soon as they are live, without training."""
    facts: tuple[FactId, ...] = ()
    """What answers it, best first; none: it is a known gap."""
    treatment: TermId | None = None
    """Of which treatment; None: the first of the knowledge file."""
    examples: ClassVar[tuple[str, ...]] = ()
    """Nothing is trained."""


def mark_of_fact(fact: Fact) -> str:
    """Changes whenever anything of a fact does but its review, which every new sentence loses."""
    return mark_of(fact.model_copy(update={"review": "unreviewed"}))


Change = ExamplesChange | FactChange | SentenceChange | QuestionChange

_KINDS: dict[object, type[Change]] = {
    each.model_fields["kind"].default: each for each in get_args(Change)
}


def as_yaml(change: Change) -> str:
    """The text of a change file."""
    content = change.model_dump(mode="json", exclude_defaults=True)
    head = {"id": change.id, "made_at": None, "made_by": None, "kind": change.kind}
    body = yaml.safe_dump(
        {**head, **content, "note": content.pop("note", "")},
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
    )
    return _HEADING.format(id=change.id) + body


def from_yaml(path: Path, content: bytes) -> Change:
    """The change that a file holds.

    Args:
        path: Where it was read from; only used to name it.
        content: Its bytes.

    Raises:
        BadChange: It is no change, with each place to mend.
    """
    try:
        file = read_yaml(path, content)
        kind = file.data.get("kind") if isinstance(file.data, dict) else None
        shape = _KINDS.get(kind)
        if shape is None:
            raise BadChange(
                f"{file.label}: This is no change. "
                "Mend: write `kind: examples`, `fact`, `sentence` or `question`."
            )
        return shaped(file, shape)
    except KnowledgeError as error:
        raise BadChange(str(error)) from None


def read_change(path: Path) -> Change:
    """The change in a file.

    Raises:
        BadChange: The file is missing, cannot be read, or holds no change.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadChange(f"{path} cannot be read: {error.strerror}.") from None
    return from_yaml(path, content)
