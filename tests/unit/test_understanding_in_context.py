from collections.abc import Sequence
from dataclasses import replace

import pytest

from knowledge import DEFAULT_FOLDER, Knowledge, load
from knowledge.safety import LevelName
from understanding.in_context import in_context, that_may_be, words_kept
from understanding.kinds import HARM, OTHER_QUESTION, QUESTION, SIGN, SMALLTALK, TOLD
from understanding.manner import Manner
from understanding.particular import RankedQuestion
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

KNOWN: Knowledge = load(DEFAULT_FOLDER)
PREGNANT = Detail("circumstance", "pregnancy")
AFTER_PREGNANCY = SoFar(topic="suitability", details=(Detail(QUESTION, "while-pregnant"),))
LEANING, STANDING, REMARK = Manner(leaning=0.9), Manner(leaning=0.1), Manner(remark=0.9)
NEAR, FAR = 0.7, 0.4
"""How near the message's own words come to the examples of a question, or not."""


def likely(id_: str, confidence: float, closeness: float = NEAR) -> list[RankedQuestion]:
    return [RankedQuestion(id_, confidence, closeness)]


def asked_in_context(
    question: Question,
    in_words: list[RankedQuestion],
    manner: Manner,
    so_far: SoFar,
    alone: Sequence[RankedQuestion] = (),
) -> Question:
    return in_context(question, (alone, in_words), manner, so_far, KNOWN)


def may_be(question: Question, ranked: list[RankedQuestion], so_far: SoFar) -> bool:
    return bool(that_may_be(question, ranked, so_far, KNOWN))


def asked_of(id_: str, topic: str, words: str = "and then?") -> Question:
    return Question(topic, (Detail(QUESTION, id_),), words)


@pytest.mark.parametrize(
    ("sure", "confidence", "is_taken"),
    [(0.9, 0.75, False), (0.9, 0.85, True), (0.6, 0.75, True), (0.6, 0.5, True)],
)
def test_a_topic_that_is_surely_another_needs_a_surer_question(
    sure: float, confidence: float, is_taken: bool
) -> None:
    cost = Question("cost", words="and for the chin", confidence=sure)
    found = asked_in_context(cost, likely("can-it-scar", confidence), LEANING, SoFar(topic="pain"))
    assert (found.topic == "side_effects") is is_taken


@pytest.mark.parametrize(
    ("sure", "confidence", "is_taken"),
    [(0.5, 0.5, False), (0.5, 0.7, True), (0.9, 0.9, False), (0.9, 0.97, True)],
)
def test_what_seems_none_of_ours_needs_a_surer_question(
    sure: float, confidence: float, is_taken: bool
) -> None:
    other = Question("out_of_scope", words="and in winter", confidence=sure)
    found = asked_in_context(other, likely("can-it-scar", confidence), LEANING, SoFar(topic="pain"))
    assert found == other if not is_taken else found.topic == "side_effects"


@pytest.mark.parametrize(
    ("topic", "confidence", "is_taken"),
    [("unclear", 0.6, False), ("unclear", 0.75, True), ("pain", 0.4, False), ("pain", 0.5, True)],
)
def test_a_clause_of_several_needs_a_surer_question(
    topic: str, confidence: float, is_taken: bool
) -> None:
    clause = Question(topic, words="my chin also", confidence=0.5)
    ranked = likely("can-it-scar", confidence)
    found = asked_in_context(clause, ranked, LEANING, SoFar(topic="pain"))
    assert (found.ids(QUESTION) == ("can-it-scar",)) is is_taken


PRESUMING = [
    # Neither likely alone nor near alone is enough.
    (0.9, 0.5, False),
    (0.45, NEAR, False),
    (0.55, 0.6, True),
]


@pytest.mark.parametrize("id_", ["while-pregnant", "while-breastfeeding"])
@pytest.mark.parametrize(("confidence", "closeness", "is_taken"), PRESUMING)
def test_nobody_is_taken_for_pregnant_who_did_not_say_so(
    id_: str, confidence: float, closeness: float, is_taken: bool
) -> None:
    question = Question("unclear", words="sorry I meant seven weeks not nine")
    ranked = likely(id_, confidence, closeness)
    assert may_be(question, ranked, SoFar(topic="sessions")) is is_taken


