from itertools import product

import pytest
from any_pace import ANY_PACE
from hypothesis import example, given, settings
from hypothesis import strategies as st
from in_one_test import in_one_test

from knowledge import DEFAULT_FOLDER, TOPICS, load
from knowledge.safety import LevelName
from tests.unit.two_treatments import knowledge
from understanding.about_last import NOT_THAT
from understanding.following import can_use, follow, followed, intent_of
from understanding.kinds import OF_LAST, OTHER_QUESTION, QUESTION
from understanding.noticing import notice
from understanding.so_far import Choice, Offer, SoFar
from understanding.understood import Detail, DetailValue, Question, Understood

KNOWN = knowledge()
SHIPPED = load(DEFAULT_FOLDER)
FOURTH = Detail("leading", "feel-four")


def details(**values: DetailValue) -> tuple[Detail, ...]:
    return tuple(Detail(kind, value) for kind, value in values.items())


def in_full(question: Question, so_far: SoFar) -> Question:
    return followed(notice(question, KNOWN), so_far, KNOWN)


def carried_on(context: SoFar, text: str = "", **values: DetailValue) -> Question:
    return in_full(Question("follow_up", details(**values), text), context)


@pytest.mark.parametrize(
    ("last", "kind", "value", "topic"),
    [
        ("needle_depth", "depth", 1.0, "needle_depth"),
        ("needle_depth", "treatment_type", "light", "needle_depth"),
        ("needle_depth", "condition", "spots", "needle_depth"),
        ("providers", "depth", 1.0, "providers"),
        ("providers", "provider", "expert", "providers"),
        ("conditions", "condition", "spots", "conditions"),
        ("conditions", "treatment_type", "light", "conditions"),
        ("suitability", "circumstance", "hiccups", "suitability"),
        ("comparison", "other_treatment", "ice", "comparison"),
        ("pain", "body_area", "elbow", "pain"),
        ("pain", "treatment", "peeling", "pain"),
        ("pain", "depth", 1.0, "needle_depth"),
        ("pain", "condition", "spots", "conditions"),
        ("conditions", "provider", "expert", "providers"),
        ("definition", "circumstance", "hiccups", "suitability"),
        ("definition", "product", "oil", "products"),
        ("definition", "other_treatment", "ice", "comparison"),
        ("definition", "treatment_type", "light", "types"),
        ("definition", "body_area", "elbow", "procedure"),
        (None, "depth", 1.0, "needle_depth"),
        (None, "treatment", "peeling", "definition"),
    ],
)
def test_a_detail_stays_with_the_last_topic_where_that_has_a_use_for_it(
    last: str | None, kind: str, value: DetailValue, topic: str
) -> None:
    assert carried_on(SoFar(topic=last), **{kind: value}).topic == topic


def test_new_details_replace_those_of_their_kind_and_keep_the_others() -> None:
    context = SoFar(topic="providers", details=details(provider="expert", depth=5.0))
    question = carried_on(context, depth=1.0)
    assert question.details == details(depth=1.0, provider="expert")


def test_a_type_replaces_a_length_and_the_other_way_round() -> None:
    context = SoFar(topic="providers", details=details(provider="expert", depth=5.0))
    assert carried_on(context, treatment_type="light").details == details(
        treatment_type="light", provider="expert"
    )


def test_another_topic_starts_without_the_old_details() -> None:
    context = SoFar(topic="pain", details=details(body_area="elbow"))
    assert carried_on(context, depth=1.0).details == details(depth=1.0)


def test_tell_me_more_goes_on_with_the_next_part() -> None:
    context = SoFar(topic="pain", details=details(body_area="elbow"), part=2)
    assert carried_on(context) == Question("pain", details(body_area="elbow"), part=3)


def test_tell_me_more_of_nothing_says_what_can_be_asked() -> None:
    assert carried_on(SoFar()).ids("smalltalk") == ("help",)


@pytest.mark.parametrize(
    ("context", "topic"),
    [
        (SoFar(topic="pain", offer="more"), "pain"),
        (SoFar(topic="personal_advice", offer="person"), "handoff"),
        (SoFar(topic="pain", offer="choice", choices=(Choice("", Question("cost")),)), "cost"),
        (SoFar(topic="pain", offer="choice"), "smalltalk"),
        (SoFar(topic="pain"), "smalltalk"),
        (SoFar(), "smalltalk"),
    ],
)
def test_yes_takes_up_what_was_offered(context: SoFar, topic: str) -> None:
    assert in_full(Question("affirm"), context).topic == topic


def test_no_is_taken_for_an_answer() -> None:
    declined = in_full(Question("deny"), SoFar(topic="pain"))
    assert declined.ids("smalltalk") == ("declined",)


