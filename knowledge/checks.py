"""What one entry cannot show by itself: ids that lead nowhere, clashes, figures that disagree."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from knowledge.phrase_fields import PHRASE_FIELDS
from knowledge.phrases import Phrases, fields_of
from knowledge.problems import Problem, closest, suggestion
from knowledge.questions import QuestionsFile, known_questions
from knowledge.sayable import unsayable
from knowledge.treatments import (
    DAYS_IN,
    NEEDLE_LENGTH,
    About,
    Fact,
    Range,
    Term,
    TreatmentsFile,
    ends,
)
from knowledge.yaml_file import YamlFile

_COUNTING = "one two three four five six seven eight nine ten eleven twelve"
_NUMBER_WORDS = {word: float(value) for value, word in enumerate(_COUNTING.split(), start=1)}
_FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w]|\.\d)")
_UNIT = re.compile(r"(?:\s+(?:to|and|or)\s+[\d.,]*\d)?[\s-]*([a-z]+)")
"""What a figure counts, which may stand behind another one: "3 to 5 days"."""
_WORD = re.compile(r"[a-z]+")
_SENTENCE_BREAK = re.compile(r"(\S*[.!?])[\"”')]*\s+[\"“'(]*[A-Z0-9]")
_OPENING = range(1, 7)
"""How many words may stand before the text of a fact where it is said as an answer."""
_BARE = frozenset({"yes", "no"})
"""Openings that answer one wording of a question and mislead whoever puts it the other way."""
_ABBREVIATIONS = frozenset({"Dr.", "Mr.", "Ms.", "vs.", "No.", "St.", "U.S."})

Place = tuple[str | int, ...]


def check_treatments(
    file: YamlFile, content: TreatmentsFile, questions: QuestionsFile | None = None
) -> list[Problem]:
    """Everything wrong between the entries of `treatments.yml`.

    Args:
        file: The file.
        content: What it says.
        questions: The questions that its facts may answer; None where these cannot be read.
    """
    return [
        *_repeated_ids(file, content),
        *_dangling(file, content),
        *_qualifier_circles(file, content),
        *_sentences(file, content),
        *_openings(file, content),
        *_unsayable(file, content),
        *_numbers(file, content),
        *_times(file, content),
        *_needle_lengths(file, content),
        *_unsupported_providers(file, content),
        *_word_clashes(file, content),
        *(_bearings(file, content, questions) if questions else ()),
        *(_unused_facts(file, content, questions) if questions else ()),
    ]


def check_phrases(file: YamlFile, content: Phrases) -> list[Problem]:
    """The phrases that the program asks for and `phrases.yml` lacks, and names it cannot fill in.

    A phrase that the program never asks for is no problem by itself.
    """
    spare = set(content.phrases) - set(PHRASE_FIELDS)
    problems = []
    for key in PHRASE_FIELDS:
        if key not in content.phrases:
            renamed = closest(key, spare)
            mend = f"is it the one written as `{renamed}`?" if renamed else f"add `{key}:`."
            at = ("phrases", renamed) if renamed else ("phrases",)
            problems.append(file.problem(at, f"The phrase `{key}` is missing.", mend))
    for top, kept in (("phrases", content.phrases), ("desk", content.desk)):
        for key in sorted(kept.keys() & PHRASE_FIELDS.keys()):
            fields = PHRASE_FIELDS[key]
            for name in sorted(fields_of(kept[key]) - fields):
                what = f"The phrase `{key}` has no name `{{{name}}}` to fill in."
                mend = suggestion(name, fields) if fields else "remove it; this phrase takes none."
                problems.append(file.problem((top, key), what, mend))
    for key in sorted(set(content.desk) - set(PHRASE_FIELDS)):
        what = f"There is no phrase `{key}`."
        problems.append(file.problem(("desk", key), what, suggestion(key, PHRASE_FIELDS)))
    return problems


def _repeated_ids(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, fact in enumerate(content.facts):
        path = ("facts", index, "id")
        if fact.id in first:
            yield file.problem(
                path,
                f"The fact `{fact.id}` stands here and on line {first[fact.id]}.",
                "give one of them another id.",
            )
        first.setdefault(fact.id, file.line(path))


def _references(content: TreatmentsFile) -> Iterator[tuple[Place, str, str]]:
    """Each id by which an entry names another: where, of what kind, and which."""

    def every(place: Place, kind: str, ids: Iterable[str]) -> Iterator[tuple[Place, str, str]]:
        for index, id_ in enumerate(ids):
            yield (*place, index), kind, id_

    for index, fact in enumerate(content.facts):
        at: Place = ("facts", index)
        yield (*at, "source"), "source", fact.source
        yield from every((*at, "qualified_by"), "fact", fact.qualified_by)
        for kind in About.model_fields:
            yield from every((*at, "about", kind), kind, getattr(fact.about, kind))
    for name, treatment in content.treatments.items():
        at = ("treatments", name)
        for type_, each in treatment.types.items():
            yield (*at, "types", type_), "treatment_type", type_
            yield from every((*at, "types", type_, "providers"), "provider", each.providers)
            for key in ("facts", "depth_facts", "provider_facts"):
                yield from every((*at, "types", type_, key), "fact", getattr(each, key))
        for span, timing in treatment.times.items():
            yield (*at, "times", span, "fact"), "fact", timing.fact
        for circumstance in treatment.bears_on:
            yield (*at, "bears_on", circumstance), "circumstance", circumstance
        for condition, entry in treatment.conditions.items():
            yield (*at, "conditions", condition), "condition", condition
            yield from every((*at, "conditions", condition, "facts"), "fact", entry.facts)
        for topic, answer in treatment.topics.items():
            for key in ("facts", "told", "told_always"):
                yield from every((*at, "topics", topic, key), "fact", getattr(answer, key))


def _dangling(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    known: dict[str, Mapping[str, object]] = {str(kind): t for kind, t in content.terms.items()}
    known |= {"source": content.sources, "fact": {fact.id: fact for fact in content.facts}}
    for place, kind, id_ in _references(content):
        there = known.get(kind, {})
        if id_ not in there:
            yield file.problem(place, f"There is no {kind} `{id_}`.", suggestion(id_, there))


def _qualifier_circles(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    qualifiers = {fact.id: fact.qualified_by for fact in content.facts}
    for index, fact in enumerate(content.facts):
        reached, waiting = set(), list(fact.qualified_by)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(qualifiers.get(name, ()))
        if fact.id in reached:
            yield file.problem(
                ("facts", index, "qualified_by"),
                f"The fact `{fact.id}` qualifies itself, directly or through others.",
                "let the general fact name the one that limits it, and not the other way round.",
            )


def _unused_facts(
    file: YamlFile, content: TreatmentsFile, questions: QuestionsFile
) -> Iterator[Problem]:
    used = {id_ for _, kind, id_ in _references(content) if kind == "fact"}
    for each in known_questions(questions).values():
        used.update(each.facts, each.near)
    for index, fact in enumerate(content.facts):
        if fact.id not in used:
            yield file.problem(
                ("facts", index, "id"),
                f"No answer uses the fact `{fact.id}`.",
                "name it under a topic, a type or a condition of a treatment, or under a "
                "question of `questions.yml`, or remove it.",
            )


def _wordings(content: TreatmentsFile) -> Iterator[tuple[Place, Fact, str]]:
    """Every sentence that a fact is said in: on the website, as an answer, and at the desk."""
    for index, fact in enumerate(content.facts):
        yield ("facts", index, "text"), fact, fact.text
        if fact.as_answer is not None:
            yield ("facts", index, "as_answer"), fact, fact.as_answer
        if fact.desk is not None:
            yield ("facts", index, "desk"), fact, fact.desk


def _sentences(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    for path, fact, text in _wordings(content):
        if not text.rstrip("\"”')").endswith((".", "!", "?")):
            yield file.problem(
                path, f"The fact `{fact.id}` is not a whole sentence.", "end it with a full stop."
            )
        breaks = [
            found
            for found in _SENTENCE_BREAK.finditer(text)
            if found[1].lstrip("\"“'(") not in _ABBREVIATIONS
        ]
        if breaks:
            yield file.problem(
                path,
                f"The fact `{fact.id}` has more than one sentence.",
                "make a fact of each; every fact is one sentence.",
            )


def _openings(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    """What is said as an answer and claims something else, or more, than the text does."""
    for index, fact in enumerate(content.facts):
        if fact.as_answer is None:
            continue
        opening = fact.as_answer.removesuffix(fact.text[1:])[:-1]
        said = fact.as_answer[len(opening) :]
        is_text = said[1:] == fact.text[1:] and said[:1].upper() == fact.text[:1].upper()
        if not is_text or len(opening.split()) not in _OPENING or figures(opening)[0]:
            yield file.problem(
                ("facts", index, "as_answer"),
                f"The `as_answer` of the fact `{fact.id}` is not its `text` behind a few words.",
                f"let it open with {_OPENING[-1]} words at most and no figure, and end with that.",
            )
        elif opening.casefold().rstrip(" ,:.;!") in _BARE:
            yield file.problem(
                ("facts", index, "as_answer"),
                f"The `as_answer` of the fact `{fact.id}` opens with a bare yes or no, which "
                "misleads whoever asks it the other way round.",
                'let the opening say what holds: "Eating is fine: ...".',
            )


def _unsayable(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    for path, fact, text in _wordings(content):
        for what, mend in unsayable(text):
            yield file.problem(path, f"The fact `{fact.id}` {what}.", mend)


def figures(text: str) -> tuple[set[float], set[float]]:
    """The figures that a text states, and those that it may state: "one" is often no figure."""
    stated = {float(figure.replace(",", "")) for figure in _FIGURE.findall(text)}
    words = {_NUMBER_WORDS[word] for word in _WORD.findall(text.lower()) if word in _NUMBER_WORDS}
    return stated | (words - {1.0}), stated | words


def _unit(value: float, text: str) -> str:
    """The word behind a figure, by which it may be named."""
    for figure in _FIGURE.finditer(text):
        if float(figure[0].replace(",", "")) == value:
            behind = _UNIT.match(text.lower(), figure.end())
            return behind[1] if behind else "count"
    return "count"


def _numbers(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    for path, fact, text in _wordings(content):
        stated, possible = figures(text)
        kept = {value for number in fact.numbers.values() for value in ends(number)}
        for value in sorted(stated - kept):
            named = f"{{{_unit(value, text)}: {value:g}}}"
            yield file.problem(
                path,
                f"The fact `{fact.id}` says {value:g}, which is not under its `numbers`.",
                f"add it there, named with its unit: `numbers: {named}`.",
            )
        for name, number in fact.numbers.items():
            for value in sorted(set(ends(number)) - possible):
                yield file.problem(
                    (*path[:-1], "numbers", name),
                    f"The fact `{fact.id}` keeps the number {value:g}, "
                    "which its text does not say.",
                    "make the text and the number agree.",
                )


def _times(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    facts: dict[str, Fact] = {fact.id: fact for fact in content.facts}
    for name, treatment in content.treatments.items():
        for span, timing in treatment.times.items():
            if timing.fact not in facts:
                continue  # Told of with every other place that names a fact.
            is_time = any(unit in timing.number for unit in DAYS_IN)
            if not (timing.number in facts[timing.fact].numbers and is_time):
                yield file.problem(
                    ("treatments", name, "times", span, "number"),
                    f"`{timing.number}` is no length of time among the numbers of the fact "
                    f"`{timing.fact}`.",
                    "name one of its `numbers` that is in days, weeks or months; "
                    "answers count with it, so its sentence has to say the figure.",
                )


def _bearings(
    file: YamlFile, content: TreatmentsFile, questions: QuestionsFile
) -> Iterator[Problem]:
    for name, treatment in content.treatments.items():
        topics = questions.questions.get(name, {})
        ids = {id_ for entries in topics.values() for id_ in entries}
        for term, named in treatment.bears_on.items():
            for index, id_ in enumerate(named):
                if id_ not in ids:
                    path = ("treatments", name, "bears_on", term, index)
                    what = f"There is no question `{id_}`."
                    yield file.problem(path, what, suggestion(id_, ids))


def _needle_lengths(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    facts: dict[str, Fact] = {fact.id: fact for fact in content.facts}
    for name, treatment in content.treatments.items():
        for kind, each in treatment.types.items():
            path = ("treatments", name, "types", kind, NEEDLE_LENGTH)
            said = {
                fact: facts[fact].numbers[NEEDLE_LENGTH]
                for fact in each.depth_facts
                if fact in facts and NEEDLE_LENGTH in facts[fact].numbers
            }
            if each.needle_length_mm is not None and not said:
                yield file.problem(
                    path,
                    f"No depth fact of `{kind}` states its needle length.",
                    f"name a fact under `depth_facts` that has `{NEEDLE_LENGTH}` in its numbers.",
                )
            for fact, length in said.items():
                low, high = ends(length)
                if Range(min=low, max=high) != each.needle_length_mm:
                    yield file.problem(
                        path,
                        f"The needle length of `{kind}` is not the one in the fact `{fact}` "
                        f"({low:g} to {high:g} mm).",
                        "make the two agree.",
                    )


def _unsupported_providers(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    for name, treatment in content.treatments.items():
        for kind, each in treatment.types.items():
            if each.providers and not each.provider_facts:
                yield file.problem(
                    ("treatments", name, "types", kind, "providers"),
                    f"No fact says who performs `{kind}`.",
                    "name the fact that does under `provider_facts`.",
                )


def _word_clashes(file: YamlFile, content: TreatmentsFile) -> Iterator[Problem]:
    things: dict[Place, Mapping[str, Term]] = {("treatments",): content.treatments}
    things |= {("terms", kind): terms for kind, terms in content.terms.items()}
    for top, terms in things.items():
        owner: dict[str, str] = {}
        for name, term in terms.items():
            words = map(_plain, (term.name, *term.synonyms, *term.misspellings))
            for word, count in Counter(words).items():
                if word == "":
                    yield file.problem((*top, name), f"`{name}` has a blank synonym.", "remove it.")
                elif owner.get(word, name) != name:
                    yield file.problem(
                        (*top, name),
                        f"The word `{word}` names both `{owner[word]}` and `{name}`.",
                        "keep it where it belongs and remove it from the other.",
                    )
                elif count > 1:
                    yield file.problem(
                        (*top, name),
                        f"`{name}` has the word `{word}` {count} times.",
                        "keep one; hyphens and capitals make no difference.",
                    )
                owner.setdefault(word, name)


def _plain(word: str) -> str:
    """A word as it is compared: case, hyphens and spacing make no difference."""
    return " ".join(word.casefold().replace("-", " ").split())
