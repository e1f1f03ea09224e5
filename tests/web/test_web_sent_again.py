"""A request that is sent again, to a gateway that knows nothing of the first time."""

from pathlib import Path

import httpx
import pytest

from records.tables import clinic_questions, turns
from tests.gateway_under_test import gateway
from tests.web.test_web_journaled_turns import rows
from web.conversation import request_of


def ids(answer: httpx.Response) -> list[str]:
    return [each["id"] for each in answer.json()["messages"]]


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize(("key", "times"), [("key", 1), (None, 2)])
def test_with_a_key_its_answer_has_the_same_id_and_is_written_down_once(
    tmp_path: Path, key: str | None, times: int, down: bool
) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    answers = []
    with gateway(tmp_path) as service:
        said = {"session": service.start(), "text": "how deep do the needles go?"}
    for _ in range(2):
        with gateway(tmp_path, down=down) as service:
            answers.append(service.client.post("/api/chat", json=said, headers=headers))
    assert len({tuple(ids(each)) for each in answers}) == times
    assert len(rows(tmp_path, turns)) == times


def test_a_note_is_kept_once(tmp_path: Path) -> None:
    note = {"question": "Are you open on Sunday?", "contact": "x@example.org", "consent": True}
    with gateway(tmp_path) as service:
        note["session"] = service.start()
    for _ in range(2):
        with gateway(tmp_path) as service:
            assert service.client.post("/api/questions", json=note).status_code == 201
    assert len(rows(tmp_path, clinic_questions)) == 1


def test_requests_differ_by_the_session_the_key_and_what_is_said() -> None:
    made = {
        request_of(sender, key, body)
        for sender in ("ann", "ben")
        for key in ("1", "2")
        for body in (b"yes", b"no")
    }
    assert len(made) == 8
    assert request_of("ann", "1", b"yes") in made
