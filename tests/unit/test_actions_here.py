from actions.answer import Answer
from actions.answering import answer
from tests.unit.two_treatments import knowledge
from understanding.kinds import HERE
from understanding.so_far import SoFar
from understanding.understood import Detail, Question


def asked(clinic: str = "", topic: str = "conditions", **details: str) -> Answer:
    told = tuple(Detail(kind, value) for kind, value in {**details, HERE: "asked"}.items())
    return answer(Question(topic, told, "do you do that"), SoFar(), knowledge(clinic))


def phrases(shown: Answer) -> list[str | None]:
    return [line.phrase for line in shown.sentences]


def test_what_a_blank_list_of_services_cannot_tell_is_said_first() -> None:
    shown = asked(condition="dents")
    assert phrases(shown)[0] == "here_treats"
    assert shown.text.startswith("Whether this clinic does dents, I don't know")
    assert len(shown.sentences) > 1


def test_a_service_that_names_it_is_a_yes() -> None:
    shown = asked("services: [rolling for dents]", condition="dents")
    assert shown.text.startswith("Yes, it is on the clinic's list: Rolling for dents.")


def test_a_reason_for_care_is_left_to_the_provider() -> None:
    assert "here_does_that" not in phrases(asked(topic="suitability", circumstance="hiccups"))


def test_a_question_on_the_list_itself_names_what_is_wanted() -> None:
    shown = asked(topic="booking", other_treatment="steam", clinic_part="services")
    assert phrases(shown)[0] == "here_offers"


def test_who_does_it_here_comes_before_who_does_it_elsewhere() -> None:
    assert phrases(asked(topic="providers"))[0] == "provider_here_unknown"
    shown = asked("team: [one helper]", topic="providers")
    assert shown.text.startswith("This is the team:\n- one helper\n")
