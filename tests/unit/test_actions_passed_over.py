"""What is named beside a question, and no answer speaks of."""

from actions.answering import answer_all
from knowledge import DEFAULT_FOLDER, load
from language.unlisted import ALLERGY, ILLNESS, MEDICINE
from understanding.kinds import QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

KNOWN = load(DEFAULT_FOLDER)


def said(question: Question, *named: Detail, so_far: SoFar = SoFar()) -> str:  # noqa: B008
    reply = answer_all(Understood((question,), named=named), so_far, KNOWN)
    return " ".join(each.text for each in reply.answers)


def asked(topic: str, id_: str, *details: Detail) -> Question:
    return Question(topic, (Detail(QUESTION, id_), *details))


REDNESS = asked("downtime", "how-long-red")


def test_a_medicine_that_no_list_has_is_named_and_not_stopped() -> None:
    text = said(REDNESS, Detail(MEDICINE, "bosutinib", said="Bosutinib"))
    assert "Bosutinib" in text
    assert "don't change or stop it" in text


def test_an_illness_and_an_allergy_that_no_list_has_are_named_together() -> None:
    text = said(REDNESS, Detail(ILLNESS, "sarcoidosis"), Detail(ALLERGY, "peanuts"))
    assert "sarcoidosis or an allergy to peanuts" in text


def test_a_reason_for_care_beside_a_price_is_said_as_it_is_known() -> None:
    aspirin = Detail("circumstance", "blood_thinners", said="baby aspirin")
    text = said(asked("cost", "insurance-pays", aspirin), aspirin)
    assert "blood thinner" in text


def test_what_is_spoken_of_elsewhere_is_not_said_to_be_unknown() -> None:
    smoking = Detail("circumstance", "smoking")
    text = said(REDNESS, smoking)
    assert "Tell your provider of smoking, too." in text
    assert "nothing" not in text


def test_what_the_answer_speaks_of_gets_no_word_more() -> None:
    thinners = Detail("circumstance", "blood_thinners", said="warfarin")
    text = said(asked("suitability", "on-blood-thinners", thinners), thinners)
    assert text.count("warfarin") <= 2
    assert "Tell your provider of" not in text


def test_one_of_a_family_is_called_by_the_visitors_word() -> None:
    device = Detail("other_treatment", "rf_microneedling", said="Morpheus8")
    text = said(asked("comparison", "rf-difference", device), device)
    assert text.startswith("For Morpheus8 (radiofrequency")


def test_a_general_list_gives_way_to_what_nothing_is_known_of() -> None:
    listed = said(Question("suitability"))
    text = said(Question("suitability"), Detail(ILLNESS, "sarcoidosis"))
    assert "pregnant" in listed
    assert "pregnant" not in text
    assert text.startswith("My sources say nothing on sarcoidosis")


def test_no_word_is_added_to_small_talk() -> None:
    hello = Question("smalltalk")
    assert said(hello, Detail(ILLNESS, "sarcoidosis")) == said(hello)


def test_a_guess_gives_way_and_whom_to_call_stays() -> None:
    text = said(Question("unclear"), Detail(ILLNESS, "sarcoidosis"))
    assert text.startswith("My sources say nothing on sarcoidosis")
    assert "emergency" in text
    assert "not sure what you mean" not in text


YOUNG = Detail("circumstance", "age_under_22", said="I'm 15")


def test_an_age_below_the_limit_gets_that_limit_where_no_answer_has_it() -> None:
    limit = KNOWN.facts["suit-age"].text
    fading = asked("conditions", "acne-or-marks-fade-alone")
    assert said(fading, YOUNG).endswith(limit)
    assert limit not in said(fading, YOUNG, so_far=SoFar(said=("suit-age",)))
    assert said(asked("suitability", "for-a-teenager", YOUNG), YOUNG).count(limit) <= 1


def test_an_age_below_the_limit_gets_no_word_beside_a_price_or_the_limit_itself() -> None:
    limit = KNOWN.facts["suit-age"].text
    assert limit not in said(asked("cost", "insurance-pays"), YOUNG)
    assert "from age 22" in said(asked("procedure", "on-the-neck"))
    assert limit not in said(asked("conditions", "helps-neck-lines"), YOUNG)
    # Children that are spoken of by the way are no patients; an age in years is somebody's own.
    children = Detail("circumstance", "age_under_22", said="kids")
    assert limit not in said(REDNESS, children)
    assert limit in said(REDNESS, YOUNG, Detail("age", 15.0))
    older = Detail("circumstance", "older_age", said="I'm 71")
    assert said(REDNESS, older) == said(REDNESS)
