"""What the clinic itself says to a particular question, in place of the facts."""

from actions.answer import Answer
from actions.composing import Draft
from knowledge.questions import KnownQuestion

_NEVER_ALONE = frozenset({"suitability", "side_effects"})
"""Topics in which the facts still follow: a reason for care is never withheld."""


def compose_own_line(draft: Draft, asked: KnownQuestion) -> Answer | None:
    """The clinic's own line, first and alone; None where it has none to this question."""
    if asked.own_line is None:
        return None
    draft.say("clinic_own_line", value=asked.own_line)
    if asked.topic in _NEVER_ALONE:
        draft.offer(asked.facts)
        draft.close("suitability_provider_decides")
    return draft.answer()
