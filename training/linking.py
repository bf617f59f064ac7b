"""Fit ``data/linking/weights.tsv`` and count ``data/linking/words.tsv``.

    python -m training.linking --gold ../shared/gold [--words]

Pairs of assertions of different articles of ECB+'s training topics; two belong together when their
words overlap mentions of one event.  Ridge logistic regression by Newton's method, judged on
topics left out.  Weights whose source is "own" are set by hand and kept.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np

from dragoman.evaluate import gold as sets
from dragoman.evaluate.ecbplus import Coded, code_articles, ecb_card, events_of
from dragoman.lexicons.linking import LinkingTables, load_linking
from dragoman.lexicons.tables import BUILT_IN, read_rows
from dragoman.linking.claims import lemma_of
from dragoman.linking.pairs import chance, days_veto, features, kin, veto
from dragoman.pipeline import load_kit

FOLDER = BUILT_IN / "linking"
RIDGE = 1.0
COMMON = 0.03  # words in more sentences than this say nothing
RARE = 1 / 4000  # words in fewer than this all weigh the same
SPLIT = "train"
FOLDS = 5


def count_words(gold: Path, tables: LinkingTables) -> dict[str, float]:
    """Rarity of lemmas over news sentences that may be trained on."""
    counts: Counter[str] = Counter()
    total = 0
    for sentence, with_names in _sentences(gold):
        words = [word for word in sentence.split() if word[0].isalpha()]
        counts.update({lemma_of(one, tables) for one in words if with_names or one.islower()})
        total += 1
    weights = {}
    for word, count in counts.items():
        share = count / total
        if share >= RARE and word.isascii() and word.isalpha():
            weights[word] = 0.0 if share > COMMON else round(-math.log(share), 2)
    return weights


def _sentences(gold: Path) -> Iterator[tuple[str, bool]]:
    """Sentences, and whether their names count: PolNeAR is of one campaign and full of its own."""
    for record in sets.read(gold / "raw_voa.jsonl.gz"):
        yield record["text"], True
    for record in sets.read(gold / "polnear.jsonl.gz"):
        if record["split"] == "train":
            for part in re.split(r"(?<=[.!?]) |\n+", record["text"]):
                yield part, False


def pairs_of(coded: Sequence[Coded]) -> Iterator[tuple[Coded, Coded]]:
    """Two claims of different articles."""
    for a, b in combinations(coded, 2):
        if a.claim.report_id != b.claim.report_id:
            yield a, b


def examples(
    coded: Sequence[Coded], tables: LinkingTables
) -> tuple[list[dict[str, float]], list[bool], list[frozenset[str]], Counter[str]]:
    """Features and truth of the pairs that no veto rules out, their topics, and what was vetoed."""
    noted, truth, topics = [], [], []
    vetoed: Counter[str] = Counter()
    for a, b in pairs_of(coded):
        is_one = bool(a.chains & b.chains)
        kinship = kin(a.claim, b.claim, tables)
        if kinship is None:
            vetoed.update({"kind, one event": 1} if is_one else {})
            continue
        found = features(a.claim, b.claim, kinship, tables)
        if days_veto(a.claim, b.claim) or veto(a.claim, b.claim, found):
            vetoed.update({"veto, one event": 1} if is_one else {"veto, two events": 1})
            continue
        noted.append(found)
        truth.append(is_one)
        topics.append(frozenset({a.topic, b.topic}))
    return noted, truth, topics, vetoed


def fit(
    noted: Sequence[Mapping[str, float]], truth: Sequence[bool], kept: Mapping[str, float]
) -> dict[str, float]:
    """Weights by Newton's method; those in ``kept`` stay as they are."""
    names = sorted({name for one in noted for name in one} - set(kept))
    column = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(noted), len(names)))
    fixed = np.zeros(len(noted))
    for row, one in enumerate(noted):
        for name, value in one.items():
            if name in column:
                table[row, column[name]] = value
            else:
                fixed[row] += kept[name] * value
    right = np.asarray(truth, dtype=float)
    ridge = np.full(len(names), RIDGE)
    ridge[column["bias"]] = 1e-3
    weights = np.zeros(len(names))
    for _ in range(40):
        odds = 1 / (1 + np.exp(-(table @ weights + fixed)))
        slope = table.T @ (right - odds) - ridge * weights
        curve = (table.T * (odds * (1 - odds))) @ table + np.diag(ridge)
        weights += np.linalg.solve(curve, slope)
    return {name: float(weights[column[name]]) for name in names}


