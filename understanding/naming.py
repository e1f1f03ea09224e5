"""What a message names for the first time: each of these has to get a word in the reply."""

from language.text import Text
from language.unlisted import unlisted_names
from language.whose import owner_at
from understanding.personal import details_of
from understanding.prepared import Prepared
from understanding.so_far import SoFar
from understanding.understood import Detail


def newly_named(text: Text, so_far: SoFar, ready: Prepared) -> tuple[Detail, ...]:
    """The things that a message names and the conversation did not, listed or not.

    What is ruled out is not among them, nor what is somebody else's.

    Args:
        text: The message, its details with whose they are.
        so_far: What the conversation holds.
        ready: The words of the knowledge.
    """
    if not text.is_latin or text.is_foreign:
        return ()
    known = [each.whom for each in reversed(so_far.others)]
    unlisted = (
        each
        for each in unlisted_names(text.normalised, text.entities, ready.texts.knows)
        if owner_at(text.normalised, each.start, so_far.whom, known) in (None, so_far.whom)
    )
    told = (*so_far.person, *so_far.details)
    before = {(each.kind, each.value) for each in told}
    words = " ".join((*so_far.background, so_far.words)).casefold()
    return tuple(
        each
        for each in details_of((*(e for e in text.entities if e.of is None), *unlisted))
        if not each.negated and (each.kind, each.value) not in before
        if not (each.said and each.said.casefold() in words)
    )
