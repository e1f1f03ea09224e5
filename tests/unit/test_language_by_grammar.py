"""Words that name nothing by how they stand in the sentence."""

import pytest

from knowledge import DEFAULT_FOLDER, load
from language.by_grammar import as_meant
from understanding.prepared import prepared

KNOWN = load(DEFAULT_FOLDER)


def named(said: str) -> set[str]:
    text = prepared(KNOWN).texts.read(said)
    return {str(each.value) for each in as_meant(text.normalised, text.entities)}


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("will it give my skin its glow back", "back"),
        ("could it bring my freckles back", "back"),
        ("my eczema is back since monday", "back"),
        ("at the wedding I stood in the back", "back"),
        ("back. phone rang. so which one has more proof", "back"),
        ("ok im back, it's sunday now", "back"),
        ("I tan easily, is that a problem", "tan"),
        ("my skin never tans well", "tan"),
    ],
)
def test_a_word_is_left_out_where_it_is_meant_otherwise(said: str, word: str) -> None:
    assert word not in named(said)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("can you do my back", "back"),
        ("back, chest and shoulders", "back"),
        ("back", "back"),
        ("acne scars on chest and back, does it help", "back"),
        ("is the back too big for it", "back"),
        ("can you do back and shoulders", "back"),
        ("I have a tan from Spain", "tan"),
    ],
)
def test_a_word_that_names_the_thing_stays(said: str, word: str) -> None:
    assert word in named(said)
