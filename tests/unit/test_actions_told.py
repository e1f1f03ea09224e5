"""What somebody tells rather than asks."""

from actions.answer import Answer
from actions.answering import answer_all
from knowledge import DEFAULT_FOLDER, load
from understanding.kinds import HARM, QUESTION, TOLD
from understanding.noticing import notice
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Sign, Understood

SHIPPED = load(DEFAULT_FOLDER)


def told(topic: str, kind: str, words: str) -> Answer:
    question = notice(Question(topic, (Detail(TOLD, kind),), words), SHIPPED)
    [answer] = answer_all(Understood((question,)), SoFar(), SHIPPED).answers
    return answer


def test_what_is_usual_is_said_with_what_is_not() -> None:
    answer = told("downtime", "after_effect", "it feels like sandpaper, third day")
    assert answer.sentences[0].phrase == "told_after_effect"
    assert "rough-sandpaper-sheet" in answer.facts
    assert "not-normal-in-any-list" in answer.facts
    assert answer.sign is None


def test_harm_is_heard_and_gets_no_list_of_side_effects() -> None:
    answer = told("side_effects", "harm", "tram lines on my cheeks since last year")
    assert answer.sentences[0].phrase == "told_harm"
    assert answer.facts[:3] == ("harm-have-it-seen", "harm-tell-clinic", "harm-report-where")
    assert len(answer.facts) <= 4
    assert "effects-common-first" not in answer.facts


def test_nobody_who_was_hurt_is_shown_results_unasked() -> None:
    harmed = SoFar(person=(Detail(HARM, "harm-dark-marks-since"),), said=("told_harm",))
    vague = Understood((Question("benefits", confidence=0.4),))
    [answer] = answer_all(vague, harmed, SHIPPED).answers
    assert answer.facts[:2] == ("harm-have-it-seen", "dark-marks-may-stay")
    plain = Question("results", (Detail(QUESTION, "share-who-improve"),))
    [answer] = answer_all(Understood((plain,)), harmed, SHIPPED).answers
    assert "harm-have-it-seen" not in answer.facts


def test_a_doubtful_sign_is_asked_about_after_the_answer() -> None:
    doubt = Sign("today", "today", "meaning", 0.6)
    reply = answer_all(Understood((Question("pain"),), check=doubt), SoFar(), SHIPPED)
    assert [answer.topic for answer in reply.answers] == ["pain", "emergency"]
    assert [answer.sign for answer in reply.answers] == [None, "check"]
    assert (reply.so_far.offer, reply.so_far.checked) == ("check", "today")


def test_where_nothing_was_asked_it_is_asked_alone() -> None:
    doubt = Sign("self_harm", "self_harm", "meaning", 0.4)
    reply = answer_all(Understood((Question("unclear"),), check=doubt), SoFar(), SHIPPED)
    assert [answer.sign for answer in reply.answers] == ["check"]
    assert reply.so_far.offer == "safe"


def test_what_is_quiet_is_noted_by_its_name() -> None:
    question = Question("suitability", (Detail("circumstance", "rosacea"), Detail(TOLD, "quiet")))
    [answer] = answer_all(Understood((question,)), SoFar(), SHIPPED).answers
    assert "rosacea, quiet now" in answer.text
