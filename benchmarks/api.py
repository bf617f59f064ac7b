"""How long the HTTP API takes over a million made-up assertions with sixteen who ask at once.

Run: ``python -m benchmarks.api [--rows 1000000] [--desk FILE] [--clients 16] [--seconds 30]``.
The desk is that of ``benchmarks/questions.py``.  Clients ask what the pages of the web desk ask,
each with values of its own choosing, so that most answers are not in the server's memory; the
share that was is printed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx
from benchmarks.questions import make

COUNTRIES = (
    "RUS UKR USA SYR CHN IRN ISR TUR DEU FRA GBR IND PAK JPN KOR PRK EGY SAU POL BLR"
).split()
TYPES = "AGREE CONSULT ACCUSE THREATEN ASSAULT COERCE SANCTION PROTEST AID REJECT".split()
STATUSES = "actual historical future hypothetical negated".split()


def address(dice: random.Random) -> str:
    """One typical question."""
    one, two = dice.sample(COUNTRIES, 2)
    kind, status = dice.choice(TYPES), dice.choice(STATUSES)
    year, month = dice.randint(2015, 2018), dice.randint(1, 11)
    span = f"since={year}-{month:02}&until={year}-{month + 1:02}"
    return dice.choice(
        [
            f"/api/assertions?actor={one}&limit=50",
            f"/api/assertions?actor={one}&recipient={two}&status={status}&limit=50",
            f"/api/assertions?type={kind}&{span}&limit=50",
            f"/api/events?either={one}&limit=50",
            f"/api/events?type={kind}&{span}&limit=50",
            f"/api/timeline?by=week&actor={one}&recipient={two}",
            f"/api/dyads?by=month&actor={one}&limit=8",
            f"/api/places?type={kind}&{span}&limit=200",
            f"/api/network?{span}&limit=100",
            f"/api/commitments?actor={one}&state=open&limit=50",
            "/api/stats",
        ]
    )


def main() -> None:
    """Run it and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--desk", type=Path)
    asked.add_argument("--clients", type=int, default=16)
    asked.add_argument("--seconds", type=float, default=30)
    asked.add_argument("--think", type=float, default=2.0, help="seconds a client waits between")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = told.desk or Path(folder) / "desk.duckdb"
        if not desk.exists():
            make(desk, told.rows)
        command = [sys.executable, "-m", "dragoman.cli", "serve", "--desk", str(desk)]
        server = subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE, text=True)
        assert server.stderr is not None
        started = time.perf_counter()
        base = server.stderr.readline().strip().rstrip("/")
        print(f"ready after {time.perf_counter() - started:.1f} s at {base}")
        try:
            _load(base, told.clients, told.seconds, told.think)
            _page(base)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _load(base: str, clients: int, seconds: float, think: float) -> None:
    taken: dict[str, list[float]] = {}
    bad: list[str] = []
    seen: set[str] = set()
    again = 0
    lock = threading.Lock()
    until = time.monotonic() + seconds

    def client(number: int) -> None:
        nonlocal again
        dice = random.Random(number)
        with httpx.Client(base_url=base, timeout=60) as session:
            while time.monotonic() < until:
                asked = address(dice)
                began = time.perf_counter()
                answer = session.get(asked)
                spent = (time.perf_counter() - began) * 1000
                with lock:
                    again += asked in seen
                    seen.add(asked)
                    taken.setdefault(asked.split("?")[0], []).append(spent)
                    if answer.status_code != 200:
                        bad.append(f"{answer.status_code} {asked}")
                time.sleep(dice.expovariate(1 / think) if think else 0)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = [one for times in taken.values() for one in times]
    for name, times in sorted(taken.items()):
        print(_line(name, times))
    print(_line("all", every))
    print(f"under 300 ms        {sum(one < 300 for one in every) / len(every):.1%}")
    print(f"asked before        {again / len(every):.1%}")
    print(f"answers a second    {len(every) / seconds:.0f}, load {os.getloadavg()[0]:.1f}")
    print(f"errors              {len(bad)} {bad[:2]}")


def _page(base: str) -> None:
    """What the Desk page asks when it opens, all at once, unfiltered."""
    asked = ["stats", "timeline?by=week", "dyads?by=week&limit=8", "places?limit=500"]
    asked += ["network?limit=100", "events?limit=50", "assertions?limit=50"]
    sizes: list[int] = []

    def get(name: str) -> None:
        sizes.append(len(httpx.get(f"{base}/api/{name}", timeout=60).content))

    threads = [threading.Thread(target=get, args=(name,)) for name in asked]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = (time.perf_counter() - began) * 1000
    print(f"the Desk page asks  {spent:.0f} ms, {len(asked)} answers, {sum(sizes):,} bytes")


def _line(name: str, times: list[float]) -> str:
    ranked = sorted(times)
    p95 = ranked[min(int(len(ranked) * 0.95), len(ranked) - 1)]
    middle = statistics.median(ranked)
    return f"{name:<20}{len(ranked):>6} answers  median {middle:6.0f} ms  95 % {p95:6.0f} ms"


if __name__ == "__main__":
    main()
