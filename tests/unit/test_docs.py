"""What the documentation points to is there, and what it has to name is named."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import tomli
import yaml

from knowledge import DEFAULT_FOLDER
from privacy.personal_data import DETECTORS
from settings import Settings
from understanding.model import Thresholds, settings_of

ROOT = DEFAULT_FOLDER.parent
README = ROOT / "README.md"
PAGES = [
    README,
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "tests").rglob("README.md")),
]
MOST_README_LINES = 100
MOST_PICTURE_BYTES = 150_000
ROOMS = (
    "knowledge",
    "language",
    "understanding",
    "nlu",
    "rasa_plus",
    "actions",
    "privacy",
    "records",
    "web",
    "desk",
    "deploy",
    "teaching",
    "benchmarks",
)
NOT_FOR_PRODUCT = {"benchmarks", "tests"}

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MAKE = re.compile(r"(?:`|^)make ([a-z]+)\b", re.M)
_TARGET = re.compile(r"^([a-z]+):", re.M)
_REQUIREMENT = re.compile(r"[a-z0-9-]+")
_MODULE = re.compile(r"\bpython -m ([a-z_.]+)|\bpython ((?:[a-z_]+/)+[a-z_]+\.py)")
_NOT_OURS = {"pytest"}


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def each_page() -> list[object]:
    return [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES]


def anchor(heading: str) -> str:
    """The name that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def dependencies() -> list[str]:
    """The packages that `pyproject.toml` asks for, and those that it overrides."""
    project = tomli.loads(read("pyproject.toml"))
    named = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["tool"]["uv"]["override-dependencies"],
    ]
    return sorted({_REQUIREMENT.match(each)[0] for each in named})  # type: ignore[index]