def test_a_pronoun_stands_for_the_last_length_or_type() -> None:
    length = SoFar(topic="needle_depth", depth=5.0, treatment_type="strong")
    asked = Question("providers", words="who does that one?")
    assert in_full(asked, length).depths() == (5.0,)
    kind = SoFar(topic="types", treatment_type="strong")
    assert in_full(asked, kind).ids("treatment_type") == ("strong",)


def test_a_pronoun_stands_for_nothing_that_is_named_or_of_no_use() -> None:
    context = SoFar(depth=5.0, treatment_type="strong", condition="spots")
    named = Question("providers", details(treatment_type="light"), "who does it")
    assert in_full(named, context) == named
    treatment = Question("providers", details(treatment="rolling"), "who does it")
    assert in_full(treatment, context) == treatment
    no_pronoun = Question("providers", words="who does rolling")
    assert in_full(no_pronoun, context) == no_pronoun
    no_use = Question("pain", words="does it hurt")
    assert in_full(no_use, context) == no_use


def test_for_that_stands_for_the_last_condition() -> None:
    context = SoFar(topic="conditions", condition="spots")
    what_for = Question("needle_depth", words="how deep for that?")
    assert in_full(what_for, context).ids("condition") == ("spots",)
    general = Question("conditions", words="what is it used for?")
    assert in_full(general, context).ids("condition") == ()


@in_one_test(
    ("last", "read_as", "text"),
    product(
        ["downtime", "results", "sessions", "procedure", "pain"],
        ["downtime", "results", "procedure", "follow_up", "unclear"],
        ["how long does it take?", "How long?", "and how long do they last", "ok how many days"],
    ),
)
def test_how_long_stays_with_what_was_just_spoken_of(last: str, read_as: str, text: str) -> None:
    asked = Question(read_as, words=text)
    assert in_full(asked, SoFar(topic=last)).topic == last


@pytest.mark.parametrize("text", ["how many?", "and how many do i need", "how often"])
def test_how_many_after_sessions_asks_for_sessions(text: str) -> None:
    asked = Question("results", words=text)
    assert in_full(asked, SoFar(topic="sessions")).topic == "sessions"
    assert in_full(asked, SoFar(topic="pain")).topic == "results"


@pytest.mark.parametrize(
    ("asked", "context"),
    [
        (Question("results", words="how long do the results last"), SoFar(topic="downtime")),
        (Question("downtime", words="how long?"), SoFar(topic="definition")),
        (Question("needle_depth", words="how long are they?"), SoFar(topic="pain")),
        (Question("downtime", details(condition="spots"), "how long?"), SoFar(topic="results")),
        (Question("downtime"), SoFar(topic="results")),
    ],
)
def test_how_long_with_a_subject_of_its_own_stays_where_it_is(
    asked: Question, context: SoFar
) -> None:
    assert in_full(asked, context).topic == asked.topic


@pytest.mark.parametrize(
    ("topic", "named", "meant"),
    [
        ("needle_depth", details(provider="helper", depth=1.0), "providers"),
        ("needle_depth", details(depth=1.0), "needle_depth"),
        ("conditions", details(circumstance="hiccups"), "suitability"),
        ("conditions", details(circumstance="bumps", condition="bumps"), "conditions"),
        ("suitability", details(condition="spots"), "conditions"),
        ("suitability", details(condition="bumps"), "suitability"),
        ("suitability", details(condition="spots", circumstance="hiccups"), "suitability"),
        ("suitability", details(condition="spots", product="balm"), "suitability"),
        ("suitability", (), "suitability"),
    ],
)
def test_details_can_call_for_another_topic(
    topic: str, named: tuple[Detail, ...], meant: str
) -> None:
    assert followed(Question(topic, named), SoFar(), KNOWN).topic == meant


def test_what_led_the_last_answer_does_not_lead_the_answer_about_something_else() -> None:
    context = SoFar(topic="pain", details=details(leading="feel-four"))
    assert carried_on(context, body_area="elbow").details == details(body_area="elbow")


def test_details_that_the_knowledge_does_not_have_are_left_out() -> None:
    old = details(condition="gone", treatment="gone", depth=1.0, smalltalk="thanks")
    asked = in_full(Question("conditions", old), SoFar())
    assert asked.details == details(depth=1.0, smalltalk="thanks")


def test_what_is_a_product_is_a_question_about_products() -> None:
    asked = Question("definition", details(product="balm"))
    assert in_full(asked, SoFar()).topic == "products"
    both = Question("definition", details(product="balm", treatment="rolling"))
    assert in_full(both, SoFar()).topic == "definition"


def test_a_topic_can_use_what_its_facts_are_about() -> None:
    elbow = Question("pain", details(body_area="elbow"))
    assert can_use("pain", ["body_area"], elbow, KNOWN)
    assert not can_use("definition", ["body_area"], elbow, KNOWN)


