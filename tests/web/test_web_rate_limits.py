"""How fast a session, and an address, may go on."""

import logging

import pytest
from redis.exceptions import ConnectionError as RedisIsGone

from settings import Rate, RateLimits
from tests.gateway_under_test import Clock
from web import rate_limits
from web.errors import ApiError
from web.rate_limits import RequestLimits, visitor_of
from web.recent_requests import RecentRequests

HOME, ELSEWHERE = "192.0.2.1", "192.0.2.2"
NOBODY_LISTENS = "redis://:secret@127.0.0.1:1/0"


USUAL = RateLimits(session=Rate(60, 60), address=Rate(600, 60))


def limits(session: Rate = USUAL.session, address: Rate = USUAL.address) -> RateLimits:
    return RateLimits(session=session, address=address)


def refusal(requests: RequestLimits, sender: str | None, address: str) -> ApiError:
    with pytest.raises(ApiError) as raised:
        requests.take(sender, address)
    return raised.value


def test_as_many_as_allowed_pass_at_once_and_then_one_is_refused() -> None:
    requests = RequestLimits(limits(Rate(3, 60)), now=Clock())
    for _ in range(3):
        requests.take("a", HOME)
    error = refusal(requests, "a", HOME)
    assert (error.status, error.code, error.retry_after) == (429, "too_many_messages", 60)


def test_waiting_as_long_as_told_is_enough_and_no_longer_than_needed() -> None:
    clock = Clock()
    requests = RequestLimits(limits(Rate(2, 60)), now=clock)
    requests.take("a", HOME)
    clock.seconds += 45
    requests.take("a", HOME)
    clock.seconds += 5
    assert refusal(requests, "a", HOME).retry_after == pytest.approx(10)
    clock.seconds += 9.9
    refusal(requests, "a", HOME)
    clock.seconds += 0.1
    requests.take("a", HOME)
    refusal(requests, "a", HOME)


def test_being_refused_costs_nothing() -> None:
    clock = Clock()
    requests = RequestLimits(limits(Rate(1, 60)), now=clock)
    requests.take("a", HOME)
    for _ in range(6):
        clock.seconds += 9
        refusal(requests, "a", HOME)
    clock.seconds += 6
    requests.take("a", HOME)


def test_both_limits_count() -> None:
    requests = RequestLimits(limits(Rate(2, 60), Rate(3, 60)), now=Clock())
    requests.take("one", HOME)
    requests.take("one", HOME)
    refusal(requests, "one", ELSEWHERE)
    requests.take(None, HOME)
    refusal(requests, "two", HOME)
    requests.take("two", ELSEWHERE)


def test_a_session_is_no_address() -> None:
    requests = RequestLimits(limits(Rate(1, 60), Rate(1, 60)), now=Clock())
    requests.take(HOME, ELSEWHERE)
    requests.take(None, HOME)


def test_an_ipv6_visitor_is_the_network_they_were_given() -> None:
    requests = RequestLimits(limits(address=Rate(1, 60)), now=Clock())
    requests.take(None, "2001:db8:1:2::1")
    refusal(requests, None, "2001:db8:1:2:ffff::9")
    requests.take(None, "2001:db8:1:3::1")


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "unknown"),
        ("", "unknown"),
        ("x" * 10_000, "unknown"),
    ],
)
def test_who_a_visitor_is(address: str, visitor: str) -> None:
    assert visitor_of(address) == visitor


def test_off_means_no_limit() -> None:
    requests = RequestLimits(None, now=Clock())
    for _ in range(10_000):
        requests.take("one", HOME)


def test_without_redis_the_gateway_counts_for_itself_and_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    requests = RequestLimits(limits(Rate(2, 60)), NOBODY_LISTENS, clock)
    requests.take("a", HOME)
    clock.seconds += 31
    requests.take("a", HOME)
    refusal(requests, "a", HOME)
    assert len(caplog.records) == 1
    assert "ConnectionError" in caplog.text
    assert "secret" not in caplog.text


class SharedStorage(RecentRequests):
    """Stands in for Redis."""

    gone = False

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        if self.gone:
            raise RedisIsGone("no route to redis://:secret@host")
        return super().acquire_entry(key, limit, expiry, amount)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> SharedStorage:
    """What every gateway that counts in Redis shares; the time of day stands still."""
    clock = Clock()
    storage = SharedStorage(clock)
    monkeypatch.setattr(rate_limits, "storage_from_string", lambda uri, **options: storage)
    monkeypatch.setattr("web.rate_limits.time.time", clock)
    return storage


def test_two_gateways_share_what_redis_counts(shared: SharedStorage) -> None:
    first = RequestLimits(limits(Rate(2, 60)), "redis://host", Clock())
    second = RequestLimits(limits(Rate(2, 60)), "redis://host", Clock())
    first.take("a", HOME)
    second.take("a", HOME)
    assert refusal(first, "a", HOME).retry_after == 60
    refusal(second, "a", HOME)


def test_a_redis_that_is_back_counts_again(
    shared: SharedStorage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    clock = Clock()
    requests = RequestLimits(limits(Rate(2, 60)), "redis://host", clock)
    shared.gone = True
    requests.take("a", HOME)
    shared.gone = False
    requests.take("a", HOME)
    assert len(shared) == 0
    clock.seconds += 30
    requests.take("a", HOME)
    assert len(shared) == 2
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
