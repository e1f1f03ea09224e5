from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.in_context import in_context, words_kept
from understanding.kinds import HARM, OTHER_QUESTION, QUESTION, SMALLTALK
from understanding.manner import Manner
from understanding.particular import RankedQuestion
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

KNOWN: Knowledge = load(DEFAULT_FOLDER)
PREGNANT = Detail("circumstance", "pregnancy")
AFTER_PREGNANCY = SoFar(topic="suitability", details=(Detail(QUESTION, "while-pregnant"),))
LEANING, STANDING, REMARK = Manner(leaning=0.9), Manner(leaning=0.1), Manner(remark=0.9)


def likely(id_: str, confidence: float) -> list[RankedQuestion]:
    return [RankedQuestion(id_, confidence, 0.7)]


def asked_in_context(
    question: Question,
    in_words: list[RankedQuestion],
    manner: Manner,
    so_far: SoFar,
    alone: Sequence[RankedQuestion] = (),
    told: Mapping[Detail, list[RankedQuestion]] | None = None,
) -> Question:
    return in_context(question, (alone, in_words), manner, so_far, KNOWN, told or {})


def asked_of(id_: str, topic: str, words: str = "and then?") -> Question:
    return Question(topic, (Detail(QUESTION, id_),), words)


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


def test_a_question_after_a_reason_is_asked_with_a_word_for_one() -> None:
    so_far, ranked = SoFar(topic="aftercare"), likely("why-no-gym", 0.9)
    asks = Question("aftercare", words="gym after", confidence=0.7)
    assert asked_in_context(asks, ranked, STANDING, so_far) == asks
    why = replace(asks, words="why no gym after")
    assert asked_in_context(why, ranked, STANDING, so_far).ids(QUESTION) == ("why-no-gym",)


def test_what_comes_very_near_by_itself_is_asked_also_where_something_was_told() -> None:
    scars = Detail("condition", "acne_scars")
    lasts = replace(asked_of("how-long-results-last", "results", "and how long does that last"))
    alone = [RankedQuestion("how-long-results-last", 0.99, 0.72)]
    in_words = likely("when-acne-scars-improve", 0.5)
    told = {scars: likely("when-acne-scars-improve", 0.6)}
    so_far = SoFar(topic="sessions", person=(scars,))
    found = asked_in_context(lasts, in_words, LEANING, so_far, alone, told)
    assert found.ids(QUESTION) == ("how-long-results-last",)


def test_a_message_that_leans_asks_what_its_conversation_makes_likely() -> None:
    question = replace(asked_of("after-you-stop-for-good", "results"), confidence=0.8)
    nursing = SoFar(topic="suitability", person=(Detail("circumstance", "breastfeeding"),))
    ranked = likely("while-breastfeeding", 0.4)
    found = asked_in_context(question, ranked, LEANING, nursing)
    assert (found.topic, found.ids(QUESTION)) == ("suitability", ("while-breastfeeding",))
    # What may say all by itself needs more, and what is plain by itself still more.
    assert asked_in_context(question, ranked, STANDING, nursing) == question
    plain, ranked = replace(question, confidence=0.95), likely("while-breastfeeding", 0.55)
    assert asked_in_context(plain, ranked, LEANING, nursing) == plain


def test_nobody_is_taken_for_pregnant_who_did_not_say_so() -> None:
    question = Question("sessions", words="sorry I meant seven weeks not nine")
    ranked = likely("while-pregnant", 0.9)
    assert asked_in_context(question, ranked, LEANING, SoFar(topic="sessions")) == question


def test_a_type_that_is_named_and_what_that_one_stands_for_are_looked_up() -> None:
    ranked = likely("about-the-medical-type", 0.9)
    named = Question(
        "providers", (Detail("treatment_type", "medical"),), "who does the medical one"
    )
    assert asked_in_context(named, ranked, STANDING, SoFar(topic="needle_depth")) == named
    that_one = Question("providers", words="who does that one")
    so_far = SoFar(topic="types", treatment_type="medical")
    assert asked_in_context(that_one, ranked, LEANING, so_far) == that_one


def test_more_goes_on_with_the_last_answer() -> None:
    more = Question("follow_up", words="tell me more about that")
    assert asked_in_context(more, likely("while-pregnant", 0.9), LEANING, AFTER_PREGNANCY) == more


def test_rather_a_new_question_than_the_last_answer_once_more() -> None:
    question = asked_of("after-giving-birth", "suitability")
    new = likely("after-giving-birth", 0.3)
    again = [*likely("while-pregnant", 0.6), *new]
    assert asked_in_context(question, again, LEANING, AFTER_PREGNANCY, new) == question
    sure = likely("while-pregnant", 0.8)
    assert asked_in_context(question, sure, LEANING, AFTER_PREGNANCY, new) != question


def test_a_topic_that_is_surely_another_is_not_the_last_question_again() -> None:
    again, alone = likely("while-pregnant", 0.95), likely("price-of-a-session", 0.3)
    for confidence, is_kept in ((0.9, True), (0.5, False)):
        cost = Question("cost", words="and does that cost a lot", confidence=confidence)
        found = asked_in_context(cost, again, LEANING, AFTER_PREGNANCY, alone)
        assert (found.topic == "cost") is is_kept


