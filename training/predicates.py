"""Train the classifier of predicates that no row knows, and say how far it carries beyond the list.

python -m training.predicates --shared ../shared

The rows are the teachers: over news and over the sentences beside the word tables, a verb that a
row codes shows its PLOVER type, a verb that a row blocks and a frequent verb without any row show
that nothing happened.  All figures are for **held-out lemmas**: the verb judged was never seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from dragoman.actors import find_actors
from dragoman.coding import code_acts
from dragoman.coding.learned import candidate_at, features, grammar_of
from dragoman.lexicons.learned import NO_EVENT, WEIGHTS, passed_over
from dragoman.lexicons.tables import BUILT_IN
from dragoman.pipeline import Kit, load_kit
from dragoman.records import Block, BlockKind, Parse, Report
from dragoman.settings import Settings

SEED = 7
FOLDS = 5
MOST_OF_LEMMA = 30  # examples; "attack" must not outvote the rest of ASSAULT
FREQUENT = 3  # a verb without a row that is seen this often is taken for no act
BLOCKED = "a row blocks it"
PRECISION = 0.75  # least precision on held-out lemmas
DECAY = 3e-4


@dataclass(frozen=True, slots=True)
class Example:
    """One verb in its sentence."""

    lemma: str
    label: str  # PLOVER type or NO_EVENT
    source: str
    weight: float
    both: bool  # known parties on both sides, as the program asks at run time
    vector: NDArray[np.float32]


def texts(shared: Path, repository: Path, most: int) -> Iterator[tuple[str, str, str]]:
    """(source, text, label of the story or ""), at most ``most`` from news; no scored sentence."""
    for path in sorted(BUILT_IN.rglob("*.cases.toml")):
        if path.parts[-3] in {"verbs", "nouns", "adjectives"} or path.parts[-2] == "negatives":
            for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
                yield "cases", case["text"], ""
    draw = np.random.default_rng(SEED)
    kept = (repository / "evaluation/voa/ids.tsv").read_text(encoding="utf-8").splitlines()
    scored = {line.split("\t")[0] for line in kept}
    voa = [r for r in _lines(shared / "gold/raw_voa.jsonl.gz") if r["id"] not in scored]
    silver = list(_lines(shared / "gold/silver_plover_news.jsonl.gz"))
    for k in draw.permutation(len(voa))[: most // 2]:
        yield "voa", str(voa[k]["text"]), ""
    for k in draw.permutation(len(silver))[: most // 4]:  # two sentences or so of each
        text = str(silver[k]["text"])
        cut = text.find(". ", 250)
        yield "silver", text[: cut + 1] if cut > 0 else text[:500], str(silver[k]["event"])


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def examples(kit: Kit, source: str, texts: Iterable[tuple[str, str]]) -> Iterator[Example]:
    """Every verb that the rows judge, and every verb that they do not know."""
    passed = passed_over(kit.words, kit.cues)
    for text, story in texts:
        report = Report("t", text, (Block(0, len(text), BlockKind.PARAGRAPH, "given"),))
        yield from _of_report(kit, passed, report, kit.parser(report), source, story)


def _of_report(
    kit: Kit, passed: frozenset[str], report: Report, parse: Parse, source: str, story: str
) -> Iterator[Example]:
    words = kit.words
    mentions = find_actors(report, parse, kit.actors)
    codings, rejections = code_acts(report, parse, mentions, words)
    coded = {one.trigger: words.types.get(one.sense, ("", None))[0] for one in codings}
    blocked = {one.span.start for one in rejections if one.reason == BLOCKED}
    held = {k for one in codings for k in one.tokens}
    aside = {one.span.start for one in rejections}
    g = grammar_of(parse, mentions, words)
    for token in parse.tokens:
        lemma = g.lemmas[token.i]
        if token.upos != "VERB" or not lemma.isalpha() or token.deprel in {"amod", "compound"}:
            continue
        if coded.get(token.i) and lemma in words.verbs:
            weight = 1.0 if not story or story == coded[token.i] else 0.6
            label = coded[token.i]
        elif token.start in blocked or (
            lemma not in words.verbs
            and lemma not in passed
            and token.i not in held
            and token.start not in aside
        ):
            label, weight = NO_EVENT, 1.0
        else:
            continue
        candidate = candidate_at(g, token.i)
        other = candidate.object if candidate else _other(parse, token.i)
        if other is not None:
            vector = features(parse, token.i, other)
            both = candidate is not None
            yield Example(lemma, label, source, weight, both, vector)


def _other(parse: Parse, i: int) -> int | None:
    """Head of the object, of a passive's subject, or of the first phrase after the verb."""
    for wanted in ("obj", "nsubj:pass", "obl"):
        for k in parse.children[i]:
            if parse.tokens[k].deprel == wanted:
                return k
    return None


