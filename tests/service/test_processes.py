"""What the process manager promises: processes that die come back, and none is left behind."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.running_service import START_SECONDS, RunningService, is_alive, wait_for

PROGRAMS = ("actions", "rasa", "gateway")
RESTART_SECONDS = 30.0
"""About one on a quiet machine."""


@pytest.fixture(scope="module")
def own_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    with RunningService(tmp_path_factory.mktemp("own_service")) as running:
        yield running


def begin(url: str) -> str:
    """A new session."""
    begun = httpx.post(f"{url}/api/sessions", json={}, timeout=30, trust_env=False)
    session: str = begun.json()["session"]
    return session


def ask(url: str, session: str, text: str) -> dict[str, str]:
    answer = httpx.post(
        f"{url}/api/chat", json={"session": session, "text": text}, timeout=30, trust_env=False
    )
    assert answer.status_code == httpx.codes.OK, answer.text
    message: dict[str, str] = answer.json()["messages"][0]
    return message


def is_answered(url: str, session: str, text: str, topic: str) -> bool:
    try:
        return ask(url, session, text)["topic"] == topic
    except httpx.HTTPError:
        return False


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_process_that_dies_is_started_again_and_the_conversation_goes_on(
    own_service: RunningService, program: str
) -> None:
    url = own_service.url
    session = begin(url)
    assert ask(url, session, "who performs medical microneedling?")["topic"] == "providers"

    died = own_service.pid(program)
    os.kill(died, signal.SIGKILL)

    wait_for(
        lambda: own_service.pid(program) != died and is_alive(own_service.pid(program)),
        RESTART_SECONDS,
        f"the restart of {program}",
    )
    # Not /readyz: what it says is up to two seconds old, and may be from before.
    wait_for(
        lambda: is_answered(url, session, "and cosmetic?", "providers"),
        START_SECONDS,
        f"an answer after {program} died",
    )


def test_while_rasa_is_away_the_visitor_gets_an_apology_and_alarms_are_answered(
    own_service: RunningService,
) -> None:
    url = own_service.url
    session = begin(url)
    os.kill(own_service.pid("rasa"), signal.SIGKILL)
    apology = ask(url, session, "does it hurt?")
    alarm = ask(url, session, "my throat is swelling and I can't breathe")
    # What /readyz says is up to two seconds old, and Rasa takes many more to come back.
    wait_for(lambda: not own_service.is_ready(), RESTART_SECONDS, "the end of readiness")
    assert apology["text"]
    assert apology["topic"] == "handoff"
    assert alarm["topic"] == "emergency"
    wait_for(lambda: is_answered(url, session, "does it hurt?", "pain"), START_SECONDS, "an answer")


def test_while_the_database_is_held_visitors_are_served_and_nothing_is_lost(
    own_service: RunningService,
) -> None:
    url, questions = own_service.url, ("does it hurt on the forehead?", "who does cosmetic ones?")
    holder = sqlite3.connect(own_service.folder / "needlewise.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        session = begin(url)
        topics = [ask(url, session, each)["topic"] for each in questions]
        wait_for(lambda: not own_service.is_ready(), RESTART_SECONDS, "the end of readiness")
    finally:
        holder.execute("ROLLBACK")
    assert topics == ["pain", "providers"]
    wait_for(own_service.is_ready, RESTART_SECONDS, "readiness")

    def kept() -> bool:
        ask(url, session, "thanks")
        return all(
            holder.execute(
                f"SELECT count(*) FROM {table} WHERE {words} LIKE ?", (f"%{each}%",)
            ).fetchone()[0]
            for each in questions
            for table, words in (("events", "data"), ("turns", "asked"))
        )

    wait_for(kept, RESTART_SECONDS, "the writing of what was said")
    holder.close()


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    with RunningService(tmp_path) as running:
        pids = [running.pid(program) for program in PROGRAMS]
        assert all(map(is_alive, pids))
        # A process of its own says so, a moment after the service is ready.
        wait_for(lambda: "Needlewise answers at" in running.output, START_SECONDS, "the news")
        running.stop(signal.SIGINT)
        assert not any(map(is_alive, pids))


def test_no_word_of_a_visitor_is_written_to_a_log(own_service: RunningService) -> None:
    session = begin(own_service.url)
    for text in ("zebrafinch and needles?", "my lips are swelling zebrafinch", "/zebrafinch{}"):
        ask(own_service.url, session, text)
    assert "zebrafinch" not in own_service.output


def test_what_is_kept_is_for_its_owner_alone(own_service: RunningService) -> None:
    session = httpx.post(f"{own_service.url}/api/sessions", json={}, trust_env=False).json()
    ask(own_service.url, session["session"], "does it hurt?")
    # What the processes print is kept by whoever started them.
    kept = set(own_service.folder.rglob("*")) - {own_service.folder / "output.log"}
    assert {"needlewise.db", "endpoints.yml", "rasa-token"} <= {file.name for file in kept}
    assert not [file for file in kept if file.stat().st_mode & 0o077]