def test_who_asks_about_a_no_does_not_say_no() -> None:
    ranked = likely("while-pregnant", 0.9)
    asks, says = Question("deny", words="is that a no for her"), Question("deny", words="no")
    assert asked_in_context(asks, ranked, LEANING, AFTER_PREGNANCY).topic == "suitability"
    assert asked_in_context(says, ranked, LEANING, AFTER_PREGNANCY) == says


def test_a_gap_is_owned_up_to_where_it_is_surely_asked() -> None:
    gap = next(each for each in KNOWN.questions.values() if each.is_gap)
    question, so_far = Question("unclear", words="and that?"), SoFar(topic=gap.topic)
    for confidence, is_taken in ((0.3, False), (0.9, True)):
        found = asked_in_context(question, likely(gap.id, confidence), LEANING, so_far)
        assert (found.ids(QUESTION) == (gap.id,)) is is_taken


def test_what_was_told_tells_one_question_from_another_of_the_same_kind() -> None:
    scars = Detail("condition", "acne_scars")
    question = asked_of("how-many-sessions", "sessions", "how many would I need")
    alone = [*likely("how-many-sessions", 0.9), *likely("sessions-for-acne-scars", 0.1)]
    told = {scars: likely("sessions-for-acne-scars", 0.6)}
    so_far = SoFar(topic="conditions", person=(scars,))
    found = asked_in_context(question, [], STANDING, so_far, alone, told)
    assert found.ids(QUESTION) == ("sessions-for-acne-scars",)
    # What the message alone is nowhere near is not asked for all that.
    far = asked_in_context(question, [], STANDING, so_far, alone[:1], told)
    assert far == question


def test_what_may_be_meant_as_well_is_offered() -> None:
    ranked = [*likely("results-permanent", 0.6), *likely("how-long-results-last", 0.2)]
    found = asked_in_context(Question("unclear"), ranked, LEANING, AFTER_PREGNANCY)
    assert found.ids(OTHER_QUESTION) == ("how-long-results-last",)


def test_what_is_known_by_its_topic_alone_needs_more_where_it_does_not_lean() -> None:
    question, so_far = Question("side_effects", words="is that so"), AFTER_PREGNANCY
    for confidence, manner, is_taken in [
        (0.5, LEANING, True),
        (0.2, LEANING, False),
        (0.4, STANDING, False),
        (0.7, STANDING, True),
    ]:
        found = asked_in_context(question, likely("can-it-scar", confidence), manner, so_far)
        assert (found.ids(QUESTION) == ("can-it-scar",)) is is_taken


def test_thanks_and_advice_on_ones_own_medicine_stay() -> None:
    ranked = likely("while-breastfeeding", 0.9)
    for kept in (Question("smalltalk"), asked_of("stop-blood-thinners", "personal_advice")):
        assert asked_in_context(kept, ranked, LEANING, AFTER_PREGNANCY) == kept


def test_nobody_is_taken_for_harmed_who_does_not_say_so() -> None:
    question = Question("results", words="how long does it stay")
    ranked = likely("harm-dark-marks-since", 0.9)
    assert asked_in_context(question, ranked, LEANING, AFTER_PREGNANCY) == question


def test_a_remark_gets_no_facts() -> None:
    said = Question("unclear", words="oh well, let me ask my wife")
    found = asked_in_context(said, likely("while-pregnant", 0.9), REMARK, AFTER_PREGNANCY)
    assert (found.topic, found.ids(SMALLTALK)) == ("smalltalk", ("acknowledgement",))
    for asks in (
        Question("cost", words="how much is that then"),
        Question("suitability", (PREGNANT,), "I am pregnant"),
    ):
        assert asked_in_context(asks, [], REMARK, AFTER_PREGNANCY) == asks


def test_right_after_a_warning_sign_what_is_no_question_of_its_own_is_asked_of_it() -> None:
    so_far = SoFar(alarm="today")
    wait = Question("suitability", words="can it wait", confidence=0.3)
    assert asked_in_context(wait, [], Manner(), so_far).topic == "emergency"
    # What surely is of something else gets its answer, behind a reminder.
    price = Question("cost", words="how much for the two of us", confidence=0.9)
    assert asked_in_context(price, [], Manner(), so_far) == price
    now = replace(so_far, alarm="emergency_now")
    assert asked_in_context(price, [], Manner(), now) == price
    assert asked_in_context(wait, [], Manner(), now).topic == "emergency"
    own = asked_of("makeup-again", "aftercare")
    assert asked_in_context(own, likely("makeup-again", 0.9), Manner(), so_far).topic == own.topic
    # Somebody in despair is not read the same lines twice.
    assert asked_in_context(wait, [], Manner(), SoFar(alarm="self_harm")) == wait


def test_what_leans_on_a_message_that_leaned_reads_it_as_the_question_that_it_was() -> None:
    asks = asked_of("while-breastfeeding", "suitability")
    first = KNOWN.questions["while-breastfeeding"].examples[0]
    assert words_kept("so wait till I stop?", asks, LEANING, KNOWN) == first
    assert words_kept("can I while nursing", asks, STANDING, KNOWN) == "can I while nursing"


