"""What a whole ingest takes: rates on one and two workers, shares, memory, and a day's load.

    python -m benchmarks.ingest CORPUS [--reports 1000] [--memory] [--json FILE]

CORPUS is a folder of ``python -m benchmarks.corpus``; only sound records of its inputs count.
The machine should be quiet; on a busy one only ratios mean something, and the load is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from dragoman.acquire import read_inputs
from dragoman.batch import local
from dragoman.batch.ingest import Order, Progress, ingest
from dragoman.batch.recipe import run_of
from dragoman.batch.shards import make_shards
from dragoman.batch.work import Craft, make_coder
from dragoman.export.rows import assertion_row
from dragoman.lexicons.furniture import load_furniture
from dragoman.linking.signatures import sign
from dragoman.records import Drop, Report
from dragoman.settings import Settings
from dragoman.store import Coded, open_store
from dragoman.store.parts import write_part, write_run

A_DAY = 400_000  # reports
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Measured:
    """One ingest."""

    workers: int
    reports: int
    sentences: int
    seconds: float  # reading, coding and loading, from the first report handed out
    linking_s: float
    reading_s: float  # of the main process
    loading_s: float  # of the main process
    worked_s: float  # of all workers together
    peak_mb: float = 0.0  # main process and workers together
    growth: float = 0.0  # of memory after the first 1,000 reports

    @property
    def rate(self) -> float:
        """Sentences a second, linking included."""
        return self.sentences / (self.seconds + self.linking_s)


def found_in(corpus: Path, most: int, rounds: int) -> Iterator[Report | Drop]:
    """Reports of a corpus, some times over under other names where one round is too few."""
    given = 0
    for number in range(rounds):
        for one in read_inputs([str(corpus)], furniture=load_furniture()):
            if given == most:
                return
            if isinstance(one, Report):
                given += 1
                yield one if number == 0 else renamed(one, number)
            else:
                yield one


def renamed(report: Report, number: int) -> Report:
    """The same report under another name."""
    from dataclasses import replace  # noqa: PLC0415

    return replace(report, id=f"{report.id}-{number}")


def memory_mb() -> float:
    """Resident memory of this process and its children."""
    pids = [os.getpid()]
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == os.getpid():
                pids.append(int(entry.name))
    total = 0
    for pid in pids:
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
        except OSError:
            continue
    return total / 1e6


def measure(corpus: Path, most: int, workers: int, rounds: int) -> Measured:
    """Ingest into a desk that is thrown away."""
    from dragoman.corpus import link_desk  # noqa: PLC0415

    settings = Settings()
    run = run_of(settings)
    seen: list[tuple[int, float]] = []
    first = 0.0

    def tell(progress: Progress) -> None:
        nonlocal first
        if progress.coded and not seen:
            first = time.monotonic()
        if progress.coded and (not seen or progress.coded - seen[-1][0] >= 100):
            seen.append((progress.coded, memory_mb()))

    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk.duckdb"
        order = Order(
            inputs=[str(corpus)],
            desk=desk,
            run=run,
            craft=Craft(run.id, partial(make_coder, settings, assertion_row, sign)),
            engine=local.run,
            workers=workers,
        )
        progress = ingest(found_in(corpus, most, rounds), order, tell=tell)
        ended = time.monotonic()
        before = seen[0][0] / max(1, progress.coded)  # coded before the clock was started
        link_desk(desk)
        linking = time.monotonic() - ended
    early = [mb for count, mb in seen if count >= 1000][:1]
    return Measured(
        workers=workers,
        reports=progress.coded,
        sentences=progress.sentences,
        seconds=(ended - first) / (1 - before),
        linking_s=linking,
        reading_s=progress.reading_s,
        loading_s=progress.loading_s,
        worked_s=progress.worked_s,
        peak_mb=max(mb for _, mb in seen),
        growth=(max(mb for count, mb in seen if count >= 1000) / early[0] - 1) if early else 0.0,
    )


def stages(corpus: Path, most: int) -> dict[str, float]:
    """Processor seconds of each stage, for the same reports, in this process alone."""
    from dragoman.corpus import link_desk  # noqa: PLC0415
    from dragoman.pipeline import load_kit, read_parsed  # noqa: PLC0415

    kit = load_kit()
    spent: dict[str, float] = {}

    def lap(name: str, begun: float) -> float:
        now = time.process_time()
        spent[name] = now - begun
        return now

    at = time.process_time()
    reports = [one for one in found_in(corpus, most, 1) if isinstance(one, Report)]
    at = lap("acquire", at)
    parses = list(kit.parser.many(reports))
    at = lap("analyse", at)
    readings = [read_parsed(r, p, kit) for r, p in zip(reports, parses, strict=True)]
    at = lap("code", at)
    signatures = [sign(report) for report in reports]
    at = lap("sign", at)
    coded = [
        Coded(reading, tuple(map(assertion_row, reading.assertions)), len(parse.sentences), signed)
        for reading, parse, signed in zip(readings, parses, signatures, strict=True)
    ]
    with tempfile.TemporaryDirectory() as folder:
        run = run_of(Settings())
        own = write_run(Path(folder) / "parts", run)
        at = time.process_time()
        parts = [
            write_part(own, shard.key, list(islice(coded_iter, len(shard.reports))), run_id=run.id)
            for coded_iter in [iter(coded)]
            for shard in make_shards(reports, run_id=run.id)
        ]
        at = lap("write", at)
        desk = Path(folder) / "desk.duckdb"
        for start in range(0, len(parts), 8):  # as many as a load takes
            with open_store(desk, write=True, create=True) as store:
                store.load_parts(parts[start : start + 8])
        at = lap("load", at)
        link_desk(desk)
        lap("link", at)
    spent["sentences"] = sum(one.sentences for one in coded)
    return spent


def simulate(one: Measured, spent: dict[str, float], workers: int) -> tuple[float, str]:
    """Hours for a day's reports: Amdahl's law with the stages that one process does in order.

    Reading the inputs and loading overlap with coding, and bound it; linking comes after.
    """
    each = A_DAY / one.reports
    serial = (one.reading_s + one.loading_s) * each
    parallel = one.worked_s * each / workers
    linking = spent["link"] / spent["sentences"] * one.sentences * each
    bound = "the main process" if serial > parallel else "the workers"
    return (max(serial, parallel) + linking) / 3600, bound


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("corpus", type=Path)
    asked.add_argument("--reports", type=int, default=1000)
    asked.add_argument("--rounds", type=int, default=1, help="times over the corpus")
    asked.add_argument("--memory", action="store_true", help="one run on two workers alone")
    asked.add_argument("--json", type=Path, help="also write the figures here")
    given = asked.parse_args()
    corpus = given.corpus / "inputs" if (given.corpus / "inputs").is_dir() else given.corpus
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {local.cores()} cores")
    if given.memory:
        runs = [measure(corpus, given.reports, 2, given.rounds)]
    else:
        runs = [measure(corpus, given.reports, count, given.rounds) for count in (1, 2)]
    for one in runs:
        print(
            f"{one.workers} workers: {one.reports} reports, {one.sentences} sentences, "
            f"{one.rate:.0f} sentences/s with linking, {one.reports / one.seconds:.1f} reports/s; "
            f"main process: reading {one.reading_s:.1f} s, loading {one.loading_s:.1f} s, "
            f"linking {one.linking_s:.1f} s of {one.seconds + one.linking_s:.1f} s; "
            f"memory {one.peak_mb:.0f} MB, growth after 1,000 reports {one.growth:.1%}"
        )
    if given.memory:
        return
    print(f"two workers do {runs[1].rate / runs[0].rate:.2f} times what one does")
    spent = stages(corpus, min(given.reports, 500))
    sentences = spent["sentences"]
    total = sum(value for name, value in spent.items() if name != "sentences")
    for name, value in spent.items():
        if name != "sentences":
            print(f"{name:<8} {1000 * value / sentences:>7.2f} ms a sentence {value / total:>6.1%}")
    print(f"whole    {sentences / total:>7.0f} sentences/s of one core")
    for workers in (1, 8, 64):
        hours, bound = simulate(runs[0], spent, workers)
        print(f"{A_DAY:,} reports a day on {workers:>2} workers: {hours:.1f} h, bound by {bound}")
    if given.json:
        given.json.write_text(json.dumps({"runs": list(map(asdict, runs)), "stages": spent}))


if __name__ == "__main__":
    main()
