"""Watch feeds for a while, kill the watch twice, and count: every entry once, memory flat.

Run: ``python -m benchmarks.watch --feeds 200 --minutes 20``.  A server on the loopback lists the
feeds; a new entry appears in each of them every two minutes; ten more feeds are slow, lie, loop or
burst.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks.feed_server import FeedServer, serving

from dragoman.store import open_store

EVIL = ("loop", "bomb", "lies", "drip", "gone", "file", "traps")


def main() -> None:
    """Run it and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--feeds", type=int, default=200)
    asked.add_argument("--minutes", type=float, default=20)
    asked.add_argument("--kills", type=int, default=2)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(entries=2) as server:
        desk = Path(folder) / "desk.duckdb"
        urls = [f"{server.url}/feed/f{number:03}" for number in range(told.feeds)]
        urls += [f"{server.url}/evil/{kind}" for kind in EVIL]
        listed = Path(folder) / "feeds.txt"
        listed.write_text("\n".join(urls), encoding="utf-8")
        end = time.monotonic() + told.minutes * 60
        growing = threading.Thread(target=_grow, args=(server, end), daemon=True)
        growing.start()
        sizes = _runs(listed, desk, end, told.kills)
        _settle(listed, desk)
        _report(server, desk, sizes, told.feeds)


def _grow(server: FeedServer, end: float) -> None:
    while time.monotonic() < end - 180:
        time.sleep(120)
        server.entries += 1


def _start(listed: Path, desk: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dragoman.cli", "watch", str(listed), "--into", str(desk)]
    options = ["--every", "1", "--pace", "0", "--allow-private", *more]
    return subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL)


def _runs(listed: Path, desk: Path, end: float, kills: int) -> list[list[float]]:
    """Megabytes of each run, every five seconds."""
    length = (end - time.monotonic()) / (kills + 1)
    found = []
    for turn in range(kills + 1):
        process = _start(listed, desk)
        until = time.monotonic() + length
        sizes = []
        while time.monotonic() < until:
            time.sleep(5)
            sizes.append(_resident(process.pid))
        found.append(sizes)
        process.send_signal(signal.SIGKILL if turn < kills else signal.SIGTERM)
        process.wait(timeout=120)
        print(f"run {turn + 1}: {'killed' if turn < kills else 'ended'}", flush=True)
    return found


def _settle(listed: Path, desk: Path) -> None:
    """Read what appeared last."""
    time.sleep(70)
    _start(listed, desk, "--once").wait(timeout=600)


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def _report(server: FeedServer, desk: Path, sizes: list[list[float]], feeds: int) -> None:
    expected = {
        f"{server.url}/page/f{feed:03}-{number}"
        for feed in range(feeds)
        for number in range(server.entries)
    } | {f"{server.url}/page/shared"}
    with open_store(desk) as store:
        urls = Counter(row["url"] for row in store.rows("SELECT url FROM reports"))
        events = store.rows("SELECT count(*) AS n FROM events")[0]["n"]
        linked = store.rows("SELECT count(*) AS n FROM linked")[0]["n"]
    again = sum(
        count - 1 for path, count in server.asked.items() if path.startswith("/page/") and count > 1
    )
    print(f"pages listed            {len(expected)}")
    print(f"reports in the desk     {sum(urls.values())}")
    print(f"missing                 {len(expected - set(urls))}")
    print(f"doubled                 {sum(count - 1 for count in urls.values())}")
    print(f"not listed              {len(set(urls) - expected)}")
    print(f"linked, events          {linked}, {events}")
    print(f"pages fetched again     {again} (after kills)")
    asked = [n for path, n in server.asked.items() if path.startswith("/feed/")]
    print(f"looks at a feed         {min(asked)} to {max(asked)}")
    last = sizes[-1]
    early = last[len(last) // 3] if last else 0.0
    print(f"memory of the last run  {early:.0f} MB after a third, {last[-1]:.0f} MB at the end")
    print(f"load                    {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
