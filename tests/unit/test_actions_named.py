"""What a question names, and what the conversation is on, decides which facts answer it."""

from functools import cache

from actions.answer import Answer
from actions.answering import answer
from knowledge import DEFAULT_FOLDER, Knowledge, load
from knowledge.topics import HARM_TOPIC
from understanding.about_last import WHY
from understanding.kinds import OF_LAST, QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

NEW = SoFar()
ON_HAIR = SoFar(topic="conditions", facts=("minoxidil-trials",), said=("minoxidil-trials",))


@cache
def shipped() -> Knowledge:
    return load(DEFAULT_FOLDER)


def asked(id_: str, *details: tuple[str, str], so_far: SoFar = NEW) -> Answer:
    named = tuple(Detail(kind, value) for kind, value in details)
    topic = shipped().questions[id_].topic
    return answer(Question(topic, (*named, Detail(QUESTION, id_))), so_far, shipped())


def phrases(said: Answer) -> list[str | None]:
    return [line.phrase for line in said.sentences]


def test_a_place_of_which_nothing_is_known_is_named() -> None:
    said = asked("helps-stretch-marks", ("condition", "stretch_marks"), ("body_area", "breasts"))

    assert said.facts[0] == "stretch-marks-like-laser"
    assert "nothing about the breasts" in said.text


def test_the_only_place_of_a_condition_needs_no_word() -> None:
    said = asked("proof-for-hair", ("condition", "hair_restoration"), ("body_area", "scalp"))

    assert "nothing_on" not in phrases(said)


def test_a_gap_is_followed_by_what_is_known_of_the_place() -> None:
    said = asked("helps-crepey-skin", ("body_area", "neck"))

    assert phrases(said)[0] == "gap"
    assert "area-neck-one-pen-cleared" in said.facts


def test_that_no_clinic_compared_speaks_of_it_is_said_behind_a_gap() -> None:
    for gap in ("on-my-period", "braces-or-dental-work", "after-a-vaccination"):
        said = asked(gap)
        assert phrases(said)[:2] == ["gap", None]
        assert said.facts[0].endswith("-not-in-sheets")


def test_a_medicine_that_goes_on_with_it_is_said_to_be_one_and_not_authorized() -> None:
    said = asked("what-tranexamic-is")
    assert "is a medicine" in said.sentences[0].text
    assert said.facts[1] == "fda-not-for-delivery"


def test_a_product_that_is_named_brings_its_fact_forward() -> None:
    first, second, third = shipped().questions["sunscreen-when"].facts

    assert asked("sunscreen-when", ("product", "vitamin_c")).facts == (first, third, second)


def test_who_told_of_hair_loss_is_not_answered_on_acne_scars() -> None:
    person = (Detail("condition", "hair_restoration"),)
    said = asked("when-results-show", so_far=SoFar(person=person))

    assert "hair-count-12-weeks" in said.facts
    assert "results-trial" not in said.facts
    assert "acne" in asked("when-results-show").text


def test_a_topic_is_answered_on_the_condition_that_was_told_too() -> None:
    person = (Detail("condition", "wrinkles"),)

    said = answer(Question("results"), SoFar(person=person), shipped())

    assert said.facts[0] == "results-months"
    assert "results-trial" not in said.facts


def test_of_a_condition_that_no_source_counts_sessions_for_that_is_said_once() -> None:
    person = (Detail("condition", "melasma"),)

    said = asked("how-many-sessions", so_far=SoFar(person=person))
    again = asked("how-many-sessions", so_far=SoFar(person=person, said=said.said))

    assert phrases(said)[0] == "gap"
    assert "melasma" in said.sentences[0].text
    assert "gap" not in phrases(again)


def test_a_fact_on_one_kind_of_scar_comes_first_for_who_named_that_kind_alone() -> None:
    def told(word: str, *said: str) -> tuple[str, ...]:
        person = (Detail("condition", "other_scars", said=word),)
        return asked("how-many-sessions", so_far=SoFar(person=person, said=said)).facts

    assert told("burn scar")[0] == "sessions-burn-scars"
    assert told("scar", "asked.helps-burn-scars")[0] == "sessions-burn-scars"
    assert "sessions-burn-scars" not in told("surgical scar")


def test_treatments_that_no_source_compares_for_a_condition_are_owned_up_to_first() -> None:
    person = (Detail("condition", "melasma"),)

    said = asked("peel-or-needling", so_far=SoFar(person=person))

    assert phrases(said)[0] == "not_compared"
    assert "melasma" in said.sentences[0].text
    assert "not_compared" not in phrases(asked("laser-or-needling-acne-scars"))


def test_one_of_a_family_that_is_named_brings_its_fact_forward() -> None:
    def told(word: str) -> tuple[str, ...]:
        named = Detail("circumstance", "autoimmune_disease", said=word)
        asked_of = (named, Detail(QUESTION, "with-an-autoimmune-disease"))
        return answer(Question("suitability", asked_of), NEW, shipped()).facts

    assert told("scleroderma")[1] == "scleroderma-makers"
    assert "scleroderma-makers" not in told("lupus")


