"""Fit the weights of ``data/confidence.tsv`` on the tuning half of the real-news set.

    python -m training.confidence --gold ../shared/gold

An assertion is right when a label of its sentence has its type and overlaps its words.  Ridge
logistic regression by Newton's method; the error of calibration is printed from ten folds.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from dragoman.confidence import features
from dragoman.evaluate import gold as sets
from dragoman.evaluate.events import sentence_report
from dragoman.evaluate.news import _day, pair_up
from dragoman.evaluate.scores import calibration_error
from dragoman.lexicons.tables import BUILT_IN
from dragoman.pipeline import load_kit, read_reports

RIDGE = 2.0
FOLDS = 10
LABELS = Path("evaluation/voa/labels.jsonl")


def examples(gold: Path) -> tuple[list[tuple[str, ...]], list[bool]]:
    """Features and truth of every assertion found in the tuning half."""
    kit = load_kit()
    words = {one["id"]: one["text"] for one in sets.read(gold / "raw_voa.jsonl.gz")}
    records = [one for one in sets.read(LABELS) if one["part"] == "tune"]
    reports = [sentence_report(one["id"], words[one["id"]], _day(one["id"])) for one in records]
    noted, right = [], []
    for record, reading in zip(records, read_reports(reports, kit), strict=True):
        found = [one for one in reading.assertions if one.event_type is not None]
        hits = {id(one) for _, one in pair_up(record["assertions"], found)}
        for one in found:
            noted.append(features(one))
            right.append(id(one) in hits)
    return noted, right


def fit(table: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Weights by Newton's method; the bias (first column) is not shrunk."""
    weights = np.zeros(table.shape[1])
    ridge = np.full(table.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(30):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (truth - chance) - ridge * weights
        curve = (table.T * (chance * (1 - chance))) @ table + np.diag(ridge)
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Fit, say how well it holds on left-out folds, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    noted, right = examples(parser.parse_args().gold)
    names = ["bias", *sorted({name for one in noted for name in one} - {"bias"})]
    place = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(noted), len(names)))
    for row, one in enumerate(noted):
        table[row, [place[name] for name in one]] = 1
    truth = np.asarray(right, dtype=float)
    chances = np.zeros(len(truth))
    fold = np.arange(len(truth)) % FOLDS
    for number in range(FOLDS):
        weights = fit(table[fold != number], truth[fold != number])
        chances[fold == number] = 1 / (1 + np.exp(-table[fold == number] @ weights))
    error = calibration_error(chances.tolist(), right, bins=5)
    print(f"{len(right)} assertions, {truth.mean():.3f} right, calibration error {error:.3f}")
    weights = fit(table, truth)
    lines = ["id\tweight\tsource"]
    lines += [f"{name}\t{weights[place[name]]:.3f}\ttraining.confidence" for name in names]
    (BUILT_IN / "confidence.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
