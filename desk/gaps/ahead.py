"""What people will be answered once a gap is filled, beside what they are answered now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from desk.clinic.file import line_changes
from desk.front_desk import FrontDesk
from desk.teach.live import outlook
from knowledge.clinic_editing import with_fields
from knowledge.editing import hash_of
from knowledge.loading import CLINIC, parse, read
from knowledge.questions import KnownQuestion
from teaching import Change
from teaching.effects import MOST_EXAMPLES
from teaching.showing import Preview, previews
from understanding.model import NoModel


@dataclass(frozen=True)
class Ahead:
    """What was looked at before something is live.

    Attributes:
        previews: What the examples of a question are answered; none where no model reads them.
        problems: Why it cannot go live, each as a sentence.
        based_on: The hash of the file that it was looked at with, where one is written over.
    """

    previews: Sequence[Preview] = ()
    problems: Sequence[str] = ()
    based_on: str = ""


def with_line(desk: FrontDesk, asked: KnownQuestion, line: str) -> Ahead:
    """What the examples of a question are answered by a line of the clinic's own.

    Raises:
        KnowledgeError: The line may not be said, or the knowledge is faulty as it stands.
    """
    folder, now = desk.live.folder, desk.live.current()
    contents = read(folder)
    clinic = contents[CLINIC]
    changed = with_fields(clinic, line_changes(clinic, asked.id, line))
    then = parse(folder, {**contents, CLINIC: changed}).shown(desk.settings.ONLY_REVIEWED)
    # Read by what is in force, which is at hand: another version takes seconds to prepare.
    as_today = partial(desk.understanding.read, knowledge=now)
    try:
        found = previews(asked.examples[:MOST_EXAMPLES], as_today, now, then)
    except NoModel:
        found = []
    return Ahead(found, based_on=hash_of(clinic))


def with_change(desk: FrontDesk, change: Change) -> Ahead:
    """What they are answered with a new fact.

    Raises:
        KnowledgeError: The knowledge is faulty as it stands.
    """
    try:
        found = outlook(desk, change)
    except NoModel:
        return Ahead()
    return Ahead(found.asked, [str(each) for each in found.problems])
