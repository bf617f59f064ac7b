"""Write the averaged weights as the files the package ships.

python -m training.export --config training/config.toml
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from dragoman.analyse.wordpiece import plain_quotes
from training.graph import analyser_graph, relation_graph
from training.model import read_vocabulary
from training.prepare import read_nations
from training.settings import out_folder, read_config
from training.train import make_model

LEARNED = frozenset("VERB AUX NOUN ADJ ADV PRON DET NUM SCONJ ADP".split())


def write_lemmas(folder: Path, banks: list[str], path: Path) -> None:
    """Write the lemmas of the words seen in training, where they are more than the word itself.

    Words of one lemma only; names are left to the rules.
    """
    with (folder / "prepared.pickle").open("rb") as file:
        prepared = pickle.load(file)
    seen: dict[tuple[str, str], Counter[str]] = {}
    for bank in banks:
        for s in prepared[f"{bank}-train"]:
            for form, upos, lemma, feats in zip(s.forms, s.upos, s.lemmas, s.feats, strict=True):
                if upos in LEARNED and form.isalpha() and "Typo" not in feats:
                    key = (plain_quotes(form).lower(), upos)
                    seen.setdefault(key, Counter())[lemma] += 1
    rows = []
    for (form, upos), lemmas in sorted(seen.items()):
        lemma, times = lemmas.most_common(1)[0]
        if times >= 0.9 * lemmas.total() and lemma.islower():
            rows.append(f"{form}\t{upos}\t{'' if lemma == form else lemma}")
    path.write_text("form\tupos\tlemma\n" + "\n".join(rows) + "\n", encoding="utf-8")
    print(len(rows), "lemmas")


def main() -> None:
    """Write ``analyser.onnx``, ``relations.onnx``, ``classes.json`` and ``vocabulary.txt``."""
    config = read_config("Export the averaged weights to the package.")
    settings: dict[str, Any] = config["export"]
    folder, target = out_folder(config), Path(settings["target"])
    target.mkdir(parents=True, exist_ok=True)
    classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
    model = make_model(config, classes)
    chosen = next(name for name in settings["weights"] if (folder / name).exists())
    weights = torch.load(folder / chosen, weights_only=True)
    print(f"weights of {chosen}")
    model.load_state_dict(weights)
    state = {name: value.float().numpy() for name, value in weights.items()}
    main_graph = analyser_graph(
        state, model.sizes.tags, bits=settings["encoder_bits"], head_bits=settings["head_bits"]
    )
    small = relation_graph(
        state,
        len(classes["relation"]),
        config["model"]["relation_size"],
        bits=settings["relation_bits"],
    )
    digest = hashlib.sha256()
    for name, graph in (("analyser.onnx", main_graph), ("relations.onnx", small)):
        onnx.save(graph, target / name)
        digest.update((target / name).read_bytes())
        print(name, f"{(target / name).stat().st_size / 1e6:.1f} MB")
    vocabulary = read_vocabulary(config["encoder"]["package"])
    (target / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    np.save(
        target / "sentence.npy",
        np.concatenate([state["vector.weight"].T, state["vector.bias"][None]]).astype(np.float16),
    )
    write_lemmas(folder, config["data"]["train"], target / "lemmas.tsv")
    card: dict[str, Any] = {
        "name": "dragoman-en",
        "hash": digest.hexdigest()[:12],
        "language": "en",
        **classes,
    }
    card["peoples"] = sorted(read_nations(Path(config["data"]["countries"])))
    (target / "classes.json").write_text(
        json.dumps(card, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    print("hash", card["hash"])


if __name__ == "__main__":
    main()
