"""Adding a question: it is proposed here with how people ask it, read, and put live."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from desk.forms import Form
from desk.front_desk import FrontDesk
from desk.labels import topic_label
from desk.teach.draft import free_id, in_order, slug
from desk.teach.page import CHANGES
from desk.teach.proposing import keep, known
from desk.visit import Address, Visit, go
from knowledge.own_lines import NOT_THE_CLINICS
from knowledge.questions import FEWEST_EXAMPLES
from teaching import Change, QuestionChange

QUESTIONS = "/desk/questions"
MOST_FACTS = 3
"""Beyond three sentences the rest waits behind "More"."""


@dataclass(frozen=True)
class Typed:
    """The fields of the form as they were typed."""

    topic: str = ""
    name: str = ""
    ways: str = ""
    facts: tuple[str, ...] = ()
    note: str = ""
    treatment: str = ""

    @property
    def distinct_ways(self) -> tuple[str, ...]:
        """The ways to ask, each once."""
        lines = (" ".join(line.split()) for line in self.ways.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


async def show_form(visit: Visit) -> Response:
    """What a new question needs."""
    return _form(visit, Typed())


async def take_form(visit: Visit) -> Response:
    """Proposes the question that was written."""
    typed = typed_in(await visit.form())
    problems, change = await visit.run(_checked, visit.desk, typed, visit.staff.name)
    if change is None:
        return _form(visit, typed, problems)
    id_ = await visit.run(keep, visit.desk, change)
    return go(f"{CHANGES}/{id_}?new=1")


def typed_in(form: Form) -> Typed:
    """What a form holds."""
    facts = tuple(dict.fromkeys(each.strip() for each in form.all("fact") if each.strip()))
    return Typed(
        topic=form.one("topic"),
        name=form.line("name"),
        ways=form.one("ways"),
        facts=facts,
        note=form.one("note"),
        treatment=form.one("treatment"),
    )


def _form(visit: Visit, typed: Typed, problems: Sequence[str] = ()) -> Response:
    knowledge = visit.desk.live.current()
    topics = {
        each.topic: topic_label(each.topic, knowledge)
        for each in knowledge.questions.values()
        if each.topic not in NOT_THE_CLINICS
    }
    return visit.page(
        "questions/question.html",
        status=422 if problems else 200,
        typed=typed,
        problems=problems,
        topics=sorted(topics.items(), key=lambda each: each[1]),
        facts=knowledge.facts,
        treatments=knowledge.treatments,
        places=range(MOST_FACTS),
        fewest=FEWEST_EXAMPLES,
    )


def _checked(desk: FrontDesk, typed: Typed, who: str) -> tuple[Sequence[str], Change | None]:
    """What has to be mended first, each as a sentence, or the change that was written."""
    project = known(desk)
    if typed.topic not in project.topics or typed.topic in NOT_THE_CLINICS:
        return ["Choose a topic."], None
    if len(typed.distinct_ways) < FEWEST_EXAMPLES:
        return [f"Write {FEWEST_EXAMPLES} ways to ask it at least, one a line."], None
    made = partial(
        QuestionChange,
        made_at=desk.clock(),
        made_by=who,
        note=typed.note,
        topic=typed.topic,
        treatment=typed.treatment or None,
        question=free_id(slug(typed.name, 4), project.knowledge.questions, "new"),
        name=typed.name,
        ways=typed.distinct_ways,
        facts=typed.facts,
    )
    return in_order(made, project, desk.masked)


ADDRESSES = (
    Address(QUESTIONS, show_form),
    Address(QUESTIONS, take_form, "POST"),
)
