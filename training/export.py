"""Write the averaged weights as the files the package ships.

python -m training.export --config training/config.toml
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from training.graph import analyser_graph, relation_graph
from training.model import read_vocabulary
from training.prepare import read_nations
from training.settings import out_folder, read_config
from training.train import make_model


def main() -> None:
    """Write ``analyser.onnx``, ``relations.onnx``, ``classes.json`` and ``vocabulary.txt``."""
    config = read_config("Export the averaged weights to the package.")
    settings: dict[str, Any] = config["export"]
    folder, target = out_folder(config), Path(settings["target"])
    target.mkdir(parents=True, exist_ok=True)
    classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
    model = make_model(config, classes)
    weights = torch.load(folder / settings["weights"], weights_only=True)
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
