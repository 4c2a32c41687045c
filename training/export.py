"""Export a checkpoint to graphs that run without torch (ONNX).

    python -m training.export --model work/default

Beside the checkpoint's files come ``model.onnx`` (the encoder with its classifier),
``model.int8.onnx`` (its matrix products in whole numbers) and, where there are event heads,
``events.find.onnx`` and ``events.judge.onnx``. A graph holds no weights but those in whole numbers:
it names the places of the others in the checkpoint's safetensors, and their sha256.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxscript import optimizer
from torch import Tensor, nn
from torch.export import Dim
from transformers import AutoModelForTokenClassification

from coalition_ie.events.exported import CONFIG, FIND, JUDGE
from coalition_ie.events.exported import WEIGHTS as HEADS_WEIGHTS
from coalition_ie.events.heads import EventHeads
from coalition_ie.graphs import SHA256, WEIGHTS
from coalition_ie.tagger.engines import GRAPHS
from training.options import command

MODEL_WEIGHTS = "model.safetensors"

SMALL = 2048
"""Numbers that a graph keeps for itself."""


class _Encoder(nn.Module):
    """Logits and last states of a token classifier."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        out = self.model(
            input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True
        )
        return out.logits, out.hidden_states[-1]


class _Bag(nn.Module):
    """An `nn.EmbeddingBag` that sums, in operations that ONNX has."""

    def __init__(self, bag: nn.EmbeddingBag) -> None:
        super().__init__()
        self.weight = bag.weight

    def forward(self, numbers: Tensor) -> Tensor:
        return (self.weight[numbers] * (numbers != 0)[..., None]).sum(1)


class _Find(nn.Module):
    """`EventHeads.find`."""

    def __init__(self, heads: EventHeads) -> None:
        super().__init__()
        self.heads = heads
        self.heads.of_lexicon = _Bag(heads.of_lexicon)  # type: ignore[assignment]

    def forward(
        self, states: Tensor, lexicon: Tensor, tags: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        words = self.heads.read(states, lexicon, tags, mask)
        return words, self.heads.trigger(words)


class _Judge(nn.Module):
    """`EventHeads.judge`."""

    def __init__(self, heads: EventHeads) -> None:
        super().__init__()
        self.heads = heads

    def forward(  # noqa: PLR0917 - the inputs of the graph, in its order
        self,
        words: Tensor,
        tags: Tensor,
        mask: Tensor,
        kinds: Tensor,
        sentence: Tensor,
        place: Tensor,
        kind: Tensor,
        wanted: Tensor,
        trigger: Tensor,
        first: Tensor,
        last: Tensor,
    ) -> tuple[Tensor, Tensor]:
        primed = self.heads.prime(words, tags, mask, kinds, sentence, place, kind, wanted)
        return self.heads.decide(primed, place, kind, trigger, first, last)


def traced(module: nn.Module, inputs: dict[str, Tensor], sizes: Sequence[str]) -> ModelProto:
    """The graph of a module; ``sizes`` has a letter for each dimension of each input."""
    dims = {letter: Dim(letter) for letter in "".join(sizes) if letter.isalpha()}
    shapes = [{i: dims[letter] for i, letter in enumerate(of) if letter in dims} for of in sizes]
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            dynamo=True,
            optimize=False,
            verbose=False,
            input_names=list(inputs),
            dynamic_shapes=[shapes] if len(shapes) == 1 else tuple(shapes),
        )
    assert program is not None
    made: ModelProto = optimizer.optimize(program.model_proto)
    return made


