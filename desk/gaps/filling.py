"""Filling a gap with a fact and its source, live at once, and taking it back."""

from collections.abc import Callable
from typing import TypeVar

import httpx
from pydantic import ValidationError

from desk.audit.store import note_change
from desk.front_desk import FrontDesk
from desk.teach.draft import Draft, change_of, missing, wrong_in
from knowledge.questions import KnownQuestion
from settings import ROOT
from teaching import FactChange, Known, ProposedChange, changes, check_change, find, propose
from teaching.applying import Workplace, apply, rollback
from teaching.workplace import workplace

_Found = TypeVar("_Found")


def fill(desk: FrontDesk, asked: KnownQuestion, draft: Draft, who: str) -> list[str]:
    """Puts a new fact live as the first answer to a question.

    Returns:
        What has to be mended first, each as a sentence; empty where the fact is live.

    Raises:
        KnowledgeError: The knowledge is faulty as it stands.
        Refused: Others are changing it.
        OSError: The files cannot be written.
    """
    known = Known.read(ROOT, desk.settings.KNOWLEDGE_FOLDER)
    problems = missing(draft, [asked.topic])
    if problems:
        return problems
    try:
        change = change_of(draft, known.knowledge, desk.clock(), who)
    except ValidationError as error:
        return wrong_in(error)
    assert isinstance(change, FactChange)
    change = change.model_copy(update={"question": asked.id, "treatment": asked.treatment})
    found = [str(each) for each in check_change(change, known, desk.masked)]
    if found:
        return found
    state = desk.settings.STATE_FOLDER.resolve()
    id_ = propose(state, change).stem
    _note(desk, who, "gap filled", asked.id, change.fact.text)
    _at(desk, lambda place: apply(find(state, id_).change, place))
    return []


def filled(desk: FrontDesk, question_id: str) -> ProposedChange | None:
    """The last change that filled a question and is live."""
    every = (each for each in changes(desk.settings.STATE_FOLDER) if each.state == "applied")
    ours = (
        each
        for each in every
        if isinstance(each.change, FactChange) and each.change.question == question_id
    )
    return next(ours, None)


def take_back(desk: FrontDesk, question_id: str, change_id: str, who: str) -> None:
    """What was live before a change is live again.

    Raises:
        Refused: Something else was changed since.
        OSError: The files cannot be written.
    """
    _at(desk, lambda place: rollback(change_id, place))
    _note(desk, who, "gap opened again", question_id, change_id)


def _at(desk: FrontDesk, work: Callable[[Workplace], _Found]) -> _Found:
    with httpx.Client(trust_env=False) as http:
        return work(workplace(desk.settings, http, lambda line: None))


def _note(desk: FrontDesk, who: str, action: str, question_id: str, after: str) -> None:
    with desk.engine.begin() as connection:
        note_change(connection, desk.clock(), who, action, f"question {question_id}", after=after)
