"""Warning signs, their answers and languages, with what became of their review."""

from dataclasses import dataclass
from datetime import date

from knowledge.review_editing import mark_of, reviewed_of_safety
from knowledge.reviews import Reviewable, ReviewStanding, review_standing
from knowledge.safety import AfterName, Level, LevelName, SafetyFile, Sign, Spoken, without_contact

LEVELS: dict[LevelName, str] = {
    "emergency_now": "An emergency now",
    "self_harm": "In despair",
    "today": "To be looked at today",
}

_AFTER: dict[AfterName, str] = {
    "worse": "To a further sign",
    "better": "Where it is getting better",
    "wait": "To whether it can wait",
    "usual": "To whether it may be usual",
    "own_remedy": "To what can be put on it or taken",
    "person": "To a wish for a person",
    "afraid": "To fear",
    "going": "Where somebody is on the way",
    "left_out": "To what was not told beforehand",
    "not_alone": "Where somebody is with them",
    "safe": "Where they say that they will do nothing",
    "to_mention": "To whether to mention the treatment",
    "to_tell": "What else to tell those who look at it",
}


@dataclass(frozen=True)
class ReviewedSign:
    """One warning sign, the answer of a level, or a language, as a reviewer sees it."""

    id: str
    title: str
    group: str
    """Under which heading it stands."""
    says: tuple[str, ...]
    """What is answered, where it is an answer."""
    says_without: tuple[str, ...]
    """The same while the clinic has filled in no way to reach it, where that is another answer."""
    says_after: tuple[tuple[str, tuple[str, ...]], ...]
    """What is answered to what is said next, each with what that is."""
    fires: tuple[str, ...]
    """Sentences, or the phrases of a language, that raise it."""
    does_not_fire: tuple[str, ...]
    """Sentences that look like it and must raise nothing."""
    standing: ReviewStanding
    mark: str


def reviewed_signs(safety: SafetyFile, today: date, review_months: int) -> tuple[ReviewedSign, ...]:
    """All that is reviewed of `safety.yml`: by level, first what is answered; then languages.

    Args:
        safety: The file.
        today: The day at the clinic.
        review_months: For how many months a review holds.
    """
    ranked = sorted(safety.levels, key=lambda name: safety.levels[name].priority)
    order = {name: place for place, name in enumerate([*ranked, "languages"])}
    entries = reviewed_of_safety(safety)
    return tuple(
        _shown(id_, entries[id_], review_standing(entries[id_], today, review_months))
        for id_ in sorted(entries, key=lambda id_: order[id_.partition(".")[0]])
    )


def _shown(id_: str, entry: Reviewable, standing: ReviewStanding) -> ReviewedSign:
    level = next((title for name, title in LEVELS.items() if id_.partition(".")[0] == name), "")
    says: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    after: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fires: tuple[str, ...] = ()
    does_not_fire: tuple[str, ...] = ()
    if isinstance(entry, Level):
        title, group, says = "What is answered", level, entry.wording
        after = tuple((_AFTER[name], lines) for name, lines in entry.after.items())
        if without_contact(says) != says:
            without = without_contact(says)
    elif isinstance(entry, Sign):
        title, group = entry.name, level
        fires, does_not_fire = entry.fires, entry.does_not_fire
    else:
        assert isinstance(entry, Spoken)
        title, group, says = entry.name, "Other languages", (entry.line,)
        fires = (*entry.emergency_now, *entry.self_harm)
    said_and_heard = (says, without, after, fires, does_not_fire)
    return ReviewedSign(id_, title, group, *said_and_heard, standing, mark_of(entry))