@pytest.mark.parametrize("id_", ["harm-dark-marks-since", "harm-ruined-my-skin"])
@pytest.mark.parametrize(("confidence", "closeness", "is_taken"), PRESUMING)
def test_nobody_is_taken_for_harmed_who_does_not_say_so(
    id_: str, confidence: float, closeness: float, is_taken: bool
) -> None:
    # Not even who speaks of what was.
    question = Question("unclear", words="how long did mine stay")
    ranked = likely(id_, confidence, closeness)
    assert may_be(question, ranked, AFTER_PREGNANCY) is is_taken


def test_of_whoever_said_so_it_is_asked_at_once() -> None:
    vague = Question("unclear", words="so should I wait")
    ranked = likely("while-pregnant", 0.3, FAR)
    told = SoFar(topic="sessions", person=(PREGNANT,))
    for so_far, says in (
        (told, vague),
        # What was asked last, or before, or is named now, was spoken of, too.
        (AFTER_PREGNANCY, vague),
        (SoFar(topic="sessions", said=("asked.while-pregnant",)), vague),
        (SoFar(topic="sessions"), replace(vague, details=(PREGNANT,))),
    ):
        assert may_be(says, ranked, so_far)
    another = replace(told, person=(Detail("circumstance", "breastfeeding"),))
    assert not may_be(vague, ranked, another)
    # Who says now that it is not so is not asked for it, whatever was told.
    ruled_out = replace(vague, details=(replace(PREGNANT, negated=True),))
    assert not may_be(ruled_out, ranked, told)


def test_of_a_device_that_somebody_has_not_it_is_not_asked_again() -> None:
    last = SoFar(topic="suitability", details=(Detail(QUESTION, "with-a-pacemaker"),))
    ranked = likely("with-a-pacemaker", 0.4, FAR)
    for negated in (False, True):
        has = Detail("circumstance", "pacemaker", negated)
        vague = Question("unclear", (has,), "and with hearing aids")
        assert may_be(vague, ranked, last) is not negated


def test_whoever_was_harmed_asks_on_about_that() -> None:
    never_again = Question("unclear", words="so never again?")
    ranked = likely("harm-dark-marks-since", 0.4, FAR)
    harmed = replace(AFTER_PREGNANCY, person=(Detail(HARM, "harm-dark-marks-since"),))
    assert may_be(never_again, ranked, harmed)
    assert not may_be(never_again, ranked, AFTER_PREGNANCY)


def test_what_cannot_be_leaves_its_share_to_what_can() -> None:
    vague = Question("unclear", words="even on the chin")
    ranked = [*likely("while-pregnant", 0.4, FAR), *likely("can-it-scar", 0.45)]
    found = asked_in_context(vague, ranked, STANDING, SoFar(topic="pain"))
    assert (found.ids(QUESTION), found.ids(OTHER_QUESTION)) == (("can-it-scar",), ())
    assert found.confidence == pytest.approx(0.75)


def test_a_question_after_a_reason_is_asked_with_a_word_for_one() -> None:
    so_far, ranked = SoFar(topic="aftercare"), likely("why-no-gym", 0.4)
    asks = Question("aftercare", words="gym after", confidence=0.7)
    assert not may_be(asks, ranked, so_far)
    assert may_be(replace(asks, words="why no gym after"), ranked, so_far)


def test_what_may_be_meant_as_well_is_offered() -> None:
    vague = Question("unclear", (PREGNANT, Detail(OTHER_QUESTION, "can-it-scar")), "and for good")
    ranked = [
        *likely("results-permanent", 0.75),
        *likely("how-long-results-last", 0.2),
        *likely("price-of-a-session", 0.1),
    ]
    found = asked_in_context(vague, ranked, LEANING, SoFar(topic="results"))
    assert found.details == (
        PREGNANT,
        Detail(QUESTION, "results-permanent"),
        Detail(OTHER_QUESTION, "how-long-results-last"),
    )


