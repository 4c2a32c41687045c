"""Small checkpoints made on the spot: nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertForTokenClassification, BertTokenizerFast

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-TROOP", "I-TROOP")
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة0123456789.،:؛؟!()\"'-"
PLANTED = {
    "الموصل": "B-LOC",
    "العراق": "B-LOC",
    "سوريا": "B-LOC",
    "لتحالف": "B-ORG",
    "التحالف": "B-ORG",
    "الدولي": "I-ORG",
    "كارتر": "B-PER",
}


def bert_tokenizer(words: Sequence[str]) -> BertTokenizerFast:
    """A WordPiece tokenizer of the kind that AraBERT has."""
    pieces = [*SPECIAL, *dict.fromkeys([*words, *LETTERS, *(f"##{c}" for c in LETTERS)])]
    backend = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))
    backend.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    backend.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    backend.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")
    return BertTokenizerFast(tokenizer_object=backend, **dict(zip(names, SPECIAL, strict=True)))


def save(
    folder: Path,
    *,
    planted: bool,
    tags: Sequence[str] = TAGS,
    kind: Any = BertForTokenClassification,
    **extra: object,
) -> Path:
    """A model of two layers; ``planted`` makes it tag the words of PLANTED wherever they stand."""
    torch.manual_seed(0)
    tokenizer = bert_tokenizer(list(PLANTED))
    config = kind.config_class(
        vocab_size=len(tokenizer),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=512,
        pad_token_id=0,
        id2label=dict(enumerate(tags)),
        label2id={tag: i for i, tag in enumerate(tags)},
    )
    model = kind(config)
    if planted:
        _plant(model, tokenizer)
    for name, value in extra.items():
        setattr(model.config, name, value)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _plant(model: BertForTokenClassification, tokenizer: BertTokenizerFast) -> None:
    """Let only the piece itself decide: no position, no neighbour, one direction for each tag."""
    with torch.no_grad():
        embeddings = model.bert.embeddings
        embeddings.position_embeddings.weight.zero_()
        embeddings.token_type_embeddings.weight.zero_()
        embeddings.word_embeddings.weight.zero_()
        embeddings.word_embeddings.weight[:, 0] = 1.0
        for word, tag in PLANTED.items():
            row = embeddings.word_embeddings.weight[tokenizer.convert_tokens_to_ids(word)]
            row.zero_()
            row[TAGS.index(tag)] = 1.0
        for layer in model.bert.encoder.layer:
            for dense in (layer.attention.output.dense, layer.output.dense):
                dense.weight.zero_()
                dense.bias.zero_()
        model.classifier.weight.copy_(torch.eye(len(TAGS), 64) * 2)
        model.classifier.bias.zero_()