def test_what_the_words_point_at_leads() -> None:
    asked = in_full(Question("pain", words="and the fourth?"), SoFar())
    assert asked.details == (FOURTH,)
    assert in_full(Question("pain"), SoFar()) == Question("pain")
    named = Question("types", words="rolling types")
    assert in_full(named, SoFar()) == named


def test_more_goes_on_in_the_order_of_the_beginning() -> None:
    so_far = SoFar(topic="pain", details=(FOURTH,))
    assert in_full(Question("pain", part=2), so_far).details == (FOURTH,)
    more = in_full(Question("follow_up", words="tell me more"), so_far)
    assert (more.details, more.part) == ((FOURTH,), 2)


def test_more_of_something_else_starts_afresh() -> None:
    so_far = SoFar(topic="pain", details=(FOURTH,))
    other = Question("pain", details(body_area="elbow"), part=2)
    assert in_full(other, so_far) == other
    topic = Question("products", part=2)
    assert in_full(topic, so_far) == topic


def test_the_intent_is_what_was_meant_but_for_what_only_leans() -> None:
    def intent(topic: str, so_far: SoFar, words: str = "") -> str:
        read = Understood((notice(Question(topic, words=words), KNOWN),))
        return intent_of(read, follow(read, so_far, KNOWN))

    assert intent("pain", SoFar()) == "ask_pain"
    assert intent("unclear", SoFar()) == "nlu_fallback"
    assert intent("unclear", SoFar(topic="results"), "how long?") == "ask_results"
    assert intent("affirm", SoFar(topic="cost", offer="person")) == "affirm"
    assert intent("follow_up", SoFar(topic="pain")) == "follow_up"


_WORDS = ["how", "long", "is", "that", "for", "it", "fourth", "price", "open", "hi", "not"]
_SOME_DETAILS = st.lists(
    st.builds(
        Detail,
        st.just("condition"),
        st.sampled_from(["spots", "bumps", "gone"]),
        st.booleans(),
    )
    | st.sampled_from(
        [
            *details(depth=1.0, treatment_type="light", circumstance="hiccups", product="balm"),
            *details(provider="helper", treatment="peeling", body_area="elbow"),
        ]
    ),
    max_size=3,
).map(tuple)
_TOPICS = st.sampled_from([*TOPICS, "follow_up", "affirm", "deny"])


@settings(ANY_PACE, max_examples=30)
@example(Question("follow_up"), SoFar(topic="definition", details=(Detail("condition", "gone"),)))
@given(
    st.builds(
        Question,
        _TOPICS,
        _SOME_DETAILS,
        st.lists(st.sampled_from(_WORDS), max_size=5).map(" ".join),
    ),
    st.builds(
        SoFar,
        topic=st.none() | st.sampled_from([each for each in TOPICS if each != "unclear"]),
        condition=st.sampled_from([None, "spots", "bumps"]),
        depth=st.sampled_from([None, 1.0]),
        details=_SOME_DETAILS,
        offer=st.sampled_from([None, "more", "person", "choice"]),
        choices=st.sampled_from([(), (Choice("Pain?", Question("pain")),)]),
    ),
)
def test_following_again_changes_nothing(question: Question, so_far: SoFar) -> None:
    once = follow(Understood((notice(question, KNOWN),)), so_far, KNOWN)
    assert follow(once, so_far, KNOWN) == once


@pytest.mark.parametrize(
    ("said", "offer", "level", "topic", "kind"),
    [
        ("affirm", "check", "today", "emergency", "today"),
        ("deny", "check", "today", "smalltalk", "checked"),
        ("affirm", "safe", "self_harm", "smalltalk", "safe"),
        ("deny", "safe", "self_harm", "emergency", "self_harm"),
    ],
)
def test_what_a_yes_and_a_no_say_of_a_sign_that_was_asked_about(
    said: str, offer: Offer, level: LevelName, topic: str, kind: str
) -> None:
    question = in_full(Question(said), SoFar(offer=offer, checked=level))
    assert question.topic == topic
    assert question.details[0].value == kind


def test_what_else_may_have_been_asked_is_answered_where_the_answer_was_none() -> None:
    asked = (
        Detail(QUESTION, "how-long-red"),
        Detail(OTHER_QUESTION, "how-long-red"),
        Detail(OTHER_QUESTION, "how-long-swollen"),
    )
    wrong = Question("follow_up", (Detail(OF_LAST, NOT_THAT),), "not what i asked")
    found = followed(wrong, SoFar(topic="downtime", details=asked), SHIPPED)
    assert found.ids(QUESTION) == ("how-long-swollen",)
    found = followed(wrong, SoFar(topic="downtime", details=asked[:1]), SHIPPED)
    assert found.ids("smalltalk") == ("insult",)