def test_what_is_said_by_itself_is_no_less_sure_for_its_conversation() -> None:
    says = replace(asked_of("can-it-scar", "side_effects"), confidence=0.7)
    found = asked_in_context(says, likely("can-it-scar", 0.5), STANDING, SoFar(topic="pain"))
    assert (found.ids(QUESTION), found.confidence) == (("can-it-scar",), 0.7)
    another = asked_in_context(says, likely("how-long-red", 0.5), STANDING, SoFar(topic="pain"))
    assert (another.ids(QUESTION), another.confidence) == (("how-long-red",), 0.5)


def test_a_single_word_goes_on_with_the_conversation_unless_it_names_a_topic() -> None:
    so_far, ranked = SoFar(topic="aftercare"), likely("gym-again", 0.9)
    for confidence, is_taken in ((0.7, True), (0.95, False)):
        word = Question("pain", words="gym?", confidence=confidence)
        found = asked_in_context(word, ranked, STANDING, so_far)
        assert (found.ids(QUESTION) == ("gym-again",)) is is_taken
    # "Ballpark?" is surely of the cost, and of a price that was just asked.
    ballpark, price = Question("cost", words="ballpark?"), likely("price-of-a-session", 0.9)
    so_far = SoFar(topic="cost", details=(Detail(QUESTION, "price-of-a-session"),))
    found = asked_in_context(ballpark, price, STANDING, so_far)
    assert found.ids(QUESTION) == ("price-of-a-session",)


def test_a_type_that_is_named_and_what_that_one_stands_for_are_looked_up() -> None:
    medical = Detail("treatment_type", "medical")
    named = Question("providers", (medical,), "who does the medical one")
    length = Question("needle_depth", (Detail("depth", 0.5),), "is that half a mil")
    that_one = Question("providers", words="who does that one")
    after_type = SoFar(topic="types", treatment_type="medical")
    other = likely("about-the-medical-type", 0.9)
    for asks, so_far, of_topic in (
        (named, SoFar(topic="pain"), "license-needed"),
        (length, SoFar(topic="pain"), "longest-needles"),
        (that_one, after_type, "license-needed"),
    ):
        for ranked in (other, likely(of_topic, 0.5)):
            assert asked_in_context(asks, ranked, LEANING, so_far) == asks
    # Who surely asks something else of it, under the same topic, gets that.
    asks = asked_in_context(that_one, likely("license-needed", 0.7), LEANING, after_type)
    assert asks.ids(QUESTION) == ("license-needed",)
    # Where nothing was named, "that one" is nothing that could be looked up.
    nothing = SoFar(topic="types")
    asks = asked_in_context(that_one, likely("license-needed", 0.5), LEANING, nothing)
    assert asks.ids(QUESTION) == ("license-needed",)


def test_more_goes_on_with_the_last_answer() -> None:
    more = Question("follow_up", words="tell me more about that")
    new, again = likely("can-it-scar", 0.75), likely("while-pregnant", 0.9)
    for ranked in (likely("can-it-scar", 0.6), again):
        assert asked_in_context(more, ranked, LEANING, AFTER_PREGNANCY) == more
    # Also where it is hardly that, but nothing else is asked.
    hardly = replace(more, words="go on about that", confidence=0.3)
    assert asked_in_context(hardly, again, LEANING, AFTER_PREGNANCY) == hardly
    assert asked_in_context(hardly, new, LEANING, AFTER_PREGNANCY).topic == "side_effects"


@pytest.mark.parametrize(
    ("manner", "confidence", "is_again"),
    [(LEANING, 0.35, False), (LEANING, 0.5, True), (STANDING, 0.8, False), (STANDING, 0.95, True)],
)
def test_rather_a_new_question_than_the_last_answer_once_more(
    manner: Manner, confidence: float, is_again: bool
) -> None:
    question = asked_of("after-giving-birth", "suitability")
    new = likely("after-giving-birth", 0.3)
    ranked = [*likely("while-pregnant", confidence), *new]
    found = asked_in_context(question, ranked, manner, AFTER_PREGNANCY, new)
    assert (found.ids(QUESTION) == ("while-pregnant",)) is is_again
    # What is plain by itself is never the last question.
    plain = likely("after-giving-birth", 0.7)
    assert asked_in_context(question, ranked, manner, AFTER_PREGNANCY, plain) == question
    # What was answered long before is said again as seldom.
    long_ago = SoFar(topic="suitability", said=("asked.while-pregnant",))
    assert asked_in_context(question, ranked, manner, long_ago, new) == found


