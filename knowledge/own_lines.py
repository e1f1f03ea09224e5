"""What is wrong with the lines that a clinic says itself to particular questions."""

from collections.abc import Iterator

from knowledge.clinic import ClinicProfile
from knowledge.problems import Problem, suggestion
from knowledge.questions import QuestionsFile, known_questions
from knowledge.sayable import unsayable
from knowledge.yaml_file import YamlFile

MOST_WORDS = 60
"""More than this nobody reads in a chat, or listens to on the phone."""
NOT_THE_CLINICS = frozenset({"emergency", "personal_advice"})
"""Topics in which no line takes the place of whom to call, or whom to ask."""


def check_own_lines(
    file: YamlFile, clinic: ClinicProfile, questions: QuestionsFile
) -> Iterator[Problem]:
    """Everything wrong between the `own_lines` of `clinic.yml` and the questions they answer."""
    known = known_questions(questions)
    for id_, line in clinic.own_lines.items():
        place = ("own_lines", id_)
        if id_ not in known:
            what = f"`questions.yml` has no question `{id_}`."
            yield file.problem(place, what, suggestion(id_, known))
        elif known[id_].topic in NOT_THE_CLINICS:
            what = f"The question `{id_}` is about warning signs or somebody's own medicine."
            yield file.problem(place, what, "remove the line; these have an answer of their own.")
        for wrong, mend in wrong_with(line):
            yield file.problem(place, f"The clinic's line on `{id_}` {wrong}.", mend)
    for title, reply in clinic.replies.items():
        for wrong, mend in unsayable(reply):
            yield file.problem(("replies", title), f"The reply `{title}` {wrong}.", mend)


def wrong_with(line: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the wording of a line, and how to mend it."""
    if not line.rstrip("\"”')").endswith((".", "!", "?")):
        yield "is not a whole sentence", "end it with a full stop."
    if len(line.split()) > MOST_WORDS:
        yield f"has more than {MOST_WORDS} words", "shorten it to what answers the question."
    yield from unsayable(line)
