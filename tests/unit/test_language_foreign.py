from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st
from in_one_test import in_one_test
from small_vocabulary import ENGLISH, read

from language.correction import Corrector
from language.foreign import is_foreign, language_of

CORRECTOR = Corrector(["microneedling", "acne", "scars"], [], ENGLISH)


def foreign(message: str) -> bool:
    _, words, entities = read(message)
    named = frozenset(
        place
        for place, word in enumerate(words)
        if any(entity.start <= word.start < entity.end for entity in entities)
    )
    return is_foreign(words, named, CORRECTOR.knows)


@in_one_test(
    "message",
    [
        "hola cuanto cuesta el tratamiento",
        "quiero saber si puedo hacerlo estando embarazada",
        "que es microneedling",
        "est-ce que \u00e7a fait mal",
        "quels sont les effets secondaires du traitement",
        "bonjour, combien co\u00fbte une s\u00e9ance",
        "wie viel kostet eine behandlung",
        "ich bin schwanger, darf ich das machen",
        "estou gr\u00e1vida, posso fazer",
        "voces abrem no sabado",
        "quante sedute servono per le cicatrici da acne",
        "sono incinta, posso farlo",
        "ile kosztuje zabieg",
        "jak dlugo trwa zaczerwienienie",
        "hoeveel behandelingen heb ik nodig",
        "wat zijn de bijwerkingen",
        "tedavi ne kadar",
        "akne izleri i\u00e7in ka\u00e7 seans gerekiyor",
        "can bao nhieu lan dieu tri seo mun",
        "t\u00f4i mu\u1ed1n \u0111\u1eb7t l\u1ecbch h\u1eb9n",
        "buntis ako, pwede ba akong magpagawa",
        "gaano katagal mawawala ang pamumula",
        "hur mycket kostar behandlingen",
        "cuanto cuesta",
        "\u00bfhablan espa\u00f1ol?",
        "\u00bfcu\u00e1nto cuesta el microneedling?",
        "hilft microneedling gegen acne",
        "kolik stoji jedno osetreni hned ted",
    ],
)
def test_knows_another_language(message: str) -> None:
    assert foreign(message)


@in_one_test(
    "message",
    [
        "",
        "hola",
        "hiperpigmentation?",
        "does it hurt",
        "hola amiga, how much is it",
        "gracias, does it scar",
        "je ne sais quoi, is it worth it",
        "my name is Jos\u00e9",
        "Chlo\u00e9 Dupont",
        "wat is it n hw mutch",
        "hw mny sesions 4 acne scrs",
        "cn i hv it whn im prgnt",
        "microneddling vs lazer",
        "microneedeling side affects",
        "cant breath",
        "pre care instructions",
        "blorp zing fandango",
        "skinceuticals ce ferulic during needling ok?",
        "is la roche posay cicaplast ok after",
        "creme de la mer ok?",
        "my name is Nguyen Thi Lan, do u have slots",
        "im on lexapro n lamictal",
        "does it treat the d\u00e9colletage",
        "do you speak Spanish",
        "is kim kardashian single",
        "r u a bot",
    ],
)
def test_takes_neither_slips_nor_names_for_another_language(message: str) -> None:
    assert not foreign(message)


def test_terms_are_the_same_in_every_language() -> None:
    _, words, _ = read("il microneedling fa male")
    assert not is_foreign(words, frozenset(), lambda word: word != "il")
    assert is_foreign(words, frozenset({1, 2, 3}), lambda word: word != "il")


@ANY_PACE
@given(st.lists(st.sampled_from(["does", "it", "hurt", "how", "price", "?", "acne", "2"])))
def test_english_words_are_never_foreign(chosen: list[str]) -> None:
    assert not foreign(" ".join(chosen))


@ANY_PACE
@given(st.text(max_size=150))
def test_fewer_than_three_words_are_never_foreign(message: str) -> None:
    _, words, _ = read(message)
    assert len(words) >= 3 or not foreign(message)


@in_one_test(
    ("message", "language"),
    [
        ("\u00bfduele mucho?", "es"),
        ("combien de s\u00e9ances pour mon visage", "fr"),
        ("wie lange ist die Haut rot", "de"),
        ("quantas sess\u00f5es s\u00e3o precisas", "pt"),
        ("quanto dura il rossore", "it"),
        ("jak d\u0142ugo to trwa", "pl"),
        ("hoeveel kost het", None),
        ("blorp zing", None),
    ],
)
def test_tells_which_language_it_is(message: str, language: str | None) -> None:
    assert language_of(read(message)[1]) == language
