import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from teaching.rasa_model import NotLoaded, RasaModel

MODEL = Path("models/needlewise.tar.gz")


def rasa(answer: Callable[[httpx.Request], httpx.Response], token: str | None = "t") -> RasaModel:
    client = httpx.Client(transport=httpx.MockTransport(answer))
    return RasaModel(client, ["http://127.0.0.1:5005"], lambda: token)


def test_rasa_is_told_where_the_model_is() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(204)

    assert rasa(answer).load(MODEL)
    assert (asked[0].method, asked[0].url.path) == ("PUT", "/model")
    assert asked[0].url.params["token"] == "t"
    assert json.loads(asked[0].content) == {"model_file": str(MODEL)}
    assert rasa(answer, token=None).load(MODEL)
    assert "token" not in asked[1].url.params


def test_no_rasa_is_no_failure() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    assert not rasa(answer).load(MODEL)


@pytest.mark.parametrize(("status", "expected"), [(401, "token"), (400, "400"), (500, "500")])
def test_a_refusal_says_why(status: int, expected: str) -> None:
    with pytest.raises(NotLoaded, match=expected):
        rasa(lambda request: httpx.Response(status)).load(MODEL)


def test_no_answer_tells_no_token() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout(str(request.url))

    with pytest.raises(NotLoaded, match="ReadTimeout") as failed:
        rasa(answer, token="secret").load(MODEL)
    assert "secret" not in str(failed.value)
