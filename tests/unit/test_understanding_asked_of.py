"""What a message asks of by its name."""

from knowledge import DEFAULT_FOLDER, load
from understanding.asked_of import asked_by_name
from understanding.kinds import THING
from understanding.prepared import prepared
from understanding.understood import Detail

KNOWN = load(DEFAULT_FOLDER)


def asked(said: str) -> tuple[Detail, ...]:
    texts = prepared(KNOWN).texts
    return asked_by_name(texts.read(said), texts.knows)


def test_what_no_list_has_is_asked_of_by_its_plain_form() -> None:
    (found,) = asked("when can I wear my goggles")
    assert (found.kind, found.value, found.said) == (THING, "goggle", "your goggles")


def test_a_misspelling_is_mended_before_it_is_said_back() -> None:
    assert not any(each.said == "sesions" for each in asked("how many sesions"))


def test_a_place_of_the_body_is_asked_of_where_something_is_done_to_it() -> None:
    places = {each.value for each in asked("how deep do you go on the thighs")}
    assert places == {"thighs"}
    assert asked("a steel plate in my jaw, is the RF ok") == ()


def test_what_is_listed_as_something_else_is_left_to_where_it_is_named() -> None:
    assert asked("can I use retinol") == ()


def test_nothing_is_asked_of_in_another_language() -> None:
    assert asked("puedo usar mi casco despues del tratamiento por favor") == ()


def test_noise_is_nothing_that_is_asked_of() -> None:
    assert asked("qwrtz plkmjh") == ()
    assert asked("can I wash it with Zorvina")[0].value == "zorvina"