def pointing(proto: ModelProto, weights: Path) -> ModelProto:
    """The graph with its weights in the safetensors file: wherever their bytes stand there.

    Those stored in half precision, or the other way round, are brought into the form that the graph
    wants when it is loaded.
    """
    file = weights.read_bytes()
    graph = proto.graph
    kept, first = [], []
    for one in graph.initializer:
        place = _place(numpy_helper.to_array(one), file)
        if place is None:
            kept.append(one)
            continue
        outside = TensorProto(name=f"{one.name}.stored", dims=place.shape, data_type=place.type)
        outside.data_location = TensorProto.EXTERNAL
        where = {"location": weights.name, "offset": place.offset, "length": place.length}
        for key, value in where.items():
            outside.external_data.add(key=key, value=str(value))
        kept.append(outside)
        whole = f"{one.name}.whole" if place.turned else one.name
        first.append(helper.make_node("Cast", [outside.name], [whole], to=TensorProto.FLOAT))
        if place.turned:
            first.append(helper.make_node("Transpose", [whole], [one.name]))
    nodes = [*first, *graph.node]
    for node in nodes:
        del node.metadata_props[:]
        node.doc_string = ""
    del graph.initializer[:], graph.node[:], graph.value_info[:], graph.metadata_props[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    del proto.metadata_props[:]
    said = {WEIGHTS: weights.name, SHA256: hashlib.sha256(file).hexdigest()}
    helper.set_model_props(proto, said)
    return proto


class _Place(NamedTuple):
    """Where a weight stands in a file, and whether it is transposed there."""

    offset: int
    length: int
    shape: tuple[int, ...]
    type: int
    turned: bool


def _place(weight: NDArray[Any], file: bytes) -> _Place | None:
    """The place of a weight's bytes; None for what is small or not stored as it is."""
    if weight.size <= SMALL or weight.dtype != np.float32:
        return None
    for stored, kind in ((np.float16, TensorProto.FLOAT16), (np.float32, TensorProto.FLOAT)):
        small = weight.astype(stored)
        if not np.array_equal(small.astype(np.float32), weight):
            continue
        for turned, form in ((False, small), (True, small.T)):
            found = file.find(content := form.tobytes())
            if found >= 0:
                return _Place(found, len(content), form.shape, kind, turned)
    return None


def in_whole_numbers(proto: ModelProto) -> ModelProto:
    """The graph with its matrix products by weights quantised, each column by a scale of its own
    (dynamic quantisation of ONNX Runtime)."""
    with tempfile.TemporaryDirectory() as folder:
        whole, made = Path(folder) / "whole.onnx", Path(folder) / "made.onnx"
        onnx.save(proto, whole)
        logging.getLogger().setLevel(logging.ERROR)
        quantize_dynamic(
            whole,
            made,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
        return onnx.load(made)


def export(folder: Path) -> list[Path]:
    """Export the checkpoint of a folder; return the graphs."""
    model = AutoModelForTokenClassification.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager"
    )
    ids = torch.randint(5, model.config.vocab_size, (3, 14))
    mask = torch.ones_like(ids)
    mask[1, 9:] = 0
    encoder = {"input_ids": ids, "attention_mask": mask}
    weights, graph = folder / MODEL_WEIGHTS, traced(_Encoder(model), encoder, ["bn", "bn"])
    graphs = {
        GRAPHS["onnx-int8"]: pointing(in_whole_numbers(graph), weights),
        GRAPHS["onnx"]: pointing(graph, weights),
    }
    if (folder / CONFIG).is_file():
        graphs |= _of_heads(EventHeads.from_pretrained(folder), folder / HEADS_WEIGHTS)
    for name, proto in graphs.items():
        (folder / name).write_bytes(proto.SerializeToString())
    return [folder / name for name in graphs]


def _of_heads(heads: EventHeads, weights: Path) -> dict[str, ModelProto]:
    s, m, t, k, p = 3, 9, 5, 4, 7
    config = heads.config

    def below(most: int, *shape: int) -> Tensor:
        return torch.randint(0, most, shape)

    tags, mask = below(5, s, m), torch.ones(s, m, dtype=torch.bool)
    mask[1, 6:] = False
    find = {
        "states": torch.randn(s, m, config["hidden"]),
        "lexicon": below(len(config["features"]), s, m, 3),
        "tags": tags,
        "mask": mask,
    }
    judge = {
        "words": torch.randn(s, m, config["width"]),
        "tags": tags,
        "mask": mask,
        "kinds": below(len(config["types"]), s, m),
        "sentence": below(s, t),
        "place": below(m, t),
        "kind": below(len(config["types"]), t),
        "wanted": below(m, t, k),
        "trigger": below(t, p),
        "first": below(m, p),
        "last": 1 + below(m - 1, p),
    }
    of_find, of_judge = ["sm-", "smf", "sm", "sm"], ["sm-", "sm", "sm", "sm", *"ttt", "tk", *"ppp"]
    return {
        FIND: pointing(traced(_Find(heads), find, of_find), weights),
        JUDGE: pointing(traced(_Judge(heads), judge, of_judge), weights),
    }


def main(argv: list[str] | None = None) -> None:
    model = {"type": Path, "required": True, "help": "folder; the graphs come beside its files"}
    args = command(__doc__, model=model).parse_args(argv)
    for path in export(args.model):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