def left_out(
    noted: Sequence[Mapping[str, float]],
    truth: Sequence[bool],
    topics: Sequence[frozenset[str]],
    kept: Mapping[str, float],
) -> dict[int, float]:
    """Chance of each pair within a fold of topics, by weights that saw none of them."""
    chances: dict[int, float] = {}
    every = sorted({topic for one in topics for topic in one})
    for number in range(FOLDS):
        fold = set(every[number::FOLDS])
        outside = [n for n, one in enumerate(topics) if not one & fold]
        weights = fit([noted[n] for n in outside], [truth[n] for n in outside], kept)
        for n, one in enumerate(topics):
            if one <= fold:
                chances[n] = chance(noted[n], {**kept, **weights})
    return chances


def report(chances: Mapping[int, float], truth: Sequence[bool], missed: int) -> None:
    """Precision and recall by threshold, on topics left out."""
    for cut in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        found = [truth[n] for n, value in chances.items() if value >= cut]
        hits = sum(found)
        print(
            f"{cut:.1f}  precision {hits / max(len(found), 1):.3f}"
            f"  recall {hits / (sum(truth) + missed):.3f}  found {len(found)}"
        )


def events_left_out(
    coded: Sequence[Coded], tables: LinkingTables, kept: Mapping[str, float]
) -> dict[str, str]:
    """Events of each fold of topics, by weights that saw none of them: what JOIN was chosen on."""
    noted, truth, topics, _ = examples([one for one in coded if one.chains], tables)
    every = sorted({one.topic for one in coded})
    found: dict[str, str] = {}
    for number in range(FOLDS):
        fold = set(every[number::FOLDS])
        outside = [n for n, one in enumerate(topics) if not one & fold]
        weights = fit([noted[n] for n in outside], [truth[n] for n in outside], kept)
        unseen = replace(tables, weights={**kept, **weights})
        found |= events_of([one for one in coded if one.topic in fold], unseen)
    return found


def write(path: Path, rows: Iterable[tuple[str, float, str]]) -> None:
    """Write a table of weights."""
    lines = ["id\tweight\tsource", *(f"{a}\t{b:g}\t{c}" for a, b, c in sorted(rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Count words when asked, fit, say how it holds on topics left out, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--words", action="store_true", help="count the words again")
    asked = parser.parse_args()
    if asked.words:
        rarity = count_words(asked.gold, load_linking())
        source = "training.linking: sentences of VOA and of PolNeAR's training part"
        write(FOLDER / "words.tsv", ((word, value, source) for word, value in rarity.items()))
    tables = load_linking()
    own = {
        row["id"]: (float(row["weight"]), row["source"])
        for row in read_rows(FOLDER / "weights.tsv", columns=("id", "weight", "source"))
        if row["source"].startswith("own")
    }
    kept = {name: weight for name, (weight, _) in own.items()}
    records = [one for one in sets.read(asked.gold / "ecbplus.jsonl.gz") if one["split"] == SPLIT]
    coded = code_articles(records, load_kit(), tables)
    noted, truth, topics, vetoed = examples([one for one in coded if one.chains], tables)
    missed = vetoed["kind, one event"] + vetoed["veto, one event"]
    print(f"{len(noted)} pairs, {sum(truth)} of one event; ruled out: {dict(vetoed)}")
    report(left_out(noted, truth, topics, kept), truth, missed)
    found = ecb_card(coded, events_left_out(coded, tables, kept), tables, articles=len(records))
    print("events of topics left out:", found["metrics"])
    weights = fit(noted, truth, kept)
    rows = [(name, round(value, 3), "training.linking on ECB+") for name, value in weights.items()]
    write(FOLDER / "weights.tsv", [*rows, *((k, v, why) for k, (v, why) in own.items())])


if __name__ == "__main__":
    main()
