"""The whole service on PostgreSQL: Rasa's conversations, the gateway's records, the front desk."""

import re
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from desk.sign_in.staff import Accounts, Role
from records.database import engine_of
from records.tables import METADATA, answers, turns
from tests.postgres import fresh_database, server_address
from tests.running_service import RunningService, wait_for

PASSWORD = "correct horse battery"
WRITTEN_SECONDS = 10.0


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with fresh_database(server_address()) as address:
        yield address


@pytest.fixture(scope="module")
def on_postgres(
    database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningService]:
    folder = tmp_path_factory.mktemp("on_postgres")
    with RunningService(folder, DATABASE_URL=database) as running:
        yield running
        assert not list(Path(folder).glob("*.db*"))


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    made = engine_of(database)
    yield made
    made.dispose()


@pytest.fixture
def client(on_postgres: RunningService) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=on_postgres.url, timeout=30, trust_env=False) as opened:
        yield opened


def topic_of(answer: httpx.Response) -> str:
    assert answer.status_code == httpx.codes.OK, answer.text
    topic: str = answer.json()["messages"][0]["topic"]
    return topic


def sign_in(client: httpx.Client, engine: Engine) -> None:
    Accounts(engine, lambda: datetime.now(timezone.utc)).add("maria", Role.STAFF, PASSWORD, "test")
    form = {"name": "maria", "password": PASSWORD}
    assert client.post("/desk/sign-in", data=form).status_code == httpx.codes.SEE_OTHER


def test_a_conversation_is_answered_kept_and_shown_at_the_desk(
    client: httpx.Client, engine: Engine
) -> None:
    session = client.post("/api/sessions", json={}).json()["session"]

    def ask(text: str) -> str:
        return topic_of(client.post("/api/chat", json={"session": session, "text": text}))

    assert ask("who performs medical microneedling?") == "providers"
    # Understood only by what Rasa's own table holds of the conversation.
    assert ask("and cosmetic?") == "providers"

    def kept() -> list[str]:
        with engine.connect() as connection:
            return list(connection.scalars(sa.select(turns.c.asked).order_by(turns.c.id)))

    wait_for(lambda: len(kept()) == 2, WRITTEN_SECONDS, "the writing of both turns")
    assert kept() == ["who performs medical microneedling?", "and cosmetic?"]
    assert {*METADATA.tables, "events"} <= set(sa.inspect(engine).get_table_names())
    with engine.connect() as connection:
        assert set(connection.scalars(sa.select(answers.c.outcome))) == {"answered"}

    sign_in(client, engine)
    transcripts = client.get("/desk/transcripts")
    assert transcripts.status_code == httpx.codes.OK
    assert re.search(r"who performs medical microneedling", transcripts.text)


def test_a_server_that_was_started_anew_costs_no_conversation_its_thread(
    client: httpx.Client, engine: Engine
) -> None:
    session = client.post("/api/sessions", json={}).json()["session"]

    def ask(text: str) -> str:
        return topic_of(client.post("/api/chat", json={"session": session, "text": text}))

    assert ask("who performs medical microneedling?") == "providers"
    with engine.connect() as connection:
        # As a restart does: nobody's connection is of use any more.
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert ask("and cosmetic?") == "providers"
