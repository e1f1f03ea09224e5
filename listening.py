"""The address that several processes of one kind listen on together."""

import socket


def shared_socket(host: str, port: int) -> socket.socket:
    """A socket bound to an address that other processes of the same account may be bound to too.

    The system gives each connection to one of those that listen, never to one that has died.

    Raises:
        OSError: The address is not this machine's, or is another program's.
    """
    [(family, *_, address), *_] = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound
