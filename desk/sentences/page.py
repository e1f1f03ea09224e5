"""Changing the sentence of a fact: it is proposed here, read beside the old one, and put live."""

from collections.abc import Sequence

from starlette.responses import Response

from desk.forms import Form
from desk.front_desk import FrontDesk
from desk.labels import topic_label
from desk.review.links import link_to
from desk.review.store import ReviewedFact, reviewed_facts
from desk.sentences.numbers import UnclearNumbers, numbers_of
from desk.teach.draft import in_order
from desk.teach.page import CHANGES
from desk.teach.proposing import keep, known
from desk.visit import Address, Refusal, Visit, go
from teaching import Change, SentenceChange
from teaching.change import mark_of_fact

_UNCLEAR = (
    "Some figures are new and others gone, and which stands for which cannot be told. Keep as many "
    "figures as there were, in their order, or have it changed in the file (docs/knowledge.md)."
)


async def show_form(visit: Visit) -> Response:
    """A fact, to be said in another way."""
    each = await visit.run(_fact, visit)
    return _form(visit, each, (each.fact.text, each.fact.desk or "", ""))


async def take_form(visit: Visit) -> Response:
    """Proposes the sentence that was written."""
    each, form = await visit.run(_fact, visit), await visit.form()
    problems, change = await visit.run(_checked, visit.desk, each, form, visit.staff.name)
    if change is None:
        typed = (form.line("text"), form.line("desk"), form.line("note"))
        return _form(visit, each, typed, problems)
    id_ = await visit.run(keep, visit.desk, change)
    return go(f"{CHANGES}/{id_}?new=1")


def _form(
    visit: Visit, each: ReviewedFact, typed: tuple[str, str, str], problems: Sequence[str] = ()
) -> Response:
    text, desk, note = typed
    knowledge = visit.desk.live.current()
    return visit.page(
        "sentences/sentence.html",
        status=422 if problems else 200,
        each=each,
        fact=each.fact,
        entry=mark_of_fact(each.fact),
        text=text,
        desk=desk,
        note=note,
        problems=problems,
        topics=[topic_label(topic, knowledge) for topic in each.topics],
        questions=[
            asked
            for asked in knowledge.questions.values()
            if each.fact.id in (*asked.facts, *asked.near)
        ],
        review=link_to([each.fact.id]),
        only_reviewed=visit.desk.settings.ONLY_REVIEWED,
    )


def _fact(visit: Visit) -> ReviewedFact:
    live, months = visit.desk.live, visit.desk.settings.REVIEW_MONTHS
    every = reviewed_facts(live.whole(), live.current(), visit.today, months)
    found = next((each for each in every if each.fact.id == visit.place("fact")), None)
    if found is None:
        raise Refusal(404, "There is no such fact.")
    return found


def _checked(
    desk: FrontDesk, each: ReviewedFact, form: Form, who: str
) -> tuple[Sequence[str], Change | None]:
    """What has to be mended first, each as a sentence, or the change that was written."""
    if not each.topics:
        return ["No answer shows this fact. It has to be changed in the file."], None
    topic, text, spoken = each.topics[0], form.line("text"), form.line("desk")

    def made() -> SentenceChange:
        return SentenceChange(
            made_at=desk.clock(),
            made_by=who,
            note=form.line("note"),
            topic=topic,
            fact=each.fact.id,
            before=form.one("before"),
            entry=form.one("entry"),
            text=text,
            desk=spoken,
            numbers=numbers_of(text, spoken, each.fact.numbers),
        )

    try:
        return in_order(made, known(desk), desk.masked)
    except UnclearNumbers:
        return [_UNCLEAR], None


ADDRESSES = (
    Address("/desk/facts/{fact}", show_form),
    Address("/desk/facts/{fact}", take_form, "POST"),
)
