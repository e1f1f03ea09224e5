"""What the rest of a message says about the mention of a warning sign: asked, denied, long past?"""

from functools import cached_property

from understanding.sign_lexicon import Found, Mention, Place, context_key
from understanding.sign_lexicon_file import ContextName
from understanding.sign_words import SignWords

_REACH_OF_DENIAL = 8
_REACH_OF_LIST = 5
_REACH_OF_VERB = 5
_REACH_OF_TREATMENT = 6
_REACH_OF_OWNER = 6
_NO_LONGER = ("history", "habits", "distant", "over")
"""Contexts in whose phrases a "now" or "since" speaks of no present trouble: "fine now"."""


def overlap(one: Place, other: Place) -> bool:
    """Whether two places share a word."""
    return one[0] < other[1] and other[0] < one[1]


def _inside(inner: Place, outer: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


class Scene:
    """What stands round the mentions in one message."""

    def __init__(self, words: SignWords, found: Found) -> None:
        self._words = words
        self._found = found

    def silences(self, name: ContextName, mention: Mention) -> bool:
        """Whether this context makes the mention no alarm."""
        match name:
            case "negated":
                return self._is_negated(mention)
            case "hypothetical":
                return self._is_hypothetical(mention)
            case "distant":
                return self._is_distant(mention)
            case "history":
                return self._has("history", mention) and not self._is_now(mention)
            case "habit":
                return not self._is_now(mention) and any(
                    habit[0] not in self._asked for habit in self._near("habits", mention)
                )
            case "hearsay":
                return (
                    self._has("hearsay", mention)
                    and not self._is_now(mention)
                    and not self._is_claimed(mention)
                )
            case "normality":
                return (
                    any(not self._is_excused(cue) for cue in self._near("normality", mention))
                    and self._statement_of(mention) is None
                    and not self._is_now(mention)
                    and not self._is_claimed(mention)
                    and not self._has("after_treatment", mention)
                )
            case "planning":
                return bool(self._all("planning")) and not (
                    self._all("now") or self._all("after_treatment")
                )
            case "over":
                denied = {span[1] for span in self._all("negations")}
                return any(
                    span[0] >= mention.end and span[0] not in denied
                    for span in self._near("over", mention)
                )

    def is_new(self, mention: Mention) -> bool:
        """Whether the mention comes after a treatment, or is new or worse by itself."""
        return (
            bool(self._all("after_treatment"))
            or self._is_now(mention)
            or any(
                self._words.sentences[span[0]] == mention.sentence for span in self._all("onset")
            )
        )

    def _all(self, name: str) -> list[Place]:
        return self._found.get(context_key(name), [])

    def _near(self, name: str, mention: Mention) -> list[Place]:
        """The words of this context that can bear on the mention.

        They stand in its sentence, are not part of the pattern, and no "but" comes in between.
        """
        return [
            span
            for span in self._all(name)
            if self._words.sentences[span[0]] == mention.sentence
            and not mention.covers(span)
            and not self._between("contrasts", span[1], mention.start)
        ]

    def _has(self, name: str, mention: Mention) -> bool:
        return bool(self._near(name, mention))

    def _is_now(self, mention: Mention) -> bool:
        older = [span for name in _NO_LONGER for span in self._all(name)]
        return any(
            self._words.sentences[now[0]] == mention.sentence
            and not any(_inside(now, span) for span in older)
            for now in self._all("now")
        )

    def _is_claimed(self, mention: Mention) -> bool:
        return any(
            claim[0] not in self._asked and claim[0] not in self._supposed
            for claim in self._all("claims")
            if self._words.sentences[claim[0]] == mention.sentence
        )

    def _is_negated(self, mention: Mention) -> bool:
        excused = self._all("not_negations")
        for denial in self._near("negations", mention):
            if any(overlap(denial, span) for span in excused):
                continue
            denied = next((start for start, _ in mention.parts if start >= denial[1]), None)
            if denied is None or denied - denial[1] > _REACH_OF_DENIAL:
                continue
            if not self._is_cut_off(denial, denied):
                return True
        return any(
            belief[1] <= mention.start
            and not any(overlap(belief, span) for span in excused)
            and not self._between("breaks", belief[1], mention.start)
            for belief in self._near("disbelief", mention)
        )

    def _is_cut_off(self, denial: Place, denied: int) -> bool:
        """Whether something new begins between a denial and the word that it might deny."""
        pauses = [at for at in self._words.pauses if denial[1] <= at <= denied]
        return (
            self._between("breaks", denial[1], denied)
            or any(at != denial[1] or at in pauses for at in self._starts(denial[1], denied))
            or (bool(pauses) and not self._between("lists", denial[1], denied + _REACH_OF_LIST))
        )

    def _between(self, name: str, start: int, end: int) -> bool:
        return any(start <= span[0] and span[1] <= end for span in self._all(name))

    def _starts(self, start: int, end: int) -> list[int]:
        """Where words stand between `start` and `end` that can begin a statement."""
        tied = {span[1] for span in self._all("prepositions")}
        return [
            span[0]
            for span in self._all("subjects")
            if start <= span[0] < end and (span[0] not in tied or span[0] in self._words.pauses)
        ]

    @cached_property
    def _cues(self) -> dict[str, list[Place]]:
        """Words that ask, save where they are known to speak of now."""
        return {
            name: [span for span in self._all(name) if not self._is_excused(span)]
            for name in ("questions", "conditions", "generalities")
        }

    @cached_property
    def _asked(self) -> frozenset[int]:
        """The words right after one that asks: the subject of a question states nothing."""
        return frozenset(span[1] for span in self._cues["questions"])

    @cached_property
    def _supposed(self) -> frozenset[int]:
        """The subjects of what follows an "if"."""
        sentences, found = self._words.sentences, set()
        starts = self._starts(0, len(sentences))
        for condition in self._cues["conditions"]:
            later = [at for at in starts if at >= condition[1]]
            if later and sentences[later[0]] == sentences[condition[0]]:
                found.add(later[0])
        return frozenset(found)

    def _is_excused(self, cue: Place) -> bool:
        return any(other != cue and _inside(cue, other) for other in self._all("possibly_now"))

    @cached_property
    def _statements(self) -> tuple[int, ...]:
        """Where something is stated as fact: a subject with a verb, or an owner with a symptom."""
        sentences, pauses = self._words.sentences, self._words.pauses
        asked = self._asked
        opened = {span[0] for span in self._all("openers")}
        starts, supposed = self._starts(0, len(sentences)), self._supposed
        verbs = [
            span[0]
            for span in self._all("finite")
            if span[0] not in asked and self._words.forms[span[0] - 1 : span[0]] != ("to",)
        ]
        stated = [
            at
            for at in starts
            if (at not in asked or at in pauses)
            and at not in supposed
            and at not in opened
            and any(
                at < verb <= at + _REACH_OF_VERB
                and sentences[verb] == sentences[at]
                and not any(at < other < verb for other in starts)
                for verb in verbs
            )
        ]
        attributes = {span[0] for span in self._all("attributes")}
        owners = self._all("owners")
        named = [
            span
            for span in self._all("articles")
            if any(0 < owner[0] - span[0] <= _REACH_OF_OWNER for owner in owners)
        ]
        stated += [
            span[0]
            for span in (*owners, *named)
            if span[1] in attributes and span[0] not in asked and span[0] not in supposed
        ]
        return tuple(sorted(stated))

    def _statement_of(self, mention: Mention) -> int | None:
        """Where the last statement that takes in the mention begins."""
        before = [
            at
            for at in self._statements
            if at < mention.end and self._words.sentences[at] == mention.sentence
        ]
        return before[-1] if before else None

    def _is_hypothetical(self, mention: Mention) -> bool:
        if self._is_claimed(mention):
            return False
        statement = self._statement_of(mention)
        for name in ("questions", "conditions", "generalities"):
            for cue in self._cues[name]:
                if (
                    self._words.sentences[cue[0]] != mention.sentence
                    or mention.covers(cue)
                    or self._between("contrasts", cue[1], mention.start)
                ):
                    continue
                if cue[0] < mention.end and (statement is None or cue[0] > statement):
                    return True
                if name == "generalities" and statement is None:
                    return True
        return False

    def _is_distant(self, mention: Mention) -> bool:
        dates = [
            date
            for date in self._near("distant", mention)
            if not self._dates_treatment(date, mention)
        ]
        if not dates or self._is_now(mention):
            return False
        return any(
            mention.start - _REACH_OF_VERB <= verb[0] < mention.end
            for verb in self._all("past")
            if self._words.sentences[verb[0]] == mention.sentence
        ) or any(0 <= date[0] - mention.end <= 2 for date in dates)

    def _dates_treatment(self, date: Place, mention: Mention) -> bool:
        if any(overlap(date, span) for span in self._all("bygone")):
            return False
        return mention.start > date[0] and any(
            0 <= date[0] - span[1] <= _REACH_OF_TREATMENT for span in self._all("treatment")
        )
