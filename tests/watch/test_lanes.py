"""Many hosts at once, one request at a time to each."""

from __future__ import annotations

import threading

from dragoman.watch.lanes import Lanes


def take_all(lanes: Lanes[str], count: int) -> list[str]:
    found: list[str] = []
    for _ in range(50):
        found += lanes.take(wait_s=0.2, most=10)
        if len(found) >= count:
            break
    return found


def test_a_slow_host_holds_up_only_itself() -> None:
    lanes: Lanes[str] = Lanes(workers=4, between=0.0)
    gate = threading.Event()

    def slow() -> str:
        gate.wait(10)
        return "slow"

    lanes.put("slow.example", slow)
    lanes.put("slow.example", lambda: "after")
    lanes.put("quick.example", lambda: "quick")
    assert take_all(lanes, 1) == ["quick"]
    gate.set()
    assert take_all(lanes, 2) == ["slow", "after"]
    lanes.stop()


def test_one_host_gets_one_request_at_a_time() -> None:
    lanes: Lanes[str] = Lanes(workers=8, between=0.0)
    lock, at_once = threading.Lock(), []

    def job() -> str:
        at_once.append(lock.acquire(blocking=False))
        threading.Event().wait(0.01)
        lock.release()
        return "done"

    for _ in range(10):
        lanes.put("a.example", job)
    assert len(take_all(lanes, 10)) == 10
    assert all(at_once)
    lanes.stop()


def test_stopping_starts_nothing_more() -> None:
    lanes: Lanes[str] = Lanes(workers=1, between=0.0)
    lanes.stop()
    lanes.put("a.example", lambda: "never")
    assert lanes.take(wait_s=0.2, most=1) == []
