"""Filling a gap with a fact and its source, live at once."""

from desk.front_desk import FrontDesk
from desk.teach.draft import Draft, checked
from desk.teach.live import put_live
from desk.teach.proposing import known
from knowledge.questions import KnownQuestion
from teaching import Change, FactChange, ProposedChange, changes, find, propose
from teaching.applying import Refused


def drafted(
    desk: FrontDesk, asked: KnownQuestion, draft: Draft, who: str
) -> tuple[list[str], Change | None]:
    """What has to be mended in a new fact first, or the change that has it answer a question.

    Raises:
        KnowledgeError: The knowledge is faulty as it stands.
    """
    return checked(draft, [asked.topic], known(desk), desk.masked, desk.clock(), who, asked)


def fill(desk: FrontDesk, change: Change, who: str) -> None:
    """Puts a new fact live as the first answer to its question.

    Raises:
        KnowledgeError: The knowledge is faulty as it stands.
        Refused: Others are changing it.
        OSError: The files cannot be written.
    """
    folder = desk.settings.STATE_FOLDER
    path = propose(folder, change)
    try:
        put_live(desk, find(folder, path.stem).change, who)
    except Refused:
        path.unlink(missing_ok=True)
        raise


def filled(desk: FrontDesk, question_id: str) -> ProposedChange | None:
    """The last change that filled a question and is live."""
    every = (each for each in changes(desk.settings.STATE_FOLDER) if each.state == "applied")
    ours = (
        each
        for each in every
        if isinstance(each.change, FactChange) and each.change.question == question_id
    )
    return next(ours, None)
