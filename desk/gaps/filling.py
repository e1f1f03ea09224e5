"""Filling a gap with a fact and its source, live at once."""

from pydantic import ValidationError

from desk.front_desk import FrontDesk
from desk.teach.draft import Draft, change_of, missing, wrong_in
from desk.teach.live import put_live
from knowledge.questions import KnownQuestion
from settings import ROOT
from teaching import FactChange, Known, ProposedChange, changes, check_change, find, propose
from teaching.applying import Refused


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
    path = propose(desk.settings.STATE_FOLDER, change)
    named = find(desk.settings.STATE_FOLDER, path.stem).change
    found = [str(each) for each in check_change(named, known, desk.masked)]
    if found:
        path.unlink()
        return found
    try:
        put_live(desk, named, who)
    except Refused:
        path.unlink(missing_ok=True)
        raise
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
