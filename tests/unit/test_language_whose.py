"""Of whom a message speaks, and whose each thing is that it names."""

from collections.abc import Callable

import pytest

from knowledge import DEFAULT_FOLDER, load
from language.text import Text, TextReader
from language.whose import ME, Spoken, speaks_of


@pytest.fixture(scope="module")
def read() -> Callable[[str], Text]:
    return TextReader(load(DEFAULT_FOLDER)).read


def spoken(
    text: Text, whom: str = ME, known: tuple[str, ...] = (), *, is_first: bool = False
) -> Spoken:
    return speaks_of(text.normalised, text.entities, whom, known, is_first)


@pytest.mark.parametrize(
    ("said", "before", "whom"),
    [
        ("what about my husband, he is 50", ME, "husband"),
        ("I'm writing for my son", ME, "son"),
        ("can my daughter do it too", ME, "daughter"),
        ("my sister wants it as well", ME, "sister"),
        ("would he need more of them", "husband", None),
        ("ok back to me, does it hurt", "husband", ME),
        ("I take warfarin myself", "mother", ME),
        ("does my wife have to come along", ME, None),
        ("can my dad drive me home", ME, None),
        ("my friend did it and was happy", ME, None),
        ("my mom says it stings", ME, None),
        ("how much is it", "mother", None),
    ],
)
def test_for_whom_is_asked(
    read: Callable[[str], Text], said: str, before: str, whom: str | None
) -> None:
    assert spoken(read(said), before).whom == whom


@pytest.mark.parametrize(
    ("said", "whose"),
    [
        ("my mother gets keloids", "mother"),
        ("keloids run in my family", "family"),
        ("my husband has psoriasis but I am fine", "husband"),
        ("I get keloids like my mother", None),
        ("my aunt says I get keloids", None),
        ("I asked my brother, it is eczema", None),
    ],
)
def test_whose_a_reason_for_care_is(
    read: Callable[[str], Text], said: str, whose: str | None
) -> None:
    text = read(said)
    found = {each.of for each in spoken(text).entities if each.kind == "circumstance"}
    assert found == {whose}


def test_what_somebody_asked_for_has_is_theirs(read: Callable[[str], Text]) -> None:
    found = spoken(read("my mother has diabetes, can she have it"))
    assert found.whom == "mother"
    assert {each.of for each in found.entities} == {None}


def test_she_is_whoever_was_spoken_of_last(read: Callable[[str], Text]) -> None:
    assert spoken(read("can she have it"), ME, ("husband", "mother")).whom == "mother"


def test_what_anothers_matters_for_her_is_asked_of_whom_is_asked_for(
    read: Callable[[str], Text],
) -> None:
    found = spoken(read("My mother has keloids. Does that count for her?"), "wife")
    assert found.whom is None
    assert "mother" in {each.of for each in found.entities}


def test_a_mother_may_be_the_visitor(read: Callable[[str], Text]) -> None:
    assert spoken(read("as a nursing mother, can I have it")).named == ()


def test_how_it_went_for_a_friend_is_a_case(read: Callable[[str], Text]) -> None:
    assert spoken(read("my friend did it and is happy")).case == "friend"
    assert spoken(read("my friend is happy for me")).case is None


def test_a_message_of_one_other_alone_at_first_is_asked_for_them(
    read: Callable[[str], Text],
) -> None:
    assert spoken(read("my uncle has eczema"), is_first=True).whom == "uncle"
    assert spoken(read("my uncle has eczema")).whom is None
