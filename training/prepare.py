"""Read the treebanks once, list the classes, and ask the untrained encoder for sentence vectors.

python -m training.prepare --config training/config.toml
"""

from __future__ import annotations

import csv
import json
import pickle
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch

from dragoman.analyse.treebank import Sentence, read_treebank
from dragoman.analyse.wordpiece import WordPieces
from training.model import SHAPES, Encoder, load_pretrained, read_vocabulary
from training.settings import Config, out_folder, read_config

ENTITY_LABELS = [
    "O",
    *(
        f"{part}-{kind}"
        for kind in ("person", "organization", "place", "nationality")
        for part in "BI"
    ),
]


def read_nations(path: Path) -> frozenset[str]:
    """Adjectives and names of peoples, lower case, from the table of countries."""
    words: set[str] = set()
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for column in ("adjectives", "demonym_sg", "demonym_pl"):
                words.update(word for word in row[column].lower().split("|") if " " not in word)
            words.difference_update(row["names"].lower().split("|"))
            words.discard(row["name"].lower())
    return frozenset(words - {"", "us", "uk", "eu", "uae"})


def read_all(config: Config) -> dict[str, list[Sentence]]:
    """Every treebank file by name, such as ``en_ewt-dev``."""
    data = config["data"]
    nations = read_nations(Path(data["countries"]))
    found = {}
    for bank in dict.fromkeys(data["train"] + data["test"]):
        for part in ("train", "dev", "test"):
            path = Path(data["treebanks"]) / f"{bank}-{part}.conllu.gz"
            if path.exists():
                found[path.name.split(".")[0]] = read_treebank(
                    path, entities=bank in data["entities"], nations=nations
                )
    return found


def list_classes(sentences: Iterable[Sentence]) -> dict[str, list[str]]:
    """The classes of each head; rare edit rules are left to the dictionary of exceptions."""
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("upos", "xpos", "feats", "lemma", "relation")
    }
    for sentence in sentences:
        counts["upos"].update(sentence.upos)
        counts["xpos"].update(sentence.xpos)
        counts["feats"].update(sentence.feats)
        counts["relation"].update(sentence.relations)
        counts["lemma"].update(sentence.rules())
    counts["lemma"] = Counter({k: n for k, n in counts["lemma"].items() if n > 1})
    classes = {
        name: [k for k, _ in sorted(c.items(), key=lambda x: (-x[1], x[0]))]
        for name, c in counts.items()
    }
    classes["entity"] = ENTITY_LABELS
    return classes


def sentence_vectors(sentences: list[Sentence], package: str) -> np.ndarray:
    """The original encoder's sentence embeddings, which ours is asked to keep."""
    vocabulary = read_vocabulary(package)
    words = WordPieces(vocabulary)
    encoder = Encoder(len(vocabulary))
    load_pretrained(encoder, package)
    encoder.eval()
    lists = [
        [words.cls, *[p for form in s.forms for p in words.pieces(form)][:254], words.sep]
        for s in sentences
    ]
    order = sorted(range(len(lists)), key=lambda i: len(lists[i]))
    vectors = np.zeros((len(lists), 384), dtype=np.float16)
    started = time.time()
    for at in range(0, len(order), 64):
        chosen = order[at : at + 64]
        longest = max(len(lists[i]) for i in chosen)
        pieces = torch.zeros(len(chosen), longest, dtype=torch.long)
        mask = torch.zeros(len(chosen), longest, dtype=torch.bool)
        for row, i in enumerate(chosen):
            pieces[row, : len(lists[i])] = torch.tensor(lists[i])
            mask[row, : len(lists[i])] = True
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            x = encoder(pieces, torch.full_like(pieces, SHAPES), mask).float()
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        vectors[chosen] = torch.nn.functional.normalize(mean, dim=-1).numpy()
        if at % 6400 == 0:
            print(f"vectors {at}/{len(order)} {time.time() - started:.0f} s", flush=True)
    return vectors


def main() -> None:
    """Write ``prepared.pickle``, ``classes.json`` and ``vectors.npy``."""
    config = read_config("Prepare the training data.")
    folder = out_folder(config)
    torch.set_num_threads(config["train"]["threads"])
    banks = read_all(config)
    train = [s for name in config["data"]["train"] for s in banks[f"{name}-train"]]
    classes = list_classes(train)
    (folder / "classes.json").write_text(
        json.dumps(classes, ensure_ascii=False, indent=0), encoding="utf-8"
    )
    with (folder / "prepared.pickle").open("wb") as file:
        pickle.dump(banks, file)
    print({name: len(values) for name, values in classes.items()})
    names = Counter(label for s in train for label in s.entity)
    print(len(train), "sentences", sum(map(len, train)), "words", dict(names))
    np.save(folder / "vectors.npy", sentence_vectors(train, config["encoder"]["package"]))


if __name__ == "__main__":
    main()
