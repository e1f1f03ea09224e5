import pytest

from actions.following import can_use, remember, resolve
from actions.question import Context, Detail, DetailValue, Question
from tests.unit.two_treatments import knowledge

KNOWN = knowledge()


def details(**values: DetailValue) -> tuple[Detail, ...]:
    return tuple(Detail(kind, value) for kind, value in values.items())


def followed(context: Context, text: str = "", **values: DetailValue) -> Question:
    return resolve(Question("follow_up", details(**values), text), context, KNOWN)


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
    assert followed(Context(topic=last), **{kind: value}).topic == topic


def test_new_details_replace_those_of_their_kind_and_keep_the_others() -> None:
    context = Context(topic="providers", details=details(provider="expert", depth=5.0))
    question = followed(context, depth=1.0)
    assert question.entities == details(depth=1.0, provider="expert")


def test_a_type_replaces_a_length_and_the_other_way_round() -> None:
    context = Context(topic="providers", details=details(provider="expert", depth=5.0))
    assert followed(context, treatment_type="light").entities == details(
        treatment_type="light", provider="expert"
    )


def test_another_topic_starts_without_the_old_details() -> None:
    context = Context(topic="pain", details=details(body_area="elbow"))
    assert followed(context, depth=1.0).entities == details(depth=1.0)


def test_tell_me_more_goes_on_with_the_next_part() -> None:
    context = Context(topic="pain", details=details(body_area="elbow"), part=2)
    assert followed(context) == Question("pain", details(body_area="elbow"), part=3)


def test_tell_me_more_of_nothing_says_what_can_be_asked() -> None:
    assert followed(Context()).ids("smalltalk") == ("help",)


@pytest.mark.parametrize(
    ("context", "topic"),
    [
        (Context(topic="pain"), "pain"),
        (Context(topic="personal_advice"), "handoff"),
        (Context(topic="cost"), "handoff"),
        (Context(topic="pain", misses=2), "handoff"),
        (Context(), "smalltalk"),
    ],
)
def test_yes_takes_up_what_was_offered(context: Context, topic: str) -> None:
    assert resolve(Question("affirm"), context, KNOWN).topic == topic


def test_no_is_taken_for_an_answer() -> None:
    declined = resolve(Question("deny"), Context(topic="pain"), KNOWN)
    assert declined.ids("smalltalk") == ("declined",)


def test_a_pronoun_stands_for_the_last_length_or_type() -> None:
    length = Context(topic="needle_depth", depth=5.0, treatment_type="strong")
    asked = Question("providers", text="who does that one?")
    assert resolve(asked, length, KNOWN).depths() == (5.0,)
    kind = Context(topic="types", treatment_type="strong")
    assert resolve(asked, kind, KNOWN).ids("treatment_type") == ("strong",)


def test_a_pronoun_stands_for_nothing_that_is_named_or_of_no_use() -> None:
    context = Context(depth=5.0, treatment_type="strong", condition="spots")
    named = Question("providers", details(treatment_type="light"), "who does it")
    assert resolve(named, context, KNOWN) == named
    treatment = Question("providers", details(treatment="rolling"), "who does it")
    assert resolve(treatment, context, KNOWN) == treatment
    no_pronoun = Question("providers", text="who does rolling")
    assert resolve(no_pronoun, context, KNOWN) == no_pronoun
    no_use = Question("pain", text="does it hurt")
    assert resolve(no_use, context, KNOWN) == no_use


def test_for_that_stands_for_the_last_condition() -> None:
    context = Context(topic="conditions", condition="spots")
    what_for = Question("needle_depth", text="how deep for that?")
    assert resolve(what_for, context, KNOWN).ids("condition") == ("spots",)
    general = Question("conditions", text="what is it used for?")
    assert resolve(general, context, KNOWN).ids("condition") == ()


@pytest.mark.parametrize("last", ["downtime", "results", "sessions", "procedure", "pain"])
@pytest.mark.parametrize("read_as", ["downtime", "results", "procedure", "follow_up", "unclear"])
@pytest.mark.parametrize(
    "text", ["how long does it take?", "How long?", "and how long do they last", "ok how many days"]
)
def test_how_long_stays_with_what_was_just_spoken_of(last: str, read_as: str, text: str) -> None:
    asked = Question(read_as, text=text)
    assert resolve(asked, Context(topic=last), KNOWN).topic == last


