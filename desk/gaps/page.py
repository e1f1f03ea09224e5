"""Questions without an answer, the most asked first, and the clinic's own answers to any."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from starlette.responses import Response

from actions.answering import answer
from desk.answer.shown_answer import shown
from desk.gaps.ahead import Ahead, with_change, with_line
from desk.gaps.filling import drafted, fill, filled
from desk.gaps.store import (
    OPEN,
    STANDINGS,
    asked_questions,
    close_items,
    lacked,
    matching,
    standing_of,
    withheld_facts,
)
from desk.labels import topic_label
from desk.review.links import link_to, link_to_hidden
from desk.sign_in.staff import Role
from desk.teach.draft import GRADES, NEW_SOURCE, Draft, draft_in
from desk.teach.live import take_back
from desk.visit import Address, Refusal, Visit, go
from knowledge import KnowledgeError
from knowledge.editing import ConflictError, hash_of
from knowledge.own_lines import NOT_THE_CLINICS
from knowledge.questions import KnownQuestion
from understanding.kinds import QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

GAPS = "/desk/gaps"
DAYS = 90
"""Over how many days it is counted how often a question had no answer."""
_FILTERS = {"show": "open", "topic": "", "q": ""}
_DONE = {
    "line": "Live now: this line is what the assistant says.",
    "fact": "Live now: this fact is what the assistant says, with its source.",
    "waits": "Kept. Nobody is shown it before somebody has reviewed it.",
    "back": "Taken back: it is as it was before.",
}
_LATE = "Somebody else saved the clinic just now. Nothing was changed: please look at it again."


async def show_list(visit: Visit) -> Response:
    """The questions without an answer, or those that were chosen."""
    since = visit.today - timedelta(days=DAYS)
    counts = await visit.run(lacked, visit.desk.engine, since)
    knowledge = visit.desk.live.current()
    every = asked_questions(knowledge, counts)
    chosen = {name: visit.query(name) or usual for name, usual in _FILTERS.items()}
    return visit.page(
        "gaps/gaps.html",
        questions=matching(every, chosen["show"], chosen["topic"], chosen["q"]),
        chosen=chosen,
        standings=STANDINGS,
        hidden=link_to_hidden,
        open=len([each for each in every if each.standing in OPEN]),
        topics={
            each.topic: topic_label(each.topic, knowledge)
            for each in sorted(every, key=lambda each: each.topic)
        },
        days=DAYS,
    )


async def show_question(visit: Visit) -> Response:
    """A question: what is said to it, and how to answer it better."""
    return await _question(visit, _asked(visit))


async def write_line(visit: Visit) -> Response:
    """Keeps the clinic's own line; an empty one takes it away."""
    asked, form = _asked(visit), await visit.form()
    line = form.line("line")
    desk, at, who = visit.desk, visit.desk.clock(), visit.staff.name
    if form.one("sure") == "no":
        return await _question(visit, asked, line=line)
    try:
        if line and not form.one("sure"):
            return await _sure_of_line(visit, asked, line)
        based_on, save = form.one("based_on"), desk.clinic_file.set_line
        await visit.run(save, asked.id, line or None, started_from=based_on, who=who, at=at)
    except KnowledgeError as error:
        problems = [
            f"{each.what} {each.mend[:1].upper()}{each.mend[1:]}" for each in error.problems
        ]
        return await _question(visit, asked, problems, line=line)
    except ConflictError:
        return await _late(visit, asked, line)
    if line:
        await visit.run(close_items, desk.engine, asked.id, who, at)
    return go(f"{GAPS}/{asked.id}?done={'line' if line else 'back'}")


async def _sure_of_line(
    visit: Visit, asked: KnownQuestion, line: str, *, was_late: bool = False
) -> Response:
    found = await visit.run(with_line, visit.desk, asked, line)
    fields = {"line": line, "based_on": found.based_on}
    return _sure(visit, asked, found, fields, is_fact=False, was_late=was_late)