def test_a_topic_that_is_surely_another_is_not_the_last_question_again() -> None:
    again, alone = likely("while-pregnant", 0.95), likely("price-of-a-session", 0.3)
    for confidence, is_kept in ((0.9, True), (0.5, False)):
        cost = Question("cost", words="and does that cost a lot", confidence=confidence)
        found = asked_in_context(cost, again, LEANING, AFTER_PREGNANCY, alone)
        assert (found.topic == "cost") is is_kept


def test_a_question_again_of_its_topic_is_not_put_off_by_one_of_another_topic() -> None:
    ballpark = Question("cost", words="ballpark? just a number", confidence=0.6)
    prices = [*likely("price-of-a-session", 0.5), *likely("price-of-a-course", 0.35)]
    so_far = SoFar(topic="cost", details=(Detail(QUESTION, "price-of-a-session"),))
    # By itself it comes nearer to a number of sessions, of which nobody speaks.
    sessions, price = likely("how-many-sessions", 0.5), likely("price-of-a-course", 0.5)
    found = asked_in_context(ballpark, prices, STANDING, so_far, sessions)
    assert found.ids(QUESTION) == ("price-of-a-session",)
    assert asked_in_context(ballpark, prices, STANDING, so_far, price) == ballpark


def test_what_leans_asks_the_last_question_again_where_its_own_words_are_hardly_meant() -> None:
    spot = asked_of("one-small-spot", "procedure", "even if it's another spot?")
    again, alone = likely("while-pregnant", 0.9), likely("one-small-spot", 0.7)
    found = asked_in_context(spot, again, LEANING, AFTER_PREGNANCY, alone)
    assert found.ids(QUESTION) == ("while-pregnant",)
    meant = [*again, *likely("one-small-spot", 0.2)]
    assert asked_in_context(spot, meant, LEANING, AFTER_PREGNANCY, alone) == spot
    # What is asked in nearly the words of an example is always meant.
    said = likely("one-small-spot", 0.95, 0.8)
    assert asked_in_context(spot, again, LEANING, AFTER_PREGNANCY, said) == spot


def test_who_asks_about_a_no_does_not_say_no() -> None:
    ranked = likely("while-pregnant", 0.9)
    asks, says = Question("deny", words="is that a no for her"), Question("deny", words="no")
    assert asked_in_context(asks, ranked, LEANING, AFTER_PREGNANCY).topic == "suitability"
    assert asked_in_context(says, ranked, LEANING, AFTER_PREGNANCY) == says


@pytest.mark.parametrize("topic", ["smalltalk", "affirm", "deny", "source", "handoff", "emergency"])
def test_thanks_and_what_else_says_all_by_itself_stay(topic: str) -> None:
    kept = Question(topic, words="good to know, thanks")
    surely = likely("can-it-scar", 0.95)
    for manner in (STANDING, REMARK):
        assert asked_in_context(kept, surely, manner, SoFar(topic="pain")) == kept
    assert asked_in_context(kept, likely("can-it-scar", 0.6), LEANING, SoFar(topic="pain")) == kept


@pytest.mark.parametrize("topic", ["affirm", "handoff", "emergency"])
def test_a_yes_a_wish_for_a_person_and_a_sign_stay_also_where_they_go_on(topic: str) -> None:
    kept = Question(topic, words="please yes")
    assert asked_in_context(kept, likely("can-it-scar", 0.95), LEANING, SoFar(topic="pain")) == kept


def test_advice_on_ones_own_medicine_stays() -> None:
    kept, surely = asked_of("stop-blood-thinners", "personal_advice"), likely("can-it-scar", 0.95)
    assert asked_in_context(kept, surely, LEANING, AFTER_PREGNANCY) == kept


def test_what_is_told_and_not_asked_stays() -> None:
    kept = Question("side_effects", (Detail(TOLD, "harm"),), "it left marks", confidence=0.4)
    surely = likely("how-long-red", 0.95)
    assert asked_in_context(kept, surely, LEANING, AFTER_PREGNANCY) == kept


