"""What can be set from the environment."""

from pathlib import Path

import pytest
from pydantic import ValidationError

import knowledge
from settings import Rate, RateLimits, Settings

NAMES = tuple(Settings.model_fields)


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_any_the_service_runs_on_this_machine_alone() -> None:
    settings = Settings()
    assert (settings.HOST, settings.PORT) == ("127.0.0.1", 8000)
    assert settings.RASA_URL.startswith("http://127.0.0.1:")
    assert settings.ACTIONS_URL.startswith("http://127.0.0.1:")
    assert settings.DATABASE_URL.startswith("sqlite:")
    assert settings.REDIS_URL is None
    assert (settings.WORKERS, settings.SESSION_KEY) == (1, None)
    assert settings.RASA_TOKEN is None
    assert settings.ALLOWED_ORIGINS == ()
    assert settings.RATE_LIMITS == ((60, 60), (600, 60))
    assert settings.ONLY_REVIEWED is False
    assert settings.REVIEW_MONTHS == 12
    assert settings.KNOWLEDGE_FOLDER == knowledge.DEFAULT_FOLDER
    assert str(settings.STATE_FOLDER) == "var"
    assert settings.TIME_ZONE == "UTC"
    assert settings.DESK_IDLE_MINUTES == 30


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("HOST", "0.0.0.0", "0.0.0.0"),
        ("PORT", "9000", 9000),
        ("ROOT_PATH", "/assistant", "/assistant"),
        ("ROOT_PATH", "/skin-clinic/chat.v2/", "/skin-clinic/chat.v2"),
        ("ROOT_PATH", "/", ""),
        ("ROOT_PATH", "/desktop", "/desktop"),
        ("DATABASE_URL", "postgresql://db/needlewise", "postgresql://db/needlewise"),
        ("REDIS_URL", "redis://cache:6379/0", "redis://cache:6379/0"),
        ("ALLOWED_ORIGINS", "", ()),
        ("ALLOWED_ORIGINS", "https://a.example", ("https://a.example",)),
        (
            "ALLOWED_ORIGINS",
            "https://a.example, http://b.example:8080",
            ("https://a.example", "http://b.example:8080"),
        ),
        ("RATE_LIMITS", "off", None),
        ("RATE_LIMITS", "OFF", None),
        (
            "RATE_LIMITS",
            "session=10/minute, address=1000/hour",
            RateLimits(session=Rate(10, 60), address=Rate(1000, 3600)),
        ),
        ("RATE_LIMITS", "session=10/second", RateLimits(Rate(10, 1), Rate(600, 60))),
        ("ONLY_REVIEWED", "true", True),
        ("REVIEW_MONTHS", "6", 6),
        ("KNOWLEDGE_FOLDER", "/srv/knowledge", Path("/srv/knowledge")),
        ("RASA_URL", "http://rasa:5005/", "http://rasa:5005"),
        ("RASA_TOKEN", "s3cret", "s3cret"),
        ("SESSION_KEY", "0a" * 32, "0a" * 32),
        ("WORKERS", "3", 3),
        ("ACTIONS_URL", "http://actions:5055", "http://actions:5055"),
        ("STATE_FOLDER", "/srv/state", Path("/srv/state")),
        ("TIME_ZONE", "America/New_York", "America/New_York"),
        ("DESK_IDLE_MINUTES", "7.5", 7.5),
    ],
)
def test_each_is_read(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(Settings(), name) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "-1"),
        ("PORT", "70000"),
        ("ROOT_PATH", "assistant"),
        ("ROOT_PATH", "//assistant"),
        ("ROOT_PATH", "/assistant/../x"),
        ("ROOT_PATH", '/a"b'),
        ("ROOT_PATH", "https://clinic.example/assistant"),
        ("ROOT_PATH", "/desk"),
        ("ROOT_PATH", "/api/assistant"),
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "clinic.example"),
        ("ALLOWED_ORIGINS", "https://clinic.example/"),
        ("ALLOWED_ORIGINS", "https://clinic.example/page"),
        ("RATE_LIMITS", "on"),
        ("RATE_LIMITS", "session=0/minute, address=10/minute"),
        ("RATE_LIMITS", "session=10/day, address=10/minute"),
        ("RATE_LIMITS", "visitor=10/minute, address=10/minute"),
        ("ONLY_REVIEWED", "perhaps"),
        ("REVIEW_MONTHS", "0"),
        ("REVIEW_MONTHS", "a year"),
        ("RASA_URL", "rasa:5005"),
        ("SESSION_KEY", "s3cret"),
        ("WORKERS", "0"),
        ("ACTIONS_URL", ""),
        ("TIME_ZONE", "New York"),
        ("TIME_ZONE", ""),
        ("TIME_ZONE", "../../etc/passwd"),
        ("TIME_ZONE", "America"),
        ("DESK_IDLE_MINUTES", "0.5"),
        ("DESK_IDLE_MINUTES", "never"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name):
        Settings()


def test_a_refused_prefix_is_told_every_sign_that_it_may_have() -> None:
    with pytest.raises(ValidationError, match=r"digits and \. _ ~ -, no part with a dot first"):
        Settings(ROOT_PATH="/.hidden")
    assert Settings(ROOT_PATH="/a.b_c~d-e/F9").ROOT_PATH == "/a.b_c~d-e/F9"


def test_each_process_of_rasa_has_a_port_of_its_own() -> None:
    assert Settings().rasa_urls == ("http://127.0.0.1:5005",)
    assert Settings(WORKERS=3, RASA_URL="http://[::1]:7000").rasa_urls == (
        "http://[::1]:7000",
        "http://[::1]:7001",
        "http://[::1]:7002",
    )


def test_no_error_repeats_what_was_given() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(SESSION_KEY="s3cret")
    assert "s3cret" not in str(refused.value)
