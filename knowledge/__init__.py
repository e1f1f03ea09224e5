"""What the assistant knows: treatments, this clinic's details, warning signs and wording.

It is read from four YAML files that a clinic edits; see `docs/knowledge.md`.
"""

from pathlib import Path

from knowledge.live import LiveKnowledge
from knowledge.loading import load
from knowledge.model import Knowledge
from knowledge.problems import KnowledgeError, Problem
from knowledge.topics import TOPICS, Topic
from knowledge.treatments import TermKind

DEFAULT_FOLDER = Path(__file__).parent
"""The folder of the files that come with this package."""

__all__ = [
    "DEFAULT_FOLDER",
    "TOPICS",
    "Knowledge",
    "KnowledgeError",
    "LiveKnowledge",
    "Problem",
    "TermKind",
    "Topic",
    "load",
]
