import pytest

from benchmarks.running_service import AS_IT_COMES, part_of, resident_kibibytes


@pytest.mark.parametrize(
    ("command", "part"),
    [
        ("python -m actions.server --port 1", "actions"),
        ("python -m rasa run --port 1", "rasa"),
        ("python -m web", "gateway"),
        ("python -m deploy.process_manager -c deploy/supervisord.conf", "rest"),
    ],
)
def test_the_parts_are_told_by_their_commands(command: str, part: str) -> None:
    assert part_of(command.split()) == part


def test_the_parts_of_rasa_as_it_comes_are_told_too() -> None:
    assert part_of(["python", "-c", AS_IT_COMES, "run", "--port", "1"]) == "rasa"
    assert part_of(["python", "-c", AS_IT_COMES, "run", "actions"]) == "actions"


def test_resident_memory_is_read_from_the_status_file() -> None:
    assert resident_kibibytes("Name:\tpython\nVmPeak:\t  900 kB\nVmRSS:\t  512 kB\n") == 512
    assert resident_kibibytes("Name:\tzombie\nState:\tZ\n") == 0
