"""Teaching the assistant from what it missed: a change is proposed here, and applied elsewhere."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from starlette.responses import Response

from desk.audit.reading import note_reading
from desk.front_desk import FrontDesk
from desk.inbox.store import Item, find, subject_of
from desk.labels import topic_label
from desk.review.links import link_to
from desk.sign_in.staff import Role
from desk.teach.draft import (
    GRADES,
    NEW_SOURCE,
    Draft,
    about_choices,
    checked,
    draft_in,
    offered,
)
from desk.teach.live import outlook, put_live, reject, take_back
from desk.teach.of_treatment import treatments_taught
from desk.teach.proposing import keep, known
from desk.visit import NOT_HERE, Address, Refusal, Visit, go
from knowledge import Knowledge
from teaching import (
    BadChange,
    Change,
    FactChange,
    NoSuchChange,
    ProposedChange,
    SentenceChange,
    changes,
)
from teaching import find as find_change

CHANGES = "/desk/changes"
_LIKELY = 3
"""How many topics are named first, as the likeliest."""
_STATES = {
    "proposed": "Waiting for somebody to apply it",
    "under way": "Being applied now",
    "applied": "Live",
    "rolled back": "Taken back",
    "failed": "Could not be applied",
    "rejected": "Rejected",
}


_DECISIONS = {"reject": reject, "take back": take_back}


async def show_form(visit: Visit) -> Response:
    """The questions of an item, to be taught."""
    item = await visit.run(find, visit.desk.engine, visit.place("item"))
    questions = _questions(item)
    if not questions:
        return visit.refusal(404, "There is no question here to teach.")
    await note_reading(visit, subject_of(visit.place("item")))
    return await _form(visit, offered(map(visit.desk.masked, questions)))


async def take_form(visit: Visit) -> Response:
    """Proposes what was filled in."""
    item_id = visit.place("item")
    if await visit.run(find, visit.desk.engine, item_id) is None:
        return visit.refusal(404, "There is no such item any more.")
    draft = draft_in(await visit.form())
    problems, change = await visit.run(_checked, visit.desk, draft, visit.staff.name)
    if change is None:
        return await _form(visit, draft, problems)
    id_ = await visit.run(keep, visit.desk, change, item_id)
    return go(f"{CHANGES}/{id_}?new=1")


async def show_changes(visit: Visit) -> Response:
    """All that was ever proposed."""
    found = await visit.run(changes, visit.desk.settings.STATE_FOLDER)
    knowledge = visit.desk.live.current()
    titles = {each.change.taught_topic: _title(each.change, knowledge) for each in found}
    return visit.page(
        "teach/teach_changes.html",
        changes=found,
        titles=titles,
        treatment_of=partial(treatments_taught, knowledge=visit.desk.live.whole()),
        states=_STATES,
    )


async def show_change(visit: Visit) -> Response:
    """One proposal, what it leads to, and what became of it."""
    found = await _found(visit)
    change, knowledge = found.change, visit.desk.live.current()
    fact = change.fact if isinstance(change, FactChange) else None
    question = change.question if isinstance(change, FactChange) else None
    source = change.new_source if isinstance(change, FactChange) else None
    sentence = change if isinstance(change, SentenceChange) else None
    ahead = None
    is_begun = bool(visit.query("begun")) and found.state == "proposed"
    if found.state in ("proposed", "failed") and not is_begun:
        ahead = await visit.run(outlook, visit.desk, change)
    return visit.page(
        "teach/teach_change.html",
        found=found,
        change=change,
        fact=fact,
        sentence=sentence,
        facts=visit.desk.live.whole().facts,
        review=link_to([sentence.fact]) if sentence else None,
        source=source or (knowledge.sources.get(fact.source) if fact else None),
        is_new_source=source is not None,
        topic=_title(change, knowledge),
        treatment=treatments_taught(change, visit.desk.live.whole()),
        question=knowledge.questions.get(question or ""),
        place_of=partial(topic_label, knowledge=knowledge),
        ahead=ahead,
        states=_STATES,
        is_new=bool(visit.query("new")),
        is_begun=is_begun,
    )


async def decide(visit: Visit) -> Response:
    """Puts a proposal live, lays it aside, or takes back what is live."""
    desk, who, id_ = visit.desk, visit.staff.name, visit.place("change")
    do = (await visit.form()).one("do")
    found = await _found(visit)
    if do == "apply":
        await visit.run(put_live, desk, found.change, who)
    elif do in _DECISIONS:
        await visit.run(_DECISIONS[do], desk, id_, who)
    else:
        raise Refusal(*NOT_HERE)
    return go(f"{CHANGES}/{id_}{'?begun=1' if do == 'apply' and found.change.examples else ''}")


async def _found(visit: Visit) -> ProposedChange:
    folder = visit.desk.settings.STATE_FOLDER
    try:
        return await visit.run(find_change, folder, visit.place("change"))
    except (NoSuchChange, BadChange):
        raise Refusal(404, "There is no such change.") from None


async def _form(visit: Visit, draft: Draft, problems: Sequence[str] = ()) -> Response:
    project = await visit.run(known, visit.desk)
    knowledge = project.knowledge
    topics: dict[str, str] = {topic: topic_label(topic, knowledge) for topic in project.topics}
    return visit.page(
        "teach/teach.html",
        status=400 if problems else 200,
        draft=draft,
        problems=problems,
        item_id=visit.place("item"),
        topics=topics,
        likely=await visit.run(_likely, visit.desk, draft, topics),
        sources=knowledge.sources,
        new_source=NEW_SOURCE,
        grades=GRADES,
        abouts=about_choices(knowledge),
        treatments=knowledge.treatments,
    )


def _checked(desk: FrontDesk, draft: Draft, who: str) -> tuple[Sequence[str], Change | None]:
    project = known(desk)
    return checked(draft, project.topics, project, desk.masked, desk.clock(), who)


def _questions(item: Item | None) -> list[str]:
    """What visitors asked, of an item that something can be learnt from."""
    if item is None or item.line.kind not in ("missed", "disliked"):
        return []
    return [
        *(question.asked for question in item.questions),
        *(exchange.asked for exchange in item.exchanges),
    ]


def _likely(desk: FrontDesk, draft: Draft, topics: dict[str, str]) -> list[str]:
    """The topics whose titles are most like the questions."""
    asked = [text for text in draft.examples if text]
    if not asked:
        return []
    names = [f"{topic.replace('_', ' ')}: {title}" for topic, title in topics.items()]
    vectors = desk.understanding.vectors([*asked, *names])
    alike = vectors[len(asked) :] @ vectors[: len(asked)].mean(axis=0)
    order = np.argsort(-alike)[:_LIKELY]
    return [list(topics)[place] for place in order]


def _title(change: Change, knowledge: Knowledge) -> str:
    return topic_label(change.taught_topic, knowledge)


ADDRESSES = (
    Address(f"{CHANGES}/{{change}}", decide, "POST", Role.MANAGER),
    Address("/desk/inbox/{item:int}/teach", show_form),
    Address("/desk/inbox/{item:int}/teach", take_form, "POST"),
    Address(CHANGES, show_changes),
    Address(f"{CHANGES}/{{change}}", show_change),
)
