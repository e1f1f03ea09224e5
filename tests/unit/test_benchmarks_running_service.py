import pytest

from benchmarks.running_service import commands_of, processor_ticks, resident_kibibytes

CONFIGURATION = """
[supervisord]
nodaemon = true
[program:actions]
command = %(ENV_PYTHON)s -m actions.server --port %(ENV_ACTIONS_PORT)s
[program:rasa]
command = %(ENV_PYTHON)s -m nlu.rasa_server run --model %(ENV_MODEL)s ; as deployed
[program:gateway]
command = %(ENV_PYTHON)s -m web
[program:announcement]
command = %(ENV_PYTHON)s -m deploy.announcement
"""
ENVIRONMENT = {"PYTHON": "python", "ACTIONS_PORT": "5055", "MODEL": "models/needlewise.tar.gz"}


def test_commands_are_the_deployed_ones() -> None:
    assert commands_of(CONFIGURATION, ENVIRONMENT, "nlu.rasa_server") == {
        "actions": ["python", "-m", "actions.server", "--port", "5055"],
        "rasa": ["python", "-m", "nlu.rasa_server", "run", "--model", "models/needlewise.tar.gz"],
        "gateway": ["python", "-m", "web"],
    }


def test_rasa_as_it_comes_takes_the_place_of_ours() -> None:
    commands = commands_of(CONFIGURATION, ENVIRONMENT, "rasa")
    assert commands["rasa"][:4] == ["python", "-m", "rasa", "run"]


@pytest.mark.parametrize("missing", ["MODEL", "PYTHON"])
def test_a_missing_variable_is_an_error(missing: str) -> None:
    environment = {name: value for name, value in ENVIRONMENT.items() if name != missing}
    with pytest.raises(KeyError, match=missing):
        commands_of(CONFIGURATION, environment, "rasa")


def test_resident_memory_is_read_from_the_status_file() -> None:
    assert resident_kibibytes("Name:\tpython\nVmPeak:\t  900 kB\nVmRSS:\t  512 kB\n") == 512
    assert resident_kibibytes("Name:\tzombie\nState:\tZ\n") == 0


def test_processor_time_is_user_and_system_time() -> None:
    # proc(5): fields 14 and 15; field 2 is the name, as it stands.
    fields = [str(number) for number in range(3, 53)]
    assert processor_ticks(f"4711 (a (b) c) {' '.join(fields)}") == 14 + 15
