from understanding.so_far import SoFar
from web.memory import Memory


def test_what_a_conversation_holds_is_known_until_it_was_silent_for_long() -> None:
    clock = [0.0]
    memory = Memory(lambda: clock[0])
    assert memory.of("one") is None
    memory.keep("one", SoFar(topic="pain"))
    clock[0] = 3600.0
    assert memory.of("one") == SoFar(topic="pain")
    assert memory.of("other") is None
    clock[0] = 3601.0
    assert memory.of("one") is None


def test_a_conversation_is_forgotten_and_so_is_the_one_that_was_silent_longest() -> None:
    memory = Memory(lambda: 0.0)
    for number in range(10_001):
        memory.keep(str(number), SoFar())
    assert memory.of("0") is None
    assert memory.of("1") == SoFar()
    memory.forget("1")
    assert memory.of("1") is None
