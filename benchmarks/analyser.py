"""How fast the analyser is: sentences per second, memory, load time; others beside it, in one run.

    python benchmarks/analyser.py --treebank ../shared/treebanks/en_pud-test.conllu.gz
    python benchmarks/analyser.py --train-spacy 10 --spacy build/spacy-ud   # minutes; then compare

``sent/s`` is by the clock, ``idle`` by the processor time used: nearer to what a machine with
nothing else to do reaches. Every figure is of a fresh process that reads the raw text of the
treebank, one report of ten sentences after the other. ``--spacy`` names a pipeline with Universal
Dependencies to set beside.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from dragoman.analyse.treebank import Sentence, read_treebank
from dragoman.records import Block, BlockKind, Report

PER_REPORT = 10  # sentences
OURS = "dragoman"


def main() -> None:
    """Run every measurement and print the table."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument(
        "--treebank", type=Path, default=Path("../shared/treebanks/en_pud-test.conllu.gz")
    )
    asked.add_argument("--spacy", type=Path, default=None, help="folder of a spaCy pipeline")
    asked.add_argument(
        "--train-spacy", type=float, default=0, metavar="MINUTES", help="train it first"
    )
    asked.add_argument("--one", default=None, help=argparse.SUPPRESS)
    chosen = asked.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.one, chosen.treebank, chosen.spacy)))
        return
    if chosen.train_spacy:
        train_spacy(chosen.treebank.parent, chosen.spacy, minutes=chosen.train_spacy)
    names = [OURS, *(["spacy"] if chosen.spacy else [])]
    columns = {"cores": 6, "load s": 8, "first s": 9, "sent/s": 8, "idle": 7, "peak MB": 9}
    print(f"{'':<12}" + "".join(f"{c:>{w}}" for c, w in columns.items()) + f"{'LAS':>8}")
    for name in names:
        for cores in (1, 2):
            runs = start(name, chosen, cores)
            print(
                f"{name:<12}{cores:>6}{max(r['load'] for r in runs):>8.2f}"
                f"{max(r['first'] for r in runs):>9.2f}{sum(r['speed'] for r in runs):>8.0f}"
                f"{sum(r['idle'] for r in runs):>7.0f}{max(r['peak'] for r in runs):>9.0f}"
                f"{100 * runs[0]['las']:>8.2f}"
            )


def start(name: str, chosen: argparse.Namespace, cores: int) -> list[dict[str, float]]:
    """Run as many processes as cores, each bound to its own, and collect what they print."""
    command = [sys.executable, __file__, "--one", name, "--treebank", str(chosen.treebank)]
    if chosen.spacy:
        command += ["--spacy", str(chosen.spacy)]
    free = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    running = []
    for number in range(cores):
        bound = ["taskset", "-c", str(free[number % len(free)])] if free else []
        running.append(subprocess.Popen([*bound, *command], stdout=subprocess.PIPE, text=True))
    found = []
    for process in running:
        out, _ = process.communicate()
        if process.returncode:
            sys.exit(process.returncode)
        found.append(json.loads(out.splitlines()[-1]))
    return found


def reports_of(sentences: Sequence[Sentence]) -> list[Report]:
    """Ten sentences a report, a sentence a paragraph, as short news has it."""
    made = []
    for at in range(0, len(sentences), PER_REPORT):
        text = ""
        blocks = []
        for sentence in sentences[at : at + PER_REPORT]:
            start_of = len(text)
            for form, spaced in zip(sentence.forms, sentence.spaced, strict=True):
                text += (" " if spaced and len(text) > start_of else "") + form
            blocks.append(Block(start_of, len(text), BlockKind.PARAGRAPH, "paragraph"))
            text += "\n\n"
        made.append(Report(id=f"r{at}", text=text, blocks=tuple(blocks)))
    return made


def measure(name: str, treebank: Path, pipeline: Path | None) -> dict[str, float]:
    """Load one parser, read everything, and say how long it took."""
    sentences = read_treebank(treebank, entities=False)
    reports = reports_of(sentences)
    began = time.perf_counter()
    if name == OURS:
        from dragoman.analyse import load_parser  # noqa: PLC0415  its time is measured

        parser = load_parser()
    else:
        import spacy  # noqa: PLC0415  its time is measured

        from dragoman.analyse.spacy_parser import SpacyParser  # noqa: PLC0415

        parser = SpacyParser(spacy.load(pipeline))
    load = time.perf_counter() - began
    parser(reports[0])
    first = time.perf_counter() - began
    began, busy = time.perf_counter(), time.process_time()
    parses = [parser(report) for report in reports]
    spent, busy = time.perf_counter() - began, time.process_time() - busy
    right = words = 0
    for at, parse in enumerate(parses):
        gold = sentences[at * PER_REPORT : (at + 1) * PER_REPORT]
        right += _right(parse, gold, reports[at])
        words += sum(len(sentence) for sentence in gold) + len(parse.tokens)
    return {
        "load": load,
        "first": first,
        "speed": len(sentences) / spent,
        "idle": len(sentences) / busy,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "las": 2 * right / words,
    }


def _right(parse: object, gold: Sequence[Sentence], report: Report) -> int:
    """Words with the right span, head and relation."""
    found = {
        (t.start, t.end): (-1 if t.head == t.i else parse.tokens[t.head].start, t.deprel)
        for t in parse.tokens
    }
    right = 0
    for sentence, block in zip(gold, report.blocks, strict=True):
        starts = []
        at = block.start
        for form, spaced in zip(sentence.forms, sentence.spaced, strict=True):
            at += int(spaced and at > block.start)
            starts.append(at)
            at += len(form)
        for place, form in enumerate(sentence.forms):
            head = sentence.heads[place]
            wanted = (starts[head - 1] if head else -1, sentence.relations[place])
            right += found.get((starts[place], starts[place] + len(form))) == wanted
    return right


def train_spacy(treebanks: Path, target: Path, *, minutes: float) -> None:
    """Train spaCy's usual small pipeline (hashed embeddings, convolutions) on EWT and GUM."""
    import spacy  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415
    from spacy.training import Example  # noqa: PLC0415

    language = spacy.blank("en")
    language.add_pipe("tok2vec")
    for name in ("morphologizer", "parser"):
        listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
        config = {"model": {**language.get_factory_meta(name).default_config["model"]}}
        config["model"]["tok2vec"] = listener
        language.add_pipe(name, config=config)
    examples = []
    for bank in ("en_ewt", "en_gum_by"):
        for s in read_treebank(treebanks / f"{bank}-train.conllu.gz", entities=False):
            heads = [h - 1 if h else place for place, h in enumerate(s.heads)]
            doc = Doc(
                language.vocab, words=s.forms, spaces=[*s.spaced[1:], True], pos=s.upos,
                heads=heads, deps=s.relations, morphs=["" if f == "_" else f for f in s.feats],
            )  # fmt: skip
            examples.append(
                Example(Doc(language.vocab, words=s.forms, spaces=[*s.spaced[1:], True]), doc)
            )
    chance = random.Random(0)
    optimiser = language.initialize(lambda: examples)
    began = time.monotonic()
    while time.monotonic() - began < 60 * minutes:
        chance.shuffle(examples)
        for at in range(0, len(examples), 128):
            losses = language.update(examples[at : at + 128], sgd=optimiser, drop=0.1)
            if time.monotonic() - began > 60 * minutes:
                break
        print(f"{time.monotonic() - began:.0f} s", losses, flush=True)
    with language.use_params(optimiser.averages):
        language.to_disk(target)


if __name__ == "__main__":
    main()
