"""Teaching: from a question that nobody could answer to a change that is checked, live, and undone.

The front desk proposes a change; `python -m teaching apply` checks it and lets it go live.
`docs/teaching.md` shows the way.
"""

from teaching.change import (
    BadChange,
    Change,
    ExamplesChange,
    FactChange,
    NewFact,
    NewSource,
    QuestionChange,
    SentenceChange,
)
from teaching.checking import Problem, check_change
from teaching.known import Known
from teaching.proposals import NoSuchChange, ProposedChange, changes, find, propose

__all__ = [
    "BadChange",
    "Change",
    "ExamplesChange",
    "FactChange",
    "Known",
    "NewFact",
    "NewSource",
    "NoSuchChange",
    "Problem",
    "ProposedChange",
    "QuestionChange",
    "SentenceChange",
    "changes",
    "check_change",
    "find",
    "propose",
]
