"""The memory behind the rate limits."""

from hypothesis import given
from hypothesis import strategies as st

from tests.gateway_under_test import Clock
from web.recent_requests import RecentRequests


def test_what_is_too_old_does_not_count() -> None:
    clock = Clock()
    recent = RecentRequests(clock)
    assert recent.acquire_entry("a", 1, 60)
    clock.seconds += 59.9
    assert not recent.acquire_entry("a", 1, 60)
    clock.seconds += 0.1
    assert recent.acquire_entry("a", 1, 60)


def test_the_window_starts_at_the_oldest_request_that_counts() -> None:
    clock = Clock()
    recent = RecentRequests(clock)
    began = clock.seconds
    for _ in range(3):
        recent.acquire_entry("a", 3, 60)
        clock.seconds += 10
    assert recent.get_moving_window("a", 3, 60) == (began, 3)
    clock.seconds = began + 60
    assert recent.get_moving_window("a", 3, 60) == (began + 10, 2)
    assert recent.get_moving_window("nobody", 3, 60) == (clock.seconds, 0)


def test_keys_that_are_quiet_take_no_memory() -> None:
    clock = Clock()
    recent = RecentRequests(clock)
    for number in range(1000):
        recent.acquire_entry(str(number), 2, 60)
    clock.seconds += 60
    recent.acquire_entry("last", 2, 60)
    assert len(recent) == 1


def test_many_addresses_push_out_the_quiet_ones_but_not_one_that_hurries() -> None:
    recent = RecentRequests(Clock(), most_keys=10)
    assert recent.acquire_entry("hurried", 1, 60)
    for number in range(1000):
        recent.acquire_entry(str(number), 1, 60)
        assert not recent.acquire_entry("hurried", 1, 60)
    assert len(recent) == 10


def test_the_requests_that_are_remembered_are_bounded_too() -> None:
    recent = RecentRequests(Clock(), most_requests=100)
    for number in range(1000):
        recent.acquire_entry(str(number // 20), 50, 60)
    assert len(recent) <= 6


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.floats(0, 40, allow_nan=False)),
        min_size=1,
        max_size=60,
    )
)
def test_no_window_ever_holds_more_than_its_limit(requests: list[tuple[str, float]]) -> None:
    clock, passed = Clock(), list[tuple[str, float]]()
    recent = RecentRequests(clock)
    for key, pause in requests:
        clock.seconds += pause
        within = [at for whose, at in passed if whose == key and at > clock.seconds - 60]
        assert recent.acquire_entry(key, 3, 60) == (len(within) < 3)
        if len(within) < 3:
            passed.append((key, clock.seconds))
