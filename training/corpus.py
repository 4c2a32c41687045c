"""Raw texts to what pretraining reads: a tokenizer, shards of pieces, vectors of pieces.

    python -m training.corpus --texts ../shared/text --out work/corpus

Every document is folded and split exactly as the tagger splits (`coalition_ie.arabic`), documents
that nearly repeat an earlier one are left out (MinHash over runs of five words), a WordPiece
vocabulary is learned, every source becomes one array of uint16 pieces (documents parted by
[SEP]), and CBOW vectors of the pieces are trained as a start for the embeddings. Counts of all
that was kept and left out are written to ``corpus.json``.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH
from tokenizers import (
    Tokenizer,
    decoders,
    models,
    pre_tokenizers,
    processors,
    trainers,
)
from transformers import BertTokenizerFast

from coalition_ie.arabic.normalise import FOLD, normalise
from coalition_ie.arabic.reading import Reading
from coalition_ie.corpus.texts import blocks
from training.options import command
from training.raw import folding_normalizer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PERMUTATIONS = 32  # of a MinHash signature: standard error of the similarity about 0.18
SCHEME = "affine32"  # datasketch's name for how it permutes 32-bit hashes
SIMILAR = 0.7  # Jaccard similarity of two documents' shingles from which the later one goes
SHINGLE = 5  # words
LEAST_WORDS = 20  # shorter documents are captions and menus


def words_of(document: str) -> str:
    """The folded words of a document, clitics apart, one space between."""
    folded = normalise(document, FOLD).text
    return " ".join(folded[word.start : word.end] for word in Reading(folded).words)


def signature(words: str) -> bytes | None:
    """The MinHash signature of a document, or None where it is too short to be of use."""
    tokens = words.split()
    if len(tokens) < LEAST_WORDS:
        return None
    runs = (tokens[i : i + SHINGLE] for i in range(len(tokens) - SHINGLE + 1))
    shingles = {zlib.crc32(" ".join(run).encode()) for run in runs}
    sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=int, scheme=SCHEME)
    sketch.update_batch(shingles)
    return sketch.hashvalues.tobytes()


def _prepared(batch: list[str]) -> list[tuple[str, bytes | None]]:
    return [(words, signature(words)) for words in map(words_of, batch)]


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def split_and_dedupe(texts: Path, out: Path, workers: int) -> dict[str, Counter[str]]:
    """Write ``out/<source>.words``, one document a line; return what was kept and left out."""
    index = MinHashLSH(threshold=SIMILAR, num_perm=PERMUTATIONS)
    report: dict[str, Counter[str]] = {}
    with ProcessPoolExecutor(workers) as pool:
        for path in sorted(texts.glob("*.txt.zst")):
            source = path.name.removesuffix(".txt.zst")
            count = report.setdefault(source, Counter())
            with (out / f"{source}.words").open("w", encoding="utf-8") as target:
                for batch in pool.map(_prepared, batched(blocks(path), 200)):
                    for words, packed in batch:
                        if packed is None:
                            count["too short"] += 1
                            continue
                        values = np.frombuffer(packed, dtype=np.uint32)
                        sketch = MinHash(hashvalues=values, hashfunc=int, scheme=SCHEME)
                        if index.query(sketch):
                            count["near-duplicates"] += 1
                            continue
                        index.insert(f"{source}:{count['documents']}", sketch)
                        count["documents"] += 1
                        count["words"] += words.count(" ") + 1
                        target.write(words.replace("\n", " ") + "\n")
            print(source, dict(count), flush=True)
    return report


def train_tokenizer(files: list[Path], out: Path, size: int) -> BertTokenizerFast:
    """A WordPiece vocabulary over the split words, saved as an ordinary BERT tokenizer."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=40))
    tokenizer.normalizer = folding_normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, min_frequency=5, limit_alphabet=300, special_tokens=SPECIAL
    )
    tokenizer.train([str(file) for file in files], trainer)
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    wrapped = BertTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        do_lower_case=False,
        model_max_length=512,
    )
    wrapped.save_pretrained(out / "tokenizer")
    return wrapped


def encode(tokenizer: BertTokenizerFast, source: Path) -> np.ndarray:
    """All pieces of a source, each document closed by [SEP]."""
    backend = tokenizer.backend_tokenizer
    parts: list[np.ndarray] = []
    with source.open(encoding="utf-8") as lines:
        for batch in batched(lines, 2000):
            for encoding in backend.encode_batch(batch, add_special_tokens=False):
                parts.append(np.array([*encoding.ids, tokenizer.sep_token_id], dtype=np.uint16))
    return np.concatenate(parts)


class Runs:
    """Pieces of all sources as runs of strings, for gensim to read again and again."""

    def __init__(self, arrays: list[np.ndarray], length: int = 512) -> None:
        self.arrays, self.length = arrays, length

    def __iter__(self) -> Iterator[list[str]]:
        for array in self.arrays:
            for start in range(0, len(array), self.length):
                yield [str(piece) for piece in array[start : start + self.length]]


def train_vectors(arrays: list[np.ndarray], vocabulary: int, size: int, workers: int) -> np.ndarray:
    """CBOW vectors, scaled to the spread that BERT's embeddings start with (0.02)."""
    from gensim.models import Word2Vec

    model = Word2Vec(
        Runs(arrays),
        vector_size=size,
        window=5,
        min_count=5,
        sg=0,
        epochs=3,
        workers=workers,
        seed=1,
    )
    vectors = np.random.default_rng(1).normal(0.0, 0.02, (vocabulary, size)).astype(np.float32)
    known = np.array([int(key) for key in model.wv.index_to_key])
    learned = model.wv.vectors
    vectors[known] = learned * (0.04 / learned.std())
    return vectors


def main(argv: list[str] | None = None) -> None:
    parser = command(__doc__, "out", texts={"required": True, "help": "folder of .txt.zst files"})
    parser.add_argument("--vocabulary", type=int, default=32000)
    parser.add_argument("--vector-size", type=int, default=256)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    report = split_and_dedupe(args.texts, args.out, args.workers)
    files = sorted(args.out.glob("*.words"))
    tokenizer = train_tokenizer(files, args.out, args.vocabulary)
    arrays = []
    for file in files:
        array = encode(tokenizer, file)
        np.save(args.out / f"{file.stem}.npy", array)
        report[file.stem]["pieces"] = len(array)
        arrays.append(array)
    (args.out / "corpus.json").write_text(json.dumps(report, indent=1, ensure_ascii=False))
    vectors = train_vectors(arrays, len(tokenizer), args.vector_size, args.workers)
    np.save(args.out / "vectors.npy", vectors.astype(np.float16))


if __name__ == "__main__":
    main()
