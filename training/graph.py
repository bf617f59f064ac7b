"""Write the network as ONNX graphs for one window, without batch or padding."""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.model import HEADS_OF_ATTENTION, LAYERS, SIZE

Array = NDArray[np.float32]
OPSET, CONTRIB = 21, "com.microsoft"
LEMMA_RULES = 5  # the best rules of a word, for the parser to choose from
BLOCK = 128  # values of a column of a matrix that share a scale


class Graph:
    """Nodes and constants under construction."""

    def __init__(self) -> None:
        """Start empty."""
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._count = 0

    def add(
        self, kind: str, inputs: list[str], *, domain: str = "", out: str = "", **settings: object
    ) -> str:
        """Add a node with one output and give its name."""
        self._count += 1
        name = out or f"{kind.lower()}_{self._count}"
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **settings))
        return name

    def split(self, x: str, sizes: list[int]) -> list[str]:
        """Cut along the last axis."""
        self._count += 1
        names = [f"split_{self._count}_{i}" for i in range(len(sizes))]
        table = self.constant(np.array(sizes, dtype=np.int64))
        self.nodes.append(helper.make_node("Split", [x, table], names, axis=-1))
        return names

    def best(self, x: str, count: int, out: str) -> None:
        """The numbers of the best classes, best first."""
        table = self.constant(np.array([count], dtype=np.int64))
        self.nodes.append(helper.make_node("TopK", [x, table], [f"{out}_scores", out], axis=-1))

    def constant(self, value: NDArray[np.generic]) -> str:
        """Store an array."""
        self._count += 1
        name = f"constant_{self._count}"
        whole = np.ascontiguousarray(value) if value.ndim else value
        self.constants.append(numpy_helper.from_array(whole, name))
        return name

    def linear(
        self, x: str, weight: Array, bias: Array | None, *, bits: int | str, out: str = ""
    ) -> str:
        """``x @ weight.T + bias``; with 8 bits each row of ``x`` is quantised by itself."""
        way = bits
        if bits == 32:
            y = self.add(
                "MatMul", [x, self.constant(weight.T)], out="" if bias is not None else out
            )
            return y if bias is None else self.add("Add", [y, self.constant(bias)], out=out)
        if way in {"tensor", "row"}:
            y = self._integers(x, weight, way)
            return y if bias is None else self.add("Add", [y, self.constant(bias)], out=out)
        packed, scales = quantise(weight)
        inputs = [x, self.constant(packed), self.constant(scales)]
        if bias is not None:
            inputs += ["", "", self.constant(bias)]
        return self.add(
            "MatMulNBits",
            inputs,
            domain=CONTRIB,
            out=out,
            K=weight.shape[1],
            N=weight.shape[0],
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )

    def _integers(self, x: str, weight: Array, way: str) -> str:
        """Matrix product of 8-bit integers; a scale for each column of the weights."""
        scales = np.maximum(np.abs(weight).max(1), 1e-8) / 127
        small = np.rint(weight / scales[:, None]).astype(np.int8).T
        matrix, columns = self.constant(small), self.constant(scales.astype(np.float32))
        if way == "tensor":
            return self.add("DynamicQuantizeMatMul", [x, matrix, columns], domain=CONTRIB)
        top = self.add(
            "ReduceMax",
            [self.add("Abs", [x]), self.constant(np.array([-1], dtype=np.int64))],
            keepdims=1,
        )
        scale = self.add("Mul", [top, self.constant(np.array(1 / 127, dtype=np.float32))])
        zero = self.constant(np.array(128, dtype=np.uint8))
        one = self.constant(np.array(1, dtype=np.float32))
        q = self.add("QuantizeLinear", [self.add("Div", [x, scale]), one, zero])
        y = self.add("Cast", [self.add("MatMulInteger", [q, matrix, zero])], to=TensorProto.FLOAT)
        return self.add("Mul", [self.add("Mul", [y, columns]), scale])

    def norm(self, x: str, weight: Array, bias: Array) -> str:
        """Layer norm."""
        return self.add(
            "LayerNormalization",
            [x, self.constant(weight), self.constant(bias)],
            epsilon=1e-12,
            axis=-1,
        )

    def model(
        self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]
    ) -> onnx.ModelProto:
        """The finished model."""
        graph = helper.make_graph(self.nodes, "analyser", inputs, outputs, self.constants)
        sets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=10, producer_name="dragoman")


