import socket
from pathlib import Path

import pytest
import yaml

from deploy.service import (
    MEMORY_GIVEN_BACK,
    CannotStart,
    address_of,
    check,
    endpoints_of,
    environment_of,
    is_free,
    lock_store_of,
    make_database_folder,
    prepare,
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
        MODEL=tmp_path,
        STATE_FOLDER=tmp_path / "state",
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


def test_each_worker_needs_a_port_and_all_of_them_redis(
    settings: Settings, listener: socket.socket
) -> None:
    two = settings.model_copy(update={"WORKERS": 2})
    with pytest.raises(CannotStart, match=r"WORKERS is 2.*REDIS_URL"):
        check(two)
    port = listener.getsockname()[1]
    shared = {"REDIS_URL": "redis://cache", "RASA_URL": f"http://127.0.0.1:{port - 1}"}
    with pytest.raises(CannotStart, match=rf"127\.0\.0\.1:{port} .* setting RASA_URL"):
        check(two.model_copy(update=shared))


def test_a_model_of_its_own_name_is_in_order_too(settings: Settings, tmp_path: Path) -> None:
    check(settings.model_copy(update={"MODEL": tmp_path / "model.tar.gz"}))


def test_a_missing_model_says_how_to_make_one(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="make train"):
        check(settings.model_copy(update={"MODEL": tmp_path / "none.tar.gz"}))


def test_locks_are_kept_in_the_process_unless_there_is_a_redis() -> None:
    assert lock_store_of(None) == {"type": "in_memory"}
    for url in ("redis://cache", "rediss://:a%40b@cache:7000/3"):
        assert lock_store_of(url)["url"] == url


def test_rasas_endpoints_are_the_checkouts_with_the_settings(settings: Settings) -> None:
    changed = settings.model_copy(update={"DATABASE_URL": "postgresql://user:p%20w@host/name"})
    endpoints = yaml.safe_load(endpoints_of(changed))
    assert endpoints["action_endpoint"] == {
        "url": f"{settings.ACTIONS_URL}/webhook",
        "enable_selective_domain": True,
    }
    assert endpoints["tracker_store"]["url"] == "postgresql://user:p%20w@host/name"
    assert endpoints["lock_store"] == {"type": "in_memory"}


@pytest.mark.parametrize("wrong", ["cache:6379", "http://cache", "redis://cache/three"])
def test_an_address_of_something_else_is_refused(wrong: str) -> None:
    with pytest.raises(CannotStart, match="REDIS_URL"):
        lock_store_of(wrong)


def test_the_processes_share_their_settings_and_a_secret(settings: Settings) -> None:
    first = environment_of(settings, {"PATH": "/bin"})
    assert MEMORY_GIVEN_BACK.items() <= first.items()
    second = environment_of(settings, {})
    assert first["PATH"] == "/bin"
    assert first["RASA_TELEMETRY_ENABLED"] == "false"
    assert first["RASA_PORT"] in settings.RASA_URL
    assert len(first["RASA_TOKEN"]) >= 32
    assert first["RASA_TOKEN"] != second["RASA_TOKEN"]


def test_what_rasa_is_told_is_written_anew_at_each_start(
    settings: Settings, tmp_path: Path
) -> None:
    state = settings.STATE_FOLDER
    state.mkdir()
    state.chmod(0o755)
    for name in ("rasa-token", "endpoints.yml"):
        (state / name).write_text("an old one that others may read")
    database = f"sqlite:///{tmp_path}/new.db"
    prepare(settings.model_copy(update={"DATABASE_URL": database}), {"RASA_TOKEN": "new"})
    assert (state / "rasa-token").read_text() == "new"
    assert database in (state / "endpoints.yml").read_text()
    assert state.stat().st_mode & 0o777 == 0o700


def test_several_gateways_count_together_from_the_start_of_the_service(settings: Settings) -> None:
    assert "PROMETHEUS_MULTIPROC_DIR" not in environment_of(settings, {})
    environment = environment_of(settings.model_copy(update={"WORKERS": 2}), {})
    assert environment["WORKERS"] == "2"
    counts = Path(environment["PROMETHEUS_MULTIPROC_DIR"])
    prepare(settings, environment)
    (counts / "counter_1.db").touch()
    prepare(settings, environment)
    assert list(counts.iterdir()) == []
    prepare(settings, environment_of(settings, {}))
    assert not counts.exists()


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
