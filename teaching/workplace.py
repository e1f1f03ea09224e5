"""The project that changes are applied to, as the settings name it."""

import os
from collections.abc import Callable
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

import httpx

from knowledge.model import Knowledge
from nlu.rasa_environment import RASA_TOKEN_FILE
from privacy.personal_data import masked
from settings import ROOT, Settings
from teaching.applying import Workplace
from teaching.rasa_model import RasaModel
from teaching.training import train
from understanding.model import load
from understanding.reading import read
from understanding.understood import Understood


def workplace(settings: Settings, http: httpx.Client, say: Callable[[str], None]) -> Workplace:
    """The project that this program belongs to."""
    state = settings.STATE_FOLDER.resolve()

    def token() -> str | None:
        if settings.RASA_TOKEN is not None:
            return settings.RASA_TOKEN
        file = state / RASA_TOKEN_FILE
        return file.read_text("ascii") if file.exists() else None

    def reader(archive: Path, knowledge: Knowledge) -> Callable[[str], Understood]:
        return partial(read, knowledge=knowledge, model=load(archive))

    return Workplace(
        root=ROOT,
        state_folder=state,
        knowledge_folder=settings.KNOWLEDGE_FOLDER.resolve(),
        model=settings.MODEL.resolve(),
        visible=partial(Knowledge.shown, only_reviewed=settings.ONLY_REVIEWED),
        train=partial(train, ROOT, environment=os.environ),
        reader=reader,
        load=RasaModel(http, settings.rasa_urls, token).load,
        masked=partial(masked, region=settings.PHONE_REGION),
        say=say,
        now=lambda: datetime.now(timezone.utc),
    )
