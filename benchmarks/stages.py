"""How fast each stage is, in one run on one core: sentences a second and share of the whole.

    python benchmarks/stages.py [--texts raw_voa.jsonl.gz] [--sentences 3000]

Without ``--texts`` the bundled sample reports are read over and over.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

from dragoman.actors import find_actors
from dragoman.anchors import find_sizes, find_times, find_toponyms, sizes_of, when_of, where_of
from dragoman.coding import code_acts, contexts_of
from dragoman.lexicons.tables import BUILT_IN
from dragoman.pipeline import load_kit, read_parsed
from dragoman.records import Block, BlockKind, Parse, Report
from dragoman.stance import find_attributions, judge


def reports(texts: Path | None, wanted: int) -> list[Report]:
    """Reports of about as many sentences as wanted."""
    if texts:
        with gzip.open(texts, "rt", encoding="utf-8") as lines:
            found = [json.loads(line)["text"] for line in lines][:wanted]
        # Ten sentences a report, as paragraphs.
        pages = ["\n\n".join(found[n : n + 10]) for n in range(0, len(found), 10)]
    else:
        samples = sorted((BUILT_IN / "samples").rglob("*.txt"))
        pages = [path.read_text(encoding="utf-8") for path in samples] * (wanted // 100 + 1)
    return [whole(f"r{n}", page) for n, page in enumerate(pages)]


def whole(identity: str, text: str) -> Report:
    """A report whose paragraphs are parted by blank lines."""
    blocks, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            blocks.append(Block(at, at + len(part), BlockKind.PARAGRAPH, "given"))
        at += len(part) + 2
    return Report(identity, text, tuple(blocks))


def timed(action: Callable[[], object]) -> float:
    """Processor seconds of an action."""
    begun = time.process_time()
    action()
    return time.process_time() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--sentences", type=int, default=3000)
    given = parser.parse_args()
    begun = time.perf_counter()
    kit = load_kit()
    load = time.perf_counter() - begun
    pages = reports(given.texts, given.sentences)
    parses: list[Parse] = []
    seconds = {"analyse": timed(lambda: parses.extend(kit.parser.many(pages)))}
    pairs = list(zip(pages, parses, strict=True))
    count = sum(len(parse.sentences) for parse in parses)
    mentions: list = []
    seconds["actors"] = timed(
        lambda: mentions.extend(find_actors(r, p, kit.actors) for r, p in pairs)
    )
    coded: list = []
    seconds["coding"] = timed(
        lambda: coded.extend(
            code_acts(r, p, m, kit.words)[0] for (r, p), m in zip(pairs, mentions, strict=True)
        )
    )

    def contexts() -> None:
        for (report, parse), codings in zip(pairs, coded, strict=True):
            for one in codings:
                contexts_of(report, parse, one, kit.words)

    seconds["contexts"] = timed(contexts)
    stances: list = []

    def stance() -> None:
        for (report, parse), found, codings in zip(pairs, mentions, coded, strict=True):
            said = find_attributions(report, parse, found, kit.cues)
            stances.append(
                [judge(report, parse, c.trigger, said, kit.cues, tokens=c.tokens) for c in codings]
            )

    seconds["stance"] = timed(stance)

    def when() -> None:
        for (report, parse), codings, judged in zip(pairs, coded, stances, strict=True):
            times = find_times(report, parse, kit.times)
            for one, held in zip(codings, judged, strict=True):
                when_of(report, parse, one, held, times)

    def where() -> None:
        for (report, parse), codings in zip(pairs, coded, strict=True):
            places = find_toponyms(report, parse, kit.places)
            for one in codings:
                where_of(report, parse, one, places)

    def sizes() -> None:
        for (report, parse), codings in zip(pairs, coded, strict=True):
            numbers = find_sizes(report, parse, kit.sizes)
            for one in codings:
                sizes_of(report, parse, one, numbers)

    seconds["when"], seconds["where"], seconds["sizes"] = timed(when), timed(where), timed(sizes)
    after = timed(lambda: [read_parsed(r, p, kit) for r, p in pairs])
    total = seconds["analyse"] + after
    print(f"{count} sentences, {sum(map(len, coded))} acts; load {load:.2f} s")
    for name, spent in seconds.items():
        print(f"{name:<18} {count / spent:>9.0f} sentences/s  {spent / total:6.1%} of the whole")
    print(f"{'after the parse':<18} {count / after:>9.0f} sentences/s  {after / total:6.1%}")
    print(f"{'whole':<18} {count / total:>9.0f} sentences/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
