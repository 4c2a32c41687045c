"""Texts to mentions: words to pieces, pieces through an encoder, tags to spans."""

from typing import Literal, get_args

EngineName = Literal["onnx", "onnx-int8", "torch"]
"""onnx: the exported graph in float32; onnx-int8: the one whose matrix products are of whole
numbers, which is faster and a little less exact; torch: any checkpoint, on any device."""

ENGINES: tuple[EngineName, ...] = get_args(EngineName)
"""The values of `EngineName`."""