def quantise(weight: Array) -> tuple[NDArray[np.uint8], Array]:
    """Eight-bit blocks along the rows, as MatMulNBits wants them: zero is 128."""
    rows, columns = weight.shape
    blocks = -(-columns // BLOCK)
    wide = np.zeros((rows, blocks * BLOCK), dtype=np.float32)
    wide[:, :columns] = weight
    wide = wide.reshape(rows, blocks, BLOCK)
    scales = np.maximum(np.abs(wide).max(-1), 1e-8) / 127
    packed = np.rint(wide / scales[..., None]).astype(np.int32) + 128
    return packed.astype(np.uint8), scales.astype(np.float32).reshape(-1)


def analyser_graph(
    state: dict[str, Array],
    tags: list[tuple[str, int]],
    *,
    bits: int | str | dict[str, int | str],
    head_bits: int | str,
) -> onnx.ModelProto:
    """Encoder and heads; inputs ``pieces``, ``shapes``, ``ends``, outputs as in ``encoder.py``."""
    graph = Graph()
    x = _embed(graph, state, bits)
    for number in range(LAYERS):
        x = _layer(graph, state, f"encoder.layers.{number}.", x, bits)
    flat = graph.add("Squeeze", [x, graph.constant(np.array([0], dtype=np.int64))])
    first, last = (
        graph.add("Gather", ["ends", graph.constant(np.array(side, dtype=np.int64))], axis=1)
        for side in (0, 1)
    )
    left, right = (
        graph.add("Gather", [flat, first], axis=0),
        graph.add("Gather", [flat, last], axis=0),
    )
    half = graph.constant(np.array(0.5, dtype=np.float32))
    graph.add("Mul", [graph.add("Add", [left, right]), half], out="vectors")
    shape = graph.add("Gather", ["shapes", first], axis=0)
    shape = graph.add("Gather", [graph.constant(state["shape_out.weight"]), shape], axis=0)
    words = graph.add("Concat", [left, right, shape], axis=-1)
    rooted = graph.add("Concat", [graph.constant(state["root"][None]), words], axis=0)

    def hidden(name: str, source: str) -> str:
        y = graph.linear(source, state[f"{name}.0.weight"], state[f"{name}.0.bias"], bits=head_bits)
        return graph.add("Gelu", [y])

    tagged = graph.linear(
        hidden("tag_hidden", words), state["tags.weight"], state["tags.bias"], bits=head_bits
    )
    for (name, _), part in zip(tags, graph.split(tagged, [size for _, size in tags]), strict=True):
        if name in {"entity", "start"}:
            graph.add("Identity", [part], out=name)
        elif name == "lemma":
            graph.best(part, LEMMA_RULES, name)
        else:
            graph.add("ArgMax", [part], out=name, axis=-1, keepdims=0)
    child = graph.linear(
        hidden("arc_child", words), state["arc"][:-1].T, state["arc"][-1], bits=head_bits
    )
    heads = graph.add("Transpose", [hidden("arc_head", rooted)], perm=[1, 0])
    graph.add("MatMul", [child, heads], out="arcs")
    graph.add("Identity", [hidden("rel_child", words)], out="child")
    graph.add("Identity", [hidden("rel_head", rooted)], out="head")
    return graph.model(*_ends(tags))


def _ends(
    tags: list[tuple[str, int]],
) -> tuple[list[onnx.ValueInfoProto], list[onnx.ValueInfoProto]]:
    """Inputs and outputs of the graph."""
    ints = [
        helper.make_tensor_value_info(n, TensorProto.INT64, s)
        for n, s in (("pieces", ["L"]), ("shapes", ["L"]), ("ends", ["N", 2]))
    ]
    outputs = [
        helper.make_tensor_value_info(
            name, TensorProto.INT64, ["N", LEMMA_RULES] if name == "lemma" else ["N"]
        )
        for name, _ in tags
        if name not in {"entity", "start"}
    ] + [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None)
        for name in ("entity", "start", "arcs", "child", "head", "vectors")
    ]
    return ints, outputs


