"""What a machine without Docker can tell of its files: that they fit together, and the code."""

import re
import shlex
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.service import lock_store_of
from settings import Settings
from tests.unit.test_docs import ROOMS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
NOT_IN_THE_IMAGE = {"benchmarks"}
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
_FILLED_IN = {"POSTGRES_PASSWORD": "letters1", "CHAT_HOST": "chat.clinic.example"}


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def instructions(name: str) -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each with what follows."""
    whole = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", text("Dockerfile")))
    lines = [line.partition(" ") for line in whole.splitlines() if line]
    return [(first, rest) for first, _, rest in lines if first == name or name == "*"]


def ignored() -> list[str]:
    lines = text("Dockerfile.dockerignore").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def composed() -> dict[str, Any]:
    """`compose.yml` with its variables filled in, as Docker does it."""

    def value(found: re.Match[str]) -> str:
        name, kind, default = found.groups()
        return _FILLED_IN.get(name) or (default if kind == "-" else "")

    read: dict[str, Any] = yaml.safe_load(_VARIABLE.sub(value, text("compose.yml")))
    return read


def environment() -> dict[str, str]:
    found = composed()["services"]["assistant"]["environment"]
    return {name: "" if value is None else str(value) for name, value in found.items()}


def test_whatever_is_copied_into_the_image_is_there() -> None:
    for _, rest in instructions("COPY"):
        *sources, _ = [each for each in shlex.split(rest) if not each.startswith("--")]
        assert [each for each in sources if not (ROOT / each).exists()] == []


def test_all_that_the_service_needs_is_in_the_image_and_nothing_private() -> None:
    needed = {*ROOMS, *(each.name for each in ROOT.glob("*.py")), "data", "uv.lock", "README.md"}
    needed |= {"config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "pyproject.toml"}
    left_out = {each for each in needed if any(fnmatch(each, line) for line in ignored())}
    assert left_out == NOT_IN_THE_IMAGE
    kept_apart = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {each.strip("/") for each in kept_apart if each[0] != "."} - {"__pycache__"} <= {
        *ignored()
    }
    assert {".git", ".env"} <= {*ignored()}


def test_the_image_has_the_projects_python_and_installer() -> None:
    [(_, base)] = instructions("FROM")
    python = (ROOT / ".python-version").read_text("utf-8").strip()
    assert base.startswith(f"python:{'.'.join(python.split('.')[:2])}-")
    [version] = re.findall(r"^UV_VERSION := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert any(f"uv=={version}" in rest for _, rest in instructions("RUN"))


def test_the_image_runs_what_make_run_does_and_not_as_root() -> None:
    order = [name for name, _ in instructions("*")]
    assert "USER" in order[: order.index("WORKDIR")]
    commands = instructions("CMD")[-1][1]
    for module in ("nlu.training", "deploy.service"):
        assert f"python -m {module}" in commands
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_every_setting_in_the_composition_is_one_and_makes_sense(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = environment()
    assert [name for name in given if name not in Settings.model_fields] == []
    for name in Settings.model_fields:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    # As docs/settings.md says: its proxy leads a whole host here.
    assert settings.ROOT_PATH == ""
    assert settings.DATABASE_URL.startswith("postgresql://needlewise:letters1@")
    assert settings.REDIS_URL is not None
    assert lock_store_of(settings.REDIS_URL)["url"] == settings.REDIS_URL


def test_the_services_find_each_other() -> None:
    services = composed()["services"]
    given = environment()
    for url in (given["DATABASE_URL"], given["REDIS_URL"]):
        [host] = re.findall(r"^[a-z]+://(?:.*@)?([a-z]+)[:/]", url)
        assert host in services
    [(name, port)] = re.findall(r"reverse_proxy ([a-z]+):(\d+)", text("Caddyfile"))
    assert (name in services, port) == (True, str(Settings.model_fields["PORT"].default))
    # Below no prefix: every address of the host is the service's.
    assert "handle" not in text("Caddyfile")
    assert ("EXPOSE", port) in instructions("EXPOSE")
    subnet = composed()["networks"]["default"]["ipam"]["config"][0]["subnet"]
    assert subnet in given["TRUSTED_PROXIES"].split(",")


def test_nothing_but_the_proxy_can_be_reached_and_every_image_has_a_version() -> None:
    services = composed()["services"]
    assert [name for name, each in services.items() if "ports" in each] == ["caddy"]
    images = [each["image"] for each in services.values() if "image" in each]
    assert [image for image in images if not re.search(r":\d", image)] == []


def test_every_file_that_is_mounted_is_there_and_every_volume_named() -> None:
    read = composed()
    for each in read["services"].values():
        for source in (mounted.split(":")[0] for mounted in each.get("volumes", ())):
            if source.startswith("."):
                assert (DEPLOY / source).exists(), source
            else:
                assert source in read["volumes"], source
    build = read["services"]["assistant"]["build"]
    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()


def test_the_example_names_what_has_to_be_filled_in() -> None:
    named = dict(re.findall(r"^(\w+)=(.*)$", text("compose.env.example"), re.M))
    variables = {name for name, *_ in _VARIABLE.findall(text("compose.yml"))}
    wanted = {name for name, kind, _ in _VARIABLE.findall(text("compose.yml")) if kind == "?"}
    assert wanted <= set(named) <= variables
    assert named["POSTGRES_PASSWORD"] == "", "nobody is to start with a password from here"
