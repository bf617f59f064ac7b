"""Train the analyser; start again to go on from the last checkpoint.

python -m training.train --config training/config.toml
"""

from __future__ import annotations

import json
import math
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dragoman.analyse.wordpiece import WordPieces
from training.batches import Maker, ahead, epoch
from training.learn import losses, scores
from training.model import Analyser, Sizes, load_pretrained, read_vocabulary
from training.settings import Config, out_folder, read_config


def make_model(config: Config, classes: dict[str, list[str]]) -> Analyser:
    """The network of the settings with untrained heads."""
    chosen = config["model"]
    sizes = Sizes(
        **{
            name: len(classes[name])
            for name in ("upos", "xpos", "feats", "lemma", "entity", "relation")
        },
        **chosen,
    )
    return Analyser(len(read_vocabulary(config["encoder"]["package"])), sizes)


def optimiser(model: Analyser, settings: dict[str, Any]) -> torch.optim.AdamW:
    """AdamW with one rate for the encoder and one for the heads; no decay of norms and biases."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, value in model.named_parameters():
        new = not name.startswith("encoder") or "shapes" in name
        groups.setdefault((new, value.ndim > 1), []).append(value)
    return torch.optim.AdamW(
        [
            {
                "params": values,
                "lr": settings["head_rate" if new else "encoder_rate"],
                "weight_decay": settings["weight_decay"] if decays else 0.0,
            }
            for (new, decays), values in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def rate(progress: float, warmup: float) -> float:
    """Share of the full learning rate: linear up, cosine down to 2 %."""
    if progress < warmup:
        return progress / warmup + 1e-3
    along = min(1.0, (progress - warmup) / (1 - warmup))
    return 0.02 + 0.98 * (1 + math.cos(math.pi * along)) / 2


class Run:
    """Everything a checkpoint holds."""

    files = ("checkpoint.pt", "averaged.pt")

    def __init__(self, config: Config) -> None:
        """Load the prepared data, make the model, take up the last checkpoint."""
        self.config = config
        self.folder = out_folder(config)
        settings = config["train"]
        torch.set_num_threads(settings["threads"])
        torch.manual_seed(settings["seed"])
        random.seed(settings["seed"])
        self.classes = json.loads((self.folder / "classes.json").read_text(encoding="utf-8"))
        with (self.folder / "prepared.pickle").open("rb") as file:
            self.banks = pickle.load(file)
        self.vectors = torch.from_numpy(np.load(self.folder / "vectors.npy"))
        self.train = [s for name in config["data"]["train"] for s in self.banks[f"{name}-train"]]
        self.maker = Maker(WordPieces(read_vocabulary(config["encoder"]["package"])), self.classes)
        self.model = make_model(config, self.classes)
        load_pretrained(self.model.encoder, config["encoder"]["package"])
        self.optimiser = optimiser(self.model, settings)
        self.rates = [group["lr"] for group in self.optimiser.param_groups]
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.epoch, self.step, self.seconds = 0, 0, 0.0
        self.path = self.folder / self.files[0]
        self.begin()
        if self.path.exists():
            self._resume()

    def begin(self) -> None:
        """What a later stage adds before it takes up its checkpoint."""

    def _resume(self) -> None:
        saved = torch.load(self.path, weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.average = saved["average"]
        self.optimiser.load_state_dict(saved["optimiser"])
        self.epoch, self.step, self.seconds = saved["epoch"], saved["step"], saved["seconds"]
        print(f"going on after epoch {self.epoch}", flush=True)

    def save(self) -> None:
        """Write the checkpoint and, for export, the averaged weights alone."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "epoch": self.epoch,
            "step": self.step,
            "seconds": self.seconds,
        }
        for name, what in zip(self.files, (state, self.average), strict=True):
            part = Path(self.folder / (name + ".part"))
            torch.save(what, part)
            part.replace(self.folder / name)

    def learn(self, steps_in_epoch: int) -> None:
        """One pass over the data."""
        settings = self.config["train"]
        total = steps_in_epoch * settings["epochs"]
        self.model.train()
        sums: dict[str, float] = {}
        started = time.time()
        batches = epoch(
            self.train,
            self.maker,
            self.config["augment"],
            seed=settings["seed"] * 1000 + self.epoch,
            pieces=settings["pieces_per_batch"],
        )
        for number, batch in enumerate(ahead(batches), 1):
            now = self.seconds + time.time() - started
            progress = max(self.step / total, now / (60 * settings["minutes"]))
            share = rate(progress, settings["warmup"])
            for group, full in zip(self.optimiser.param_groups, self.rates, strict=True):
                group["lr"] = full * share
            with torch.autocast("cpu", torch.bfloat16, enabled=settings["bfloat16"]):
                found = losses(self.model, batch, self.vectors, smoothing=settings["smoothing"])
            loss = sum((self.config["weights"][k] * v for k, v in found.items()), torch.zeros(()))
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings["clip"])
            self.optimiser.step()
            self.step += 1
            self._take_into_average(min(settings["averaging"], self.step / (self.step + 10)))
            for name, value in found.items():
                sums[name] = sums.get(name, 0) + value.item()
            if number % 50 == 0:
                shown = " ".join(f"{k} {v / 50:.3f}" for k, v in sums.items())
                print(
                    f"epoch {self.epoch} {number}/{steps_in_epoch}",
                    f"{progress:.3f} {now:.0f} s {shown}",
                    flush=True,
                )
                sums = {}
        self.epoch += 1
        self.seconds += time.time() - started

    @torch.no_grad()
    def _take_into_average(self, keep: float) -> None:
        state = self.model.state_dict()
        torch._foreach_lerp_(
            list(self.average.values()), [state[k] for k in self.average], 1 - keep
        )

    def report(self) -> None:
        """Score the averaged weights on the development files."""
        kept = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.model.load_state_dict(self.average)
        for name in self.config["data"]["train"]:
            found = scores(
                self.model,
                self.maker,
                self.banks[f"{name}-dev"],
                most=self.config["augment"]["window_words"],
                bfloat16=False,
            )
            print(
                f"dev {self.epoch} {name} " + " ".join(f"{k} {v:.4f}" for k, v in found.items()),
                flush=True,
            )
        self.model.load_state_dict(kept)


def main() -> None:
    """Learn until the epochs or the minutes are used up."""
    finish(Run(read_config("Train the analyser, from the last checkpoint on.")))


def finish(run: Run) -> None:
    """Learn, save and report, epoch by epoch."""
    config = run.config
    settings = config["train"]
    steps = sum(
        1
        for _ in epoch(
            run.train, run.maker, config["augment"], seed=0, pieces=settings["pieces_per_batch"]
        )
    )
    last = settings.get("stop", settings["epochs"])
    while run.epoch < last and run.seconds < 60 * settings["minutes"]:
        run.learn(steps)
        run.save()
        run.report()


if __name__ == "__main__":
    main()
