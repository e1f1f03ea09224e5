"""All that somebody told, by itself."""

from actions.answer import Answer
from actions.answering import answer
from knowledge import DEFAULT_FOLDER, load
from understanding.about_last import FOR_ME, IS_NO, TO_TELL
from understanding.kinds import AGE, EVENT, HARM, OF_LAST, SIGN, STARTED
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

SHIPPED = load(DEFAULT_FOLDER)
PERSON = (
    Detail("circumstance", "blood_thinners"),
    Detail("condition", "wrinkles"),
    Detail(AGE, 71.0),
    Detail(f"{EVENT}party", 14.0),
)


def asked(about: str, so_far: SoFar) -> Answer:
    return answer(Question("personal_advice", (Detail(OF_LAST, about),)), so_far, SHIPPED)


def test_each_thing_told_gets_its_fact_and_nobody_decides() -> None:
    said = asked(FOR_ME, SoFar(topic="pain", person=PERSON))
    assert said.sentences[0].phrase == "for_me"
    assert {"suit-blood-thinners", "condition-wrinkles", "downtime-days"} <= set(said.facts)
    assert said.sentences[-1].text.startswith("Your provider decides")


def test_a_sign_told_before_stands_first() -> None:
    said = asked(FOR_ME, SoFar(topic="pain", person=PERSON, sign="today"))
    assert said.sentences[0].phrase == "alarm_stands_today"
    told = asked(TO_TELL, SoFar(topic="pain", person=PERSON, sign="today"))
    assert told.sentences[1].phrase == "tell_sign_today"


def test_what_to_tell_of_a_sign_names_it_and_what_they_will_ask() -> None:
    person = (*PERSON, Detail(SIGN, "pus"))
    said = asked(TO_TELL, SoFar(topic="pain", person=person, alarm="today", sign="today"))
    for words in ("pus", *SHIPPED.safety.levels["today"].after["to_tell"], "blood thinners"):
        assert words in said.text
    # What may stand against the treatment is no matter now.
    assert "suit-tell-provider" not in said.facts


def test_what_to_tell_says_nothing_twice() -> None:
    airway = next(iter(SHIPPED.safety.levels["emergency_now"].signs))
    name = SHIPPED.safety.levels["emergency_now"].signs[airway].name
    for area in SHIPPED.terms["body_area"]:
        person = (Detail("body_area", area), Detail(SIGN, airway))
        so_far = SoFar(topic="pain", person=person, alarm="emergency_now", sign="emergency_now")
        lines = [line.text for line in asked(TO_TELL, so_far).sentences if line.bullet]
        assert len(lines) == len(set(lines))
        assert not any(line in name for line in lines if line != name)


def test_what_to_tell_lists_all_that_was_told() -> None:
    said = asked(TO_TELL, SoFar(topic="pain", person=PERSON))
    for words in ("blood thinners", "wrinkles", "71", "party in 2 weeks"):
        assert words in said.text
    assert "suit-tell-provider" in said.facts


def test_a_reason_for_care_is_neither_a_yes_nor_a_no() -> None:
    said = asked(IS_NO, SoFar(topic="pain", person=PERSON))
    assert said.sentences[0].phrase == "is_no"
    assert "blood thinners" in said.text
    again = asked(IS_NO, SoFar(topic="pain", person=PERSON, said=("is_no",)))
    assert again.sentences[0].phrase == "is_no_repeated"


def test_whom_it_harmed_is_not_told_what_it_is_used_for() -> None:
    person = (*PERSON, Detail(HARM, "harm-dark-marks-since"))
    said = asked(FOR_ME, SoFar(topic="pain", person=person))
    assert "for_me_harm" in said.said
    assert "condition-wrinkles" not in said.facts


def test_what_no_source_covers_is_named_in_one_line() -> None:
    terms = ("statins", "water_tablets", "blood_thinners")
    person = tuple(Detail("circumstance", term) for term in terms)
    said = asked(FOR_ME, SoFar(topic="pain", person=person))
    [line] = [each for each in said.sentences if each.phrase == "for_me_unknown"]
    assert line.text == "no source here covers statins or water tablets (diuretics)"


def test_what_the_sources_speak_of_elsewhere_is_not_called_uncovered() -> None:
    person = (Detail("circumstance", "recent_filler_or_botox"),)
    said = asked(FOR_ME, SoFar(topic="pain", person=person))
    assert "for_me_also" in said.said
    assert "for_me_unknown" not in said.said


def test_what_does_not_fit_is_named_at_least() -> None:
    terms = ("pregnancy", "blood_thinners", "steroids", "diabetes", "eczema", "keloids", "hiv")
    person = tuple(Detail("circumstance", term) for term in terms)
    said = asked(FOR_ME, SoFar(topic="pain", person=person))
    for term in terms:
        name = SHIPPED.term_name("circumstance", term)
        assert any(name in text for text in (said.text, said.text.replace("pregnant", name)))


def test_an_age_is_no_reason_to_ask_first() -> None:
    person = (Detail("circumstance", "older_age"), Detail("circumstance", "keloids"))
    said = asked(IS_NO, SoFar(topic="pain", person=person))
    assert "older age" not in said.sentences[0].text


def test_what_to_tell_has_the_treatments_and_the_day_and_nothing_twice() -> None:
    both = (Detail("circumstance", "psoriasis"), Detail("condition", "psoriasis"))
    laser = Detail("other_treatment", "laser", said="laser")
    person = (*both, Detail(STARTED, "monday"))
    said = asked(TO_TELL, SoFar(topic="pain", person=person, treatments=(laser,)))
    assert said.text.count("psoriasis") == 1
    assert "lasers, which you spoke of" in said.text
    assert "Monday" in said.text


def test_what_is_worn_is_no_matter_to_whoever_looks_at_a_sign() -> None:
    worn = (Detail("circumstance", "hard_hat"), Detail(SIGN, "pus"))
    so_far = SoFar(topic="pain", person=worn, alarm="today", sign="today")
    assert "helmet" not in asked(TO_TELL, so_far).text


def test_what_was_said_of_another_treatment_is_said_beside_the_rest() -> None:
    rf = Detail("other_treatment", "rf_microneedling", said="RF")
    held = SoFar(topic="pain", person=PERSON[:1], treatments=(rf,), said=("rf-reports",))
    assert "rf-reports" in asked(FOR_ME, held).facts