@pytest.mark.parametrize("page", each_page())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in _LINK.findall(page.read_text("utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, place = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists():
            lost.append(link)
        elif place:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.M)
            if place not in map(anchor, headings):
                lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", each_page())
def test_every_command_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    assert set(_MAKE.findall(text)) <= set(_TARGET.findall(read("Makefile")))
    for module, file in _MODULE.findall(text):
        place = ROOT / (file or module.replace(".", "/"))
        found = place.is_file() or place.with_suffix(".py").is_file()
        assert found or (place / "__main__.py").is_file() or module in _NOT_OURS, module or file


@pytest.mark.parametrize("page", each_page())
def test_every_page_is_within_two_clicks_of_the_readme(page: Path) -> None:
    linked = {README, *_linked(README)}
    for other in list(linked):
        linked |= _linked(other)
    assert page in linked


def _linked(page: Path) -> set[Path]:
    links = _LINK.findall(page.read_text("utf-8")) if page.suffix == ".md" else []
    return {(page.parent / link.partition("#")[0]).resolve() for link in links if ":" not in link}


def test_the_readme_fits_on_two_screens() -> None:
    assert len(read("README.md").splitlines()) <= MOST_README_LINES


def test_the_readme_says_that_no_clinician_has_reviewed_the_facts() -> None:
    assert "No clinician has reviewed" in read("README.md")


@pytest.mark.parametrize(
    "picture", sorted((ROOT / "docs" / "images").iterdir()), ids=lambda p: p.name
)
def test_every_picture_is_small_and_shown(picture: Path) -> None:
    assert picture.stat().st_size <= MOST_PICTURE_BYTES
    assert any(picture in _linked(page) for page in PAGES)


def test_every_setting_is_documented() -> None:
    page = read("docs/settings.md")
    assert [setting for setting in Settings.model_fields if f"`{setting}`" not in page] == []


def test_every_default_is_that_of_the_page() -> None:
    said = {}
    for names, defaults in re.findall(
        r"^\| (`[A-Z].+?) \| (.+?) \|", read("docs/settings.md"), re.M
    ):
        said.update(zip(re.findall(r"`(\w+)`", names), defaults.split(", `"), strict=False))
    plain = {
        name: str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        for name, field in Settings.model_fields.items()
        if isinstance(field.default, (bool, int, float, str))
    }
    assert {name: said[name].strip("`") for name in plain} == plain


def test_every_kind_of_data_that_is_masked_is_on_the_page() -> None:
    rows = re.findall(r"^\| .+ \| `(\[.+\])` \|$", read("docs/privacy.md"), re.M)
    assert sorted(rows) == sorted(each.note for each in DETECTORS)


def test_every_key_of_the_front_desk_is_on_its_page() -> None:
    keys = re.findall(r'\("/desk[^"]*", "(\w+)", "(\w)"\)', read("desk/base.html"))
    page = read("docs/front-desk.md")
    assert keys
    assert [key for name, key in keys if f"<kbd>{key}</kbd> {name}" not in page] == []
    assert len({key for _, key in keys}) == len(keys), "two pages have one key"


def test_every_package_is_explained() -> None:
    page = read("docs/dependencies.md")
    assert [package for package in dependencies() if f"`{package}`" not in page] == []


def test_no_package_is_explained_that_is_gone() -> None:
    explained = set(re.findall(r"^\| `([a-z0-9-]+)`", read("docs/dependencies.md"), re.M))
    assert explained - set(dependencies()) == set()


def test_the_packages_are_those_of_the_project_file() -> None:
    assert {"rasa", "pytest", "jaxlib"} <= set(dependencies())


def test_every_component_and_policy_is_explained() -> None:
    config = yaml.safe_load(read("config.yml"))
    named = [
        entry["name"].rpartition(".")[2]
        for key in ("pipeline", "policies")
        for entry in config[key]
    ]
    page = read("docs/understanding.md")
    assert [name for name in named if f"`{name}`" not in page] == []


def test_the_shipped_thresholds_are_those_of_the_page() -> None:
    pipeline = {entry["name"]: entry for entry in yaml.safe_load(read("config.yml"))["pipeline"]}
    page = read("docs/understanding.md")
    ours = pipeline["nlu.understanding_component.UnderstandingComponent"]
    assert f"Below {ours['fallback']} (" in page
    assert f"needs {ours['part']} to be" in page
    assert f"a clause {ours['clause']} (" in page


def test_the_shipped_thresholds_are_those_of_a_model_that_names_none() -> None:
    pipeline = {entry["name"]: entry for entry in yaml.safe_load(read("config.yml"))["pipeline"]}
    ours = pipeline["nlu.understanding_component.UnderstandingComponent"]
    assert settings_of(Thresholds, ours) == Thresholds()


def test_the_security_checklist_has_every_chapter_with_evidence() -> None:
    rows = re.findall(r"^\| (V\d.*?) \| (.+?) \| (.+?) \| (.*?)\|$", read("docs/security.md"), re.M)
    chapters = {int(number) for row in rows for number in re.findall(r"\bV(\d+)", row[0])}
    assert chapters == set(range(1, 18))
    assert [section for section, _, evidence, _ in rows if "](../tests/" not in evidence] == []


def test_the_versions_with_known_weaknesses_are_those_installed() -> None:
    page = read("docs/security.md").partition("## Known weaknesses")[2]
    cells = [row.split(" | ")[0] for row in re.findall(r"^\| (`.+)$", page, re.M)]
    named = {pair for cell in cells for pair in re.findall(r"`([a-z-]+)` ([\d.]+)", cell)}
    locked = {(each["name"], each["version"]) for each in tomli.loads(read("uv.lock"))["package"]}
    assert named
    assert named - locked == set(), "look up whether the newer version has the weakness"


def may_import() -> dict[str, set[str]]:
    """The table of `docs/architecture.md`: what each room may import besides itself."""
    rows = re.findall(r"^\| `(\w+)/` \| (.+) \|$", read("docs/architecture.md"), re.M)
    return {room: set(re.findall(r"`(\w+)/?`", allowed)) for room, allowed in rows}


@cache
def imports_of(file: Path) -> list[str]:
    modules = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.append(node.module)
    return modules


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_what_the_architecture_allows(room: str) -> None:
    watched = {*ROOMS, *NOT_FOR_PRODUCT, "rasa", "rasa_sdk", "tensorflow"}
    imported: dict[str, set[str]] = {}
    for file in (ROOT / room).rglob("*.py"):
        for module in imports_of(file):
            name = module.partition(".")[0]
            if name in watched - {room}:
                imported.setdefault(name, set()).add(str(file.relative_to(ROOT)))
    allowed = may_import()[room]
    forbidden = {name: files for name, files in imported.items() if name not in allowed}
    assert forbidden == {}, f"`{room}/` may import {sorted(allowed)}: see docs/architecture.md"
    assert allowed - set(imported) == set(), "take from docs/architecture.md what is not imported"


def test_the_table_of_rooms_has_each_of_them() -> None:
    with_code = {file.parent.name for file in ROOT.glob("[a-z]*/*.py")}
    assert with_code - {"tests"} == set(ROOMS) == set(may_import())


def test_no_product_code_needs_the_benchmarks_or_runs_the_tests() -> None:
    files = [*ROOT.glob("*.py")]
    for room in set(ROOMS) - NOT_FOR_PRODUCT:
        files += (ROOT / room).rglob("*.py")
    using = [
        str(file.relative_to(ROOT))
        for file in files
        if "pytest" in file.read_text("utf-8")
        or NOT_FOR_PRODUCT & {module.partition(".")[0] for module in imports_of(file)}
    ]
    assert using == [], "what a service checks of itself is product code; the tests belong to CI"


def test_what_the_gateway_uses_of_the_actions_is_free_of_rasa() -> None:
    with_rasa = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "actions").rglob("*.py")
        if any(module.partition(".")[0] == "rasa_sdk" for module in imports_of(file))
    }
    assert with_rasa
    assert {file for file in with_rasa if not file.startswith("actions/rasa_actions/")} == {
        "actions/server.py"
    }
    of_gateway = {
        module
        for room in ("records", "web", "desk")
        for file in (ROOT / room).rglob("*.py")
        for module in imports_of(file)
    }
    assert not any(m.startswith(("actions.rasa_actions", "actions.server")) for m in of_gateway)


def test_the_gateway_alone_puts_the_front_desk_in() -> None:
    with_desk = {
        str(file.relative_to(ROOT))
        for room in ("privacy", "records", "web")
        for file in (ROOT / room).rglob("*.py")
        if any(module.partition(".")[0] == "desk" for module in imports_of(file))
    }
    assert with_desk == {"web/gateway.py"}
