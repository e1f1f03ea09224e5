"""The time that somebody has, set against how long things take."""

from dataclasses import replace

from actions.answer import Answer
from actions.answering import answer_all
from knowledge import DEFAULT_FOLDER, load
from knowledge.model import Knowledge
from understanding.kinds import AGO, DAY, EVENT, HARM, PLANNED, QUESTION, SINCE, STARTED, TOLD, WAS
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

SHIPPED = load(DEFAULT_FOLDER)
WEDDING = f"{EVENT}wedding"


def said(
    question: Question, *person: Detail, so_far: SoFar | None = None, knowledge: Knowledge = SHIPPED
) -> Answer:
    understood = Understood((question,), person=person)
    return answer_all(understood, so_far or SoFar(), knowledge).answers[0]


def told(days: float) -> Answer:
    return said(Question("downtime", (Detail(TOLD, EVENT),)), Detail(WEDDING, days))


def test_what_is_over_by_the_event_is_said_with_its_facts() -> None:
    answer = told(49.0)
    assert "7 weeks away" in answer.text
    assert {"downtime-days", "spacing-sheets", "results-trial"} <= set(answer.facts)
    assert "event_recovery_inside" in answer.said
    assert "2 would fit" in answer.text


def test_a_close_event_leaves_no_time_for_sessions_or_results() -> None:
    answer = told(5.0)
    assert "event_recovery_short" in answer.said
    assert not {"event_sessions_one", "event_results_short"} & set(answer.said)


def test_the_last_time_told_counts() -> None:
    first = answer_all(
        Understood((Question("downtime"),), person=(Detail(WEDDING, 49.0),)), SoFar(), SHIPPED
    ).so_far
    answer = said(Question("sessions"), Detail(WEDDING, 35.0), so_far=first)
    assert "5 weeks" in answer.text
    assert "7 weeks" not in answer.text


def test_an_event_comes_before_what_it_changes_and_nothing_else() -> None:
    so_far = SoFar(person=(Detail(WEDDING, 49.0),))
    assert "event_results_short" in said(Question("results"), so_far=so_far).said
    assert "event_sessions_several" in said(Question("sessions"), so_far=so_far).said
    assert "wedding" not in said(Question("booking"), so_far=so_far).text
    assert "wedding" not in said(Question("definition"), so_far=so_far).text


def test_for_whoever_was_hurt_no_sessions_are_counted_unless_they_ask() -> None:
    harmed = SoFar(person=(Detail(HARM, "harm-dark-marks-since"), Detail(WEDDING, 49.0)))
    answer = said(Question("downtime", (Detail(TOLD, EVENT),)), so_far=harmed)
    assert [each.phrase for each in answer.sentences][:1] == ["event_after_harm"]
    assert answer.facts == ("harm-have-it-seen",)
    for topic in ("results", "downtime", "preparation"):
        assert "wedding" not in said(Question(topic), so_far=harmed).text
    assert "would fit in" in said(Question("sessions"), so_far=harmed).text


def test_it_is_not_said_twice_in_a_row() -> None:
    so_far = SoFar(person=(Detail(WEDDING, 49.0),), topic="results", said=("event_results_short",))
    assert "wedding" not in said(Question("results"), so_far=so_far).text


def test_the_day_after_a_session_is_counted() -> None:
    day = Detail(SINCE, 2.0)
    assert said(Question("downtime"), day).text.startswith("Day 2 is within the 7 days")
    assert said(Question("aftercare"), day).sentences[0].phrase == "since_lead"
    assert "since_past" in said(Question("downtime"), Detail(SINCE, 12.0)).said
    assert "Day 60" not in said(Question("downtime"), Detail(SINCE, 60.0)).text


def test_an_event_after_a_session_is_set_against_that_session() -> None:
    so_far = SoFar(person=(Detail(WEDDING, 6.0), Detail(SINCE, 2.0)))
    assert "event_had_inside" in said(Question("downtime"), so_far=so_far).said
    so_far = SoFar(person=(Detail(WEDDING, 3.0), Detail(SINCE, 2.0)))
    assert "event_had_short" in said(Question("downtime"), so_far=so_far).said


def test_what_is_asked_of_the_event_is_counted_again() -> None:
    so_far = SoFar(
        person=(Detail(WEDDING, 49.0),), topic="sessions", said=("event_sessions_several",)
    )
    asked = Question("sessions", words="how many would fit in and when is the last one")
    assert {"event_sessions_several", "event_last_session"} <= set(said(asked, so_far=so_far).said)


