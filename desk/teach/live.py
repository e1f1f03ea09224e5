"""What a proposal leads to, putting it live and taking it back, as the command line does."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import httpx

from desk.audit.store import note_change
from desk.front_desk import FrontDesk
from knowledge import Knowledge
from settings import ROOT
from teaching import Change, QuestionChange, find
from teaching.applying import Outlook, Refused, Workplace, alone, apply, look_over, rollback
from teaching.proposals import Journal
from teaching.showing import Read
from teaching.workplace import workplace

_Found = TypeVar("_Found")


def outlook(desk: FrontDesk, change: Change) -> Outlook:
    """What is wrong with a change, or what will be answered with it.

    Raises:
        KnowledgeError: The knowledge is faulty as it stands.
    """
    found = _at(desk, lambda place: look_over(change, place))
    if isinstance(change, QuestionChange):
        # It was read by a version of its own, and few are kept: no visitor is to wait for theirs.
        desk.understanding.prepare()
    return found


def put_live(desk: FrontDesk, change: Change, who: str) -> None:
    """Puts a change live: a fact at once, examples beside the service, in a few minutes.

    Raises:
        Refused: It is not in order, or another is being applied.
        Failed: What is live changed meanwhile.
        KnowledgeError: The knowledge is faulty as it stands.
        OSError: The files cannot be written.
    """
    if not change.examples:
        _at(desk, lambda place: apply(change, place))
        _note(desk, who, "change applied", change.id)
        return
    _at(desk, _nobody_is_at_work)
    _note(desk, who, "change begun", change.id)
    # Training takes memory that the service has no use for afterwards.
    command = [sys.executable, "-m", "teaching", "apply", change.id]
    work = partial(subprocess.run, command, cwd=ROOT, env=os.environ, check=False)
    work = partial(work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    threading.Thread(target=work, daemon=True).start()


def take_back(desk: FrontDesk, change_id: str, who: str) -> None:
    """What was live before a change is live again.

    Raises:
        Refused: Something else was changed since.
        Failed: Rasa did not take the earlier model.
        OSError: The files cannot be written.
    """
    _at(desk, lambda place: rollback(change_id, place))
    _note(desk, who, "change taken back", change_id)


def reject(desk: FrontDesk, change_id: str, who: str) -> None:
    """Lays a proposal aside.

    Raises:
        Refused: It is live, or being applied.
    """
    found = find(desk.settings.STATE_FOLDER, change_id)
    if found.state not in ("proposed", "failed"):
        raise Refused("This change is live, or about to be: take it back instead.")
    journal = Journal(id=change_id, state="rejected", at=desk.clock())
    _at(desk, lambda place: place.note(journal, "rejected", f"Rejected by {who}."))
    _note(desk, who, "change rejected", change_id)


def _nobody_is_at_work(place: Workplace) -> None:
    """Raises `Refused` where another change is being applied."""
    with alone(place):
        pass


def _at(desk: FrontDesk, work: Callable[[Workplace], _Found]) -> _Found:
    with httpx.Client(trust_env=False) as http:
        place = workplace(desk.settings, http, lambda line: None)

        def reader(_: Path, knowledge: Knowledge) -> Read:
            return partial(desk.understanding.read, knowledge=knowledge)

        # The model that is live is loaded already.
        return work(replace(place, reader=reader, masked=desk.masked))


def _note(desk: FrontDesk, who: str, action: str, change_id: str) -> None:
    with desk.engine.begin() as connection:
        note_change(connection, desk.clock(), who, action, f"change {change_id}")
