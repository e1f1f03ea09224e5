"""How fast a session, and an address, may go on."""

import pytest

from settings import Rate, RateLimits
from tests.gateway_under_test import Clock
from web.errors import ApiError
from web.rate_limits import Buckets, RequestLimits


def refusal(buckets: Buckets, key: str) -> ApiError:
    with pytest.raises(ApiError) as raised:
        buckets.take(key)
    return raised.value


def test_as_many_as_allowed_pass_at_once_and_then_one_is_refused() -> None:
    buckets = Buckets(Rate(3, 60), Clock())
    for _ in range(3):
        buckets.take("a")
    error = refusal(buckets, "a")
    assert (error.status, error.code) == (429, "too_many_messages")
    assert error.retry_after == pytest.approx(20)


def test_waiting_as_long_as_told_is_enough() -> None:
    clock = Clock()
    buckets = Buckets(Rate(1, 60), clock)
    buckets.take("a")
    wait = refusal(buckets, "a").retry_after
    assert wait is not None
    clock.seconds += wait
    buckets.take("a")
    refusal(buckets, "a")


def test_being_refused_costs_nothing() -> None:
    clock = Clock()
    buckets = Buckets(Rate(1, 60), clock)
    buckets.take("a")
    for _ in range(6):
        clock.seconds += 9
        refusal(buckets, "a")
    clock.seconds += 6
    buckets.take("a")


def test_one_key_does_not_use_up_another() -> None:
    buckets = Buckets(Rate(1, 60), Clock())
    buckets.take("a")
    buckets.take("b")


def test_a_pause_fills_a_bucket_no_further_than_full() -> None:
    clock = Clock()
    buckets = Buckets(Rate(2, 60), clock)
    clock.seconds += 3600
    buckets.take("a")
    clock.seconds += 3600
    buckets.take("a")
    buckets.take("a")
    refusal(buckets, "a")


def test_full_buckets_take_no_memory() -> None:
    clock = Clock()
    buckets = Buckets(Rate(2, 60), clock)
    for number in range(1000):
        buckets.take(str(number))
    clock.seconds += 60
    buckets.take("last")
    assert len(buckets) == 1


def test_both_limits_count() -> None:
    limits = RequestLimits(RateLimits(session=Rate(2, 60), address=Rate(3, 60)), Clock())
    limits.take("one", "home")
    limits.take("one", "home")
    with pytest.raises(ApiError):
        limits.take("one", "elsewhere")
    limits.take(None, "home")
    with pytest.raises(ApiError):
        limits.take("two", "home")
    limits.take("two", "elsewhere")


def test_off_means_no_limit() -> None:
    limits = RequestLimits(None, Clock())
    for _ in range(10_000):
        limits.take("one", "home")
