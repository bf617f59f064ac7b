"""A second, short stage: the same treebanks, and names that tables know in more text.

    python -m training.polish --config training/config.toml

Needs the averaged weights of the first stage, exported to the package (they read the news).
"""

from __future__ import annotations

from pathlib import Path

import torch

from dragoman.analyse import load_parser
from training.prepare import sentence_vectors
from training.settings import read_config
from training.silver import label, load_names, read_news
from training.train import Run, finish


class Polish(Run):
    """The second stage."""

    files = ("polish-checkpoint.pt", "polished.pt")

    def begin(self) -> None:
        """Start from the averaged weights; add the silver names."""
        first = torch.load(self.folder / "averaged.pt", weights_only=True)
        self.model.load_state_dict(first)
        self.average = {name: value.clone() for name, value in first.items()}
        silver = self.config["silver"]
        names, first_names = load_names(Path(silver["tables"]), population=silver["population"])
        print(f"{len(names)} names, {len(first_names)} first names", flush=True)
        found = sum(label(s, names, first_names) for s in self.train if None in s.entity)
        print(f"{found} runs labelled in the treebanks", flush=True)
        parser = load_parser(Path(self.config["export"]["target"]))
        for path in silver["files"]:
            news = read_news(Path(path), parser, most=silver["most"])
            found = sum(label(s, names, first_names) for s in news)
            print(f"{path}: {len(news)} sentences, {found} runs labelled", flush=True)
            vectors = sentence_vectors(news, self.config["encoder"]["package"])
            self.vectors = torch.cat([self.vectors, torch.from_numpy(vectors)])
            self.train += news


def main() -> None:
    """Learn until the epochs or the minutes are used up."""
    config = read_config("Polish the analyser, from its last checkpoint on.")
    polish = dict(config["polish"])
    config["weights"]["entity"] = polish.pop("entity")
    config["train"] |= polish
    finish(Polish(config))


if __name__ == "__main__":
    main()