def test_without_the_fact_nothing_is_counted() -> None:
    treatment = SHIPPED.treatments["microneedling"].model_copy(update={"times": {}})
    bare = replace(SHIPPED, treatments={"microneedling": treatment})
    so_far = SoFar(person=(Detail(WEDDING, 49.0),))
    assert "wedding" not in said(Question("results"), so_far=so_far, knowledge=bare).text


def test_after_a_warning_sign_no_day_is_counted_as_usual() -> None:
    plain = said(Question("downtime"), Detail(SINCE, 3.0))
    after_sign = said(Question("downtime"), Detail(SINCE, 3.0), so_far=SoFar(sign="today"))
    assert "day 3" in plain.text.casefold()
    assert "day 3" not in after_sign.text.casefold()


def test_a_count_of_months_is_worked_out_also_after_a_warning_sign() -> None:
    asked = Question("suitability", words="so 6 months from march")
    for sign in (None, "today"):
        answer = said(asked, so_far=replace(SoFar(), sign=sign))
        assert answer.text.startswith("6 months from March is September.")


def test_the_time_between_a_session_that_is_thought_of_and_the_event_is_said() -> None:
    so_far = SoFar(person=(Detail(WEDDING, 49.0),))
    enough = said(Question("downtime"), Detail(f"{PLANNED}wedding", 21.0), so_far=so_far)
    short = said(Question("downtime"), Detail(f"{PLANNED}wedding", 6.0), so_far=so_far)
    assert enough.text.startswith("That leaves 3 weeks until your wedding")
    assert short.text.startswith("That leaves only 6 days until your wedding")
    assert "away" not in enough.text + short.text


def test_the_wedding_of_somebody_else_is_not_yours() -> None:
    answer = said(Question("downtime", (Detail(TOLD, EVENT),)), Detail(WEDDING, 49.0, of="son"))
    assert answer.text.startswith("The wedding is 7 weeks away")
    assert "your" not in answer.text.casefold()


def test_a_day_that_is_planned_for_is_set_against_the_time_of_the_fact() -> None:
    def gym(days: float) -> Answer:
        question = Question("aftercare", (Detail(QUESTION, "gym-again"),))
        return said(question, Detail(f"{DAY}saturday", days, said="tuesday"))

    assert gym(4.0).text.startswith("Saturday is day 4 after Tuesday, so past 24 to 48 hours, but")
    assert gym(2.0).sentences[0].phrase == "day_within"
    assert gym(9.0).sentences[0].phrase == "day_past_both"


def test_a_day_of_recovery_is_set_against_how_long_effects_last() -> None:
    day = Detail(f"{DAY}monday", 5.0)
    answer = said(Question("downtime"), day)
    assert answer.text.startswith("Monday is day 5 after your session: within the 7 days")
    assert "day_" not in said(Question("definition"), day).sentences[0].text


def test_a_day_is_not_kept_for_later_answers() -> None:
    understood = Understood((Question("downtime"),), person=(Detail(f"{DAY}monday", 5.0),))
    assert answer_all(understood, SoFar(), SHIPPED).so_far.person == ()


def test_care_is_set_against_today() -> None:
    question = Question("aftercare", (Detail(QUESTION, "swimming-again"),))
    answer = said(question, Detail(SINCE, 3.0), Detail(STARTED, "monday"))
    assert answer.text.startswith("Today is day 3 after Monday, so past 48 hours, but within 5")


def test_what_is_left_after_months_is_long_past_what_is_usual() -> None:
    answer = said(Question("side_effects"), Detail(SINCE, 120.0))
    assert answer.text.startswith("4 months is long past the 7 days")
    assert "long past" not in said(Question("sessions"), Detail(SINCE, 120.0)).text


def test_how_long_ago_a_reason_for_care_was_is_set_against_its_fact() -> None:
    def off(days: float, told: str) -> Answer:
        care = Detail("circumstance", "isotretinoin")
        asked = Question("suitability", (care, Detail(QUESTION, "how-long-after-isotretinoin")))
        return said(asked, care, Detail(f"{AGO}isotretinoin", days, said=told))

    assert off(120.0, "4 months").text.startswith("4 months is still within the 6 months")
    # "8 months ago" may be when it began: that it is long enough ago is not said.
    assert not off(730.0, "2 years").text.startswith("2 years")


def test_the_figure_that_is_right_is_said_back() -> None:
    right = Detail(WEDDING, 28.0), Detail(WAS, "5 weeks", said="4 weeks")
    understood = Understood((Question("sessions"),), person=right, tone="corrected")
    reply = answer_all(understood, SoFar(), SHIPPED)
    assert reply.answers[0].text.startswith("4 weeks, not 5 weeks: thank you")
    assert reply.so_far.person == (Detail(WEDDING, 28.0),)
