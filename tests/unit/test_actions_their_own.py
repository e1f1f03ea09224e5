"""What is known of the condition or the place that somebody told."""

from actions.answer import Answer
from actions.answering import answer
from knowledge import DEFAULT_FOLDER, load
from understanding.kinds import HARM, QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

SHIPPED = load(DEFAULT_FOLDER)
HAIR = Detail("condition", "hair_restoration")


def asked(topic: str, question: str, *person: Detail) -> Answer:
    named = Question(topic, (Detail(QUESTION, question),))
    return answer(named, SoFar(topic="conditions", person=person), SHIPPED)


def test_a_general_question_is_answered_on_what_was_told_first() -> None:
    said = asked("results", "when-results-show", HAIR)
    assert said.text.startswith("For hair restoration: In 12 weeks")
    assert said.facts[:2] == ("hair-count-12-weeks", "results-months")
    neck = asked("sessions", "how-many-sessions", Detail("body_area", "neck"))
    assert neck.facts[0] == "sessions-neck-4"


def test_the_best_fact_of_a_general_question_need_not_be_that_of_its_topic() -> None:
    asked_of, topic = SHIPPED.questions["how-many-sessions"], SHIPPED.treatments["microneedling"]
    assert asked_of.facts[0] != topic.topics["sessions"].facts[0]
    assert asked("sessions", asked_of.id, HAIR).facts[0] == "sessions-hair-weekly"
    assert "sessions-hair-weekly" in asked("sessions", "how-far-apart", HAIR).facts[:1]
    # How often it is topped up is another matter.
    assert "sessions-hair-weekly" not in asked("sessions", "maintenance-sessions", HAIR).facts


def test_that_it_is_a_general_answer_is_said_where_nothing_is_known() -> None:
    said = asked("results", "when-results-show", Detail("condition", "thin_skin"))
    assert "general_only" in said.said


def test_a_question_on_something_else_is_left_alone() -> None:
    said = asked("results", "how-long-results-last", HAIR)
    assert "hair-count-12-weeks" not in said.facts
    harmed = asked("results", "when-results-show", HAIR, Detail(HARM, "harm-ruined-my-skin"))
    assert "for_their_own" not in harmed.said
    assert "for_their_own" not in asked("results", "when-results-show").said


def test_what_is_asked_of_what_was_told_comes_before_the_general_answer() -> None:
    thinned = asked("procedure", "bleeding-during", Detail("circumstance", "blood_thinners"))
    assert thinned.facts[0] == "suit-blood-thinners"
    assert "bleeding-pinpoint-usual" in thinned.facts
    assert "more-bleeding-3-days-drpen" in thinned.facts
    dark = asked("downtime", "how-long-red", Detail("circumstance", "dark_skin"))
    assert dark.facts[0] == "red-seven-days-dark-skin-teen"
    assert "suit-blood-thinners" not in asked("procedure", "bleeding-during").facts


def test_that_nothing_is_known_of_the_place_that_was_told_is_said_by_its_name() -> None:
    neck = asked("pain", "does-it-hurt", Detail("body_area", "neck"))
    assert neck.sentences[0].phrase == "gap"
    assert SHIPPED.questions["pain-on-the-neck"].name in neck.text
    assert "pain-common" in neck.facts
    assert asked("pain", "does-it-hurt", Detail("body_area", "cheeks")).sentences[0].fact
