"""Filling a gap with a fact and its source, live at once."""

from desk.front_desk import FrontDesk
from desk.teach.draft import Draft, checked
from desk.teach.live import put_live
from knowledge.questions import KnownQuestion
from settings import ROOT
from teaching import FactChange, Known, ProposedChange, changes, find, propose
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
    problems, change = checked(draft, [asked.topic], known, desk.masked, desk.clock(), who, asked)
    if change is None:
        return problems
    folder = desk.settings.STATE_FOLDER
    path = propose(folder, change)
    try:
        put_live(desk, find(folder, path.stem).change, who)
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
