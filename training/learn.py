"""Losses of one batch, and greedy scores on the development files."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.analyse.treebank import Sentence
from training.batches import SKIP, Batch, Maker, windows_of
from training.model import APART, Analyser


def may_join(batch: Batch) -> Tensor:
    """Windows × children × heads + 1: true where an arc stays inside its sentence."""
    same = batch.sentences[:, :, None] == batch.sentences[:, None, :]
    same &= ~torch.eye(same.shape[1], dtype=torch.bool)
    root = torch.ones_like(same[:, :, :1])
    return torch.cat([root, same], -1)


def losses(
    model: Analyser, batch: Batch, vectors: Tensor, *, smoothing: float
) -> dict[str, Tensor]:
    """Mean loss of each head."""
    out = model(batch.pieces, batch.shapes, batch.mask, batch.ends)
    found: dict[str, Tensor] = {}
    at = 0
    tags = out["tags"].float()
    for name, size in model.sizes.tags:
        part = tags[..., at : at + size]
        at += size
        if name == "start":
            known = batch.start != SKIP
            found[name] = (
                F.binary_cross_entropy_with_logits(part[..., 0][known], batch.start[known].float())
                if known.any()
                else part.sum() * 0
            )
        else:
            found[name] = cross(part, batch.tags[name], smoothing)
    arcs = out["arcs"].float().masked_fill(~may_join(batch), APART)
    found["arc"] = cross(arcs, batch.heads, 0.0)
    rows = torch.arange(len(batch.heads))[:, None].expand_as(batch.heads)
    head = out["head"][rows, batch.heads.clamp(min=0)]
    chosen = model.relations(out["child"], head)
    found["relation"] = cross(chosen.float(), batch.relations, smoothing)
    found["vector"] = vector_loss(model, batch, out["plain"].float(), vectors)
    return found


def cross(scores: Tensor, wanted: Tensor, smoothing: float) -> Tensor:
    """Cross entropy over the known labels; 0 when none is known."""
    if not (wanted != SKIP).any():
        return scores.sum() * 0
    return F.cross_entropy(
        scores.reshape(-1, scores.shape[-1]),
        wanted.reshape(-1),
        ignore_index=SKIP,
        label_smoothing=smoothing,
    )


def vector_loss(model: Analyser, batch: Batch, plain: Tensor, vectors: Tensor) -> Tensor:
    """One minus the cosine to the original encoder's sentence embedding."""
    numbers = torch.arange(batch.wanted.shape[1])
    member = (batch.sentences[:, None, :] == numbers[None, :, None]).float()
    mean = member @ plain / member.sum(-1, keepdim=True).clamp(min=1)
    known = batch.wanted >= 0
    if not known.any():
        return plain.sum() * 0
    made = model.vector(mean).float()
    close = F.cosine_similarity(made, vectors[batch.wanted.clamp(min=0)].float(), dim=-1)
    return (1 - close)[known].mean()


@torch.no_grad()
def scores(
    model: Analyser, maker: Maker, sentences: list[Sentence], *, most: int, bfloat16: bool
) -> dict[str, float]:
    """Greedy accuracy on one file, gold words and sentences, windows as at run time."""
    model.eval()
    count: dict[str, float] = {}

    def add(name: str, value: float) -> None:
        count[name] = count.get(name, 0) + value

    windows = windows_of(sentences, None, single=0, most=most)
    windows.sort(key=lambda w: sum(len(sentences[n]) for n in w))
    for at in range(0, len(windows), 16):
        chosen = [([sentences[n] for n in w], w) for w in windows[at : at + 16]]
        batch = maker.batch(chosen)
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            out = model(batch.pieces, batch.shapes, batch.mask, batch.ends)
            arcs = out["arcs"].float().masked_fill(~may_join(batch), APART)
            heads = arcs.argmax(-1)
            rows = torch.arange(len(heads))[:, None].expand_as(heads)
            relations = model.relations(out["child"], out["head"][rows, heads]).argmax(-1)
        known = batch.heads != SKIP
        right = (heads == batch.heads) & known
        add("words", known.sum().item())
        add("uas", right.sum().item())
        add("las", (right & (relations == batch.relations)).sum().item())
        start = 0
        for name, size in model.sizes.tags:
            part = out["tags"][..., start : start + size]
            start += size
            if name == "start":
                guess = (part[..., 0] > 0) & (batch.start != SKIP)
                add("start_right", (guess & (batch.start == 1)).sum().item())
                add("start_all", guess.sum().item() + (batch.start == 1).sum().item())
            elif name == "entity":
                guess = part.argmax(-1)
                gold = batch.tags[name]
                seen = gold != SKIP
                add("entity_right", ((guess == gold) & seen & (gold > 0)).sum().item())
                add(
                    "entity_all",
                    ((guess > 0) & seen).sum().item() + ((gold > 0) & seen).sum().item(),
                )
            else:
                add(name, ((part.argmax(-1) == batch.tags[name]) & known).sum().item())
    words = count.pop("words")
    found = {n: v / words for n, v in count.items() if not n.endswith(("_right", "_all"))}
    for name in ("start", "entity"):
        found[name] = 2 * count[f"{name}_right"] / max(1, count[f"{name}_all"])
    return found