def test_that_nobody_is_too_old_is_said_only_where_it_is_asked() -> None:
    age = ("circumstance", "older_age")

    assert "age-no-upper-limit" not in asked("laser-difference", age).facts
    assert "age-no-upper-limit" in asked("too-old", age).facts


def test_how_old_a_child_is_says_nothing_where_it_comes_along() -> None:
    young = ("circumstance", "age_under_22")
    assert asked("bring-child-or-friend", young).facts == asked("bring-child-or-friend").facts


def test_a_second_medicine_of_which_the_nearest_fact_speaks_gets_that_fact() -> None:
    said = asked("hydroquinone-keep-using", ("product", "retinol"), ("product", "hydroquinone"))

    assert said.facts[0] == "prescribed-cream-ask-first"
    assert "nothing_on_taken" not in phrases(said)


def test_the_lengths_used_for_what_was_spoken_of_come_first() -> None:
    assert asked("lengths-there-are", so_far=ON_HAIR).facts[0] == "depth-hair-studies"


def test_what_the_last_answer_was_on_counts_as_told() -> None:
    assert "hair-count-12-weeks" in asked("when-results-show", so_far=ON_HAIR).facts


def test_how_many_were_in_those_is_said_of_what_was_cited() -> None:
    cited = SoFar(topic="evidence", facts=("aging-better-day-90",))

    assert asked("how-many-studied", so_far=cited).facts[0] == "aging-better-day-90"
    assert asked("how-many-studied").facts[0] == "effects-scar-studies"


def test_what_is_not_known_of_what_was_cited_is_said_first() -> None:
    cited = SoFar(topic="evidence", facts=("aging-better-day-90",))
    said = asked("who-paid-for-studies", so_far=cited)

    assert phrases(said) == ["of_last_unknown", None]


def test_why_is_answered_by_a_reason_or_by_nothing_else() -> None:
    why = (OF_LAST, WHY)
    at_home = SoFar(facts=("home-not-authorized", "scar-infection-risk-tga"))

    assert asked("safe-to-do-yourself", why, so_far=at_home).facts == ("scar-infection-risk-tga",)
    assert phrases(asked("youngest-age", why)) == ["why_unknown_of"]


def test_what_was_answered_is_said_again_by_its_first_fact_with_what_is_new() -> None:
    first, second, *_ = shipped().questions["helps-hair-loss"].facts
    heard = SoFar(said=("asked.helps-hair-loss", first))
    again = asked("helps-hair-loss", so_far=heard)

    assert phrases(again)[0] == "said_before"
    assert again.facts[:2] == (first, second)


def test_a_condition_asked_of_the_clinic_is_answered_in_general_too() -> None:
    said = asked("offered-here", ("condition", "acne_scars"))

    assert phrases(said)[0] == "clinic_offer_unknown"
    assert "acne scars" in said.sentences[0].text
    assert said.facts == ("condition-acne-scars",)
    assert said.lacks == "blank"


def test_who_does_it_says_that_the_team_here_is_not_known() -> None:
    assert "provider_here_unknown" in phrases(asked("who-does-it"))
    assert "provider_here_unknown" not in phrases(asked("spa-or-salon"))


def test_titles_are_given_for_all_that_was_told_and_where_from_for_the_last() -> None:
    told = SoFar(facts=("minoxidil-trials",), said=("aging-better-day-90", "minoxidil-trials"))
    last = [shipped().facts["minoxidil-trials"].source]

    cited = [each["id"] for each in asked("read-it-yourself", so_far=told).cited]
    assert cited[:2] == [*last, shipped().facts["aging-better-day-90"].source]
    assert [each["id"] for each in asked("where-answers-come-from", so_far=told).cited] == last
    assert asked("who-wrote-the-article", so_far=told).facts[0] == "source-article"


def test_a_complaint_after_harm_is_told_where_that_is_reported() -> None:
    harmed = SoFar(topic=HARM_TOPIC, said=("told_harm",))

    assert asked("make-a-complaint", so_far=harmed).facts[0] == "harm-report-where"
    assert asked("make-a-complaint").facts == ()


def test_when_they_are_in_is_answered_by_the_hours() -> None:
    said = asked("when-they-reply")

    assert "opening hours" in said.text
    assert "reach_unknown" in phrases(said)


def test_what_is_of_a_reason_for_care_that_was_told_comes_forward() -> None:
    dark = SoFar(person=(Detail("circumstance", "dark_skin"),))
    assert "dark-skin-care-textbook" in asked("can-leave-dark-marks", so_far=dark).facts[:3]
    assert "dark-skin-care-textbook" not in asked("can-leave-dark-marks").facts[:3]
