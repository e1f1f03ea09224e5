"""The address that several processes listen on together."""

import socket
from contextlib import closing

import pytest

from listening import shared_socket


def test_two_listen_on_one_address_and_who_is_gone_gets_nobody() -> None:
    with closing(shared_socket("127.0.0.1", 0)) as one:
        host, port = one.getsockname()
        one.listen()
        with closing(shared_socket(host, port)) as other:
            other.listen()
        other.close()
        for _ in range(20):
            with closing(socket.create_connection((host, port), timeout=5)), one.accept()[0]:
                pass


def test_an_address_of_ipv6_is_one_too() -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has none")
    with closing(shared_socket("::1", 0)) as bound:
        assert bound.getsockname()[0] == "::1"


def test_what_another_program_listens_on_is_refused() -> None:
    with (
        closing(socket.create_server(("127.0.0.1", 0))) as taken,
        pytest.raises(OSError, match="in use"),
    ):
        shared_socket(*taken.getsockname())
