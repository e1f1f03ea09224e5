"""How much is lost where a message is typed as others would type it."""

from collections.abc import Mapping
from statistics import fmean

from benchmarks.report.sections import Case, Chart, Figure, Follow, Section, Table
from benchmarks.report.variations import VARIATIONS, Vary
from benchmarks.topic_scores import OUT_OF_SCOPE, outcome
from benchmarks.understanding import QUESTIONS, read_questions
from benchmarks.warning_signs import MESSAGES, NONE, Outcome, Told, by_understanding, read_messages
from knowledge import Knowledge
from understanding.model import Model
from understanding.reading import read

Question = tuple[str, str]


def robustness(knowledge: Knowledge, model: Model, follow: Follow) -> Section:
    """Reads the development messages as they are and in each variation."""
    find = by_understanding(knowledge, model)
    asked = [
        each for each in read_questions(QUESTIONS.read_text("utf-8")) if each[1] != OUT_OF_SCOPE
    ]
    told = [each for each in read_messages(MESSAGES.read_text("utf-8")) if each.level != NONE]

    def is_right(question: Question, vary: Vary) -> bool:
        text, topic = question
        return outcome(text, topic, read(vary(text), knowledge, model)).is_right

    def is_caught(each: Told, vary: Vary) -> bool:
        return Outcome(each, find(vary(each.text))).is_right

    ways: list[tuple[str, Vary]] = [("as typed", str), *VARIATIONS.items()]
    questions, signs = {}, {}
    for name, vary in follow(ways, "Robustness"):
        questions[name] = {each[0]: is_right(each, vary) for each in asked}
        signs[name] = {each.text: is_caught(each, vary) for each in told}
    return robustness_section(questions, signs)


def robustness_section(
    questions: Mapping[str, Mapping[str, bool]], signs: Mapping[str, Mapping[str, bool]]
) -> Section:
    """What is lost.

    Args:
        questions: By variation, the first of them none: each question, and whether it is right.
        signs: The same of warning signs, and whether each is caught or asked about.
    """
    (plain, *varied), kinds = list(questions), {"questions": questions, "signs": signs}
    drops = {
        kind: [100 * (fmean(of[plain].values()) - fmean(of[name].values())) for name in varied]
        for kind, of in kinds.items()
    }
    lost = [
        (name, kind, text)
        for name in varied
        for kind, of in kinds.items()
        for text, holds in of[name].items()
        if of[plain][text] and not holds
    ]
    return Section(
        "robustness",
        "Robustness",
        "The development questions and warning signs again, with typos, in capitals, without "
        "punctuation, and without the little words that people leave out who learn English. A "
        "point is one message in a hundred.",
        figures=[
            Figure(f"{kind} lost {name}, points", drop, decimals=1)
            for kind, all_ in drops.items()
            for name, drop in zip(varied, all_, strict=True)
        ],
        charts=[Chart("Points lost", varied, drops)],
        tables=[
            Table(f"Right as typed, wrong otherwise ({len(lost)})", ("way", "what", "text"), lost)
        ],
        cases=[
            Case(f"{name}, {kind}: {text}", holds, "right as typed")
            for name in varied
            for kind, of in kinds.items()
            for text, holds in of[name].items()
            if of[plain][text]
        ],
    )
