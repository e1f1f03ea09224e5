from actions.answering import answer_all
from tests.unit.two_treatments import knowledge
from understanding.so_far import SoFar
from understanding.understood import Question, Sign, Tone, Understood

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


def test_it_is_never_said_on_an_alarm_beside_a_check_or_to_small_talk() -> None:
    sign = Sign("today", "infection", "both")
    assert begins("emergency", "afraid", sign=sign)[0] == "safety.today"
    assert begins("pain", "afraid", check=sign)[0] != "tone_afraid"
    assert begins("smalltalk", "angry")[0] == "smalltalk_default"
