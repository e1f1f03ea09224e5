"""Of which condition the figures of an answer are, and that they are of needling without heat."""

from actions.answer import Answer
from actions.answering import answer, answer_all
from actions.composing import asked_key
from knowledge import DEFAULT_FOLDER, load
from understanding.kinds import QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

SHIPPED = load(DEFAULT_FOLDER)
HAIR, PORES = Detail("condition", "hair_restoration"), Detail("condition", "large_pores")
SCARS, DARK_SPOTS = Detail("condition", "acne_scars"), Detail("condition", "hyperpigmentation")


def asked(topic: str, question: str, *person: Detail, said: tuple[str, ...] = ()) -> Answer:
    named = Question(topic, (Detail(QUESTION, question),))
    return answer(named, SoFar(topic="conditions", person=person, said=said), SHIPPED)


def test_that_figures_are_of_another_condition_is_said_before_them() -> None:
    hair = asked("results", "share-who-improve", HAIR)
    assert hair.sentences[0].phrase == "nearest_only"
    assert "hair restoration" in hair.sentences[0].text
    # What is on it comes before what is not.
    assert hair.facts[0] == "hair-count-12-weeks"
    scars = asked("results", "share-who-improve", SCARS)
    assert "nearest_only" not in scars.said
    assert scars.facts[0] == "scars-share-improved"


def test_it_is_said_each_time_in_fewer_words() -> None:
    said = ("nearest_only", asked_key("share-who-improve"))
    again = asked("sessions", "whole-course-length", HAIR, said=said)
    assert again.sentences[0].phrase == "nearest_only_repeated"


def test_the_facts_on_what_was_told_come_first() -> None:
    hair = asked("sessions", "how-far-apart", HAIR)
    assert hair.facts[0] == "sessions-hair-weekly"
    assert "nearest_only" not in hair.said
    assert asked("sessions", "how-far-apart", SCARS).facts[0] == "spacing-4-weeks-review"


def test_a_question_on_scars_is_no_answer_to_pores_but_stays_one_on_scars() -> None:
    pores = asked("results", "how-much-acne-scars-improve", PORES)
    assert pores.sentences[0].phrase == "nearest_only"
    assert "large pores" in pores.sentences[0].text
    spots = asked("results", "how-much-acne-scars-improve", DARK_SPOTS)
    assert spots.sentences[0].phrase == "nearest_only"
    # Whoever names scars besides has those, too.
    both = asked("results", "how-much-acne-scars-improve", DARK_SPOTS, SCARS)
    assert both.facts[0] == "scars-50-to-75-percent"
    assert "nearest_only" not in both.said


def test_nobody_who_gets_keloids_has_come_for_them() -> None:
    keloids = (Detail("circumstance", "keloids"), Detail("condition", "keloid_scars"))
    shown = asked("sessions", "how-far-apart", *keloids)
    assert {"nearest_only", "general_only"}.isdisjoint(shown.said)


def test_a_condition_is_owned_up_to_once_in_an_answer() -> None:
    beard = Detail("condition", "beard_growth")
    named = Question("sessions", (Detail(QUESTION, "sessions-that-fit-in"), beard))
    shown = answer(named, SoFar(person=(beard,)), SHIPPED)
    assert shown.text.count(SHIPPED.term_name("condition", "beard_growth")) == 1


RF = Detail("other_treatment", "rf_microneedling", said="Morpheus8")
AFTER_SPORT = Question("aftercare", (Detail(QUESTION, "gym-again"),))


def after_heat(question: Question, since: int = 9) -> Answer:
    return answer(question, SoFar(topic="pain", treatments=(RF,), since_heat=since), SHIPPED)


def test_figures_are_told_apart_from_needling_with_heat() -> None:
    said = after_heat(AFTER_SPORT)
    assert "of_plain_needling" in said.said
    assert "Morpheus8" in said.text
    assert "of_plain_needling" not in answer(AFTER_SPORT, SoFar(topic="pain"), SHIPPED).said


def test_heat_is_told_apart_once_in_a_while() -> None:
    reply = answer_all(Understood((AFTER_SPORT,)), SoFar(topic="pain", treatments=(RF,)), SHIPPED)
    assert reply.so_far.since_heat == 0
    again = answer_all(Understood((AFTER_SPORT,)), reply.so_far, SHIPPED)
    assert {"of_plain_needling", "of_plain_needling_repeated"}.isdisjoint(again.answers[0].said)


def test_nothing_is_told_apart_without_figures_or_with_those_of_heat() -> None:
    for topic, known in (("aftercare", "hat-after"), ("sessions", "rf-sessions")):
        said = after_heat(Question(topic, (Detail(QUESTION, known),)))
        assert "of_plain_needling" not in said.said


def test_what_is_known_of_needling_with_heat_comes_first() -> None:
    hurts = after_heat(Question("pain", (Detail(QUESTION, "does-it-hurt"),)))
    assert hurts.facts[0] == "pain-rf-score-eyes"
    assert "of_plain_needling" not in hurts.said


def test_heat_is_told_apart_in_fewer_words_the_second_time() -> None:
    held = SoFar(topic="pain", treatments=(RF,), since_heat=1, said=("of_plain_needling",))
    assert "of_plain_needling_repeated" in answer(AFTER_SPORT, held, SHIPPED).said