def fit(
    x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, kinds: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Multinomial logistic regression with weight decay."""
    w = torch.zeros(x.shape[1], kinds, requires_grad=True)
    b = torch.zeros(kinds, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, b], max_iter=120, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        each = torch.nn.functional.cross_entropy(x @ w + b, y, reduction="none")
        total = (each * weight).sum() / weight.sum() + DECAY * (w**2).sum()
        total.backward()
        return total

    optimiser.step(loss)
    return w.detach(), b.detach()


def temperature(scores: torch.Tensor, y: torch.Tensor) -> float:
    """The divisor that makes held-out probabilities honest."""
    return min(
        (t / 20 for t in range(5, 80)),
        key=lambda t: float(torch.nn.functional.cross_entropy(scores / t, y)),
    )


def held_out(
    x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, lemmas: list[str], kinds: int
) -> torch.Tensor:
    """Scores of each example by a model that has not seen its lemma."""
    order = sorted(set(lemmas))
    np.random.default_rng(SEED).shuffle(order)
    fold = {lemma: k % FOLDS for k, lemma in enumerate(order)}
    folds = torch.tensor([fold[lemma] for lemma in lemmas])
    scores = torch.zeros(len(lemmas), kinds)
    for k in range(FOLDS):
        seen = folds != k
        w, b = fit(x[seen], y[seen], weight[seen], kinds)
        scores[~seen] = x[~seen] @ w + b
    return scores


def curve(
    chances: torch.Tensor, y: torch.Tensor, weight: torch.Tensor
) -> list[tuple[float, float, float]]:
    """(threshold, precision, recall) of events, a right type counting as right."""
    best, kind = chances.max(dim=1)
    rows = []
    for step in range(30, 100):
        taken = (kind != 0) & (best >= step / 100)
        right = taken & (kind == y)
        if taken.any():
            precision = float(weight[right].sum() / weight[taken].sum())
            recall = float(weight[right].sum() / weight[y != 0].sum())
            rows.append((step / 100, precision, recall))
    return rows


def gather(kit: Kit, shared: Path, most: int) -> list[Example]:
    """Examples, verbs without a row only where they are frequent, each lemma at most so often."""
    found: list[Example] = []
    for source, text, story in texts(shared, Path(), most):
        found.extend(examples(kit, source, [(text, story)]))
    count = Counter(one.lemma for one in found)
    kept: list[Example] = []
    per: Counter[tuple[str, str]] = Counter()
    for k in np.random.default_rng(SEED).permutation(len(found)):
        one = found[k]
        if one.lemma not in kit.words.verbs and count[one.lemma] < FREQUENT:
            continue
        per[one.lemma, one.label] += 1
        if per[one.lemma, one.label] <= MOST_OF_LEMMA:
            kept.append(one)
    return kept


def train(found: list[Example], made_for: str, target: Path, floor: float) -> None:
    """Fit, measure on held-out lemmas, fit on all, write."""
    kinds = [NO_EVENT, *sorted({one.label for one in found} - {NO_EVENT})]
    x = torch.tensor(np.stack([one.vector for one in found]))
    y = torch.tensor([kinds.index(one.label) for one in found])
    weight = torch.tensor([one.weight for one in found])
    lemmas = [one.lemma for one in found]
    scores = held_out(x, y, weight, lemmas, len(kinds))
    both = torch.tensor([one.both for one in found])
    warmth = temperature(scores[both], y[both])
    chances = torch.softmax(scores[both] / warmth, dim=1)
    rows = curve(chances, y[both], weight[both])
    print(f"{len(found)} examples, {len(set(lemmas))} lemmas, temperature {warmth:.2f}")
    print("both sides known:", int(both.sum()), Counter(kinds[k] or "no event" for k in y[both]))
    for threshold, precision, recall in rows[::5]:
        print(f"  {threshold:.2f}  precision {precision:.3f}  recall {recall:.3f}")
    fitting = [row for row in rows if row[1] >= PRECISION and row[0] >= floor]
    threshold, precision, recall = fitting[0]
    print(f"held-out lemmas at {threshold:.2f}: precision {precision:.3f}, recall {recall:.3f}")
    by_type(chances, y[both], threshold, kinds)
    w, b = fit(x, y, weight, len(kinds))
    card = {
        "kinds": kinds,
        "threshold": threshold,
        "made_for": made_for,
        "held_out_precision": round(precision, 3),
        "held_out_recall": round(recall, 3),
        "examples": len(found),
        "lemmas": len(set(lemmas)),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        target,
        weights=(w / warmth).numpy().astype(np.float16),
        bias=(b / warmth).numpy().astype(np.float32),
        card=json.dumps(card),
    )


def by_type(chances: torch.Tensor, y: torch.Tensor, threshold: float, kinds: list[str]) -> None:
    """Print precision and recall of each type."""
    best, kind = chances.max(dim=1)
    for k, name in enumerate(kinds):
        if name == NO_EVENT:
            continue
        taken = (kind == k) & (best >= threshold)
        right = int((taken & (y == k)).sum())
        print(
            f"  {name:<10} {right} right of {int(taken.sum())} taken, {int((y == k).sum())} there"
        )


def main() -> None:
    """Run from the repository root."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--shared", type=Path, default=Path("../shared"))
    asked.add_argument("--most", type=int, default=5000, help="sentences of news")
    asked.add_argument("--floor", type=float, default=0.5, help="least threshold")
    asked.add_argument("--target", type=Path, default=WEIGHTS)
    given = asked.parse_args()
    torch.set_num_threads(1)
    kit = load_kit(Settings(learned=False))
    made_for = kit.parser(Report("t", "A.", (Block(0, 2, BlockKind.PARAGRAPH, "t"),))).made_by
    train(gather(kit, given.shared, given.most), made_for, given.target, given.floor)


if __name__ == "__main__":
    main()
