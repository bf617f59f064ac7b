"""The network: a BERT encoder of our own writing, and one head a task, over whole windows."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.analyse.shapes import SHAPES

SIZE, LAYERS, HEADS_OF_ATTENTION, INNER = 384, 6, 12, 1536
SHAPE_SIZE = 32
APART = -30_000.0  # score of two words that may not be joined


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the heads and numbers of classes."""

    upos: int
    xpos: int
    feats: int
    lemma: int
    entity: int
    relation: int
    arc_size: int
    relation_size: int
    tag_size: int
    dropout: float

    @property
    def tags(self) -> list[tuple[str, int]]:
        """The classes of the shared tagging head, in the order of its output."""
        return [
            ("upos", self.upos),
            ("xpos", self.xpos),
            ("feats", self.feats),
            ("lemma", self.lemma),
            ("entity", self.entity),
            ("start", 1),
        ]


class Dropout(nn.Module):
    """Dropout whose draws come from a pool, renewed now and then: drawing anew is slow on a CPU."""

    pools: ClassVar[dict[float, Tensor]] = {}
    uses: ClassVar[dict[float, int]] = {}

    def __init__(self, share: float) -> None:
        """``share`` of the values become 0."""
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Drop in training only."""
        if not self.training or not self.share:
            return x
        count, size = x.numel(), 1 << 22
        used = self.uses.get(self.share, 0)
        if used % 500 == 0 or count > size // 2:
            room = max(size, 2 * count)
            self.pools[self.share] = (torch.rand(room) > self.share).to(torch.bfloat16) / (
                1 - self.share
            )
        self.uses[self.share] = used + 1
        pool = self.pools[self.share]
        start = int(torch.randint(0, pool.numel() - count, ()).item())
        return x * pool[start : start + count].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, dropout: float = 0.1) -> None:
        """Make the matrices."""
        super().__init__()
        self.mix = nn.Linear(SIZE, 3 * SIZE)  # query, key, value
        self.out = nn.Linear(SIZE, SIZE)
        self.norm_attention = nn.LayerNorm(SIZE, eps=1e-12)
        self.up = nn.Linear(SIZE, INNER)
        self.down = nn.Linear(INNER, SIZE)
        self.norm_out = nn.LayerNorm(SIZE, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.scale = (SIZE // HEADS_OF_ATTENTION) ** -0.5

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``mask``: batch × 1 × 1 × pieces, added to the scores."""
        batch, length, _ = x.shape
        parts = self.mix(x).view(batch, length, 3, HEADS_OF_ATTENTION, -1).permute(2, 0, 3, 1, 4)
        # Written out: on two cores it is faster than the fused operator, whose backward pass is
        # slow. No dropout here either: drawing it took a fifth of the time of a step.
        scores = (parts[0] * self.scale) @ parts[1].transpose(-1, -2)
        seen = (scores + mask).softmax(-1).to(parts.dtype) @ parts[2]
        seen = seen.transpose(1, 2).reshape(batch, length, SIZE)
        x = self.norm_attention(x + self.dropout(self.out(seen)))
        return self.norm_out(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and word shapes to vectors."""

    def __init__(self, pieces: int) -> None:
        """Make tables and layers."""
        super().__init__()
        self.pieces = nn.Embedding(pieces, SIZE)
        self.places = nn.Embedding(512, SIZE)
        self.shapes = nn.Embedding(SHAPES + 1, SIZE)  # the last for [CLS] and [SEP]
        nn.init.zeros_(self.shapes.weight)  # starts as the encoder was trained, without shapes
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.dropout = Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Give one vector a piece."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.shapes(shapes) + self.places(places)
        x = self.dropout(self.norm(x))
        wide = (~mask[:, None, None, :]).to(x.dtype) * APART
        for layer in self.layers:
            x = layer(x, wide)
        return x


class Analyser(nn.Module):
    """Encoder and heads."""

    def __init__(self, pieces: int, sizes: Sizes) -> None:
        """Make the network untrained."""
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(pieces)
        self.shape_out = nn.Embedding(SHAPES + 1, SHAPE_SIZE)
        wide = 2 * SIZE + SHAPE_SIZE

        def hidden(size: int) -> nn.Sequential:
            return nn.Sequential(nn.Linear(wide, size), nn.GELU(), Dropout(sizes.dropout))

        self.root = nn.Parameter(torch.zeros(wide))
        self.tag_hidden = hidden(sizes.tag_size)
        self.tags = nn.Linear(sizes.tag_size, sum(size for _, size in sizes.tags))
        self.arc_head, self.arc_child = hidden(sizes.arc_size), hidden(sizes.arc_size)
        self.rel_head, self.rel_child = hidden(sizes.relation_size), hidden(sizes.relation_size)
        self.arc = nn.Parameter(torch.randn(sizes.arc_size + 1, sizes.arc_size) * 0.02)
        self.rel = nn.Parameter(
            torch.randn(sizes.relation_size + 1, sizes.relation * (sizes.relation_size + 1)) * 0.01
        )
        self.vector = nn.Linear(SIZE, SIZE)
        with torch.no_grad():
            self.vector.weight.copy_(torch.eye(SIZE))
            self.vector.bias.zero_()
        self.dropout = Dropout(sizes.dropout)

    def words(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, ends: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Word vectors as the heads take them (root first), and plain ones (mean of both ends).

        Args:
            pieces: batch × pieces.
            shapes: batch × pieces.
            mask: batch × pieces, true where there is a piece.
            ends: batch × words × 2, the first and last piece of each word.
        """
        x = self.encoder(pieces, shapes, mask)
        batch, count, _ = ends.shape
        flat = ends.reshape(batch, count * 2, 1).expand(-1, -1, SIZE)
        both = x.gather(1, flat).view(batch, count, 2 * SIZE)
        shape_of_word = shapes.gather(1, ends[..., 0])
        words = torch.cat([both, self.shape_out(shape_of_word)], -1)
        words = torch.cat([self.root.expand(batch, 1, -1).to(words.dtype), words], 1)
        plain = (both[..., :SIZE] + both[..., SIZE:]) / 2
        return words, plain

    def arcs(self, words: Tensor) -> Tensor:
        """Scores: batch × words (children) × words + 1 (heads, 0 the root)."""
        child = with_one(self.arc_child(words[:, 1:]))
        return child @ self.arc @ self.arc_head(words).transpose(1, 2)

    def relations(self, child: Tensor, head: Tensor) -> Tensor:
        """Scores: … × relations, for children and their heads side by side."""
        mixed = with_one(child) @ self.rel
        mixed = mixed.view(*child.shape[:-1], self.sizes.relation, self.sizes.relation_size + 1)
        return (mixed @ with_one(head).unsqueeze(-1)).squeeze(-1)

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, ends: Tensor
    ) -> dict[str, Tensor]:
        """Everything but the relations, which need heads."""
        words, plain = self.words(pieces, shapes, mask, ends)
        words = self.dropout(words)
        return {
            "tags": self.tags(self.tag_hidden(words[:, 1:])),
            "arcs": self.arcs(words),
            "child": self.rel_child(words[:, 1:]),
            "head": self.rel_head(words),
            "plain": plain,
        }


