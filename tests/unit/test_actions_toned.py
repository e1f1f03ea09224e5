from actions.answering import answer_all
from tests.unit.two_treatments import knowledge
from understanding.kinds import SINCE, SMALLTALK
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Sign, Tone, Understood

KNOWN = knowledge()


def begins(
    topic: str, tone: Tone | None, so_far: SoFar | None = None, **signs: Sign
) -> tuple[str | None, SoFar]:
    asked = Understood((Question(topic),), tone=tone, **signs)
    reply = answer_all(asked, so_far or SoFar(), KNOWN)
    return reply.answers[0].sentences[0].phrase, reply.so_far


def test_a_feeling_is_met_before_the_answer_but_not_twice_in_a_row() -> None:
    first, after = begins("pain", "afraid")
    assert first == "tone_afraid"
    at_once, after = begins("benefits", "afraid", after)
    assert not str(at_once).startswith("tone")
    later, after = begins("sessions", "afraid", after)
    assert later == "tone_afraid_repeated"
    _, after = begins("pain", None, after)
    third, _ = begins("benefits", "afraid", after)
    assert not str(third).startswith("tone")


def test_that_nobody_told_of_it_before_is_met_beside_what_comes_after_a_session() -> None:
    assert begins("downtime", "untold")[0] == "tone_untold"
    assert not str(begins("sessions", "untold")[0]).startswith("tone")


def test_it_is_never_said_on_an_alarm_or_beside_a_check() -> None:
    sign = Sign("today", "infection", "both")
    assert begins("emergency", "afraid", sign=sign)[0] == "safety.today"
    assert begins("pain", "afraid", check=sign)[0] != "tone_afraid"


def test_it_takes_the_place_of_small_talk_also_twice_in_a_row() -> None:
    first, after = begins("smalltalk", "afraid")
    assert first == "tone_afraid"
    assert begins("smalltalk", "afraid", after)[0] == "tone_afraid_repeated"
    assert begins("smalltalk", "grateful")[0] == "smalltalk_default"


def test_who_was_treated_is_not_told_that_it_is_good_to_ask_first() -> None:
    treated = SoFar(person=(Detail(SINCE, 2.0),))
    assert begins("pain", "afraid", treated)[0] == "tone_afraid_repeated"


def test_what_is_beyond_the_sources_is_said_kindly() -> None:
    asked = Understood((Question("out_of_scope"),), tone="unhappy")
    answer = answer_all(asked, SoFar(), KNOWN).answers[0]
    assert answer.said == ("tone_unhappy", "tone_beyond")


def test_who_is_sad_is_not_asked_twice() -> None:
    first = answer_all(Understood((Question("smalltalk"),), tone="unhappy"), SoFar(), KNOWN)
    assert first.answers[0].said == ("tone_unhappy", "tone_ask_unhappy")
    again = answer_all(Understood((Question("smalltalk"),), tone="unhappy"), first.so_far, KNOWN)
    assert again.answers[0].said == ("tone_unhappy_repeated",)


def test_who_is_upset_and_wants_a_person_reads_no_cheery_word() -> None:
    first = answer_all(Understood((Question("handoff"),), tone="angry"), SoFar(), KNOWN)
    assert first.answers[0].said[:2] == ("tone_angry", "handoff_upset")
    again = answer_all(Understood((Question("handoff"),), tone="angry"), first.so_far, KNOWN)
    assert again.answers[0].said[0] == "handoff_repeated"


def test_who_fears_a_lecture_reads_no_list_of_sources() -> None:
    understood = Understood((Question("source"),), tone="judged")
    (answer,) = answer_all(understood, SoFar(), knowledge()).answers
    assert [each.phrase for each in answer.sentences] == ["tone_judged", "tone_ask"]
    assert answer.cited == ()


def test_who_says_sorry_is_forgiven_in_small_talk_too() -> None:
    asked = Understood((Question("smalltalk", (Detail(SMALLTALK, "leaving"),)),), tone="sorry")
    answer = answer_all(asked, SoFar(), KNOWN).answers[0]
    assert answer.said == ("tone_sorry", "smalltalk_acknowledgement_repeated")
