"""The shape of `questions.yml`: the particular questions that people ask, and what answers them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from knowledge.topics import Topic, record_of
from knowledge.treatments import Entry, TermId

FEWEST_EXAMPLES = 5
"""With fewer, a question is not told from its neighbors."""

QuestionId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Goes into button ids, so: lower case, digits, hyphens."""


class ParticularQuestion(Entry):
    """One thing that people ask, in the words in which they ask it.

    One without facts and without a part of the clinic's profile is a known gap: nothing here says
    it, and the assistant says so by its name.
    """

    name: str = Field(min_length=1)
    """As it stands in the middle of a sentence: "how it compares with a tattoo"."""
    examples: tuple[str, ...] = Field(min_length=FEWEST_EXAMPLES)
    """What it is recognized by, as people type it."""
    facts: tuple[str, ...] = ()
    """What answers it, best first."""
    near: tuple[str, ...] = ()
    """For a gap: the nearest thing known."""
    clinic_part: str | None = None
    """The part of `clinic.yml` that answers it before any fact does."""
    of_last: tuple[str, ...] = ()
    """Where it is asked of what was just cited: the numbers of a fact that answer it, `source`
    where its source does, `all_sources` where those of all that was told do."""


class QuestionsFile(Entry):
    """`questions.yml` as a whole: by treatment, by topic, by id."""

    questions: dict[TermId, dict[Topic, dict[QuestionId, ParticularQuestion]]] = Field(
        default_factory=dict
    )


@dataclass(frozen=True)
class KnownQuestion:
    """A particular question with its place.

    Attributes:
        facts: What answers it and may be shown, best first.
        near: What is near a gap and may be shown.
        of_last: The numbers of the facts cited last that answer it; see `ParticularQuestion`.
        own_line: What the clinic itself says to it, in place of the facts.
        is_gap: Nothing here answers it, shown or withheld.
        is_withheld: There is an answer, and nobody has released it.
    """

    id: str
    treatment: str
    topic: str
    name: str
    examples: tuple[str, ...]
    facts: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    clinic_part: str | None = None
    of_last: tuple[str, ...] = ()
    own_line: str | None = None
    is_gap: bool = False
    is_withheld: bool = False

    @property
    def is_of_clinic(self) -> bool:
        """Whether it is asked of the clinic or of the sources, whatever treatment is spoken of."""
        family = record_of(self.topic).family
        says_nothing = not (self.facts or self.near) and family in ("clinic", "handoff")
        return self.clinic_part is not None or says_nothing or family == "source"


def known_questions(
    content: QuestionsFile, own_lines: Mapping[str, str] | None = None
) -> dict[str, KnownQuestion]:
    """The questions of a file by id, in its order, with the clinic's own lines to them."""
    own_lines = own_lines or {}
    return {
        id_: KnownQuestion(
            id_,
            treatment,
            topic,
            **vars(entry),
            own_line=own_lines.get(id_),
            is_gap=not entry.facts and entry.clinic_part is None and id_ not in own_lines,
        )
        for treatment, topics in content.questions.items()
        for topic, entries in topics.items()
        for id_, entry in entries.items()
    }
