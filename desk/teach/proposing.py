"""Keeping a proposal, with who made it."""

from desk.audit.store import note_change
from desk.front_desk import FrontDesk
from desk.inbox.store import subject_of
from settings import ROOT
from teaching import Change, FactChange, Known, QuestionChange, SentenceChange, propose


def known(desk: FrontDesk) -> Known:
    """The project that a change would be made to.

    Raises:
        KnowledgeError: The knowledge is faulty as it stands.
    """
    return Known.read(ROOT, desk.settings.KNOWLEDGE_FOLDER)


def keep(desk: FrontDesk, change: Change, item_id: int | None = None) -> str:
    """Writes the file, and who proposed it; gives its id.

    Args:
        desk: Where it is kept.
        change: Which is in order.
        item_id: The item of the inbox that it was made from.
    """
    path = propose(desk.settings.STATE_FOLDER, change)
    noted = [(f"change {path.stem}", "change proposed", _told(change))]
    if item_id is not None:
        noted.append((subject_of(item_id), "teaching proposed", f"change {path.stem}"))
    try:
        with desk.engine.begin() as connection:
            for subject, action, after in noted:
                note_change(
                    connection, change.made_at, change.made_by, action, subject, after=after
                )
    except BaseException:
        path.unlink()
        raise
    return path.stem


def _told(change: Change) -> str:
    """What a change is, without a visitor's words."""
    if isinstance(change, SentenceChange):
        return f"{change.taught_topic}, sentence of {change.fact}"
    if isinstance(change, QuestionChange):
        return f"{change.taught_topic}, question {change.question}"
    what = f"{change.taught_topic}, {len(change.examples)} examples"
    return f"{what}, fact {change.fact.id}" if isinstance(change, FactChange) else what