def test_what_says_nothing_by_itself_is_asked_as_the_conversation_has_it() -> None:
    how_long = Question("unclear", words="how long tho")
    so_far, ranked = SoFar(topic="downtime"), likely("how-long-red", 0.2)
    assert asked_in_context(how_long, ranked, LEANING, so_far).topic == "downtime"
    assert asked_in_context(how_long, ranked, STANDING, so_far) != how_long
    # A whole sentence that leans on nothing and resembles nothing stays not understood.
    sentence = replace(how_long, words="the quick brown fox jumps over it")
    assert asked_in_context(sentence, ranked, STANDING, so_far) == sentence
    # What seems none of ours needs more.
    other = replace(how_long, topic="out_of_scope")
    assert asked_in_context(other, ranked, LEANING, so_far) == other


def test_the_likeliest_of_the_last_topic_is_enough_where_all_of_it_is_meant() -> None:
    ballpark = Question("cost", words="ballpark? just a number", confidence=0.6)
    prices = [*likely("price-of-a-session", 0.4), *likely("price-of-a-course", 0.45)]
    so_far = SoFar(topic="cost", details=(Detail(QUESTION, "price-of-a-session"),))
    # By itself it comes nearer to a number of sessions, of which nobody speaks.
    alone = likely("how-many-sessions", 0.5)
    found = asked_in_context(ballpark, prices, STANDING, so_far, alone)
    assert found.ids(QUESTION) == ("price-of-a-session",)


def test_behind_a_doubtful_gap_what_is_known_is_answered() -> None:
    gap = next(each for each in KNOWN.questions.values() if each.is_gap)
    ranked = [*likely(gap.id, 0.5), *likely("while-pregnant", 0.45)]
    question = Question("aftercare", words="so should I wait", confidence=0.3)
    found = asked_in_context(question, ranked, LEANING, AFTER_PREGNANCY)
    assert found.ids(QUESTION) == ("while-pregnant",)


def test_what_leans_asks_the_last_question_again_where_its_own_words_are_hardly_meant() -> None:
    spot = asked_of("one-small-spot", "procedure", "even if it's another spot?")
    again, alone = likely("while-pregnant", 0.9), likely("one-small-spot", 0.7)
    found = asked_in_context(spot, again, LEANING, AFTER_PREGNANCY, alone)
    assert found.ids(QUESTION) == ("while-pregnant",)
    meant = [*again, *likely("one-small-spot", 0.2)]
    assert asked_in_context(spot, meant, LEANING, AFTER_PREGNANCY, alone) == spot


def test_whoever_was_harmed_asks_on_about_that() -> None:
    never_again = Question("unclear", words="so never again?")
    ranked = likely("harm-dark-marks-since", 0.8)
    harmed = replace(AFTER_PREGNANCY, person=(Detail(HARM, "harm-dark-marks-since"),))
    found = asked_in_context(never_again, ranked, LEANING, harmed)
    assert found.ids(QUESTION) == ("harm-dark-marks-since",)
    assert asked_in_context(never_again, ranked, LEANING, AFTER_PREGNANCY) == never_again


def test_what_surely_goes_on_is_asked_whatever_its_few_words_resemble() -> None:
    ranked = likely("trying-for-a-baby", 0.8)
    for topic in ("follow_up", "smalltalk", "deny", "source"):
        few = Question(topic, words="and in our case", confidence=0.9)
        found = asked_in_context(few, ranked, LEANING, AFTER_PREGNANCY)
        assert found.ids(QUESTION) == ("trying-for-a-baby",), topic
    # "More" goes on with the last answer, and what is hardly asked is small talk.
    more = Question("follow_up", words="tell me more", confidence=0.9)
    again = likely("while-pregnant", 0.9)
    assert asked_in_context(more, again, LEANING, AFTER_PREGNANCY) == more
    talk = Question("smalltalk", words="good for them", confidence=0.9)
    assert asked_in_context(talk, ranked, Manner(0.9, 0.8), AFTER_PREGNANCY) == talk


def test_who_says_whom_they_will_call_wants_nobody_now() -> None:
    leaves = Question("handoff", words="ill ring them on monday", confidence=0.9)
    found = asked_in_context(leaves, [], Manner(0.4, 0.9), AFTER_PREGNANCY)
    assert found.ids(SMALLTALK) == ("acknowledgement",)
    wants = replace(leaves, words="can you ring me")
    assert asked_in_context(wants, [], Manner(0.4, 0.9), AFTER_PREGNANCY) == wants


def test_a_state_that_was_asked_about_is_presumed() -> None:
    ranked = likely("on-dark-skin", 0.9)
    vague = Question("unclear", words="with my color also")
    so_far = SoFar(topic="side_effects", said=("asked.on-dark-skin",))
    found = asked_in_context(vague, ranked, LEANING, so_far)
    assert found.ids(QUESTION) == ("on-dark-skin",)
    assert asked_in_context(vague, ranked, LEANING, SoFar(topic="side_effects")) == vague
