"""The knowledge that the actions of this process answer from."""

import logging
from functools import lru_cache

from knowledge import Knowledge, KnowledgeError, LiveKnowledge
from knowledge.live import in_thread
from settings import Settings

_log = logging.getLogger(__name__)


def current_knowledge() -> Knowledge:
    """The newest knowledge that is in order, as far as it has been read.

    Raises:
        KnowledgeError: The folder is faulty and was so from the start.
    """
    return _live().current()


@lru_cache(maxsize=1)
def _live() -> LiveKnowledge:
    settings = Settings()
    return LiveKnowledge(
        settings.KNOWLEDGE_FOLDER,
        on_refused=_refused,
        only_reviewed=settings.ONLY_REVIEWED,
        background=in_thread,
    )


def _refused(error: KnowledgeError) -> None:
    _log.error("an edit of the knowledge was refused, the last good version stays:\n%s", error)