def test_a_remark_gets_no_facts() -> None:
    said = Question("unclear", words="oh well, let me ask my wife")
    found = asked_in_context(said, likely("while-pregnant", 0.9), REMARK, AFTER_PREGNANCY)
    assert (found.topic, found.ids(SMALLTALK)) == ("smalltalk", ("acknowledgement",))
    for asks in (
        Question("cost", words="how much is that then"),
        Question("suitability", (PREGNANT,), "I am pregnant"),
    ):
        assert asked_in_context(asks, [], REMARK, AFTER_PREGNANCY) == asks
    # What is plainly one of our questions is none, though it has not the form of one.
    plain = likely("while-pregnant", 0.9)
    found = asked_in_context(said, plain, REMARK, AFTER_PREGNANCY, plain)
    assert found.ids(QUESTION) == ("while-pregnant",)


@pytest.mark.parametrize("alarm", ["today", "emergency_now"])
def test_right_after_a_warning_sign_what_is_no_question_of_its_own_is_asked_of_it(
    alarm: LevelName,
) -> None:
    so_far = replace(AFTER_PREGNANCY, alarm=alarm)
    wait = Question("suitability", words="can it wait", confidence=0.3)
    # However likely something else is in the conversation.
    for ranked in ([], likely("gym-again", 0.95), likely("while-pregnant", 0.95)):
        found = asked_in_context(wait, ranked, LEANING, so_far)
        assert (found.topic, found.ids(SIGN)) == ("emergency", (alarm,))
    # What may be of both is of the sign, however sure.
    care = Question("aftercare", words="can I put ice on it", confidence=0.95)
    assert asked_in_context(care, [], LEANING, so_far).topic == "emergency"
    # What surely is of something else gets its answer, behind a reminder.
    price = Question("cost", words="how much for the two of us", confidence=0.9)
    assert asked_in_context(price, [], Manner(), so_far) == price
    own = asked_of("makeup-again", "aftercare")
    assert asked_in_context(own, likely("makeup-again", 0.9), Manner(), so_far).topic == own.topic
    later = replace(so_far, since_alarm=1)
    assert asked_in_context(wait, [], Manner(), later) == wait


def test_somebody_in_despair_is_not_read_the_same_lines_twice() -> None:
    wait = Question("suitability", words="can it wait", confidence=0.3)
    assert asked_in_context(wait, [], Manner(), SoFar(alarm="self_harm")) == wait


def test_what_leans_on_a_message_that_leaned_reads_it_as_the_question_that_it_was() -> None:
    asks = asked_of("while-breastfeeding", "suitability")
    first = KNOWN.questions["while-breastfeeding"].examples[0]
    assert words_kept("so wait till I stop?", asks, LEANING, KNOWN) == first
    assert words_kept("can I while nursing", asks, STANDING, KNOWN) == "can I while nursing"
    assert words_kept("so wait?", Question("suitability"), LEANING, KNOWN) == "so wait?"


def test_what_surely_goes_on_is_asked_whatever_its_few_words_resemble() -> None:
    ranked = likely("trying-for-a-baby", 0.8)
    for topic in ("follow_up", "smalltalk", "deny", "source"):
        few = Question(topic, words="and in our case", confidence=0.9)
        found = asked_in_context(few, ranked, LEANING, AFTER_PREGNANCY)
        assert found.ids(QUESTION) == ("trying-for-a-baby",), topic
    # What is hardly asked is small talk.
    talk = Question("smalltalk", words="good for them", confidence=0.9)
    assert asked_in_context(talk, ranked, Manner(0.9, 0.8), AFTER_PREGNANCY) == talk


def test_who_says_whom_they_will_call_wants_nobody_now() -> None:
    leaves = Question("handoff", words="ill ring them on monday", confidence=0.9)
    found = asked_in_context(leaves, [], Manner(0.4, 0.9), AFTER_PREGNANCY)
    assert found.ids(SMALLTALK) == ("acknowledgement",)
    wants = replace(leaves, words="can you ring me")
    assert asked_in_context(wants, [], Manner(0.4, 0.9), AFTER_PREGNANCY) == wants
