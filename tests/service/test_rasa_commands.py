"""Rasa's commands in the checkout as its documentation has them, with no variable set."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from nlu.training import newest_archive
from settings import Settings
from tests.running_service import ROOT, START_SECONDS, free_ports, wait_for

RASA = Path(sys.executable).with_name("rasa")
"""What `uv run rasa` runs, and `rasa` in an activated environment."""
COMMAND_SECONDS = 300
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in Settings.model_fields and not re.match(r"RASA|LOG_LEVEL|TF_|SQLALCHEMY", name)
}


def rasa(
    *arguments: str, typed: str = "", checkout: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RASA, *arguments],
        cwd=checkout,
        env=ENVIRONMENT,
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=COMMAND_SECONDS,
        check=False,
    )


@contextmanager
def running(*arguments: str, url: str, ready: str) -> Iterator[httpx.Client]:
    """Runs a server, found at `url`, from when it answers at `ready` until it is not needed."""

    def answers() -> bool:
        try:
            return http.get(ready).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return process.poll() is not None

    with (
        subprocess.Popen([RASA, *arguments], cwd=ROOT, env=ENVIRONMENT) as process,
        closing(httpx.Client(base_url=url, timeout=30, trust_env=False)) as http,
    ):
        try:
            wait_for(answers, START_SECONDS, f"the start of rasa {arguments[0]}")
            yield http
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def actions() -> Iterator[httpx.Client]:
    """`rasa run actions`, where `endpoints.yml` looks for it."""
    with running("run", "actions", url="http://127.0.0.1:5055", ready="/health") as http:
        yield http


@pytest.mark.untrained
def test_train_writes_a_model(tmp_path: Path, sampled_project: Path) -> None:
    done = rasa("train", "--out", str(tmp_path), checkout=sampled_project)
    assert done.returncode == 0, done.stdout[-2000:]
    assert newest_archive(tmp_path) is not None


def test_validate_finds_nothing_wrong() -> None:
    done = rasa("data", "validate")
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.fixture
def few_examples(tmp_path: Path) -> Path:
    """Few enough that `rasa test`, which reads every example, is done soon."""
    file = tmp_path / "nlu.yml"
    file.write_text(
        'version: "3.1"\nnlu:\n- intent: ask_pain\n  examples: |\n    - does it hurt\n'
        "- intent: ask_cost\n  examples: |\n    - what does it cost\n"
    )
    return file


def test_test_plays_our_stories_and_no_others(tmp_path: Path, few_examples: Path) -> None:
    ours = (ROOT / "tests" / "test_stories.yml").read_text("utf-8").count("- story:")
    done = rasa("test", "--no-plot", "--nlu", str(few_examples), "--out", str(tmp_path))
    failed = tmp_path / "failed_test_stories.yml"
    assert done.returncode == 0, failed.read_text("utf-8") if failed.exists() else done.stdout
    played = re.search(r"CONVERSATION level:.*?Correct:\s+(\d+) / (\d+)", done.stdout, re.DOTALL)
    assert played is not None, done.stdout[-2000:]
    assert played.groups() == (str(ours), str(ours))


def test_test_fails_with_a_story_that_fails(tmp_path: Path) -> None:
    wrong = tmp_path / "test_wrong.yml"
    wrong.write_text(
        'version: "3.1"\nstories:\n- story: wrong\n  steps:\n  - user: |\n      does it hurt?\n'
        "    intent: ask_cost\n"
    )
    done = rasa("test", "--no-plot", "--stories", str(wrong), "--out", str(tmp_path))
    assert done.returncode != 0, done.stdout[-2000:]


def test_run_actions_offers_the_actions_of_the_domain(actions: httpx.Client) -> None:
    domain = (ROOT / "domain.yml").read_text("utf-8")
    offered = {each["name"] for each in actions.get("/actions").json()}
    assert offered == set(re.findall(r"^  - (action_\w+)", domain, re.MULTILINE))


def test_shell_answers(actions: httpx.Client) -> None:
    (port,) = free_ports(1)
    done = rasa("shell", "--port", str(port), typed="does it hurt?\n/stop\n")
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Error" not in done.stdout
    assert "hurt" in done.stdout.lower()


def test_run_answers_with_the_newest_model(actions: httpx.Client) -> None:
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    with running("run", "--port", str(port), url=url, ready="/") as http:
        said = {"sender": "visitor", "message": "does it hurt?"}
        assert http.post("/webhooks/rest/webhook", json=said).json()[0]["text"]
