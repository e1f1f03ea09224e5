"""All that the assistant knows, as one value that cannot change."""

from collections.abc import Callable, Iterable, Mapping
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

    def term_name(self, kind: TermKind, term: str) -> str:
        """How an answer writes a term: `("condition", "stretch_marks")` gives "stretch marks".

        Raises:
            KeyError: There is no such term.
        """
        return self.terms[kind][term].name

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
            id_: fact.model_copy(update={"text": fact.desk}) if fact.desk else fact
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

        def still(facts: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(fact for fact in facts if fact in kept)

        def limited_type(kind: TreatmentType) -> TreatmentType:
            depth_facts, provider_facts = still(kind.depth_facts), still(kind.provider_facts)
            has_length = any(NEEDLE_LENGTH in kept[fact].numbers for fact in depth_facts)
            changed = {
                "needle_length_mm": kind.needle_length_mm if has_length else None,
                "facts": still(kind.facts),
                "depth_facts": depth_facts,
                "providers": kind.providers if provider_facts == kind.provider_facts else (),
                "provider_facts": provider_facts,
            }
            return kind.model_copy(update=changed)

        def limited(treatment: Treatment) -> Treatment:
            changed = {
                "types": {name: limited_type(kind) for name, kind in treatment.types.items()},
                "times": {span: t for span, t in treatment.times.items() if t.fact in kept},
                "conditions": {
                    name: condition.model_copy(update={"facts": still(condition.facts)})
                    for name, condition in treatment.conditions.items()
                    if condition.facts[0] in kept
                },
                "topics": {
                    name: answer.model_copy(
                        update={
                            key: still(getattr(answer, key))
                            for key in ("facts", "told", "told_always")
                        }
                    )
                    for name, answer in treatment.topics.items()
                },
            }
            return treatment.model_copy(update=changed)

        def limited_question(question: KnownQuestion) -> KnownQuestion:
            return replace(
                question,
                facts=still(question.facts),
                near=still(question.near),
                is_withheld=question.own_line is None
                and question.facts[:1] != still(question.facts[:1]),
            )

        return replace(
            self,
            facts=kept,
            withheld={id_: fact for id_, fact in self.facts.items() if id_ not in kept},
            questions={id_: limited_question(each) for id_, each in self.questions.items()},
            treatments={name: limited(each) for name, each in self.treatments.items()},
        )