@pytest.mark.parametrize("text", ["how many?", "and how many do i need", "how often"])
def test_how_many_after_sessions_asks_for_sessions(text: str) -> None:
    asked = Question("results", text=text)
    assert resolve(asked, Context(topic="sessions"), KNOWN).topic == "sessions"
    assert resolve(asked, Context(topic="pain"), KNOWN).topic == "results"


@pytest.mark.parametrize(
    ("asked", "context"),
    [
        (Question("results", text="how long do the results last"), Context(topic="downtime")),
        (Question("downtime", text="how long?"), Context(topic="definition")),
        (Question("needle_depth", text="how long are they?"), Context(topic="pain")),
        (Question("downtime", details(condition="spots"), "how long?"), Context(topic="results")),
        (Question("downtime"), Context(topic="results")),
    ],
)
def test_how_long_with_a_subject_of_its_own_stays_where_it_is(
    asked: Question, context: Context
) -> None:
    assert resolve(asked, context, KNOWN).topic == asked.topic


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
    assert resolve(Question(topic, named), Context(), KNOWN).topic == meant


def test_what_led_the_last_answer_does_not_lead_the_answer_about_something_else() -> None:
    context = Context(topic="pain", details=details(leading_fact="feel-four"))
    assert followed(context, body_area="elbow").entities == details(body_area="elbow")


def test_details_that_the_knowledge_does_not_have_are_left_out() -> None:
    old = details(condition="gone", treatment="gone", depth=1.0, smalltalk="thanks")
    asked = resolve(Question("conditions", old), Context(), KNOWN)
    assert asked.entities == details(depth=1.0, smalltalk="thanks")


def test_what_is_a_product_is_a_question_about_products() -> None:
    asked = Question("definition", details(product="balm"))
    assert resolve(asked, Context(), KNOWN).topic == "products"
    both = Question("definition", details(product="balm", treatment="rolling"))
    assert resolve(both, Context(), KNOWN).topic == "definition"


def test_a_topic_can_use_what_its_facts_are_about() -> None:
    elbow = Question("pain", details(body_area="elbow"))
    assert can_use("pain", ["body_area"], elbow, KNOWN)
    assert not can_use("definition", ["body_area"], elbow, KNOWN)


def test_an_answer_is_remembered() -> None:
    question = Question("needle_depth", details(depth=5.0, condition="spots"), part=2)
    after = remember(question, ("strong-length",), "rolling", Context(misses=1), KNOWN)
    assert after == Context(
        topic="needle_depth",
        treatment="rolling",
        treatment_type="strong",
        condition="spots",
        depth=5.0,
        details=question.entities,
        part=2,
        facts=("strong-length",),
        misses=0,
    )


def test_a_type_makes_the_last_length_forgotten() -> None:
    before = Context(depth=5.0, treatment_type="strong")
    asked = Question("types", details(treatment_type="light"))
    after = remember(asked, (), "rolling", before, KNOWN)
    assert (after.treatment_type, after.depth) == ("light", None)


def test_a_length_of_no_type_leaves_no_type_behind() -> None:
    before = Context(treatment_type="strong")
    asked = Question("needle_depth", details(depth=3.0))
    after = remember(asked, (), "rolling", before, KNOWN)
    assert (after.treatment_type, after.depth) == (None, 3.0)


def test_misses_are_counted_until_something_is_understood() -> None:
    once = remember(Question("unclear"), (), None, Context(topic="pain"), KNOWN)
    twice = remember(Question("unclear"), (), None, once, KNOWN)
    assert (once.misses, twice.misses, twice.topic) == (1, 2, "pain")
    assert remember(Question("smalltalk"), (), None, twice, KNOWN) == Context(topic="pain")


def test_the_end_of_a_long_answer_keeps_its_facts() -> None:
    before = Context(topic="pain", facts=("feel-one",), part=2)
    after = remember(Question("pain", part=3), (), "rolling", before, KNOWN)
    assert after.facts == ("feel-one",)
