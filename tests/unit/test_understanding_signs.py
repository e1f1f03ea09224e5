"""How the words of a sign and its meaning are weighed together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from knowledge import DEFAULT_FOLDER, load
from knowledge.model import Knowledge
from language.clauses import Stretch, whole_of
from understanding.intent_model import RankedIntent
from understanding.model import Thresholds
from understanding.prepared import prepared
from understanding.sign_patterns import PatternReading, PatternSign, SignPatterns
from understanding.signs import Found, find_sign

THRESHOLDS = Thresholds(
    sign={"emergency_now": 0.7, "self_harm": 0.7, "today": 0.7},
    sign_sentence={"emergency_now": 0.75, "self_harm": 0.75, "today": 0.75},
    sign_silenced=0.8,
    sign_by_words={"emergency_now": 0.5, "self_harm": 0.5, "today": 0.6},
    check={"emergency_now": 0.5, "self_harm": 0.3, "today": 0.5},
    check_sentence={"emergency_now": 0.6, "self_harm": 0.4, "today": 0.6},
    check_by_words={"emergency_now": 0.1, "self_harm": 0.2, "today": 0.2},
)
SENTENCE = "I write this here, and it takes me some twenty words to say what others say in two."
BREATHING = PatternSign("emergency_now", "breathing")
PUS = PatternSign("today", "pus")


@dataclass
class Words(SignPatterns):
    """Patterns that see the same in every message."""

    sign: PatternSign | None = None
    silenced: frozenset[str] = field(default_factory=frozenset)

    def read(self, text: object) -> PatternReading:
        return PatternReading(self.sign, self.silenced)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(DEFAULT_FOLDER)


def ranked(**shares: float) -> list[RankedIntent]:
    named = {"now": "emergency_now", "harm": "self_harm"}
    rest = RankedIntent("asked", 1.0 - sum(shares.values()))
    return [*(RankedIntent(named.get(n, n), share) for n, share in shares.items()), rest]


def found(
    knowledge: Knowledge,
    sentences: Sequence[list[RankedIntent]],
    words: Words,
    whole: list[RankedIntent] | None = None,
    sentence: str = SENTENCE,
    thresholds: Thresholds = THRESHOLDS,
) -> Found:
    text = prepared(knowledge).texts.read(" ".join(sentence for _ in sentences))
    meant: dict[Stretch, list[RankedIntent]] = dict(
        zip(map(whole_of, text.sentences), sentences, strict=True)
    )
    meant[text.whole] = whole if whole is not None else sentences[0]
    return find_sign(text, words, meant, thresholds)


def test_a_sure_meaning_is_an_alarm(knowledge: Knowledge) -> None:
    sign, check, *_ = found(knowledge, [ranked(now=0.72)], Words())
    assert sign is not None
    assert (sign.level, sign.net, check) == ("emergency_now", "meaning", None)


def test_a_doubtful_meaning_is_asked_about(knowledge: Knowledge) -> None:
    sign, check, *_ = found(knowledge, [ranked(today=0.55)], Words())
    assert sign is None
    assert check is not None
    assert check.level == "today"


def test_each_level_has_its_own_doubt(knowledge: Knowledge) -> None:
    assert found(knowledge, [ranked(harm=0.35)], Words()).check is not None
    assert found(knowledge, [ranked(today=0.35)], Words()) == Found()


def test_what_is_told_of_other_times_has_to_be_surer(knowledge: Knowledge) -> None:
    earlier = Words(silenced=frozenset({"today"}))
    assert found(knowledge, [ranked(today=0.72)], earlier).sign is None
    assert found(knowledge, [ranked(today=0.82)], earlier).sign is not None


def test_one_sentence_of_other_times_has_to_be_surer(knowledge: Knowledge) -> None:
    habit = Words(silenced=frozenset({"today"}))
    low = replace(THRESHOLDS, sign_sentence={**THRESHOLDS.sign_sentence, "today": 0.3})
    assert found(knowledge, [ranked(today=0.4)], Words(), thresholds=low).sign is not None
    assert found(knowledge, [ranked(today=0.4)], habit, thresholds=low).sign is None
    assert found(knowledge, [ranked(today=0.45)], habit, thresholds=low).sign is not None


def test_a_few_words_that_are_like_nothing_taught_are_not_asked_about(
    knowledge: Knowledge,
) -> None:
    unlike = [each._replace(confidence=each.confidence / 2) for each in ranked(harm=0.45)]
    short = "and a facial next week?"
    assert found(knowledge, [unlike], Words(), sentence=short) == Found()
    assert found(knowledge, [ranked(harm=0.4)], Words(), sentence=short).check is not None
    assert found(knowledge, [unlike], Words()).check is not None


def test_words_make_an_alarm_of_a_doubt(knowledge: Knowledge) -> None:
    sign = found(knowledge, [ranked(now=0.55)], Words(BREATHING)).sign
    assert sign is not None
    assert (sign.sign, sign.net) == ("breathing", "both")
    assert found(knowledge, [ranked(today=0.55)], Words(PUS)).sign is None


def test_words_alone_that_the_examples_take_for_harmless_are_nothing(knowledge: Knowledge) -> None:
    assert found(knowledge, [ranked(today=0.05)], Words(PUS)) == Found()


def test_words_of_an_emergency_are_asked_about_unless_something_silences_them(
    knowledge: Knowledge,
) -> None:
    told = "that was breathing out of a bag"
    assert found(knowledge, [ranked(now=0.05)], Words(BREATHING), sentence=told).check is not None
    # Nor is a question asked about that its meaning has for harmless.
    asks = "I had trouble breathing in 2018, am I still allowed this?"
    assert found(knowledge, [ranked(now=0.05)], Words(BREATHING), sentence=asks) == Found()
    assert found(knowledge, [ranked(now=0.12)], Words(BREATHING), sentence=asks).check is not None
    silenced = Words(BREATHING, frozenset({"emergency_now"}))
    assert found(knowledge, [ranked(now=0.05)], silenced) == Found()


def test_words_beside_a_faint_meaning_are_asked_about(knowledge: Knowledge) -> None:
    assert found(knowledge, [ranked(today=0.25)], Words(PUS)).check is not None
    assert found(knowledge, [ranked(now=0.15)], Words(BREATHING)).check is not None
    assert found(knowledge, [ranked(today=0.15)], Words(PUS)) == Found()


def test_the_graver_level_wins(knowledge: Knowledge) -> None:
    sign = found(knowledge, [ranked(now=0.6)], Words(PUS)).sign
    assert sign is not None
    assert sign.level == "emergency_now"


def test_words_of_one_sign_lend_little_to_another(knowledge: Knowledge) -> None:
    told = [ranked(harm=0.55), ranked(today=0.1)]
    by_words = replace(THRESHOLDS, sign_by_words={**THRESHOLDS.sign_by_words, "self_harm": 0.6})
    assert found(knowledge, told, Words(PUS)).sign is not None
    assert found(knowledge, told, Words(PUS), thresholds=by_words).sign is None


def test_one_sentence_of_many_is_enough(knowledge: Knowledge) -> None:
    harmless = ranked(today=0.01)
    told = [harmless, ranked(harm=0.8), harmless, harmless, harmless]
    sign = found(knowledge, told, Words(), whole=harmless).sign
    assert sign is not None
    assert sign.level == "self_harm"


def test_of_a_long_story_each_sentence_counts_and_not_all_of_it(knowledge: Knowledge) -> None:
    harmless = [ranked(today=0.1)] * 4
    assert found(knowledge, harmless, Words(), whole=ranked(harm=0.9)) == Found()


def test_what_several_short_sentences_tell_together_counts(knowledge: Knowledge) -> None:
    harmless = [ranked(today=0.1)] * 4
    told = found(knowledge, harmless, Words(), whole=ranked(today=0.9), sentence="I write this.")
    assert told.sign is not None


def test_a_sentence_that_is_like_nothing_taught_is_not_asked_about(knowledge: Knowledge) -> None:
    harmless = ranked(today=0.01)
    unlike = [each._replace(confidence=each.confidence / 2) for each in ranked(harm=0.7)]
    told = [harmless, unlike, harmless, harmless]
    assert found(knowledge, told, Words(), whole=harmless) == Found()


def test_an_emergency_comes_before_what_is_surer_and_less_serious(knowledge: Knowledge) -> None:
    sign = found(knowledge, [ranked(today=0.9), ranked(now=0.65)], Words()).sign
    assert sign is not None
    assert sign.level == "emergency_now"


def test_that_the_treatment_was_had_is_no_sign_and_neither_is_a_cry_beside_something_else(
    knowledge: Knowledge,
) -> None:
    sure, harmless = ranked(today=0.9), ranked(today=0.01)
    when = "did a 1mm roller at home 4 days ago"
    assert found(knowledge, [sure], Words(), sentence=when) == Found()
    assert found(knowledge, [sure], Words(), sentence="today is my last day").sign is not None
    text = prepared(knowledge).texts.read("Emergency! Can you squeeze me in on Friday?")
    cry, rest = map(whole_of, text.sentences)
    meant = {text.whole: harmless, cry: ranked(now=0.9), rest: harmless}
    assert find_sign(text, Words(), meant, THRESHOLDS) == Found()
    meant[rest] = ranked(now=0.9)
    assert find_sign(text, Words(), meant, THRESHOLDS).sign is not None


def test_what_is_faint_is_nothing_where_only_meaning_tells_of_it(knowledge: Knowledge) -> None:
    low = replace(THRESHOLDS, check={**THRESHOLDS.check, "self_harm": 0.1})
    assert found(knowledge, [ranked(harm=0.21)], Words(), thresholds=low) == Found()
    assert found(knowledge, [ranked(harm=0.23)], Words(), thresholds=low).check is not None


def test_one_sentence_on_other_times_has_to_be_more_like_a_sign_to_be_asked_about(
    knowledge: Knowledge,
) -> None:
    earlier = Words(silenced=frozenset({"today"}))
    low = replace(THRESHOLDS, check={**THRESHOLDS.check, "today": 0.3})
    assert found(knowledge, [ranked(today=0.39)], earlier, thresholds=low) == Found()
    assert found(knowledge, [ranked(today=0.39)], Words(), thresholds=low).check is not None
    assert found(knowledge, [ranked(today=0.41)], earlier, thresholds=low).check is not None
