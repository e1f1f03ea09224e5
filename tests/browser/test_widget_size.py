"""The widget's script: small, self-sufficient, and nothing in it that a strict policy forbids."""

import re
from collections import Counter
from pathlib import Path

import pytest

from web.widget_script import FOLDER, widget_script

MOST_BYTES = 20_000
"""All that there is to load, compressed as it is sent."""

FORBIDDEN = {
    "evaluated text": r"\beval\s*\(|\bnew Function\b|\bset(?:Timeout|Interval)\s*\(\s*[\"'`]",
    "markup from text": r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|DOMParser"
    r"|createContextualFragment|srcdoc|setHTMLUnsafe",
    "a style attribute": r"setAttribute\(\s*[\"'`]style|cssText|\bstyle=[\"']",
    "an inline handler": r"setAttribute\(\s*[\"'`]on|\bon(?:click|error|load)=[\"']",
    "a style element": r"createElement\(\s*[\"'`]style",
    "a cookie": r"document\.cookie|cookieStore",
    "a global": r"\b(?:window|globalThis|self)\.[\w$]+\s*=(?!=)",
    "an address elsewhere": r"https?://(?!www\.w3\.org/2000/svg)",
    "a package": r"\brequire\(|\bfrom\s*[\"'](?![./])",
    "debugging": r"\bconsole\.log\b|\bdebugger\b",
}


def files() -> list[Path]:
    return sorted(path for path in FOLDER.rglob("*") if path.is_file())


def code(path: Path) -> str:
    """A file without its comments."""
    return re.sub(r"/\*.*?\*/|(?m:(?<![:\"'])//.*$)", "", path.read_text("utf-8"), flags=re.S)


def test_all_of_it_is_at_most_20_kilobytes_on_the_wire() -> None:
    assert len(widget_script("{}").compressed) <= MOST_BYTES


def test_it_is_one_script_of_all_modules_with_every_name_once() -> None:
    script = widget_script("{}").plain.decode()
    assert not re.search(r"^(import|export)\b", script, re.M)
    names = Counter(re.findall(r"^(?:async )?(?:const|let|class|function) (\w+)", script, re.M))
    assert [name for name, times in names.items() if times > 1] == []
    for path in files():
        last = path.read_text("utf-8").rstrip().splitlines()[-1].removeprefix("export ")
        assert last in script
        assert path.suffix == ".js"


def test_what_explains_the_modules_is_not_sent() -> None:
    script = widget_script("{}").plain.decode()
    assert not re.search(r"^\s*(//|/\*)", script, re.M)
    for path in files():
        for line in code(path).splitlines():
            if line.strip() and not line.startswith("import "):
                assert line.removeprefix("export ").rstrip() in script


@pytest.mark.parametrize("what", FORBIDDEN)
def test_it_holds_no(what: str) -> None:
    found = {
        path.name: hits
        for path in files()
        if (hits := [hit.group() for hit in re.finditer(FORBIDDEN[what], code(path))])
    }
    assert found == {}


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("evaluated text", 'setTimeout("go()", 5)'),
        ("markup from text", "box.innerHTML = said"),
        ("a style attribute", 'box.setAttribute("style", "color: red")'),
        ("an inline handler", "box.setAttribute('onclick', 'go()')"),
        ("a style element", 'document.createElement("style")'),
        ("a cookie", "document.cookie = 'a=b'"),
        ("a global", "window.chat = 1"),
        ("an address elsewhere", 'fetch("https://cdn.example/a.js")'),
        ("a package", 'import { html } from "lit"'),
        ("debugging", "console.log(text)"),
    ],
)
def test_what_is_forbidden_would_be_found(what: str, line: str) -> None:
    assert re.search(FORBIDDEN[what], line)


def test_every_language_has_the_same_words() -> None:
    languages = sorted(FOLDER.glob("words_*.js"))
    assert len(languages) >= 2
    keys = [set(re.findall(r"^  (\w+):", code(path), re.M)) for path in languages]
    assert keys[0]
    assert all(each == keys[0] for each in keys)