def _embed(graph: Graph, state: dict[str, Array], bits: object) -> str:
    table = state["encoder.pieces.weight"]
    if bits != 32:
        scales = np.maximum(np.abs(table).max(-1, keepdims=True), 1e-8) / 127
        small = np.rint(table / scales).astype(np.int8)
        x = graph.add(
            "Cast", [graph.add("Gather", [graph.constant(small), "pieces"])], to=TensorProto.FLOAT
        )
        x = graph.add(
            "Mul", [x, graph.add("Gather", [graph.constant(scales.astype(np.float32)), "pieces"])]
        )
    else:
        x = graph.add("Gather", [graph.constant(table), "pieces"])
    shaped = graph.add("Gather", [graph.constant(state["encoder.shapes.weight"]), "shapes"])
    length = graph.add("Shape", ["pieces"])
    places = graph.add(
        "Slice",
        [
            graph.constant(state["encoder.places.weight"]),
            graph.constant(np.array([0], dtype=np.int64)),
            length,
            graph.constant(np.array([0], dtype=np.int64)),
        ],
    )
    x = graph.add("Add", [graph.add("Add", [x, shaped]), places])
    x = graph.norm(x, state["encoder.norm.weight"], state["encoder.norm.bias"])
    return graph.add("Unsqueeze", [x, graph.constant(np.array([0], dtype=np.int64))])


def _layer(
    graph: Graph, state: dict[str, Array], at: str, x: str, bits: int | str | dict[str, int | str]
) -> str:
    def linear(name: str, y: str) -> str:
        way = bits[name] if isinstance(bits, dict) else bits
        return graph.linear(y, state[f"{at}{name}.weight"], state[f"{at}{name}.bias"], bits=way)

    def norm(name: str, y: str) -> str:
        return graph.norm(y, state[f"{at}{name}.weight"], state[f"{at}{name}.bias"])

    parts = graph.split(linear("mix", x), [SIZE] * 3)
    seen = graph.add("MultiHeadAttention", parts, domain=CONTRIB, num_heads=HEADS_OF_ATTENTION)
    x = norm("norm_attention", graph.add("Add", [x, linear("out", seen)]))
    inner = graph.add("Gelu", [linear("up", x)])
    return norm("norm_out", graph.add("Add", [x, linear("down", inner)]))


def relation_graph(
    state: dict[str, Array], relations: int, size: int, *, bits: int | str
) -> onnx.ModelProto:
    """Scores of every relation for ``child`` and ``head`` vectors side by side."""
    graph = Graph()
    table = state["rel"].reshape(size + 1, relations, size + 1)
    inner = np.ascontiguousarray(table[:, :, :size].reshape(size + 1, -1))
    mixed = graph.linear("child", np.ascontiguousarray(inner[:-1].T), inner[-1], bits=bits)
    shaped = graph.add(
        "Reshape", [mixed, graph.constant(np.array([-1, relations, size], dtype=np.int64))]
    )
    tall = graph.add("Unsqueeze", ["head", graph.constant(np.array([2], dtype=np.int64))])
    scores = graph.add(
        "Squeeze",
        [graph.add("MatMul", [shaped, tall]), graph.constant(np.array([2], dtype=np.int64))],
    )
    outer = np.ascontiguousarray(table[:, :, size])
    extra = graph.linear("child", np.ascontiguousarray(outer[:-1].T), outer[-1], bits=32)
    graph.add("Add", [scores, extra], out="scores")
    inputs = [
        helper.make_tensor_value_info(n, TensorProto.FLOAT, ["n", size]) for n in ("child", "head")
    ]
    return graph.model(
        inputs, [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", relations])]
    )
