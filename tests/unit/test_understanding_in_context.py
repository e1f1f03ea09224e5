from collections.abc import Mapping

from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.in_context import Ranked, Reworded, in_context, leans_on_last, reworded
from understanding.kinds import QUESTION
from understanding.particular import RankedQuestion
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

KNOWN: Knowledge = load(DEFAULT_FOLDER)
PREGNANT = Detail("circumstance", "pregnancy")
AFTER_PREGNANCY = SoFar(topic="suitability", details=(Detail(QUESTION, "while-pregnant"),))


def ranked(*found: tuple[str, float, float]) -> list[RankedQuestion]:
    return [RankedQuestion(*each) for each in found]


def asked_in_context(
    question: Question,
    alone: list[RankedQuestion],
    behind: list[RankedQuestion],
    so_far: SoFar = AFTER_PREGNANCY,
    told: Mapping[Detail, list[RankedQuestion]] | None = None,
    *,
    leans: bool = False,
) -> Question:
    ranked_in_all_ways = Ranked(alone, behind, (), tuple((told or {}).items()))
    return in_context(question, ranked_in_all_ways, so_far, KNOWN, leans=leans)


def test_a_short_message_is_read_behind_the_last_question_and_with_what_was_told() -> None:
    so_far = SoFar(topic="pain", words="does it hurt", person=(PREGNANT,))
    ways = reworded("on my chin", so_far, KNOWN)
    assert ways[0] == Reworded("does it hurt on my chin", None)
    assert ways[1].words.startswith("on my chin with ")
    assert reworded("on my chin", SoFar(), KNOWN) == []
    assert reworded("prp", so_far, KNOWN) == []
    assert reworded("word " * 26, so_far, KNOWN) == []


def test_what_is_sure_by_itself_stays() -> None:
    sure = Question("pain", (Detail(QUESTION, "does-it-hurt"),))
    alone, behind = ranked(("does-it-hurt", 0.9, 0.9)), ranked(("while-breastfeeding", 0.9, 0.9))
    assert asked_in_context(sure, alone, behind) == sure
    thanks = Question("smalltalk")
    assert asked_in_context(thanks, alone, behind) == thanks


def test_what_is_only_clear_behind_the_last_question_is_asked_then() -> None:
    doubtful = Question("side_effects", confidence=0.6)
    behind = ranked(("while-pregnant", 0.5, 0.9), ("after-giving-birth", 0.9, 0.7))
    found = asked_in_context(doubtful, ranked(("is-it-safe", 0.3, 0.4)), behind)
    assert (found.topic, found.ids(QUESTION)) == ("suitability", ("after-giving-birth",))


def test_what_says_nothing_by_itself_asks_the_last_question_again() -> None:
    behind = ranked(("while-pregnant", 0.9, 0.9))
    found = asked_in_context(Question("out_of_scope"), [], behind)
    assert found.ids(QUESTION) == ("while-pregnant",)
    assert asked_in_context(Question("pain"), [], behind).topic == "pain"


def test_what_was_told_tells_one_question_from_another_of_the_same_kind() -> None:
    scars = Detail("condition", "acne_scars")
    alone = ranked(("how-many-sessions", 0.6, 0.8), ("sessions-for-acne-scars", 0.2, 0.7))
    told = {scars: ranked(("sessions-for-acne-scars", 0.9, 0.8))}
    question = Question("sessions", (Detail(QUESTION, "how-many-sessions"),))
    behind = ranked(("gym-again", 0.1, 0.2))
    found = asked_in_context(question, alone, behind, SoFar(topic="conditions"), told)
    assert found.ids(QUESTION) == ("sessions-for-acne-scars",)
    # What the message alone is nowhere near is not asked for all that.
    other = Question("aftercare", (Detail(QUESTION, "gym-again"),))
    alone = ranked(("gym-again", 0.9, 0.8))
    assert asked_in_context(other, alone, behind, SoFar(topic="conditions"), told) == other


def test_right_after_a_warning_sign_what_is_no_question_of_its_own_is_asked_of_it() -> None:
    so_far = SoFar(alarm="today")
    wait = Question("suitability", confidence=0.9)
    assert asked_in_context(wait, [], [], so_far).topic == "emergency"
    own = Question("aftercare", (Detail(QUESTION, "makeup-again"),))
    assert asked_in_context(own, ranked(("makeup-again", 0.9, 0.9)), [], so_far) == own
    # Somebody in despair is not read the same lines twice.
    assert asked_in_context(wait, [], [], SoFar(alarm="self_harm")) == wait


def test_how_long_and_it_are_asked_of_the_last_topic() -> None:
    assert leans_on_last(Question("results", (Detail("amount", "how_long"),), "how long then"))
    assert leans_on_last(Question("results", words="so is it permanent"))
    assert not leans_on_last(Question("sessions", (Detail("amount", "how_many"),), "how often"))
    assert not leans_on_last(Question("downtime", words="which one has less downtime"))
    alone = ranked(("results-permanent", 0.9, 0.9))
    permanent = Question("results", (Detail(QUESTION, "results-permanent"),))
    harmed = SoFar(topic="side_effects", words="they ruined my skin")
    of_harm = ranked(("side-effects-permanent", 0.9, 0.7))
    behind = ranked(("harm-ruined-my-skin", 0.9, 0.9))
    found = in_context(permanent, Ranked(alone, behind, of_harm), harmed, KNOWN, leans=True)
    assert found.ids(QUESTION) == ("side-effects-permanent",)
    unmoved = in_context(permanent, Ranked(alone, behind, alone), harmed, KNOWN, leans=True)
    assert unmoved == permanent
