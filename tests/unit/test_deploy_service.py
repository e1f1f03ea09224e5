import socket
import stat
from pathlib import Path

import pytest

from deploy.service import (
    CannotStart,
    address_of,
    check,
    environment_of,
    is_free,
    keep_token,
    lock_store_of,
    make_database_folder,
)
from settings import Settings


@pytest.fixture
def listener() -> socket.socket:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    model = tmp_path / "model.tar.gz"
    model.touch()
    return Settings(
        MODEL=model,
        PORT=free_port(),
        RASA_URL=f"http://127.0.0.1:{free_port()}",
        ACTIONS_URL=f"http://127.0.0.1:{free_port()}",
    )


def test_an_address_is_taken_apart() -> None:
    assert address_of("http://127.0.0.1:5005") == ("127.0.0.1", 5005)
    with pytest.raises(CannotStart, match="names no host and port"):
        address_of("http://127.0.0.1")


def test_a_port_in_use_is_not_free(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    assert not is_free("127.0.0.1", port)
    listener.close()
    assert is_free("127.0.0.1", port)


def test_all_in_order(settings: Settings) -> None:
    check(settings)


def test_a_taken_port_is_named_with_its_setting(
    settings: Settings, listener: socket.socket
) -> None:
    port = listener.getsockname()[1]
    with pytest.raises(CannotStart, match=rf"127\.0\.0\.1:{port} .* setting PORT"):
        check(settings.model_copy(update={"PORT": port}))
    with pytest.raises(CannotStart, match="setting ACTIONS_URL"):
        check(settings.model_copy(update={"ACTIONS_URL": f"http://127.0.0.1:{port}"}))


def test_a_missing_model_says_how_to_make_one(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="make train"):
        check(settings.model_copy(update={"MODEL": tmp_path / "none.tar.gz"}))


def test_locks_are_kept_in_the_process_unless_there_is_a_redis() -> None:
    assert lock_store_of(None)["LOCK_STORE"] == "in_memory"
    assert lock_store_of("redis://cache") == {
        "LOCK_STORE": "redis",
        "REDIS_HOST": "cache",
        "REDIS_PORT": "6379",
        "REDIS_DB": "0",
    }
    assert lock_store_of("redis://cache:7000/3")["REDIS_DB"] == "3"


@pytest.mark.parametrize("wrong", ["cache:6379", "http://cache", "redis://cache/three"])
def test_an_address_of_something_else_is_refused(wrong: str) -> None:
    with pytest.raises(CannotStart, match="REDIS_URL"):
        lock_store_of(wrong)


def test_the_processes_share_their_settings_and_a_secret(settings: Settings) -> None:
    first = environment_of(settings, {"PATH": "/bin"})
    second = environment_of(settings, {})
    assert first["PATH"] == "/bin"
    assert first["RASA_TELEMETRY_ENABLED"] == "false"
    assert first["RASA_PORT"] in settings.RASA_URL
    assert len(first["RASA_TOKEN"]) >= 32
    assert first["RASA_TOKEN"] != second["RASA_TOKEN"]


def test_the_token_is_for_its_owner_and_always_the_latest(tmp_path: Path) -> None:
    file = tmp_path / "rasa-token"
    file.write_text("an old one that others may read")
    keep_token(tmp_path, "new")
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    make_database_folder(f"sqlite:///{tmp_path}/new/folder/needlewise.db")
    assert (tmp_path / "new" / "folder").is_dir()


@pytest.mark.parametrize("url", ["sqlite://", "postgresql://user:secret@host/name"])
def test_a_database_that_is_no_file_needs_no_folder(url: str) -> None:
    make_database_folder(url)


def test_an_address_that_is_none_is_refused_without_repeating_it() -> None:
    with pytest.raises(CannotStart, match="DATABASE_URL is no address") as refused:
        make_database_folder("secret")
    assert "secret" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStart, match="The folder of DATABASE_URL cannot be made"):
        make_database_folder(f"sqlite:///{tmp_path}/file/needlewise.db")
