"""Code shards on a Ray cluster: the same worker, the same parts.  The only file that knows Ray.

Each actor looks after one worker process, as the local engine does, so that a report that ends
its worker costs one drop and no actor.  Shards travel to the actors; parts are written where the
desk lies when the actor sees that folder, else they travel back.
"""

from __future__ import annotations

import logging
import os
import pickle
import tempfile
import threading
import warnings
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.batch.guarded import attempt
from dragoman.batch.hands import Hand
from dragoman.batch.shards import Done, Shard
from dragoman.batch.work import Craft
from dragoman.batch.worker import Failed
from dragoman.errors import ClusterError, DragomanError, UsageError
from dragoman.store.parts import part_files, put_files, read_run

# Shards under way at a time: the actors load anew for each lot, so that it is a long one.
SHARDS_A_LOT = 2000
STARTS = 3  # tries to start or join Ray
RESTARTS = 3  # of an actor, and tries of a lot's shard, when a machine goes
# No usage reports, no bars, and of its own log only what ends it.
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


@dataclass(frozen=True, slots=True)
class _Sent:
    """What comes back from an actor."""

    done: Done | Failed
    files: tuple[tuple[str, bytes], ...] = ()  # of the part, when the folder is not there


class Actor:
    """Runs on the cluster: one worker process, looked after."""

    def __init__(self, craft: Craft, folder: str) -> None:
        """Start the worker; it loads once."""
        shared = Path(folder)
        run = read_run(shared)
        self._apart: tempfile.TemporaryDirectory[str] | None = None
        if run is None or run.id != craft.run_id:  # another machine, and no shared disk
            self._apart = tempfile.TemporaryDirectory(prefix="dragoman-")
            shared = Path(self._apart.name)
        self._hand = Hand(craft, shared)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Code one shard."""
        (raw,) = batch["shard"]
        shard: Shard = pickle.loads(raw)  # noqa: S301  made by run() below
        try:
            done = self._hand.do(shard)
        except DragomanError as error:
            return {"sent": [pickle.dumps(_Sent(Failed(error)))]}
        files = part_files(done.part) if self._apart else ()
        return {"sent": [pickle.dumps(_Sent(done, files))]}


def run(
    shards: Iterator[Shard],
    craft: Craft,
    folder: Path,
    *,
    workers: int,
    stop: threading.Event,
) -> Generator[Done | None]:
    """Code shards on Ray: on the cluster that ``RAY_ADDRESS`` names, else on this machine.

    Args:
        shards: Taken some thousands at a time.
        craft: What coding needs.
        folder: Of the run, for the parts.
        workers: How many actors, a core each.
        stop: Once set, no more is taken; what is not done is left.

    Yields:
        A shard that is done, or None.

    Raises:
        UsageError: Ray is not installed.
        ClusterError: It cannot be started or reached.
        DragomanError: The workers cannot work.
    """
    ray = _started(workers)
    try:
        while not stop.is_set() and (lot := list(islice(shards, SHARDS_A_LOT))):
            yield None
            for sent in _code(ray, lot, craft, folder, workers):
                if isinstance(sent.done, Failed):
                    raise sent.done.error
                yield _taken(sent, folder)
                if stop.is_set():
                    break
    finally:
        ray.shutdown()


def _code(ray: Any, lot: list[Shard], craft: Craft, folder: Path, workers: int) -> Iterator[_Sent]:
    """Code one lot with Ray Data."""
    rows = [{"shard": pickle.dumps(shard)} for shard in lot]
    with warnings.catch_warnings():
        # Limits on restarts are still given as "remote arguments", which Ray means to rename.
        warnings.simplefilter("ignore", DeprecationWarning)
        coded = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            Actor,
            fn_constructor_args=(craft, str(folder.resolve())),
            batch_size=1,
            compute=ray.data.ActorPoolStrategy(size=min(workers, len(rows))),
            num_cpus=1,
            max_restarts=RESTARTS,
            max_task_retries=RESTARTS,
        )
    for batch in coded.iter_batches(batch_size=1, prefetch_batches=0):
        for raw in batch["sent"]:
            yield pickle.loads(raw)  # noqa: S301  made by Actor above


def _taken(sent: _Sent, folder: Path) -> Done:
    """Put a part that travelled where the others are."""
    assert isinstance(sent.done, Done)
    if sent.files:
        put_files(folder, sent.files)
    return replace(sent.done, part=replace(sent.done.part, folder=folder))


def _started(workers: int) -> Any:
    """Ray, connected or started."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray  # noqa: PLC0415  an extra
        import ray.data  # noqa: PLC0415
    except ImportError:
        raise UsageError(
            "--engine ray", "Ray is not installed", 'pip install "dragoman[ray]"'
        ) from None
    if not ray.is_initialized():
        own: dict[str, Any] = {}
        if not os.environ.get("RAY_ADDRESS"):
            # What Ray does on Windows and macOS: everything listens on the loopback address alone.
            ray._private.ray_constants.ENABLE_RAY_CLUSTER = False  # noqa: SLF001
            own = {"num_cpus": workers, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
        _start(ray, own)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.use_datasource_v2 = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray


def _start(ray: Any, own: dict[str, Any]) -> None:
    """Start or join Ray; on a busy machine its processes do not always find each other in time."""

    def once() -> Exception | None:
        ray.init(log_to_driver=False, logging_level=logging.ERROR, **own)
        return None

    for _ in range(STARTS):
        error = attempt(once, lambda found: found)
        if error is None:
            return
        ray.shutdown()
    raise ClusterError(
        os.environ.get("RAY_ADDRESS", "Ray"),
        f"cannot be reached or started ({error})",
        "look at the cluster with: ray status; or use --engine local",
    )