def with_one(x: Tensor) -> Tensor:
    """Append a one to each vector, for a bias inside a product."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


def package_folder(package: str) -> Path:
    """Where an installed package keeps its model; the package itself is not imported."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        message = f"{package} is not installed; pip install it into the training environment"
        raise ModuleNotFoundError(message)
    return Path(found.origin).parent / "model"


def read_vocabulary(package: str) -> list[str]:
    """The word pieces of the packaged encoder, in order."""
    return (package_folder(package) / "vocab.txt").read_text(encoding="utf-8").split("\n")[:30522]


def load_pretrained(encoder: Encoder, package: str) -> None:
    """Fill an encoder with the packaged weights."""
    old = load_file(package_folder(package) / "model.safetensors")
    start = "embeddings."
    new = {
        "pieces.weight": old[start + "word_embeddings.weight"],
        "places.weight": old[start + "position_embeddings.weight"]
        + old[start + "token_type_embeddings.weight"][0],
        "norm.weight": old[start + "LayerNorm.weight"],
        "norm.bias": old[start + "LayerNorm.bias"],
        "shapes.weight": encoder.shapes.weight.detach(),
    }
    names = {
        "out": "attention.output.dense",
        "norm_attention": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_out": "output.LayerNorm",
    }
    for number in range(LAYERS):
        source, target = f"encoder.layer.{number}.", f"layers.{number}."
        for part in ("weight", "bias"):
            new[f"{target}mix.{part}"] = torch.cat(
                [old[f"{source}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for ours, theirs in names.items():
                new[f"{target}{ours}.{part}"] = old[f"{source}{theirs}.{part}"]
    encoder.load_state_dict(new)