async def _late(visit: Visit, asked: KnownQuestion, line: str) -> Response:
    """Somebody else has saved since: what would be overwritten is read first."""
    if not line:
        return visit.refusal(409, _LATE)
    return await _sure_of_line(visit, asked, line, was_late=True)


async def fill_in(visit: Visit) -> Response:
    """Puts a fact with its source live, or takes the last one back."""
    asked, form = _asked(visit), await visit.form()
    desk, who = visit.desk, visit.staff.name
    draft = Draft(**{**vars(draft_in(form)), "topic": asked.topic})
    if change_id := form.one("undo"):
        await visit.run(take_back, desk, change_id, who)
        return go(f"{GAPS}/{asked.id}?done=back")
    if form.one("sure") == "no":
        return await _question(visit, asked, draft=draft)
    problems, change = ["Write the fact first."], None
    if draft.fact:
        problems, change = await visit.run(drafted, desk, asked, draft, who)
    if change is None:
        return await _question(visit, asked, problems, draft=draft)
    if not form.one("sure"):
        found = await visit.run(with_change, desk, change)
        fields = {"fact": draft.fact, "source": draft.source, **(draft.new_source or {})}
        return _sure(visit, asked, found, fields, is_fact=True)
    await visit.run(fill, desk, change, who)
    await visit.run(close_items, desk.engine, asked.id, who, desk.clock())
    done = "waits" if desk.settings.ONLY_REVIEWED else "fact"
    return go(f"{GAPS}/{asked.id}?done={done}")


def _sure(
    visit: Visit,
    asked: KnownQuestion,
    found: Ahead,
    fields: Mapping[str, str],
    *,
    is_fact: bool,
    was_late: bool = False,
) -> Response:
    """What people will be answered, to be read before it is live."""
    return visit.page(
        "gaps/gap_sure.html",
        status=409 if was_late else 422 if found.problems else 200,
        asked=asked,
        previews=found.previews,
        problems=found.problems,
        was_late=was_late,
        fields=fields,
        is_fact=is_fact,
        only_reviewed=visit.desk.settings.ONLY_REVIEWED,
    )


async def _question(
    visit: Visit,
    asked: KnownQuestion,
    problems: Sequence[str] = (),
    *,
    line: str | None = None,
    draft: Draft | None = None,
) -> Response:
    knowledge, desk = visit.desk.live.current(), visit.desk
    details = (Detail("treatment", asked.treatment), Detail(QUESTION, asked.id))
    said = answer(Question(asked.topic, details), SoFar(), knowledge)
    counts = await visit.run(lacked, desk.engine, visit.today - timedelta(days=DAYS))
    return visit.page(
        "gaps/gap.html",
        status=422 if problems else 200,
        asked=asked,
        standing=standing_of(asked, knowledge),
        standings=STANDINGS,
        review=link_to(withheld_facts(desk.live.whole(), knowledge, asked.id)),
        topic=topic_label(asked.topic, knowledge),
        said=shown(said, knowledge, visit.today, desk.settings.REVIEW_MONTHS),
        lacked=sum(counts.get(asked.id, {}).values()),
        days=DAYS,
        problems=problems,
        done=_DONE.get(visit.query("done"), ""),
        based_on=hash_of(await visit.run(desk.clinic_file.content)),
        line=(asked.own_line or "") if line is None else line,
        draft=draft or Draft(),
        filled=await visit.run(filled, desk, asked.id),
        may_change=visit.is_manager and asked.topic not in NOT_THE_CLINICS,
        sources=knowledge.sources,
        new_source=NEW_SOURCE,
        grades=GRADES,
    )


def _asked(visit: Visit) -> KnownQuestion:
    asked = visit.desk.live.current().questions.get(visit.place("question"))
    if asked is None:
        raise Refusal(404, "There is no such question.")
    return asked


ADDRESSES = (
    Address(GAPS, show_list),
    Address(f"{GAPS}/{{question}}", show_question),
    Address(f"{GAPS}/{{question}}/line", write_line, "POST", Role.MANAGER),
    Address(f"{GAPS}/{{question}}/fact", fill_in, "POST", Role.MANAGER),
)
