"""From a number and a seed to a folder full of reports and their ground truth."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.corpus.affairs import Inventor, Plan
from benchmarks.corpus.broken import write_broken
from benchmarks.corpus.inputs import assign, write_all
from benchmarks.corpus.reports import Draft, multiply, write_original
from benchmarks.corpus.truth import truth_lines, write_truth
from benchmarks.corpus.world import load_world


def draw(reports: int, seed: int) -> tuple[Plan, list[Draft]]:
    """Invent affairs and write their reports, in order of publication.

    Args:
        reports: How many; a few more come when there are not enough copies to leave out.
        seed: Of all chance.
    """
    world = load_world()
    rng = Random(seed)
    inventor = Inventor(world, rng)
    drafts: list[Draft] = []
    written = 0
    while len(drafts) < reports:
        inventor.affair()
        for origin in inventor.plan.origins[written:]:
            original = write_original(origin, world, rng)
            drafts += [original, *multiply(original, world, rng)]
        written = len(inventor.plan.origins)
    spare = [at for at, draft in enumerate(drafts) if draft.kind != "original"]
    left_out = set(rng.sample(spare, min(len(spare), len(drafts) - reports)))
    kept = [draft for at, draft in enumerate(drafts) if at not in left_out]
    rng.shuffle(kept)
    # An original appears before what is made of it: ids follow the order.
    kept.sort(key=lambda draft: (draft.published, draft.kind != "original"))
    assign(kept, rng)
    return inventor.plan, kept


def make_corpus(folder: Path, *, reports: int, seed: int) -> dict[str, int]:
    """Write the corpus below ``folder``: ``inputs/`` to be read and ``truth.jsonl``.

    Returns:
        Counts to print.
    """
    plan, drafts = draw(reports, seed)
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    rng = Random(seed + 1)
    write_all(drafts, inputs, rng)
    broken = write_broken(inputs, rng)
    counts: Counter[str] = Counter()
    lines = list(truth_lines(plan, drafts, broken))
    write_truth(iter(lines), folder / "truth.jsonl")
    counts.update(str(line["kind"]) + "s" for line in lines)
    return dict(counts)
