"""No clinical sentence stands in the program or the domain: all of them live in `knowledge/`."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge import DEFAULT_FOLDER, load

ROOT = DEFAULT_FOLDER.parent
ROOMS = ("actions", "privacy", "records", "web", "desk", "language", "nlu", "deploy", "settings.py")
LONGEST_LABEL = 4
"""Words; a longer text is a sentence."""

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_EVERYDAY = """
about active after again and another area assistant baby back being birth body care change chest
child children club cold combined contact contacts current dark deep doctor done double down
expecting face facial feet first foundation from full general hand hands have head heavy high
history hold infection large left light line lines little local loss make makeup medical medicines
mother mouth needle needles number numbers nurse older open other over pen people period person
photo pill plan plasma poor port post problem products recent regular roller rolling secret seen
since
skin small solution spots stamp stamps still strong take taken technician teen that thin thing
time tired training treatment treatments trying type under upper used warning weak well with
without woman words years young your
"""
"""Words of the clinical vocabulary that a program may use without speaking of medicine."""


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """The words by which the knowledge names conditions, circumstances, products and treatments."""
    knowledge = load(DEFAULT_FOLDER)
    names = [
        name
        for terms in knowledge.terms.values()
        for term in terms.values()
        for name in (term.name, *term.synonyms)
    ]
    for treatment in knowledge.treatments.values():
        names += [treatment.name, *treatment.synonyms]
    words = {word for name in names for word in _WORD.findall(name.casefold())}
    return frozenset(word for word in words if len(word) > 3 and word not in _EVERYDAY.split())


def python_files() -> Iterator[Path]:
    for room in ROOMS:
        path = ROOT / room
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def sentences(file: Path) -> Iterator[str]:
    """The texts in a file of code that are longer than a label.

    Documentation, patterns (`re.compile(…)`) and lists of words are left out: none of them is ever
    said. A list of words is split on the spot, or is a block without a single punctuation mark.
    """
    tree = ast.parse(file.read_text())
    left_out = {id(part) for node in ast.walk(tree) if is_unsaid(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            left_out.update(id(part) for part in node.values)
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            text = " … ".join(part for part in parts if isinstance(part, str))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        is_word_list = "\n" in text and not re.search(r"[.,:;!?]", text)
        if len(text.split()) > LONGEST_LABEL and not is_word_list:
            yield text


def is_unsaid(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    if node.func.attr == "split":
        return isinstance(node.func.value, ast.Constant)
    return (
        node.func.attr == "compile"
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id == "re")
    )


def clinical(text: str) -> frozenset[str]:
    """The words of the clinical vocabulary in a text."""
    return vocabulary() & frozenset(_WORD.findall(text.casefold()))


def test_no_clinical_sentence_stands_in_the_program() -> None:
    found = {
        (str(file.relative_to(ROOT)), text): sorted(words)
        for file in python_files()
        for text in sentences(file)
        if (words := clinical(text))
    }
    assert not found


def test_no_clinical_sentence_stands_in_the_domain() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text())

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for key, each in value.items():
                yield from texts(key)
                yield from texts(each)
        elif isinstance(value, list):
            for each in value:
                yield from texts(each)
        elif isinstance(value, str):
            yield value

    long = [text for text in texts(domain) if len(text.split()) > LONGEST_LABEL]
    assert not [text for text in long if clinical(text)]


def test_a_clinical_sentence_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "example.py"
    file.write_text(
        '"""Stretch marks and eczema are words of this documentation."""\n'
        'SAID = "It may not suit you with eczema."\n'
        'OTHER = f"{SAID} Nor with keloids, the {SAID} list says."\n'
        'LABEL = "stretch marks"\n'
        'WORDS = "eczema keloids stretch marks psoriasis".split()\n'
        'BLOCK = """\neczema keloids\nstretch marks psoriasis\n"""\n'
    )
    found = [clinical(text) for text in sentences(file)]
    assert [sorted(words) for words in found] == [["eczema"], ["keloids"]]
