"""What the processes leave behind: none of themselves, no word in a log, nothing to read."""

import signal
from pathlib import Path

import httpx

from tests.running_service import START_SECONDS, RunningService, is_alive, wait_for

PROGRAMS = ("actions", "rasa", "gateway")


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


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    with RunningService(tmp_path) as running:
        pids = [running.pid(program) for program in PROGRAMS]
        assert all(map(is_alive, pids))
        # A process of its own says so, a moment after the service is ready.
        wait_for(lambda: "Needlewise answers at" in running.output, START_SECONDS, "the news")
        running.stop(signal.SIGINT)
        assert not any(map(is_alive, pids))


def test_no_word_of_a_visitor_is_written_to_a_log(service: RunningService) -> None:
    session = begin(service.url)
    for text in ("zebrafinch and needles?", "my lips are swelling zebrafinch", "/zebrafinch{}"):
        ask(service.url, session, text)
    assert "zebrafinch" not in service.output


def test_what_is_kept_is_for_its_owner_alone(service: RunningService) -> None:
    session = httpx.post(f"{service.url}/api/sessions", json={}, trust_env=False).json()
    ask(service.url, session["session"], "does it hurt?")
    # What the processes print is kept by whoever started them.
    kept = set(service.folder.rglob("*")) - {service.folder / "output.log"}
    assert {"needlewise.db", "endpoints.yml", "rasa-token"} <= {file.name for file in kept}
    assert not [file for file in kept if file.stat().st_mode & 0o077]
