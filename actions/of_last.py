"""What a question asks of the facts just cited: how many people were in those studies."""

from actions.composing import Draft
from actions.of_condition import conditions_of
from knowledge.questions import KnownQuestion

_MOST = 2
_OF_STUDIES = frozenset({"people", "men", "women", "studies", "trials", "articles"})
"""Numbers that a fact has where it tells of a study."""


def say_of_last(draft: Draft, asked: KnownQuestion) -> bool:
    """Answer of the last answer's facts what their numbers tell.

    Returns:
        Whether that is the answer; where they do not tell it, it is said of them that they do not,
        and what is known of others follows.
    """
    knowledge, cited = draft.knowledge, draft.said_last
    studies = [id_ for id_ in cited if not _OF_STUDIES.isdisjoint(knowledge.facts[id_].numbers)]
    if not asked.of_last or not studies or set(cited) & set(asked.facts[:1]):
        return False
    asks = frozenset(asked.of_last)
    told = [id_ for id_ in studies if not asks.isdisjoint(knowledge.facts[id_].numbers)]
    draft.state(told[:_MOST])
    if told:
        # Who asks of the trials of hair loss is not told of the people with scars.
        is_of_one = conditions_of([knowledge.facts[id_] for id_ in told], draft)
        (draft.offer_later if is_of_one else draft.offer)(asked.facts)
        return True
    draft.say("of_last_unknown", name=asked.name)
    return False
