"""The API does what the description that it serves says, whatever is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from settings import Settings
from tests.fake_upstream import FakeUpstream
from tests.gateway_under_test import reading
from tests.running_gateway import served
from web.gateway import create_app

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    state: Path = tmp_path_factory.mktemp("described")
    with served(FakeUpstream().app()) as behind:
        app = create_app(
            Settings(
                RASA_URL=behind,
                ACTIONS_URL=behind,
                STATE_FOLDER=state,
                DATABASE_URL=f"sqlite:///{state}/gateway.db",
                RATE_LIMITS=None,
            ),
            understanding=reading(),
        )
        with served(app) as address:
            yield schemathesis.openapi.from_url(f"{address}/openapi.json")


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_is_as_it_is_described(case: schemathesis.Case) -> None:
    case.call_and_validate()
