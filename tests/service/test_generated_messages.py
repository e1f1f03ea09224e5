"""Thousands of made-up messages to the whole service: an answer to each, and no personal data kept.

The messages mix what visitors ask, noise of every kind, and phone numbers and e-mail addresses that
are nobody's. Hypothesis makes them; they go to the service eight at a time.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import httpx
import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.running_service import RunningService

MESSAGES = int(os.environ.get("GENERATED_MESSAGES", "1000"))
"""`make fuzz` sends 5,000."""
AT_ONCE = 8
IN_A_SESSION = 10
QUESTIONS = Path(__file__).parent.parent / "development" / "questions.yml"

_ASKED = [q for each in yaml.safe_load(QUESTIONS.read_text("utf-8")).values() for q in each]
_HOSTILE = [
    "/restart",
    '/ask_cost{"x":1}',
    "<script>alert(1)</script>",
    "'; DROP TABLE events; --",
    "{{7*7}} ${x} %s %n",
    "\u202e\u2066right to left\u2069",
    "\U0001f9d1\u200d\u2695\ufe0f",
    "ALTER" * 150,
]


def planted_phone(number: int) -> str:
    """A phone number of the block that is reserved for stories, by its place in it."""
    return f"202-555-{number:04d}"


def planted_email(number: int) -> str:
    """An address in a domain that is reserved for examples."""
    return f"planted{number:05d}@example.com"


messages = st.one_of(
    st.sampled_from(_ASKED),
    st.lists(st.sampled_from(_ASKED), min_size=2, max_size=3).map(" and ".join),
    st.text(min_size=1, max_size=200),
    st.sampled_from(_HOSTILE),
    st.tuples(st.sampled_from(_ASKED), st.integers(100, 199)).map(
        lambda drawn: f"{drawn[0]} call me on {planted_phone(drawn[1])} please"
    ),
    st.tuples(st.sampled_from(_ASKED), st.integers(0, 99999)).map(
        lambda drawn: f"my mail is {planted_email(drawn[1])}, {drawn[0]}"
    ),
    st.tuples(st.text(max_size=30), st.integers(0, 99999)).map(
        lambda drawn: f"{drawn[0]} {planted_email(drawn[1])}"
    ),
)


def _faults(url: str, conversation: list[str]) -> list[str]:
    """What went wrong in one conversation, by kind and place; never the words."""
    faults = []
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        session = client.post("/api/sessions", json={}).json()["session"]
        for said in conversation:
            reply = client.post("/api/chat", json={"session": session, "text": said})
            if reply.status_code == 400:
                if reply.json()["error"]["code"] not in ("empty_message", "message_too_long"):
                    faults.append(f"400 {reply.json()['error']['code']} for {said!r}")
            elif reply.status_code != 200:
                faults.append(f"{reply.status_code} for {said!r}")
            elif not all(
                each["text"].strip() for each in reply.json()["messages"] or [{"text": ""}]
            ):
                faults.append(f"an empty reply to {said!r}")
    return faults


def test_every_message_is_answered_and_no_personal_data_is_kept(tmp_path: Path) -> None:
    seen = count()

    with RunningService(tmp_path) as service, ThreadPoolExecutor(AT_ONCE) as visitors:

        @seed(0)
        @settings(
            max_examples=MESSAGES // (AT_ONCE * IN_A_SESSION),
            phases=[Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            st.lists(
                st.lists(messages, min_size=IN_A_SESSION, max_size=IN_A_SESSION),
                min_size=AT_ONCE,
                max_size=AT_ONCE,
            )
        )
        def converse(conversations: list[list[str]]) -> None:
            faults = visitors.map(lambda each: _faults(service.url, each), conversations)
            assert [fault for each in faults for fault in each] == []
            for _ in range(AT_ONCE * IN_A_SESSION):
                next(seen)

        converse()
        assert next(seen) >= MESSAGES * 0.9

    kept = {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert "needlewise.db" in kept
    for name, content in kept.items():
        assert b"202-555-0" not in content, f"a phone number is in {name}"
        assert b"planted" not in content, f"an e-mail address is in {name}"
    assert b"[phone number]" in b"".join(kept.values())
