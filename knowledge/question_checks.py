"""What is wrong between the particular questions and the rest: unknown facts, clashes."""

import re
from collections.abc import Iterator

from knowledge.clinic import NAMED_LINES, ClinicProfile
from knowledge.problems import Problem, suggestion
from knowledge.questions import ParticularQuestion, QuestionsFile
from knowledge.treatments import TreatmentsFile
from knowledge.yaml_file import YamlFile

_SIGN = re.compile(r"[^\w ]|_")


def check_questions(
    file: YamlFile, content: QuestionsFile, treatments: TreatmentsFile
) -> list[Problem]:
    """Everything wrong between the entries of `questions.yml`, and with what they name.

    A question without a fact is a known gap, and in order.
    """
    return [
        *_unknown_names(file, content, treatments),
        *_repeated_ids(file, content),
        *_shared_examples(file, content),
        *_needless_near(file, content),
    ]


def _unknown_names(
    file: YamlFile, content: QuestionsFile, treatments: TreatmentsFile
) -> Iterator[Problem]:
    facts = {fact.id for fact in treatments.facts}
    parts = set(ClinicProfile.model_fields).difference(NAMED_LINES)
    for treatment in content.questions:
        if treatment not in treatments.treatments:
            mend = suggestion(treatment, treatments.treatments)
            what = f"There is no treatment `{treatment}`."
            yield file.problem(("questions", treatment), what, mend)
    for path, entry in _entries(content):
        for key, names, known in (("facts", entry.facts, facts), ("near", entry.near, facts)):
            for index, name in enumerate(names):
                if name not in known:
                    what = f"There is no fact `{name}`."
                    yield file.problem((*path, key, index), what, suggestion(name, known))
        if entry.clinic_part is not None and entry.clinic_part not in parts:
            what = f"`clinic.yml` has no `{entry.clinic_part}`."
            mend = suggestion(entry.clinic_part, parts)
            yield file.problem((*path, "clinic_part"), what, mend)


def _repeated_ids(file: YamlFile, content: QuestionsFile) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for path, _ in _entries(content):
        id_, line = path[-1], file.line(path)
        if id_ in first:
            what = f"The question `{id_}` stands here and on line {first[id_]}."
            yield file.problem(path, what, "give one of them another id.")
        first.setdefault(id_, line)


def _shared_examples(file: YamlFile, content: QuestionsFile) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for path, entry in _entries(content):
        for index, example in enumerate(entry.examples):
            words = plain_words(example)
            other = owner.setdefault(words, path[-1])
            if other != path[-1]:
                what = f"The example `{example}` stands under `{other}`, too."
                mend = "keep it where it belongs, or make one question of the two."
                yield file.problem((*path, "examples", index), what, mend)


def _needless_near(file: YamlFile, content: QuestionsFile) -> Iterator[Problem]:
    for path, entry in _entries(content):
        if entry.facts and entry.near:
            what = f"`{path[-1]}` has facts and needs no `near`."
            yield file.problem((*path, "near"), what, "move them to `facts`, or remove them.")


def _entries(
    content: QuestionsFile,
) -> Iterator[tuple[tuple[str, str, str, str], ParticularQuestion]]:
    """Every question with its path in the file, whatever stands twice."""
    for treatment, topics in content.questions.items():
        for topic, entries in topics.items():
            for id_, entry in entries.items():
                yield ("questions", treatment, topic, id_), entry


def plain_words(text: str) -> str:
    """The words alone: examples that differ only in capitals, signs and spaces are the same."""
    return " ".join(_SIGN.sub(" ", text.casefold()).split())
