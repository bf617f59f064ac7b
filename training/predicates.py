"""Train the classifier of predicates that no row knows, and say how far it carries beyond the list.

python -m training.predicates --shared ../shared

The rows are the teachers: over news and over the sentences beside the word tables, a verb that a
row codes shows its PLOVER type, a verb that a row blocks and a verb without any row show that
nothing happened.  All figures are for **held-out lemmas**: neither the verb judged nor its sentence
was seen.  A verb without a row that does tell an act counts as a false alarm, so that the true
precision is a little better than the one printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
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
# Of the verbs without a row that stand between two known parties, as read by eye in news: nine in
# ten tell nothing.  Some room is left for reports in which more do.
NO_EVENT_SHARE = 0.75
BLOCKED = "a row blocks it"
PRECISION = 0.75  # least precision on held-out lemmas
DECAY = 1e-4


@dataclass(frozen=True, slots=True)
class Example:
    """One verb in its sentence."""

    lemma: str
    text: int  # which text it stands in
    label: str  # PLOVER type or NO_EVENT
    weight: float
    both: bool  # known parties on both sides, as the program asks at run time
    vector: NDArray[np.float32]


def texts(shared: Path, repository: Path, most: int) -> Iterator[tuple[str, str]]:
    """Text and label of its story, "" where there is none; no sentence that is scored elsewhere.

    Half of ``most`` sentences come from news, a quarter from stories, two or so of each; on top of
    that comes every other sentence that stands beside the word tables.
    """
    for path in sorted(BUILT_IN.rglob("*.cases.toml")):
        if path.parts[-3] in {"verbs", "nouns", "adjectives"} or path.parts[-2] == "negatives":
            for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"][::2]:
                yield case["text"], ""
    draw = np.random.default_rng(SEED)
    kept = (repository / "evaluation/voa/ids.tsv").read_text(encoding="utf-8").splitlines()
    scored = {line.split("\t")[0] for line in kept}
    news = [r for r in _lines(shared / "gold/raw_voa.jsonl.gz") if r["id"] not in scored]
    stories = list(_lines(shared / "gold/silver_plover_news.jsonl.gz"))
    for k in draw.permutation(len(news))[: most // 2]:
        yield str(news[k]["text"]), ""
    for k in draw.permutation(len(stories))[: most // 4]:
        text = str(stories[k]["text"])
        cut = text.find(". ", 250)
        yield text[: cut + 1] if cut > 0 else text[:500], str(stories[k]["event"])


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _of_report(
    kit: Kit, passed: frozenset[str], number: int, text: str, story: str
) -> Iterator[Example]:
    """Every verb that the rows judge, and every verb that they do not know."""
    report = Report("t", text, (Block(0, len(text), BlockKind.PARAGRAPH, "given"),))
    parse = kit.parser(report)
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
            yield Example(lemma, number, label, weight, both, vector)


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


def balanced(y: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Weights in which :data:`NO_EVENT_SHARE` of all examples tell nothing."""
    event = weight[y != 0].sum()
    factor = event / weight[y == 0].sum() * NO_EVENT_SHARE / (1 - NO_EVENT_SHARE)
    return torch.where(y == 0, weight * factor, weight)


def temperature(scores: torch.Tensor, y: torch.Tensor, weight: torch.Tensor) -> float:
    """The divisor that makes held-out probabilities honest."""

    def surprise(divisor: float) -> float:
        each = torch.nn.functional.cross_entropy(scores / divisor, y, reduction="none")
        return float((each * weight).sum())

    return min((t / 20 for t in range(5, 80)), key=surprise)


def held_out(
    x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, found: list[Example], kinds: int
) -> torch.Tensor:
    """Scores of each example by a model that has seen neither its lemma nor its text."""
    order = sorted({one.lemma for one in found})
    np.random.default_rng(SEED).shuffle(order)
    fold = {lemma: k % FOLDS for k, lemma in enumerate(order)}
    folds = torch.tensor([fold[one.lemma] for one in found])
    texts = torch.tensor([one.text for one in found])
    scores = torch.zeros(len(found), kinds)
    for k in range(FOLDS):
        out = folds == k
        seen = ~torch.isin(texts, texts[out]) & ~out
        w, b = fit(x[seen], y[seen], balanced(y[seen], weight[seen]), kinds)
        scores[out] = x[out] @ w + b
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
    """Examples in random order, each lemma at most so often with one label."""
    passed = passed_over(kit.words, kit.cues)
    found: list[Example] = []
    for number, (text, story) in enumerate(texts(shared, Path(), most)):
        found.extend(_of_report(kit, passed, number, text, story))
    kept: list[Example] = []
    per: Counter[tuple[str, str]] = Counter()
    for k in np.random.default_rng(SEED).permutation(len(found)):
        one = found[k]
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
    both = torch.tensor([one.both for one in found])
    scores = held_out(x, y, weight, found, len(kinds))[both]
    true, mass = y[both], balanced(y[both], weight[both])
    warmth = temperature(scores, true, mass)
    chances = torch.softmax(scores / warmth, dim=1)
    rows = curve(chances, true, mass)
    lemmas = len({one.lemma for one in found})
    print(f"{len(found)} examples, {lemmas} lemmas, temperature {warmth:.2f}")
    print("both sides known:", Counter(kinds[k] or "no event" for k in true))
    for threshold, precision, recall in rows[::5]:
        print(f"  {threshold:.2f}  precision {precision:.3f}  recall {recall:.3f}")
    threshold, precision, recall = next(
        row for row in rows if row[1] >= PRECISION and row[0] >= floor
    )
    print(f"held-out lemmas at {threshold:.2f}: precision {precision:.3f}, recall {recall:.3f}")
    by_type(chances, true, threshold, kinds)
    w, b = fit(x, y, balanced(y, weight), len(kinds))
    card = {
        "kinds": kinds,
        "threshold": threshold,
        "made_for": made_for,
        "held_out_precision": round(precision, 3),
        "held_out_recall": round(recall, 3),
        "examples": len(found),
        "lemmas": lemmas,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        target,
        weights=(w / warmth).numpy().astype(np.float16),
        bias=(b / warmth).numpy().astype(np.float32),
        card=np.array(json.dumps(card)),
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
