"""All that the assistant knows, as one value that cannot change."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from knowledge.clinic import ClinicProfile
from knowledge.phrases import Phrases
from knowledge.questions import KnownQuestion
from knowledge.safety import SafetyFile
from knowledge.treatments import (
    NEEDLE_LENGTH,
    Fact,
    Reviewed,
    Source,
    Term,
    TermKind,
    Treatment,
    TreatmentType,
    Withdrawn,
)


@dataclass(frozen=True)
class Knowledge:
    """The files of a knowledge folder, checked against each other.

    Attributes:
        version: Changes whenever a byte of one of the files does.
        facts: By id, in the order of the file.
        questions: The particular questions, by id, in the order of the file.
        withheld: Facts that nobody is shown, because they were withdrawn or not yet reviewed.
        whole: The knowledge with the questions of all treatments, where these are of some.
    """

    version: str
    sources: Mapping[str, Source]
    terms: Mapping[TermKind, Mapping[str, Term]]
    facts: Mapping[str, Fact]
    treatments: Mapping[str, Treatment]
    questions: Mapping[str, KnownQuestion]
    clinic: ClinicProfile
    safety: SafetyFile
    phrases: Phrases
    withheld: Mapping[str, Fact] = field(default_factory=dict)
    whole: "Knowledge | None" = None

    def term_name(self, kind: TermKind, term: str) -> str:
        """How an answer writes a term: `("condition", "stretch_marks")` gives "stretch marks".

        Raises:
            KeyError: There is no such term.
        """
        return self.terms[kind][term].name

    def asked_of(self, treatments: Collection[str]) -> "Knowledge":
        """This knowledge with the particular questions of some treatments, and of the clinic.

        What is asked of one treatment is not answered with what is known of another. Where no
        question falls away, it is the whole knowledge itself.
        """
        whole = self.whole or self
        left = {
            id_: each
            for id_, each in whole.questions.items()
            if each.treatment in treatments or each.is_of_clinic
        }
        if len(left) == len(whole.questions):
            return whole
        return replace(whole, questions=left, whole=whole)

    def with_qualifiers(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The ids of `facts`, each followed by those that must be shown with it; none twice."""
        shown: dict[str, None] = {}

        def show(fact: str) -> None:
            if fact not in shown:
                shown[fact] = None
                for qualifier in self.facts[fact].qualified_by:
                    show(qualifier)

        for fact in facts:
            show(fact)
        return tuple(shown)

    def shown(self, only_reviewed: bool) -> "Knowledge":
        """What visitors are shown of this knowledge, as the setting `ONLY_REVIEWED` has it."""
        return self.only_reviewed() if only_reviewed else self.without_withdrawn()

    def only_reviewed(self) -> "Knowledge":
        """This knowledge without the facts that nobody reviewed, or that somebody withdrew.

        A fact past its review date stays: to withhold it on a certain day, with nobody looking,
        would do more harm than to flag it (`knowledge.reviews`).
        """
        return self._limited_to(lambda fact: isinstance(fact.review, Reviewed))

    def without_withdrawn(self) -> "Knowledge":
        """This knowledge without the facts that somebody withdrew."""
        return self._limited_to(lambda fact: not isinstance(fact.review, Withdrawn))

    def at_the_desk(self) -> "Knowledge":
        """This knowledge in the words that sound right when somebody says them on the phone."""
        facts = {
            id_: fact.model_copy(update={"text": fact.desk, "as_answer": None})
            if fact.desk
            else fact
            for id_, fact in self.facts.items()
        }
        said = {**self.phrases.phrases, **self.phrases.desk}
        phrases = self.phrases.model_copy(update={"phrases": said})
        return replace(self, facts=facts, phrases=phrases)

    def _limited_to(self, may_show: Callable[[Fact], bool]) -> "Knowledge":
        """This knowledge without some facts.

        A fact also goes when one that must be shown with it does. What rests on facts that went
        goes with them: a condition's standing, a type's needle length and providers.
        """
        kept = {
            name: fact
            for name, fact in self.facts.items()
            if all(may_show(self.facts[each]) for each in self.with_qualifiers([name]))
        }
        if len(kept) == len(self.facts):
            return self
        return replace(
            self,
            facts=kept,
            withheld={id_: fact for id_, fact in self.facts.items() if id_ not in kept},
            questions={id_: _question(each, kept) for id_, each in self.questions.items()},
            treatments={name: _treatment(each, kept) for name, each in self.treatments.items()},
        )


def _still(facts: tuple[str, ...], kept: Mapping[str, Fact]) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact in kept)


def _question(question: KnownQuestion, kept: Mapping[str, Fact]) -> KnownQuestion:
    """A particular question, withheld if the first of its facts is."""
    facts = _still(question.facts, kept)
    is_withheld = question.own_line is None and question.facts[:1] != facts[:1]
    near = _still(question.near, kept)
    return replace(question, facts=facts, near=near, is_withheld=is_withheld)


def _treatment(treatment: Treatment, kept: Mapping[str, Fact]) -> Treatment:
    conditions = {
        name: condition.model_copy(update={"facts": _still(condition.facts, kept)})
        for name, condition in treatment.conditions.items()
        if condition.facts[0] in kept
    }
    topics = {
        name: answer.model_copy(
            update={
                key: _still(getattr(answer, key), kept) for key in ("facts", "told", "told_always")
            }
        )
        for name, answer in treatment.topics.items()
    }
    types = {name: _type(kind, kept) for name, kind in treatment.types.items()}
    times = {span: time for span, time in treatment.times.items() if time.fact in kept}
    changed = {"types": types, "conditions": conditions, "topics": topics, "times": times}
    return treatment.model_copy(update=changed)


def _type(kind: TreatmentType, kept: Mapping[str, Fact]) -> TreatmentType:
    """A type, without a needle length or providers that rest on facts that went."""
    depth_facts = _still(kind.depth_facts, kept)
    provider_facts = _still(kind.provider_facts, kept)
    has_length = any(NEEDLE_LENGTH in kept[fact].numbers for fact in depth_facts)
    changed = {
        "needle_length_mm": kind.needle_length_mm if has_length else None,
        "facts": _still(kind.facts, kept),
        "depth_facts": depth_facts,
        "providers": kind.providers if provider_facts == kind.provider_facts else (),
        "provider_facts": provider_facts,
    }
    return kind.model_copy(update=changed)
