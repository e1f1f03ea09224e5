"""How hard the facts and the answers are to read."""

import statistics

from benchmarks.reading_grade import TARGET_GRADE, answers, grade
from benchmarks.report.sections import Case, Chart, Figure, Section, Table
from knowledge import Knowledge

_HARDEST = 30
_HIGHEST = 14


def reading_ease(knowledge: Knowledge) -> Section:
    """Grades each fact, and each answer to a topic alone and with each detail."""
    facts = {id_: grade(fact.text) for id_, fact in knowledge.facts.items()}
    whole = [grade(text) for text in {each.text for each in answers(knowledge)}]
    hardest = sorted(facts.items(), key=lambda each: -each[1])[:_HARDEST]
    steps = [min(max(int(each), 0), _HIGHEST) for each in facts.values()]
    return Section(
        "reading",
        "Reading grade",
        "US school years by the Flesch-Kincaid formula; syllables are counted by groups of vowels.",
        figures=[
            Figure(
                "median of all facts",
                statistics.median(facts.values()),
                TARGET_GRADE,
                is_limit=True,
                decimals=1,
            ),
            Figure(
                "median of the answers",
                statistics.median(whole),
                TARGET_GRADE,
                is_limit=True,
                decimals=1,
            ),
        ],
        charts=[
            Chart(
                "Facts by grade",
                [str(each) for each in range(_HIGHEST)] + [f"{_HIGHEST}+"],
                {"facts": [steps.count(each) for each in range(_HIGHEST + 1)]},
            )
        ],
        tables=[
            Table(
                "The hardest facts",
                ("fact", "grade", "text"),
                [(id_, f"{each:.1f}", knowledge.facts[id_].text) for id_, each in hardest],
            )
        ],
        cases=[Case(id_, each <= TARGET_GRADE, f"grade {each:.1f}") for id_, each in facts.items()],
    )
