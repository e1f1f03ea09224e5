from deploy.announcement import visible_host, wait_until_ready


class Waiting:
    """A clock that only `pause` moves, and a service that is ready after some seconds."""

    def __init__(self, ready_after: float) -> None:
        self.now = 0.0
        self.said: list[str] = []
        self._ready_after = ready_after

    def run(self) -> None:
        wait_until_ready(
            lambda: self.now >= self._ready_after, self.said.append, lambda: self.now, self.pause
        )

    def pause(self, seconds: float) -> None:
        self.now += seconds


def test_it_waits_until_an_answer_would_come_back() -> None:
    waiting = Waiting(ready_after=10)
    waiting.run()
    assert waiting.now == 10
    assert waiting.said == []


def test_a_long_start_is_commented_on() -> None:
    waiting = Waiting(ready_after=40)
    waiting.run()
    assert [line[:20] for line in waiting.said] == ["Still starting (15 s", "Still starting (30 s"]


def test_an_address_that_stands_for_all_is_not_shown() -> None:
    assert visible_host("0.0.0.0") == "127.0.0.1"
    assert visible_host("::") == "[::1]"
    assert visible_host("::1") == "[::1]"
    assert visible_host("clinic.example") == "clinic.example"
