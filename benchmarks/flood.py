"""Shows what visitors notice while one address floods the service.

    python -m benchmarks.flood URL [--seconds 10]

`make run` serves URL, with its usual limits. One address sends as fast as it can over more and more
connections; meanwhile two visitors from other addresses ask one question after another. The
addresses are told by `X-Forwarded-For`, as a proxy on this machine would.
"""

import argparse
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

FLOODER = "203.0.113.66"
VISITORS = ("198.51.100.1", "198.51.100.2")
CONNECTIONS = (0, 1, 4, 16, 32)
QUESTION = "does it hurt"
REFUSED = httpx.codes.TOO_MANY_REQUESTS


@dataclass(frozen=True)
class Flooded:
    """What happened while `connections` flooded.

    Attributes:
        connections: How many sent without a pause.
        requests_a_second: How many of theirs were answered, nearly all with 429.
        let_through: How many of theirs were not refused.
        waits: How long each answer to another visitor took, in seconds.
        unanswered: How many messages of other visitors got no answer.
    """

    connections: int
    requests_a_second: float
    let_through: int
    waits: tuple[float, ...]
    unanswered: int


def flood(url: str, connections: int, seconds: float) -> Flooded:
    """Floods for so many seconds, and measures what others notice."""
    over = threading.Event()
    statuses: Counter[int] = Counter()
    waits: list[float] = []
    unanswered: list[int] = []

    def client(address: str) -> httpx.Client:
        headers = {"X-Forwarded-For": address}
        return httpx.Client(base_url=url, headers=headers, timeout=30, trust_env=False)

    def hurry() -> None:
        seen: Counter[int] = Counter()
        with client(FLOODER) as http:
            session = http.post("/api/sessions", json={}).json().get("session", "none")
            while not over.is_set():
                seen[
                    http.post("/api/chat", json={"session": session, "text": "hi"}).status_code
                ] += 1
        statuses.update(seen)

    def ask(address: str) -> None:
        with client(address) as http:
            session = http.post("/api/sessions", json={}).json()["session"]
            while not over.is_set():
                begun = time.perf_counter()
                reply = http.post("/api/chat", json={"session": session, "text": QUESTION})
                if reply.status_code == httpx.codes.OK:
                    waits.append(time.perf_counter() - begun)
                else:
                    unanswered.append(reply.status_code)
                # Slower than the limit of a session: this is what a visitor may do.
                over.wait(1.1)

    threads = [threading.Thread(target=hurry) for _ in range(connections)]
    threads += [threading.Thread(target=ask, args=(address,)) for address in VISITORS]
    for thread in threads:
        thread.start()
    over.wait(seconds)
    over.set()
    for thread in threads:
        thread.join()
    return Flooded(
        connections=connections,
        requests_a_second=sum(statuses.values()) / seconds,
        let_through=sum(statuses.values()) - statuses[REFUSED],
        waits=tuple(waits),
        unanswered=len(unanswered),
    )


def main(arguments: Sequence[str]) -> int:
    """Prints a row for each number of connections; 1 where a visitor got no answer."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flood")
    parser.add_argument("url")
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args(arguments)
    rows = [flood(options.url, connections, options.seconds) for connections in CONNECTIONS]
    print(
        "| flooding connections | requests/s | let through | others: median, slowest | no answer |"
    )
    print("|---|---|---|---|---|")
    for row in rows:
        waits = f"{statistics.median(row.waits):.2f} s, {max(row.waits):.2f} s"
        print(
            f"| {row.connections} | {row.requests_a_second:.0f} | {row.let_through} | {waits} "
            f"| {row.unanswered} |"
        )
    return int(any(row.unanswered for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
