from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st

from actions.answering import answer_all
from actions.focus import focus
from actions.question import Context, Detail, Question
from actions.relevance import LEADING
from actions.selection import select
from tests.unit.two_treatments import knowledge

KNOWN = knowledge()
PAIN = KNOWN.treatments["rolling"].topics["pain"].facts
FOURTH = Detail(LEADING, "feel-four")


def test_what_the_words_point_at_leads() -> None:
    asked = focus(Question("pain", text="and the fourth?"), Context(), KNOWN)
    assert asked.entities == (FOURTH,)


def test_a_button_is_answered_in_the_usual_order() -> None:
    assert focus(Question("pain"), Context(), KNOWN) == Question("pain")


def test_the_name_of_the_treatment_and_of_the_topic_point_at_nothing() -> None:
    asked = Question("types", text="rolling types")
    assert focus(asked, Context(), KNOWN) == asked


def test_more_goes_on_in_the_order_of_the_beginning() -> None:
    first = answer_all([Question("pain", text="and the fourth?")], Context(), KNOWN)
    assert first.answers[0].facts[0] == "feel-four"
    assert first.answers[0].buttons[0].id == "more.pain.2"
    for more in (Question("pain", part=2), Question("follow_up", text="tell me more")):
        second = answer_all([more], first.context, KNOWN)
        assert second.answers[0].facts == ("feel-three", "feel-agency")


def test_more_of_something_else_starts_afresh() -> None:
    context = Context(topic="pain", details=(FOURTH,))
    other = Question("pain", (Detail("body_area", "elbow"),), part=2)
    assert focus(other, context, KNOWN) == other
    topic = Question("products", part=2)
    assert focus(topic, context, KNOWN) == topic


@ANY_PACE
@given(
    st.lists(
        st.sampled_from(["first", "second", "third", "fourth", "elbow", "tickles", "a", "bit"])
    )
    .map(" ".join)
    .filter(bool),
    st.booleans(),
)
def test_no_fact_is_lost_or_doubled_whatever_is_asked(text: str, names_elbow: bool) -> None:
    details = (Detail("body_area", "elbow"),) if names_elbow else ()
    plain = Question("pain", details)
    usual = select(PAIN, plain, KNOWN).all
    asked = focus(Question("pain", details, text), Context(), KNOWN)
    assert sorted(select(PAIN, asked, KNOWN).all) == sorted(usual)
    leads = set(asked.ids(LEADING))
    rest = [id_ for id_ in select(PAIN, asked, KNOWN).general if id_ not in leads]
    assert rest == [id_ for id_ in select(PAIN, plain, KNOWN).general if id_ not in leads]
